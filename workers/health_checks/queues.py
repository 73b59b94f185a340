"""Whether somebody works on each task queue, and keeps up with it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import (
    DescribeTaskQueueRequest,
    DescribeTaskQueueResponse,
)
from temporalio.client import Client

from models.health.findings import Fault, Finding
from workers.concurrency import each
from workers.temporal_api import ANSWER, instant

STALE = timedelta(seconds=90)
"""Who works asks for tasks at least every minute."""
BACKLOG = timedelta(minutes=2)
_KINDS = (
    ("workflow", TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW),
    ("activity", TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY),
)


class Queues:
    """Looks at these task queues: the names, each with whether workflows run in it."""

    def __init__(
        self, client: Client, queues: Sequence[str], activities_only: Sequence[str] = ()
    ) -> None:
        self._client = client
        self._asked = [
            (queue, name, kind)
            for queue in (*queues, *activities_only)
            for name, kind in _KINDS
            if name == "activity" or queue in queues
        ]

    async def standing(self) -> list[Finding]:
        """The queues that nobody polls, and those whose oldest task waits for minutes."""
        found = await each(self._asked, self._of)
        return [one for one in found if one is not None]

    async def _of(self, asked: tuple[str, str, TaskQueueType.ValueType]) -> Finding | None:
        queue, name, kind = asked
        request = DescribeTaskQueueRequest(
            namespace=self._client.namespace,
            task_queue=TaskQueue(name=queue),
            task_queue_type=kind,
            report_stats=True,
        )
        seen = await self._client.workflow_service.describe_task_queue(
            request, retry=True, timeout=ANSWER
        )
        return _judged(f"{queue} ({name})", seen, datetime.now(UTC))


def _judged(subject: str, seen: DescribeTaskQueueResponse, now: datetime) -> Finding | None:
    asked = [instant(poller.last_access_time) for poller in seen.pollers]
    last = max(filter(None, asked), default=None)
    age = seen.stats.approximate_backlog_age.ToTimedelta()
    count = seen.stats.approximate_backlog_count
    if last is None or now - last > STALE:
        why = f"{count} tasks wait" if count else ""
        return Finding(fault=Fault.NO_WORKER, subject=subject, since=last, why=why)
    if count and age > BACKLOG:
        why = f"{count} tasks wait"
        return Finding(fault=Fault.TASKS_WAIT, subject=subject, since=now - age, why=why)
    return None
