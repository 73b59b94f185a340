"""Task queues: somebody must work on each."""

from datetime import timedelta
from uuid import uuid4

import pytest
from temporalio.client import Client

from models.health.findings import Fault
from tests.workers.health_checks.faulty import Sleeping, until, worker
from workers.health_checks import queues
from workers.health_checks.queues import Queues


async def test_a_queue_without_a_worker_is_named_for_workflows_and_activities(
    client: Client,
) -> None:
    queue = str(uuid4())
    found = await Queues(client, [queue]).standing()
    assert [(each.fault, each.subject) for each in found] == [
        (Fault.NO_WORKER, f"{queue} (workflow)"),
        (Fault.NO_WORKER, f"{queue} (activity)"),
    ]


async def test_a_queue_of_activities_needs_nobody_for_workflows(client: Client) -> None:
    queue = str(uuid4())
    found = await Queues(client, [], [queue]).standing()
    assert [each.subject for each in found] == [f"{queue} (activity)"]


async def test_a_queue_with_a_worker_is_well(client: Client) -> None:
    queue = str(uuid4())
    async with worker(client, Sleeping, queue):
        await until(Queues(client, [queue]).standing, lambda found: not found)


async def test_who_has_not_asked_for_tasks_for_long_is_no_worker(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = str(uuid4())
    async with worker(client, Sleeping, queue):
        await until(Queues(client, [queue]).standing, lambda found: not found)
        monkeypatch.setattr(queues, "STALE", timedelta(0))
        found = await Queues(client, [queue]).standing()
    assert {each.fault for each in found} == {Fault.NO_WORKER}
    assert all(each.since is not None for each in found)


async def test_tasks_that_nobody_takes_are_counted(client: Client) -> None:
    queue = str(uuid4())
    await client.start_workflow("Consignment", {}, id=queue, task_queue=queue)
    looks = Queues(client, [queue]).standing
    await until(looks, lambda found: found[0].why == "1 tasks wait")
