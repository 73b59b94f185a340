"""Every scenario on a real server, in time-lapse, with the real systems, doors and database."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx2
import pytest
from temporalio.client import Client

from activities.enterprise_messaging import Enrolment
from activities.enterprise_repository import EnterpriseRepository
from activities.ledger_append import Recorder
from activities.supplier_stream import AnsweringStreams
from activities.system_http import SystemClient
from ledger import CoalescingWriter, Ledger
from models.deadlines.events import EscalationRaised, EscalationWithdrawn
from models.execution.activity_io import CapacityTaken
from models.execution.workflow_io import Ending
from models.inbound.inbound_message import translate
from models.kernel.identity import enterprise_workflow_id
from models.kernel.terms import RiskLevel, System
from models.notifications.routes import Routing
from models.process.capacity_questions import CapacityQuestion
from models.process.stored_events import to_event
from models.supervision.events import ViolationExcused, ViolationRecorded
from projections.consignment_fold import is_consignment
from scripts.demonstration.enrolment import approve
from scripts.demonstration.outcome_check import escalations, violations
from scripts.demonstration.scenario_assignment import Role
from scripts.demonstration.scenario_player import DemoContext, OfficersDesk, register
from scripts.timelapse import Thorough
from systems.scenario import Script, Shipment, SystemName, play
from systems.scenarios import SCENARIOS, UNENROLLED
from systems.scenarios.parts import standard_steps
from systems.store import Store
from systems.world_client import WorldClient
from tests.draws import FixedDrawing, chances_of, drawn
from tests.enterprises import ADMIT, ENROLLED, enterprise
from tests.systems.gateway import WORLD_TOKEN
from tests.systems.outside import CREATE, settings
from tests.systems.shipments import registration, shipment
from workers.consignment_client import consignment, deliver
from workers.enterprise_client import open_and_act
from workers.notifications import notification_store
from workers.settings import Settings
from workers.task_queue_workers import tracker
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
class WatchedStage(DemoContext):
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
            remotes[System(name)] = SystemClient(name, await stack.enter_async_context(http))
        # A transport of its own would read the certificates of this machine.
        outside = httpx2.AsyncClient(transport=mounts["http://clearance"], mounts=mounts)
        world = await stack.enter_async_context(outside)
        writer = await stack.enter_async_context(CoalescingWriter(Ledger(pool)))
        chosen = Settings(database_url="postgresql://unused", data=folder, task_queue=queue)
        streams = AnsweringStreams(Ledger(pool), writer)
        recorder, register = Recorder(writer), EnterpriseRepository(Ledger(pool))
        enrolment = Enrolment(recorder, register, client, queue)
        notify = notifier(chosen, Routing(), client, partial(notification_store.keep, pool))
        activities = (
            *doors(
                *(recorder, remotes, register, enrolment, notify, FixedDrawing()),
                streams=streams,
                client=client,
                taken=roomy,
            ),
            *folds(Ledger(pool), register),
        )
        await stack.enter_async_context(tracker(client, activities, queue))
        urls = {name: f"http://{name}" for name in NAMES}
        messenger = WorldClient(world, urls, dict.fromkeys(NAMES, WORLD_TOKEN))
        yield WatchedStage(
            *(client, pool, Thorough(client), messenger, queue, chosen.lang, streams),
            trips=lambda: stores["checkpoint"].count("trip"),
        )


async def played(
    name: str, client: Client, pool: asyncpg.Pool, folder: Path
) -> tuple[Script, Ending]:
    start = datetime.now(UTC)
    # An enterprise of its own: a page outlives the test, and suspends what it finds.
    sent = replace(shipment(start, BOXES.get(name, 1)), enterprise=str(uuid4()))
    level = RiskLevel.R2 if name == "higher_risk" else RiskLevel.R1
    sent = not_drawn_for_a_sample(sent, level)
    script = SCENARIOS[name](sent, start)
    async with stage(client, pool, folder, sent.tracking_no) as on:
        await register(on, Role(registration(sent, level), start, None))
        if name not in UNENROLLED:
            await enrolled(on, Ledger(pool), sent.enterprise)
            await approve(on, [registration(sent, level)])
        await play(script.steps, sent, on.messenger, on.lapse, OfficersDesk(client))
        return script, await consignment(client, sent.tracking_no).result()


def not_drawn_for_a_sample(sent: Shipment, level: RiskLevel = RiskLevel.R1) -> Shipment:
    """Under a number of its own: by the key of the tests the script takes no sample for it."""
    numbered = (replace(sent, tracking_no=f"NB26-{uuid4()}") for _ in count())
    return next(each for each in numbered if not _to_sample(each, level))


def _to_sample(sent: Shipment, level: RiskLevel) -> tuple[str, ...]:
    boxes = [box.number for box in sent.boxes]
    return drawn(chances_of(sent.tracking_no, boxes, sent.eta), boxes, level).sampled


async def roomy(_: CapacityQuestion) -> CapacityTaken:
    """No projector runs here, and nobody else is on the way."""
    return CapacityTaken(taken=0)


async def enrolled(on: WatchedStage, ledger: Ledger, code: str) -> None:
    """The enterprise takes part with its supplier: otherwise no goods of its come in the pilot."""
    for command in (*ENROLLED, ADMIT):
        register = EnterpriseRepository(ledger)
        await open_and_act(on.client, register, code, command, task_queue=on.task_queue)


async def on_record(ledger: Ledger, code: str) -> None:
    """Wait until the ledger has what `enrolled` told: what follows is recorded after it."""
    whole = enterprise(*ENROLLED, ADMIT).state.version
    async with asyncio.timeout(30):
        while (await ledger.head(enterprise_workflow_id(code))).version < whole:
            await asyncio.sleep(0.02)


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
    until_gate = [
        step for step in script.steps if step.due < standard_steps.at_gate(sent, sent.boxes[0])
    ]
    async with stage(temporal, pool, tmp_path, sent.tracking_no) as on:
        await register(on, Role(registration(sent), start, None))
        await enrolled(on, Ledger(pool), sent.enterprise)
        await approve(on, [registration(sent)])
        await play(tuple(until_gate), sent, on.messenger, on.lapse, OfficersDesk(temporal))
        assert on.trips() == 1
