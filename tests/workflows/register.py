"""Drives one enterprise on the real server with a clock of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import uuid4

from temporalio.client import Client, WorkflowHandle
from temporalio.testing import TimeSkipper

from models.enterprise.derived_status import summary
from models.enterprise.evolve import fold
from models.enterprise.messages import EnterpriseCommand, ViolationNotice
from models.enterprise.state import EnterpriseState
from models.execution.enterprise_io import EnterpriseReceipt, EnterpriseStart
from models.kernel.identity import enterprise_workflow_id
from models.process.stored_events import from_entries
from tests.history import RULEBOOK
from tests.workflows.clocked import Clocked
from tests.workflows.consignment_driver import NO_SKIPPING
from tests.workflows.fake_activities import Doors
from workers.task_queue_workers import tracker
from workflows.enterprise import PilotEnterpriseWorkflow

Handle = WorkflowHandle[PilotEnterpriseWorkflow, EnterpriseStart]


class Registered(Clocked[Handle]):
    """One enterprise."""

    async def act(self, command: EnterpriseCommand, **later: float) -> EnterpriseReceipt:
        """Sends a command, after some time has passed."""
        await self.advance(**later)
        receipt: EnterpriseReceipt = await self.handle.execute_update(
            command.verb, command, id=str(uuid4()), result_type=EnterpriseReceipt
        )
        return receipt

    async def report(self, notice: ViolationNotice) -> EnterpriseReceipt:
        """What a consignment reports."""
        return await self.handle.execute_update(
            PilotEnterpriseWorkflow.note_violation, notice, id=notice.id
        )

    async def state(self) -> EnterpriseState:
        """The state when nothing is under way."""
        state: EnterpriseState = await self.asked(PilotEnterpriseWorkflow.state)
        return state

    def recorded(self) -> EnterpriseState:
        """The state that the ledger folds to."""
        entries = [self.doors.stream[version] for version in sorted(self.doors.stream)]
        folded = fold(from_entries(entries))
        assert folded is not None
        return folded


@asynccontextmanager
async def registered(
    client: Client, doors: Doors | None = None, continue_after: int | None = None
) -> AsyncIterator[Registered]:
    """An enterprise whose page has just been opened, with a tracker of its own."""
    doors, now, code = doors or Doors(), datetime.now(UTC), f"企业 {uuid4()}"
    skipper, queue = TimeSkipper(client, config=NO_SKIPPING), str(uuid4())
    start = EnterpriseStart(
        code=code, rulebook=RULEBOOK, registered_at=now, continue_after=continue_after
    )
    async with tracker(client, doors.all(), queue):
        await skipper.client.start_workflow(
            PilotEnterpriseWorkflow.run,
            start,
            id=enterprise_workflow_id(code),
            task_queue=queue,
            static_summary=summary(code),
        )
        handle: Handle = client.get_workflow_handle_for(
            PilotEnterpriseWorkflow.run, enterprise_workflow_id(code)
        )
        try:
            yield Registered(handle, skipper, doors, now)
        finally:
            await handle.terminate("the test is over")
