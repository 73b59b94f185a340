"""A workflow on the real server with a clock of its own."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from temporalio.client import WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper

from scripts.timelapse import BEYOND
from tests.workflows.fake_activities import Doors

Handle = TypeVar("Handle", bound=WorkflowHandle[Any, Any])


@dataclass
class Clocked(Generic[Handle]):
    """What runs, and its own time: `now` is that of the wall without a skipper.

    `ahead` is how far its domain time is ahead of the server's (`models/kernel/clock.py`).
    """

    handle: Handle
    skipper: TimeSkipper | None
    doors: Doors
    now: datetime
    ahead: timedelta = field(default=timedelta(0), kw_only=True)

    async def advance(self, **later: float) -> None:
        """Lets time pass; every timer on the way fires in order."""
        await self.idle()
        if self.skipper is None:
            self.now = datetime.now(UTC) + self.ahead
            return
        self.now += timedelta(**later)
        left = self.now - self.ahead - await self.skipper.get_current_time(self.handle)
        if left > timedelta(0):
            await self.skipper.fast_forward(self.handle, left + BEYOND)
        await self.idle()

    async def idle(self) -> None:
        """Until nothing is under way."""
        while await self._busy():
            await asyncio.sleep(0.01)

    async def _busy(self) -> bool:
        raw = (await self.handle.describe()).raw_description
        return bool(raw.pending_activities) or raw.HasField("pending_workflow_task")

    async def asked(self, query: Any) -> Any:
        """What a query answers when nothing is under way, also when a new run has just begun."""
        await self.idle()
        async with asyncio.timeout(30):
            while True:
                try:
                    return await self.handle.query(query)
                except RPCError as error:
                    if error.status is not RPCStatusCode.FAILED_PRECONDITION:
                        raise
