"""Creates one Temporal worker for each task queue that a tracker serves.

Slots are what one process does at a time; `workflows/activity_specs.py`: whom a queue waits for.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker

from models.execution.outsiders import TARGET_AT_ONCE
from workers.sandbox import sandbox
from workflows.activity_specs import DRAIN, ERRANDS
from workflows.consignment import ConsignmentWorkflow
from workflows.enterprise import PilotEnterpriseWorkflow
from workflows.health_check import HealthCheckWorkflow
from workflows.maintenance import DUTIES
from workflows.manifest_import import ImportManifestWorkflow
from workflows.notification_delivery import NoticeWorkflow
from workflows.operations_notice import TellPeopleWorkflow
from workflows.task_queues import Queue, named

Activity = Callable[..., Any]

WORKFLOWS = (
    ConsignmentWorkflow,
    PilotEnterpriseWorkflow,
    ImportManifestWorkflow,
    NoticeWorkflow,
    TellPeopleWorkflow,
    HealthCheckWorkflow,
    *DUTIES,
)

SLOTS: Mapping[Queue, int] = {
    Queue.MAIN: 200,
    Queue.INSTRUCTION: 50,
    Queue.CLEARANCE: 50,
    Queue.CHECKPOINT: 50,
    Queue.ENTERPRISE: 50,
    Queue.REGISTER: 50,
    Queue.PEOPLE: 50,
    # Of each target: as many as it has threads, so that none waits where nobody sees it.
    Queue.NOTICES: TARGET_AT_ONCE,
    Queue.RECORD: 4,
    Queue.UPKEEP: 4,
    Queue.IMPORTS: 4,
}
"""How many activities of a queue run at a time in one process."""

POLLS: Mapping[Queue, int] = {Queue.MAIN: 5}
"""How many requests for work a queue has open; the others have `FEW`."""

FEW = 2

CACHE = 1000
"""How many workflows a process keeps in mind."""


@asynccontextmanager
async def tracker(  # noqa: PLR0913 - what is not named has a default
    client: Client,
    activities: Sequence[Activity],
    task_queue: str,
    *,
    queues: Iterable[Queue] = Queue,
    targets: Iterable[str] = (),
    slots: Mapping[Queue, int] = SLOTS,
    cache: int = CACHE,
) -> AsyncIterator[Sequence[Worker]]:
    """Serves these queues while the block runs; all of them drain together when it ends.

    An activity is served in the queues that its row names; a queue without one needs no worker.
    `slots` are those of each queue. So many workflows as `cache` says are kept in mind; with 0,
    each task replays its history from the beginning. A worker that breaks cancels the block, which
    then raises what it raised.
    """
    served = [queue for queue in Queue if queue in set(queues)]
    posts = [
        _post(client, named(task_queue, queue, target), queue, doors, slots[queue], cache)
        for queue in served
        for target in (targets if queue is Queue.NOTICES else (None,))
        if (doors := list(_doors_of(queue, activities))) or queue is Queue.MAIN
    ]
    async with AsyncExitStack() as stack:
        for post in posts:
            await stack.enter_async_context(post)
        # Before the stack closes them one by one: each may take as long as the drain does.
        stack.push_async_callback(_drained, posts)
        yield posts


async def _drained(posts: Sequence[Worker]) -> None:
    await asyncio.gather(*(post.shutdown() for post in posts))


def _doors_of(queue: Queue, activities: Sequence[Activity]) -> Iterator[Activity]:
    wanted = {errand.activity for errand in ERRANDS if errand.queue is queue}
    known = {errand.activity for errand in ERRANDS}
    for door in activities:
        name = activity._Definition.must_from_callable(door).name  # noqa: SLF001 - no public way
        # What no row names is of no outsider's queue.
        if name in wanted or (name not in known and queue is Queue.MAIN):
            yield door


def _post(  # noqa: PLR0913, PLR0917 - one row of the table above
    client: Client, name: str, queue: Queue, doors: Sequence[Activity], slots: int, cache: int
) -> Worker:
    return Worker(
        client,
        task_queue=name,
        workflows=WORKFLOWS if queue is Queue.MAIN else (),
        activities=doors,
        workflow_runner=sandbox(),
        max_cached_workflows=cache,
        max_concurrent_activities=slots,
        max_concurrent_activity_task_polls=POLLS.get(queue, FEW),
        graceful_shutdown_timeout=DRAIN,
    )
