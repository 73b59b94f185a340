"""Every scenario on a real server, in time-lapse, with the real systems, doors and database."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx2
import pytest
from temporalio.client import Client

from activities.enrolment import Enrolment
from activities.recorder import Recorder
from activities.register import Register
from activities.remote import Remote
from ledger import CoalescingWriter, Ledger
from models.events import (
    EscalationRaised,
    EscalationWithdrawn,
    ViolationExcused,
    ViolationRecorded,
)
from models.intake import translate
from models.notices.routes import Routing
from models.start import Ending
from models.terms import RiskLevel, System
from projections.consignments import is_consignment
from projections.history import to_event
from scripts.demonstration.performance import OfficersDesk, Stage, register
from scripts.demonstration.review import escalations, violations
from scripts.demonstration.roles import Role
from scripts.timelapse import Thorough
from systems.messenger import Messenger
from systems.scenarios import SCENARIOS
from systems.scenarios.parts import course
from systems.store import Store
from systems.world import Script, SystemName, play
from tests.enterprises import ENROLLED
from tests.systems.gateway import WORLD_TOKEN
from tests.systems.outside import CREATE, settings
from tests.systems.shipments import registration, shipment
from workers import attempts
from workers.enrolling import open_and_act
from workers.posts import tracker
from workers.settings import Settings
from workers.starting import consignment, deliver
from workers.wiring import doors, folds, notifier

BOXES = {"three_trucks": 3, "lock_cut": 2, "partly_released": 2, "brass_crumb": 3}
NAMES: tuple[SystemName, ...] = ("clearance", "checkpoint", "enterprise")


class Gateway(httpx2.AsyncBaseTransport):
    """Hears the systems, and tells the one consignment there is."""

    def __init__(self, client: Client, ledger: Ledger, queue: str, number: str) -> None:
        self._client, self._ledger, self._queue, self._number = client, ledger, queue, number

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        message = json.loads(await request.aread())
        report = translate(System(message["system"]), message).report
        await deliver(self._client, self._ledger, self._number, report, task_queue=self._queue)
        return httpx2.Response(202, json={"status": "delivered"})


@dataclass(frozen=True)
class WatchedStage(Stage):
    """With a look into the checkpoint system: how many trips it knows."""

    trips: Callable[[], int]


@asynccontextmanager
async def stage(
    client: Client, pool: asyncpg.Pool, folder: Path, number: str
) -> AsyncIterator[WatchedStage]:
    """Everything but the processes."""
    queue = str(uuid4())
    gateway = Gateway(client, Ledger(pool), queue, number)
    async with AsyncExitStack() as stack:
        mounts: dict[str, httpx2.AsyncBaseTransport] = {}
        remotes = {}
        stores: dict[str, Store] = {}
        for name in NAMES:
            app = CREATE[name](settings(), gateway)
            await stack.enter_async_context(app.router.lifespan_context(app))
            stores[name] = app.state.store
            mounts[f"http://{name}"] = httpx2.ASGITransport(app)
            http = httpx2.AsyncClient(transport=mounts[f"http://{name}"], base_url=f"http://{name}")
            remotes[System(name)] = Remote(name, await stack.enter_async_context(http))
        # A transport of its own would read the certificates of this machine.
        outside = httpx2.AsyncClient(transport=mounts["http://clearance"], mounts=mounts)
        world = await stack.enter_async_context(outside)
        writer = await stack.enter_async_context(CoalescingWriter(Ledger(pool)))
        chosen = Settings(database_url="postgresql://unused", data=folder, task_queue=queue)
        recorder, register = Recorder(writer), Register(Ledger(pool))
        enrolment = Enrolment(recorder, register, client, queue)
        notify = notifier(chosen, Routing(), client, partial(attempts.keep, pool))
        activities = (
            *doors(recorder, remotes, register, enrolment, notify),
            *folds(Ledger(pool), register),
        )
        await stack.enter_async_context(tracker(client, activities, queue))
        urls = {name: f"http://{name}" for name in NAMES}
        messenger = Messenger(world, urls, dict.fromkeys(NAMES, WORLD_TOKEN))
        yield WatchedStage(
            *(client, pool, Thorough(client), messenger, queue, chosen.lang),
            trips=lambda: stores["checkpoint"].count("trip"),
        )


async def played(
    name: str, client: Client, pool: asyncpg.Pool, folder: Path
) -> tuple[Script, Ending]:
    start = datetime.now(UTC)
    # An enterprise of its own: a page outlives the test, and suspends what it finds.
    sent = replace(
        shipment(start, BOXES.get(name, 1)), tracking_no=f"NB26-{uuid4()}", enterprise=str(uuid4())
    )
    level = RiskLevel.R2 if name == "higher_risk" else RiskLevel.R1
    script = SCENARIOS[name](sent, start)
    async with stage(client, pool, folder, sent.tracking_no) as on:
        await register(on, Role(registration(sent, level), start, None))
        if name == "suspended_enterprise":
            await enrolled(on, Ledger(pool), sent.enterprise)
        await play(script.steps, sent, on.messenger, on.lapse, OfficersDesk(client))
        return script, await consignment(client, sent.tracking_no).result()


async def enrolled(on: WatchedStage, ledger: Ledger, code: str) -> None:
    """The enterprise takes part: only then can it be suspended."""
    for command in ENROLLED:
        register = Register(ledger)
        await open_and_act(on.client, register, code, command, task_queue=on.task_queue)


@pytest.mark.parametrize("name", SCENARIOS)
async def test_a_scenario_ends_as_its_script_says(
    name: str, temporal: Client, pool: asyncpg.Pool, ledger: Ledger, tmp_path: Path
) -> None:
    script, ending = await played(name, temporal, pool, tmp_path)
    stream = [each for each in await ledger.read_after(0) if is_consignment(each.stream_id)]
    events = [to_event(each) for each in stream]
    assert ending.outcome == script.expect.outcome
    assert (ending.head.version, ending.head.hash) == (stream[-1].version, stream[-1].hash)
    assert sorted(escalations(events, EscalationRaised)) == sorted(script.expect.escalations)
    assert sorted(escalations(events, EscalationWithdrawn)) == sorted(script.expect.withdrawn)
    assert sorted(violations(events, ViolationRecorded)) == sorted(script.expect.violations)
    assert sorted(violations(events, ViolationExcused)) == sorted(script.expect.excused)


async def test_a_trip_whose_answer_was_lost_is_ordered_once(
    temporal: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    start = datetime.now(UTC)
    name = f"NB26-{uuid4()}"
    sent = replace(shipment(start), tracking_no=name, enterprise=name)
    script = SCENARIOS["failing_service"](sent, start)
    until_gate = [step for step in script.steps if step.due < course.at_gate(sent, sent.boxes[0])]
    async with stage(temporal, pool, tmp_path, sent.tracking_no) as on:
        await register(on, Role(registration(sent), start, None))
        await play(tuple(until_gate), sent, on.messenger, on.lapse, OfficersDesk(temporal))
        assert on.trips() == 1
