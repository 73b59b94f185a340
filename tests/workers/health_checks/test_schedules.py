"""Schedules: what recurs must run, and end well."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleHandle,
    ScheduleIntervalSpec,
    ScheduleSpec,
)

from models.health.findings import Fault
from tests.workers.health_checks.faulty import GivingUp, Sleeping, until, worker
from tests.workers.health_checks.test_workflows import mended_by_its_command
from workers.health_checks.schedules import Schedules


@asynccontextmanager
async def scheduled(
    client: Client, code: type[Any], every: timedelta
) -> AsyncIterator[ScheduleHandle]:
    """A schedule that starts this code, and a worker for it."""
    name = f"duty-{uuid4()}"
    action = ScheduleActionStartWorkflow("Consignment", {}, id=name, task_queue=name)
    spec = ScheduleSpec(intervals=[ScheduleIntervalSpec(every=every)])
    handle = await client.create_schedule(name, Schedule(action=action, spec=spec))
    async with worker(client, code, name):
        yield handle
    await handle.delete()


async def test_a_schedule_that_is_not_there_is_named(client: Client) -> None:
    (found,) = await Schedules(client, ["no-such-duty"]).standing()
    assert (found.fault, found.subject) == (Fault.SCHEDULE_MISSING, "no-such-duty")


async def test_a_schedule_that_was_just_registered_is_well(client: Client) -> None:
    async with scheduled(client, Sleeping, timedelta(hours=1)) as handle:
        assert await Schedules(client, [handle.id]).standing() == []


async def test_a_paused_schedule_goes_on_by_the_command_that_is_named(
    client: Client, quiet_server: str
) -> None:
    async with scheduled(client, Sleeping, timedelta(hours=1)) as handle:
        await handle.pause(note="maintenance")
        looks = Schedules(client, [handle.id]).standing
        (found,) = await until(looks, bool)
        assert (found.fault, found.why) == (Fault.SCHEDULE_PAUSED, "maintenance")
        mended_by_its_command(found, quiet_server)
        await until(looks, lambda found: not found)


async def test_a_round_that_does_not_end_keeps_the_next_from_running(client: Client) -> None:
    async with scheduled(client, Sleeping, timedelta(seconds=1)) as handle:
        looks = Schedules(client, [handle.id], grace=timedelta(0)).standing
        (found,) = await until(looks, lambda found: bool(found and found[0].workflow))
    assert (found.fault, found.subject) == (Fault.SCHEDULE_LATE, handle.id)
    assert found.why == f"still running: {found.workflow}"


async def test_a_round_that_failed_is_named_until_the_next_is_well(
    client: Client, quiet_server: str
) -> None:
    async with scheduled(client, GivingUp, timedelta(hours=1)) as handle:
        looks = Schedules(client, [handle.id]).standing
        await handle.trigger()
        (found,) = await until(looks, bool)
        assert (found.fault, found.why) == (Fault.SCHEDULE_FAILED, "FAILED")
        mended_by_its_command(found, quiet_server)
        async with asyncio.timeout(30):
            while (await handle.describe()).info.num_actions < 2:
                await asyncio.sleep(0.05)
