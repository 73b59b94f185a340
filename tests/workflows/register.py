"""Drives one enterprise on the real server with a clock of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper

from models.enterprise.evolve import fold
from models.enterprise.messages import EnterpriseCommand, ViolationNotice
from models.enterprise.outlook import summary
from models.enterprise.start import EnterpriseReceipt, EnterpriseStart
from models.enterprise.state import EnterpriseState
from models.identity import enterprise_workflow_id
from models.record import from_entries
from tests.history import RULEBOOK
from tests.workflows.doors import Doors
from tests.workflows.journey import NO_SKIPPING
from workers.wiring import tracker
from workflows.enterprise import PilotEnterpriseWorkflow

Handle = WorkflowHandle[PilotEnterpriseWorkflow, EnterpriseStart]


@dataclass
class Registered:
    """One enterprise; `now` is its own time."""

    handle: Handle
    skipper: TimeSkipper
    doors: Doors
    now: datetime

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

    async def advance(self, **later: float) -> None:
        """Lets time pass; every timer on the way fires in order."""
        await self.idle()
        self.now += timedelta(**later)
        left = self.now - await self.skipper.get_current_time(self.handle)
        if left > timedelta(0):
            await self.skipper.fast_forward(self.handle, left)
        await self.idle()

    async def idle(self) -> None:
        """Until nothing is under way."""
        while await self._busy():
            await asyncio.sleep(0.01)

    async def _busy(self) -> bool:
        raw = (await self.handle.describe()).raw_description
        return bool(raw.pending_activities) or raw.HasField("pending_workflow_task")

    async def state(self) -> EnterpriseState:
        """The state when nothing is under way, also when a new run has only just begun."""
        await self.idle()
        async with asyncio.timeout(30):
            while True:
                try:
                    return await self.handle.query(PilotEnterpriseWorkflow.state)
                except RPCError as error:
                    if error.status is not RPCStatusCode.FAILED_PRECONDITION:
                        raise

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
