"""Whether what recurs does: the schedules of the tracker and their last runs."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from temporalio.client import (
    Client,
    ScheduleActionExecutionStartWorkflow,
    ScheduleDescription,
)
from temporalio.service import RPCError, RPCStatusCode

from models.health.findings import Fault, Finding
from workers.concurrency import each
from workers.temporal_api import ANSWER, described, instant, status_of

GRACE = timedelta(minutes=5)
_FAILED = frozenset({"FAILED", "TIMED_OUT", "TERMINATED", "CANCELED"})


class Schedules:
    """Looks at the schedules of these ids; a run may come so much later than twice its interval."""

    def __init__(self, client: Client, ids: Sequence[str], grace: timedelta = GRACE) -> None:
        self._client, self._ids, self._grace = client, ids, grace

    async def standing(self) -> list[Finding]:
        """Those that are missing, paused, late, or whose last run failed."""
        return [one for found in await each(self._ids, self._of) for one in found]

    async def _of(self, schedule_id: str) -> list[Finding]:
        try:
            handle = self._client.get_schedule_handle(schedule_id)
            seen = await handle.describe(rpc_timeout=ANSWER)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            return [Finding(fault=Fault.SCHEDULE_MISSING, subject=schedule_id)]
        found = [
            _paused(seen) or _late(seen, datetime.now(UTC), self._grace),
            await self._failed(seen),
        ]
        return [one for one in found if one is not None]

    async def _failed(self, seen: ScheduleDescription) -> Finding | None:
        if not seen.info.recent_actions:
            return None
        last = seen.info.recent_actions[-1].action
        if not isinstance(last, ScheduleActionExecutionStartWorkflow):
            return None
        run = await described(self._client, last.workflow_id)
        if run is None or status_of(run.workflow_execution_info) not in _FAILED:
            return None
        return Finding(
            fault=Fault.SCHEDULE_FAILED,
            subject=seen.id,
            since=instant(run.workflow_execution_info.close_time),
            why=status_of(run.workflow_execution_info),
            workflow=last.workflow_id,
        )


def _paused(seen: ScheduleDescription) -> Finding | None:
    if not seen.schedule.state.paused:
        return None
    note = seen.schedule.state.note or ""
    # When it was paused is kept nowhere; since then it has not run.
    return Finding(fault=Fault.SCHEDULE_PAUSED, subject=seen.id, since=_begun(seen), why=note)


def _late(seen: ScheduleDescription, now: datetime, grace: timedelta) -> Finding | None:
    """A run is late by a whole interval; registered again (a restart), it may wait for its next."""
    every = max((spec.every for spec in seen.schedule.spec.intervals), default=timedelta(0))
    begun = _begun(seen)
    if now - begun <= 2 * every + grace:
        return None
    running = [
        one.workflow_id
        for one in seen.info.running_actions
        if isinstance(one, ScheduleActionExecutionStartWorkflow)
    ]
    return Finding(
        fault=Fault.SCHEDULE_LATE,
        subject=seen.id,
        since=begun,
        why=f"still running: {running[0]}" if running else "",
        workflow=running[0] if running else "",
    )


def _begun(seen: ScheduleDescription) -> datetime:
    """When it ran last, or was registered."""
    info = seen.info
    last = [action.started_at for action in info.recent_actions]
    return max(filter(None, [info.created_at, info.last_updated_at, *last]))
