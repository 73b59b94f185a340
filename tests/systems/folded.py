"""A tracker without a server: the pure decisions, moved by the world through the real systems.

It stands in for gateway, clock and desk at once, and takes the steps of the process as the
workflow does.
"""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import httpx2
from pydantic import JsonValue

from models.arrival.messages import BoxesDrawn, InstructionAnswered
from models.consignment.registration import Registration
from models.consignment.state import State
from models.deadlines.engine import due
from models.deadlines.messages import Tick
from models.execution.activity_io import CallSubject, InstructionRequest
from models.execution.control_instruction import control_instruction
from models.inbound.inbound_message import parts
from models.kernel.enterprise_terms import EnterpriseStatus, Supplier
from models.kernel.errors import Refused
from models.kernel.event import Event
from models.kernel.language import Language
from models.kernel.terms import RiskLevel, System
from models.port.messages import RemovalAnswered
from models.process.decide import decide_command, decide_report, decide_step, register
from models.process.evolve import begin, evolve
from models.process.messages import COMMANDS, TOLD, Step
from models.process.next_calls import TO_PORT, NextCall, next_move
from models.returns.messages import ReturnTripAnswered
from models.risk.draw import Chances
from models.supervision.messages import CallGaveUp
from models.transport.messages import TripAnswered
from scripts.demonstration.scenario_assignment import shipment_of
from systems.scenario import Shipment, SystemName, acted_out
from systems.scenarios import SCENARIOS, UNENROLLED
from systems.scenarios.parts import checkpoint, clearance
from systems.world_client import WorldClient
from tests.draws import SAMPLED, chances_of
from tests.levels import pinned
from tests.systems.gateway import WORLD_TOKEN
from tests.systems.outside import CREATE, settings
from tests.systems.shipments import (
    registration,
    shipment,
)

MONDAY = datetime(2026, 11, 23, 1, 17, tzinfo=UTC)
RULEBOOK = "2025-09"


class FoldedTracker(httpx2.AsyncBaseTransport):
    """One consignment, from its registration to its end."""

    def __init__(self, registration: Registration, rulebook: str, at: datetime) -> None:
        self.now = at
        self.enterprise = EnterpriseStatus.ENROLLED
        """How its enterprise stands in the registry."""
        registered = register(registration, rulebook, at)[0]
        self.events: list[Event] = [registered]
        self.state: State = begin(registered)
        self.refusals: list[tuple[str, str]] = []
        """The verbs of orders that were refused, and why."""
        self._completed: set[str] = set()
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
            deadline, escalation = armed
            self.now = max(self.now, escalation.due)
            system = deadline.rule.system
            if system is not None:
                await self._pull(system, deadline.box)
            self._note(decide_step(self.state, Tick(), f"tick:{escalation.due}", self.now))
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

    async def act_in_vain(
        self, tracking_no: str, verb: str, payload: Mapping[str, JsonValue], at: datetime
    ) -> str | None:
        """Disobey an officer, and remember why."""
        try:
            await self.act(tracking_no, verb, payload, at)
        except Refused as refusal:
            self.refusals.append((verb, refusal.said(Language.EN)))
            return self.refusals[-1][1]
        return None

    async def drawn(self, _: str) -> tuple[str, ...] | None:
        """The boxes that are drawn for a sample, once that is known."""
        return None if self.state.selection is None else self.state.selection.sampled

    def _hear(self, system: System, message: dict[str, JsonValue]) -> None:
        for told in parts(system, message):
            self._note(decide_report(self.state, told.report, self.now))

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
        while (move := next_move(self.state, self._completed)) is not None:
            if isinstance(move, NextCall):
                self._completed.add(move.key)
                answered = await self._answer(move)
                if answered is None:
                    continue
                gave_up = isinstance(answered, CallGaveUp)
                move = f"{move.key}@{self.state.version}" if gave_up else move.key, answered
            cause, taken = move
            decided = decide_step(self.state, taken, cause, self.now)
            assert decided, f"{cause} led to nothing"
            self._note(decided)

    async def _answer(self, call: NextCall) -> Step | None:
        """What a system answers, as a step; what the enterprise is told leads to none."""
        match call.activity:
            case "fetch_instruction":
                return await self._instruction()
            case "draw_boxes":
                return BoxesDrawn(chances=self._chances())
            case "permit_removal":
                return await self._removal(call)
            case "order_transport" if call.about == TO_PORT:
                trip = await self._trip(call.box, TO_PORT)
                return ReturnTripAnswered(**trip.model_dump())
            case "order_transport":
                return await self._trip(call.box)
            case _:
                return None

    async def _instruction(self) -> InstructionAnswered:
        url = f"/instructions/{self.state.seq_no}"
        answer = await self.systems["clearance"].get(url)
        while answer.is_server_error:
            answer = await self.systems["clearance"].get(url)
        goods = self.state.registration
        told = control_instruction(
            InstructionRequest(
                subject=CallSubject(
                    tracking_no=goods.tracking_no,
                    seq_no=self.state.seq_no,
                    registered_no=goods.seq_no,
                ),
                enterprise=goods.enterprise,
                supplier=goods.supplier,
                kind=goods.kind,
                risk_level=goods.risk_level,
                boxes=tuple(box.number for box in goods.boxes),
                at=self.now,
            ),
            self.state.rules,
            self.enterprise,
            Supplier.ADMITTED,
            ordered=answer.raise_for_status().json(),
            credit=await self._looked_up("clearance", f"/risk/credit/{goods.enterprise}"),
            chances=self._chances(),
            assessed=pinned(),
            fleet=await self._looked_up("checkpoint", f"/fleets/{goods.enterprise}"),
        )
        return InstructionAnswered(**told.model_dump())

    def _chances(self) -> Chances:
        goods = self.state.registration
        return chances_of(goods.tracking_no, [box.number for box in goods.boxes], self.now)

    async def _looked_up(self, system: str, path: str) -> dict[str, object]:
        answer = await self.systems[system].get(path)
        while answer.is_server_error:
            answer = await self.systems[system].get(path)
        found: dict[str, object] = answer.raise_for_status().json()
        return found

    async def _removal(self, call: NextCall) -> RemovalAnswered | CallGaveUp:
        asked = {
            "SeqNo": self.state.seq_no,
            "EntryId": self.state.entry_id,
            "containers": [call.box],
        }
        headers = {"Idempotency-Key": call.key}
        clearance = self.systems["clearance"]
        reply = await clearance.post("/permissions/remove", json=asked, headers=headers)
        answer = reply.json()
        if reply.status_code == httpx2.codes.FORBIDDEN:
            self._completed.discard(call.key)
            return CallGaveUp(call=call.key, reason=answer["error"])
        refused = answer["status"] == "REFUSED"
        return RemovalAnswered(
            box=call.box,
            visit=call.key,
            permit_no="" if refused else answer["permission_no"],
            refusal=answer["reason"] if refused else None,
        )

    async def _trip(self, number: str, direction: str = "TO_ENTERPRISE") -> TripAnswered:
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
        return TripAnswered(
            box=number,
            trip_no=trip["trip_no"],
            plate=trip["plate"],
            trailer=trip["trailer_plate"],
            driver=trip["driver_id"],
            haulier=trip["haulier"],
            lock_no=trip["lock_no"],
            planned_drive_minutes=trip["planned_drive_min"],
            cameras=tuple(trip["cameras"]),
        )


@asynccontextmanager
async def outside_of(tracker: FoldedTracker) -> AsyncIterator[WorldClient]:
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
        world_client = WorldClient(http, urls, dict.fromkeys(urls, WORLD_TOKEN), patience_s=1)
        known = tracker.state.registration
        standing, fleet = clearance.standing(known.enterprise), checkpoint.fleet(known.enterprise)
        await world_client.introduce(standing, fleet)
        await world_client.declare(clearance.head(shipment_of(known)))
        yield world_client


async def played_when_sampled(name: str) -> FoldedTracker:
    """The same by one box that is drawn for a sample, whatever the scenario."""
    sent = replace(shipment(MONDAY), tracking_no=SAMPLED)
    return await _acted_out(name, sent, MONDAY, RiskLevel.R1)


_PLAYED: dict[tuple[str, datetime, int], FoldedTracker] = {}
"""What was played once is the same for every test that looks at it."""


async def played(name: str, start: datetime, boxes: int) -> FoldedTracker:
    """A scenario, played to its end; to be looked at only."""
    known = (name, start, boxes)
    if known not in _PLAYED:
        sent = shipment(start, boxes)
        level = RiskLevel.R2 if name == "higher_risk" else RiskLevel.R1
        _PLAYED[known] = await _acted_out(name, sent, start, level)
    return _PLAYED[known]


async def _acted_out(name: str, sent: Shipment, start: datetime, level: RiskLevel) -> FoldedTracker:
    tracker = FoldedTracker(registration(sent, level), RULEBOOK, start)
    if name in UNENROLLED:
        tracker.enterprise = EnterpriseStatus.UNREGISTERED
    async with outside_of(tracker) as outside:
        stage = (sent, outside, tracker, tracker)
        await acted_out(lambda each: SCENARIOS[name](each, start).steps, *stage, tracker.drawn)
    return tracker
