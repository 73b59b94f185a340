"""A tracker without a server: the pure decisions, moved by the world through the real systems.

It stands in for gateway, clock and desk at once, and takes the steps of the process as the
workflow does.
"""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime

import httpx2
from pydantic import JsonValue

from models import messages
from models.box import Box
from models.deadlines import due
from models.decisions import decide_command, decide_report, decide_step, register
from models.evolve import begin, evolve
from models.intake import translate
from models.messages import COMMANDS, TOLD, Step
from models.record import Event
from models.registration import Registration
from models.state import State
from models.terms import Course, Mode, Outcome, RiskLevel, System
from systems.messenger import Messenger
from systems.scenarios import SCENARIOS
from systems.world import SystemName, play
from tests.systems.gateway import WORLD_TOKEN
from tests.systems.outside import CREATE, settings
from tests.systems.shipments import registration, shipment

MONDAY = datetime(2026, 11, 23, 1, 17, tzinfo=UTC)
RULEBOOK = "2025-09"


class FoldedTracker(httpx2.AsyncBaseTransport):
    """One consignment, from its registration to its end."""

    def __init__(self, registration: Registration, rulebook: str, at: datetime) -> None:
        self.now = at
        registered = register(registration, rulebook, at)[0]
        self.events: list[Event] = [registered]
        self.state: State = begin(registered)
        self.systems: dict[str, httpx2.AsyncClient] = {}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """A webhook."""
        message = json.loads(await request.aread())
        self._hear(System(message["system"]), message)
        await self._proceed()
        return httpx2.Response(202, json={"status": "delivered"})

    async def advance(self, tracking_no: str, to: datetime) -> None:
        """Fire what is due until then, and ask before shouting."""
        assert tracking_no == self.state.registration.tracking_no
        while (armed := due(self.state)) is not None and armed[1].due <= to:
            deadline, rung = armed
            self.now = max(self.now, rung.due)
            system = deadline.rule.system
            if system is not None:
                await self._pull(system, deadline.box)
            self._note(decide_step(self.state, messages.Tick(), f"tick:{rung.due}", self.now))
            await self._proceed()
        self.now = max(self.now, to)

    async def act(
        self, tracking_no: str, verb: str, payload: Mapping[str, JsonValue], at: datetime
    ) -> None:
        """Obey an officer."""
        if verb in TOLD:
            told = TOLD[verb].model_validate(payload)
            self._note(decide_step(self.state, told, f"{verb}:{at}", self.now))
        else:
            command = COMMANDS[verb].model_validate({**payload, "at": at})
            key = f"{tracking_no}:{verb}:{at.isoformat()}"
            self._note(decide_command(self.state, command, key, self.now))
        await self._proceed()

    def _hear(self, system: System, message: dict[str, JsonValue]) -> None:
        self._note(decide_report(self.state, translate(system, message).report, self.now))

    def _note(self, events: list[Event]) -> None:
        for event in events:
            self.state = evolve(self.state, event)
        self.events += events

    async def _pull(self, system: System, box: str | None) -> None:
        known = (*self.state.unified, self.state.registration.bill_no)
        for subject in (box,) if box else known:
            answer = await self.systems[system].get("/messages", params={"subject": subject})
            for message in answer.json()["messages"]:
                self._hear(system, message)

    async def _proceed(self) -> None:
        """Take every step of the process that is possible now."""
        while (step := await self._next()) is not None:
            cause, taken = step
            decided = decide_step(self.state, taken, cause, self.now)
            assert decided, f"{cause} led to nothing"
            self._note(decided)

    async def _next(self) -> tuple[str, Step] | None:
        state = self.state
        match state.course:
            case Course.INBOUND if state.ready_to_decide:
                return "instruction", await self._instruction()
            case Course.RETURN if state.frozen:
                return None
            case Course.RETURN if state.left_the_country:
                return "close", messages.Close(outcome=Outcome.RETURNED)
            case Course.RETURN:
                return await self._next_way_back()
            case Course.DESTRUCTION if state.happened("destroyed") and not state.frozen:
                return "close", messages.Close(outcome=Outcome.DESTROYED)
            case Course.PILOT | Course.TRADITIONAL if state.releasable:
                if not state.released:
                    return "release", messages.Release()
                gone = state.course is Course.PILOT or state.picked_up
                return ("close", messages.Close(outcome=Outcome.RELEASED)) if gone else None
            case Course.PILOT:
                return await self._next_of_boxes()
            case _:
                return None

    async def _instruction(self) -> messages.InstructionAnswered:
        url = f"/instructions/{self.state.seq_no}"
        answer = await self.systems["clearance"].get(url)
        while answer.is_server_error:
            answer = await self.systems["clearance"].get(url)
        ordered = answer.raise_for_status().json()
        return messages.InstructionAnswered(
            risk_level=self.state.registration.risk_level,
            standing="ENROLLED",
            port_inspection="MANUAL" in ordered["checks"]["port"],
            opened_share=ordered["open_share"],
            emptied_share=ordered["empty_share"],
            place=ordered["place"],
        )

    async def _next_of_boxes(self) -> tuple[str, Step] | None:
        for box in self.state.boxes.values():
            step = await self._next_of(box)
            if step is not None:
                return step
        return None

    async def _next_of(self, box: Box) -> tuple[str, Step] | None:
        state, number = self.state, box.number
        assert state.mode is Mode.PILOT
        if state.frozen:
            return None
        if box.gated_out is None and box.arrived is None:
            if box.cleared and box.permit_no is None and self._may_ask(box):
                return await self._removal(box)
            if box.permit_no is not None and box.trip_no is None:
                return f"trip:{number}", await self._trip(number)
        elif state.openable(number) and not box.unloading_permitted:
            return f"unloading:{number}", messages.PermitUnloading(box=number)
        return None

    def _may_ask(self, box: Box) -> bool:
        """A permit that waits for an officer is not asked for again by itself."""
        refused = f"removal:{box.number}:{box.permits_spent}" in self.state.failing_calls
        return self.state.declaration_stands and not box.withheld and not refused

    async def _removal(self, box: Box) -> tuple[str, Step]:
        visit = f"removal:{box.number}:{box.permits_spent + 1}"
        asked = {
            "SeqNo": self.state.seq_no,
            "EntryId": self.state.entry_id,
            "containers": [box.number],
        }
        headers = {"Idempotency-Key": visit}
        clearance = self.systems["clearance"]
        answer = (await clearance.post("/permissions/remove", json=asked, headers=headers)).json()
        refused = answer["status"] == "REFUSED"
        return visit, messages.RemovalAnswered(
            box=box.number,
            visit=visit,
            permit_no="" if refused else answer["permission_no"],
            refusal=answer["reason"] if refused else None,
        )

    async def _next_way_back(self) -> tuple[str, Step] | None:
        for box in self.state.boxes.values():
            if box.ready_to_return and box.return_trip_no is None:
                trip = await self._trip(box.number, "TO_PORT")
                answered = messages.ReturnTripAnswered(**trip.model_dump())
                return f"return-trip:{box.number}", answered
        return None

    async def _trip(self, number: str, direction: str = "TO_ENTERPRISE") -> messages.TripAnswered:
        order = {
            "SeqNo": self.state.seq_no,
            "container_no": number,
            "direction": direction,
        }
        headers = {"Idempotency-Key": f"{direction}:{number}"}
        answer = await self.systems["checkpoint"].post("/trips", json=order, headers=headers)
        while answer.is_server_error:
            answer = await self.systems["checkpoint"].post("/trips", json=order, headers=headers)
        trip = answer.json()
        return messages.TripAnswered(
            box=number,
            trip_no=trip["trip_no"],
            plate=trip["plate"],
            trailer=trip["trailer_plate"],
            driver=trip["driver_id"],
            haulier=trip["haulier"],
            lock_no=trip["lock_no"],
            planned_drive_minutes=trip["planned_drive_min"],
        )


@asynccontextmanager
async def outside_of(tracker: FoldedTracker) -> AsyncIterator[Messenger]:
    """The three systems in process, reporting to the tracker; and the world's way to them."""
    async with AsyncExitStack() as stack:
        mounts = {}
        for name, create in CREATE.items():
            app = create(settings(), tracker)
            await stack.enter_async_context(app.router.lifespan_context(app))
            transport = httpx2.ASGITransport(app)
            mounts[f"http://{name}"] = transport
            client = httpx2.AsyncClient(transport=transport, base_url=f"http://{name}")
            tracker.systems[name] = await stack.enter_async_context(client)
        # A transport of its own would read the certificates of this machine.
        world = httpx2.AsyncClient(transport=transport, mounts=mounts)
        http = await stack.enter_async_context(world)
        urls: dict[SystemName, str] = {
            "clearance": "http://clearance",
            "checkpoint": "http://checkpoint",
            "enterprise": "http://enterprise",
        }
        yield Messenger(http, urls, dict.fromkeys(urls, WORLD_TOKEN), patience_s=1)


async def played(name: str, start: datetime, boxes: int) -> FoldedTracker:
    """A scenario, played to its end."""
    sent = shipment(start, boxes)
    level = RiskLevel.R2 if name == "higher_risk" else RiskLevel.R1
    tracker = FoldedTracker(registration(sent, level), RULEBOOK, start)
    async with outside_of(tracker) as outside:
        await play(SCENARIOS[name](sent, start).steps, sent, outside, tracker, tracker)
    return tracker
