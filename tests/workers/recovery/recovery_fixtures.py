"""Consignments that have lived for a while on the real server, with the real systems and ledger."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import asyncpg
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest
from temporalio.client import Client

from ledger import Append, Envelope, Head, Ledger, Recorded
from models.consignment.state import State
from models.execution.reconciliation import Judgement
from models.kernel.identity import consignment_workflow_id
from scripts.demonstration.enrolment import approve
from scripts.demonstration.scenario_assignment import Role
from scripts.demonstration.scenario_player import OfficersDesk, register
from systems.scenario import Shipment, Steps, play
from systems.scenarios import SCENARIOS
from tests.postgres import execute
from tests.systems.shipments import registration, shipment
from tests.workflows.test_scenarios import (
    WatchedStage,
    enrolled,
    not_drawn_for_a_sample,
    on_record,
    stage,
)
from workers.consignment_client import consignment
from workers.recovery.history_reader import Histories
from workers.recovery.reconciler import Auditor
from workflows.consignment import ConsignmentWorkflow


@dataclass
class Lived:
    """A consignment that has come so far in its script."""

    number: str
    sent: Shipment
    start: datetime
    steps: Steps
    on: WatchedStage
    pool: asyncpg.Pool

    @property
    def stream(self) -> str:
        """Its stream, and its workflow."""
        return consignment_workflow_id(self.number)

    async def go_on(self, until: str = "") -> None:
        """Play on, up to and with the first step of a type or verb; to the end without one."""
        names = [getattr(step, "type", getattr(step, "verb", "")) for step in self.steps]
        last = names.index(until) + 1 if until else len(names)
        now, self.steps = self.steps[:last], self.steps[last:]
        desk = OfficersDesk(self.on.client)
        await play(now, self.sent, self.on.messenger, self.on.lapse, desk)

    async def judged(self, level: int = 2, client: Client | None = None) -> Judgement:
        """The verdict on it."""
        histories = Histories(client or self.on.client)
        return await Auditor(histories, Ledger(self.pool), self.pool).judge(self.number, level)

    async def forgotten(self) -> None:
        """Temporal loses everything that it knows of it."""
        service, namespace = self.on.client.workflow_service, self.on.client.namespace
        execution = WorkflowExecution(workflow_id=self.stream)
        await service.delete_workflow_execution(
            DeleteWorkflowExecutionRequest(namespace=namespace, workflow_execution=execution)
        )
        while await Histories(self.on.client).described(self.number) is not None:
            await asyncio.sleep(0.05)

    async def state(self) -> State:
        """What the workflow says."""
        return await consignment(self.on.client, self.number).query(ConsignmentWorkflow.state)


@asynccontextmanager
async def lived(
    client: Client,
    pool: asyncpg.Pool,
    folder: Path,
    *,
    until: str = "",
    scenario: str = "smooth",
) -> AsyncIterator[Lived]:
    """A consignment that has played its script up to and with a step."""
    async with begun(client, pool, folder, scenario) as one:
        await one.go_on(until)
        yield one


@asynccontextmanager
async def begun(
    client: Client,
    pool: asyncpg.Pool,
    folder: Path,
    scenario: str = "smooth",
    *,
    recorded: bool = True,
) -> AsyncIterator[Lived]:
    """A consignment that has just been registered."""
    start = datetime.now(UTC)
    sent = not_drawn_for_a_sample(shipment(start))
    sent = replace(sent, enterprise=sent.tracking_no)
    script = SCENARIOS[scenario](sent, start)
    async with stage(client, pool, folder, sent.tracking_no) as on:
        await enrolled(on, Ledger(pool), sent.enterprise)
        if recorded:
            await approve(on, [registration(sent)])
            # The events of the consignment are the last of the ledger: a test may cut them off.
            await on_record(Ledger(pool), sent.enterprise)
        await register(on, Role(registration(sent), start, None))
        one = Lived(sent.tracking_no, sent, start, script.steps, on, pool)
        try:
            yield one
        finally:
            seen = await Histories(client).described(one.number)
            if seen is not None and seen.close_time is None:
                await consignment(client, one.number).terminate("the test is over")


async def cut_off(dsn: str, events: int) -> None:
    """Lose the last events of the ledger, as a restored backup does."""
    await execute(
        dsn,
        "alter table ledger.events disable trigger all",
        "delete from ledger.events where position > "  # noqa: S608 - a number
        f"(select max(position) from ledger.events) - {events}",
        "alter table ledger.events enable always trigger events_are_append_only",
    )


async def forge(ledger: Ledger, stream: str) -> Recorded:
    """Append an event that nobody decided; answers the one before it."""
    last = (await ledger.read_stream(stream))[-1]
    forged = Envelope(
        event_id=uuid4(), event_type=last.event_type, occurred_at=last.occurred_at, data={}
    )
    head = Head(version=last.version, hash=last.hash)
    await ledger.append(Append(stream_id=stream, after=head, events=(forged,)))
    return last


async def rewrite(dsn: str, row: Recorded, field: str) -> None:
    """Let a recorded event say something else, its hashes as they were."""
    await execute(
        dsn,
        "alter table ledger.events disable trigger all",
        f"""update ledger.events set data = data || '{{"{field}": "GHOST"}}'
            where position = {row.position}""",  # noqa: S608 - a name and a number
    )
