"""Time-lapse: weeks of a consignment in seconds, by the dev server's own clock for each workflow.

The only module that knows the experimental time-skipping API. Never on a production path: a client
of this module starts workflows whose clock `advance` can move; between two moves it runs as usual.
"""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Self
from uuid import uuid4

from temporalio import testing
from temporalio.api.common.v1 import FastForwardConfig, TimeSkippingConfig, WorkflowExecution
from temporalio.api.enums.v1 import FastForwardPollingResult
from temporalio.api.workflow.v1 import WorkflowExecutionOptions
from temporalio.api.workflowservice.v1 import (
    DescribeWorkflowExecutionResponse,
    PollWorkflowExecutionTimeSkippingRequest,
    UpdateWorkflowExecutionOptionsRequest,
)
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper

from models.kernel.errors import GuomenError
from models.kernel.identity import consignment_workflow_id
from models.process.derived_status import next_due
from scripts.retry import PATIENCE_S, passing, retry_until
from scripts.texts.errors import NOT_RAISED, RESTLESS
from workers.consignment_client import consignment
from workflows.consignment import ConsignmentWorkflow

BEYOND = timedelta(seconds=10)
"""How far past the asked instant a clock is moved.

A fast-forward that comes to its end while the task of a timer is under way goes on to the next
timer (server 1.32), and timers are due at the very instants that are asked for. Meanwhile the
clock runs as the wall's does, so this is also how long such a task may take on a busy machine.
"""

_FIRST_PAUSE_S = 0.04
_LONGEST_PAUSE_S = 0.25
_OVER = (
    # Also when the server has never heard of it: the call was lost, not the answer.
    FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED,
    FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED,
)
_Handle = WorkflowHandle[object, object]


class Stuck(GuomenError):
    """A consignment does not come to rest."""


class TimeLapse:
    """Moves the clocks of consignments that were started with its `client`.

    `behind` is how far those began behind the server's clock (`models/kernel/clock.py`).
    """

    def __init__(
        self,
        client: Client,
        patience_s: float = PATIENCE_S,
        behind: timedelta = timedelta(0),
    ) -> None:
        self._plain = client
        self._skipper = TimeSkipper(client, config=testing.TimeSkippingConfig(enabled=False))
        self._patience_s = patience_s
        self._behind = behind

    def of_those(self, behind: timedelta) -> Self:
        """The same for consignments that begin behind."""
        return type(self)(self._plain, self._patience_s, behind)

    @property
    def client(self) -> Client:
        """Starts workflows whose clock can be moved; otherwise like any other client."""
        return self._skipper.client

    async def advance(self, tracking_no: str, to: datetime) -> None:
        """Bring a consignment's clock to `to`, firing every timer on the way, and let it rest.

        A closed consignment is left as it is.

        Raises:
            Stuck: it does not come to rest.
            StaysAway: the server does not come back.
        """
        handle = self._handle(tracking_no)
        await retry_until(lambda: self._advance(handle, to), self._patience_s)

    async def clock(self, tracking_no: str) -> datetime | None:
        """What a consignment's clock shows, None when it is closed."""
        seen = await retry_until(self._handle(tracking_no).describe, self._patience_s)
        running = seen.status is WorkflowExecutionStatus.RUNNING
        return _clock(seen.raw_description) - self._behind if running else None

    async def rest(self, tracking_no: str) -> bool:
        """Wait until nothing of a consignment is under way; False when it is closed."""
        handle = self._handle(tracking_no)
        return await retry_until(lambda: self._rest(handle), self._patience_s) is not None

    def _handle(self, tracking_no: str) -> _Handle:
        return self.client.get_workflow_handle(consignment_workflow_id(tracking_no))

    async def _advance(self, handle: _Handle, to: datetime) -> None:
        while (resting := await self._rest(handle)) is not None:
            left = to - (_clock(resting) - self._behind)
            if left <= timedelta(0):
                return
            await self._skip(handle, left + BEYOND)

    async def _skip(self, handle: _Handle, by: timedelta) -> None:
        """Ask for it once: whether it was taken is seen by the clock, not by an answer.

        A second call would move the clock a second time, and the SDK's own repeats what is lost.
        """
        skip = FastForwardConfig(id=str(uuid4()))
        skip.duration.FromTimedelta(by)
        options = WorkflowExecutionOptions(
            time_skipping_config=TimeSkippingConfig(enabled=True, fast_forward_config=skip)
        )
        request = UpdateWorkflowExecutionOptionsRequest(
            namespace=self.client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=handle.id),
            workflow_execution_options=options,
            identity=self.client.identity,
        )
        request.update_mask.paths.append("time_skipping_config")
        service = self.client.workflow_service
        try:
            await service.update_workflow_execution_options(request, retry=False)
        except RPCError as error:
            # It closed in the meantime, or the server went away: the next look at it tells.
            if error.status is not RPCStatusCode.NOT_FOUND and not passing(error):
                raise
        await retry_until(lambda: self._skipped(handle, skip.id), self._patience_s)

    async def _skipped(self, handle: _Handle, skip: str) -> None:
        """Wait until the clock has come to rest: before that not every timer on the way fired."""
        request = PollWorkflowExecutionTimeSkippingRequest(
            namespace=self.client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=handle.id),
            fast_forward_id=skip,
        )
        service = self.client.workflow_service
        try:
            while True:
                seen = await service.poll_workflow_execution_time_skipping(request, retry=True)
                if seen.fast_forward_polling_result in _OVER:
                    return
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise

    async def _rest(self, handle: _Handle) -> DescribeWorkflowExecutionResponse | None:
        ends, pause = time.monotonic() + self._patience_s, _FIRST_PAUSE_S
        while True:
            seen = await handle.describe()
            if seen.status is not WorkflowExecutionStatus.RUNNING:
                return None
            busy = _under_way(seen.raw_description)
            if not busy:
                return seen.raw_description
            if time.monotonic() > ends:
                raise Stuck(RESTLESS, workflow=handle.id, busy=", ".join(busy))
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, _LONGEST_PAUSE_S)


class Thorough(TimeLapse):
    """Leaves no level behind: a timer may fire a moment after a clock has been moved past it.

    For consignments only: it asks them what is due.
    """

    async def advance(self, tracking_no: str, to: datetime) -> None:
        """Move on, and wait until everything that was due by then has been raised.

        Raises:
            Stuck: a level is due and is not raised.
        """
        await super().advance(tracking_no, to)
        ends = time.monotonic() + self._patience_s
        while await retry_until(lambda: self._due(tracking_no, to), self._patience_s):
            if time.monotonic() > ends:
                raise Stuck(NOT_RAISED, number=tracking_no, at=to)
            await asyncio.sleep(_FIRST_PAUSE_S)
            await super().advance(tracking_no, to)

    async def _due(self, tracking_no: str, by: datetime) -> bool:
        state = await consignment(self.client, tracking_no).query(ConsignmentWorkflow.state)
        escalation = next_due(state)
        return escalation is not None and escalation <= by


def _clock(seen: DescribeWorkflowExecutionResponse) -> datetime:
    """The time of a workflow; that of the wall until its clock is moved for the first time."""
    skipping = seen.workflow_extended_info.time_skipping_info
    if not skipping.HasField("current_time"):
        return datetime.now(UTC)
    return skipping.current_time.ToDatetime(UTC)


def _under_way(seen: DescribeWorkflowExecutionResponse) -> list[str]:
    """What keeps a workflow from resting, in words."""
    busy = [f"activity {each.activity_type.name}" for each in seen.pending_activities]
    if seen.HasField("pending_workflow_task"):
        busy.append(f"workflow task, attempt {seen.pending_workflow_task.attempt}")
    skipping = seen.workflow_extended_info.time_skipping_info
    if skipping.HasField("fast_forward_info") and not skipping.fast_forward_info.has_completed:
        # One that was asked for before the server was killed: its clock still moves.
        busy.append("fast-forward")
    return busy
