"""Consignments under fire while their tracker is stopped and started: each lives one life.

The long form, with a whole stack and SIGKILL, is tests/end_to_end/test_restarts.py.
"""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
from pydantic import BaseModel
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from models.consignment.registration import Registration
from models.deadlines.engine import due
from models.execution.workflow_io import Snapshot, Start
from models.kernel.stream_head import StreamHead
from models.supervision.messages import Hold, Unknown
from tests.alarming import stories, tell
from tests.history import RULEBOOK, sample_history, sample_registration
from tests.replay.lives import commands_of, cuts, lived
from tests.replay.scenarios import slow_ledger
from tests.replay.soundness import require_sound
from tests.workflows.consignment_driver import journey, port_checks, to_the_port
from tests.workflows.fake_activities import SharedDoors
from workers.consignment_client import Handle
from workers.sandbox import OpenRunner
from workers.task_queue_workers import WORKFLOWS, tracker
from workflows.consignment import ConsignmentWorkflow

RESTARTS, OTHERS = 3, 4
SEED = 15
MOST_S = 0.3


class Fire:
    """Consignments that are told their stories, and trackers that come and go."""

    def __init__(self, client: Client, cache: int, consignments: int) -> None:
        self._client, self._cache, self._consignments = client, cache, consignments
        self._chance, self._queue, self._doors = Random(SEED), str(uuid4()), SharedDoors()  # noqa: S311 - repeatable
        self._trackers = [asyncio.Event() for _ in range(RESTARTS + 1)]
        for name in ("record", "notify_people", "fetch_instruction", "permit_removal"):
            self._doors.before[name] = self._slow

    async def _slow(self) -> None:
        await asyncio.sleep(self._chance.random() * MOST_S)

    async def burn(self) -> list[Handle]:
        """Every story to its end; the consignments, with nothing under way."""
        now = datetime.now(UTC)
        etd, eta = now + timedelta(days=7), now + timedelta(days=14)
        cargo = [sample_registration(n, etd=etd, eta=eta) for n in range(1, self._consignments + 1)]
        consignments = [await self._started(each, now) for each in cargo]
        told = zip(consignments, stories(cargo, self._chance, now, OTHERS), strict=True)
        telling = [asyncio.create_task(self._tell(*each, now)) for each in told]
        for each in self._trackers[:-1]:
            async with self._tracker():
                each.set()
                await asyncio.sleep(self._chance.uniform(0.5, 1.5))
        async with self._tracker():
            self._trackers[-1].set()
            await asyncio.gather(*telling)
            await asyncio.gather(*map(idle, consignments))
        return consignments

    def _tracker(self) -> AbstractAsyncContextManager[Sequence[Worker]]:
        return tracker(self._client, self._doors.all(), self._queue, cache=self._cache)

    async def _started(self, registration: Registration, now: datetime) -> Handle:
        return await self._client.start_workflow(
            ConsignmentWorkflow.run,
            Start(registration=registration, rulebook=RULEBOOK, registered_at=now),
            id=f"consignment/{uuid4()}",
            task_queue=self._queue,
        )

    async def _tell(self, consignment: Handle, story: list[BaseModel], now: datetime) -> None:
        """A part of it under each tracker."""
        for nth, message in enumerate(story):
            await self._trackers[nth * len(self._trackers) // len(story)].wait()
            await tell(consignment, message, f"{consignment.id}-{nth}", now - timedelta(hours=1))


async def idle(consignment: Handle) -> None:
    """Until nothing of it is under way."""
    while True:
        raw = (await consignment.describe()).raw_description
        if not raw.pending_activities and not raw.HasField("pending_workflow_task"):
            return
        await asyncio.sleep(0.05)


# Without a cache each task begins with a sandbox of its own, and costs ten times as much.
@pytest.mark.parametrize("cache, consignments", [(1000, 12), (0, 4)])
async def test_whatever_comes_a_consignment_goes_on_under_any_tracker(
    temporal: Client, cache: int, consignments: int
) -> None:
    for consignment in await Fire(temporal, cache, consignments).burn():
        await require_sound(await consignment.fetch_history())
        if (await consignment.describe()).close_time is None:
            await consignment.terminate("the test is over")


async def test_without_the_order_of_jobs_a_merged_delivery_leads_to_another_life(
    temporal: Client,
) -> None:
    async with journey(temporal, real_time=True) as trip:
        await slow_ledger(trip)
        life = await lived(await trip.handle.fetch_history(), *WORKFLOWS)
    plain = UnsandboxedWorkflowRunner()
    everything_by_itself = [each.given for each in life.deliveries]
    assert await commands_of(life, everything_by_itself, plain) == life.commands
    theirs = [await commands_of(life, cut, plain) == life.commands for cut in cuts(life)]
    ours = [await commands_of(life, cut, OpenRunner()) == life.commands for cut in cuts(life)]
    assert all(ours)
    assert not all(theirs)


async def test_what_an_answer_led_to_is_recorded_while_another_record_is_under_way(
    temporal: Client,
) -> None:
    written = asyncio.Event()

    async def slow() -> None:
        await written.wait()

    async with journey(temporal, real_time=True) as trip:
        await to_the_port(trip)
        await trip.idle()
        trip.doors.before["record"] = slow
        await trip.report(Unknown(raw="{}"), "odd", trip.now)
        for n, check in enumerate(port_checks(trip.box)):
            await trip.report(check, f"check-{n}", trip.now)
        async with asyncio.timeout(30):
            while "transport-ordered" not in trip.doors.recorded:
                await asyncio.sleep(0.05)
        assert not written.is_set()
        written.set()
        await trip.idle()


async def test_a_run_that_goes_on_leaves_a_command_also_when_nothing_is_due(
    temporal: Client,
) -> None:
    held = sample_history(1).obeys(Hold(officer="Lin", reason="papers"), hours=1).state
    assert due(held) is None
    head = StreamHead(version=held.version, hash="0" * 64)
    start = Start(snapshot=Snapshot(state=held, head=head), rulebook=RULEBOOK)
    queue = str(uuid4())
    async with tracker(temporal, SharedDoors().all(), queue):
        consignment = await temporal.start_workflow(
            ConsignmentWorkflow.run, start, id=f"consignment/{uuid4()}", task_queue=queue
        )
        await idle(consignment)
        history = await consignment.fetch_history()
        await consignment.terminate("the test is over")
    life = await lived(history, ConsignmentWorkflow)
    assert life.deliveries[0].commands
