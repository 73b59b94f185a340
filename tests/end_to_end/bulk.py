"""Consignments that come part of their way, and what is done to many of them in the Temporal UI."""

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from google.protobuf.message import Message
from temporalio.api.batch.v1 import (
    BatchOperationDeletion,
    BatchOperationReset,
    BatchOperationTermination,
)
from temporalio.api.common.v1 import ResetOptions
from temporalio.api.enums.v1 import BatchOperationState
from temporalio.api.workflowservice.v1 import (
    DescribeBatchOperationRequest,
    StartBatchOperationRequest,
)
from temporalio.client import WorkflowUpdateFailedError
from temporalio.service import RPCError

from ledger import Ledger, Recorded
from models.consignment.box import Box
from models.consignment.state import State
from models.execution.reconciliation import Judgement
from models.supervision.messages import Hold, Resume
from projections.stream_reader import state_of
from scripts.demonstration.enrolment import enrol
from scripts.demonstration.scenario_assignment import Role
from scripts.demonstration.scenario_player import DemoContext, OfficersDesk, register
from scripts.reconciling.levels import Databases
from scripts.reconciling.review import Reconciliation
from systems.scenario import play
from tests.end_to_end.stack import Spoken, Stack, keep_keys
from tools.chaos import cast_of, stack_for
from workers.concurrency import each
from workers.consignment_client import consignment
from workers.recovery.enterprise_recovery import EnterpriseRecovery
from workers.recovery.workflow_recovery import Resurrection
from workers.stack.db_logins import DatabaseLogin
from workers.stack.stack import EmbeddedStack

SIZE = 16
HELD, RESUMED = "bulk-hold", "bulk-resume"
RUNNING = 'ExecutionStatus = "Running" AND WorkflowType != "Notice"'


@dataclass(frozen=True)
class Bulk:
    """Consignments that have all come part of their way."""

    stage: DemoContext
    stack: EmbeddedStack
    cast: Sequence[Role]
    folder: Path
    reached: Counter[str] = field(default_factory=Counter)
    """How many steps of its script each has behind it."""

    async def play(self, *parts: float) -> None:
        """Every script on to this part of it; with several, each consignment to one of them."""

        async def one(turn: int) -> None:
            role = self.cast[turn]
            steps, number = role.script.steps, role.tracking_no
            last = int(len(steps) * parts[turn % len(parts)])
            now, self.reached[number] = steps[self.reached[number] : last], last
            desk = OfficersDesk(self.stage.lapse.client)
            await play(now, role.shipment, self.stage.messenger, self.stage.lapse, desk)

        await each(range(len(self.cast)), one)

    async def hold(self) -> list[str]:
        """Put on hold and let go again; the numbers of those that took both orders.

        None that may go just now: a hold would take that back, and ask for it again.
        """

        async def one(role: Role) -> str:
            state = await state_of(Ledger(self.stage.pool), role.tracking_no)
            if state is None or any(_may_go(box) for box in state.boxes.values()):
                return ""
            handle = consignment(self.stage.client, role.tracking_no)
            hold = Hold(officer="Lin", reason="papers")
            resume = Resume(officer="Lin", reason="in order")
            try:
                await handle.execute_update("hold", hold, id=HELD)
                await handle.execute_update("resume", resume, id=RESUMED)
            except (RPCError, WorkflowUpdateFailedError):
                # It has ended by now, or its script has put it on hold.
                return ""
            return role.tracking_no

        return [number for number in await each(self.cast, one) if number]

    async def reset(self, how: ResetOptions) -> None:
        """As *Reset* on everything that runs, in the list of the Temporal UI."""
        operation = BatchOperationReset(identity="drill", options=how)
        await self._batch(RUNNING, reset_operation=operation)

    async def terminate(self, query: str) -> None:
        """As *Terminate* on whatever a list of the Temporal UI shows."""
        operation = BatchOperationTermination(identity="drill")
        await self._batch(query, termination_operation=operation)

    async def delete(self, query: str) -> None:
        """As *Delete* on whatever a list of the Temporal UI shows."""
        operation = BatchOperationDeletion(identity="drill")
        await self._batch(query, deletion_operation=operation)

    async def _batch(self, query: str, **operation: Message) -> None:
        """One batch operation, to its end."""
        client, job = self.stage.client, str(uuid4())
        await client.workflow_service.start_batch_operation(
            StartBatchOperationRequest(
                namespace=client.namespace,
                visibility_query=query,
                job_id=job,
                reason="a drill",
                **operation,  # type: ignore[arg-type]
            )
        )
        asked = DescribeBatchOperationRequest(namespace=client.namespace, job_id=job)
        while True:
            seen = await client.workflow_service.describe_batch_operation(asked)
            if seen.state != BatchOperationState.BATCH_OPERATION_STATE_RUNNING:
                assert seen.complete_operation_count, seen
                return
            await asyncio.sleep(0.1)

    async def unsound(self, level: int = 2) -> list[Judgement]:
        """What `guomen reconcile` names."""
        logins = self.stack.databases
        databases = Databases(logins[DatabaseLogin.READER], logins[DatabaseLogin.PROJECTOR])
        whole = (databases, Ledger(self.stage.pool), self.stage.pool, self.stage.client)
        review = await Reconciliation(*whole, level=level).run()
        assert not review.faults, review.faults
        return [one for one in review.judgements if not one.sound]

    async def mended(self) -> None:
        """What `guomen reconcile` names is done until it names nothing more."""
        while unsound := await self.unsound():
            assert all("guomen resurrect" in one.why for one in unsound), unsound
            await self.resurrected()

    async def resurrected(self) -> None:
        """`guomen resurrect`."""
        where = (self.stage.client, self.stage.pool, self.stage.task_queue)

        async def freed(_: State) -> bool:
            return True

        await EnterpriseRecovery(*where).run()
        await Resurrection(*where, freed).run()

    async def guomen(self, *arguments: str) -> Spoken:
        """A command beside the stack, as in another shell."""
        return await asyncio.to_thread(Stack(self.folder).guomen, *arguments)

    async def rows(self) -> dict[str, list[Recorded]]:
        """The ledger, stream by stream."""
        found: dict[str, list[Recorded]] = {}
        for row in await Ledger(self.stage.pool).read_after(0, limit=100_000):
            found.setdefault(row.stream_id, []).append(row)
        return found

    def asked(self) -> Counter[str]:
        """How many trips, permits, lots … each system knows."""
        found = Counter[str]()
        for file in (self.folder / "systems").glob("*.db"):
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as store:
                kinds = store.execute("select kind, count(*) from record group by kind")
                found.update({f"{file.stem} {kind}": number for kind, number in kinds})
        return found

    def told(self) -> Counter[str]:
        """What hangs at the noticeboard, by its key."""
        lines = (self.folder / "notifications.jsonl").read_text().splitlines()
        return Counter(json.loads(line)["key"] for line in lines)


def _may_go(box: Box) -> bool:
    """A permission stands that has not been used."""
    permits = (*box.permits, *box.unloading_permits)
    return any(permit.ended is None for permit in permits) and box.unloaded is None


@asynccontextmanager
async def bulk(folder: Path) -> AsyncIterator[Bulk]:
    # Scripts that are played in parts cannot be written anew for what is drawn.
    keep_keys(folder)
    async with stack_for(folder) as (stack, stage):
        cast = cast_of(SIZE, datetime.now(UTC))
        await enrol(stage, [role.registration for role in cast])
        for role in cast:
            await register(stage, role)
        yield Bulk(stage, stack, cast, folder)
