"""What the gates see that should not be: another truck, lock or seal, or no permission to leave."""

from datetime import datetime, timedelta
from typing import Protocol

from models.consignment.box import Box
from models.consignment.decision_tables import Bodies
from models.consignment.guards import left_in_traditional_mode, seen_to
from models.consignment.state import State, mark_key
from models.emergency.consequences import emergency
from models.inspection.consequences import suspicion
from models.kernel.codes import ReasonCode, ViolationCode
from models.kernel.event_types import EventType
from models.kernel.spelling import among, same
from models.kernel.terms import Danger
from models.supervision.consequences import contradiction, said_before
from models.supervision.events import ViolationRecorded
from models.transport.consequences import resume_fleet
from models.transport.events import ArrivedOutOfHours, BoxArrived, GatedOut


class _Passage(Protocol):
    """What a gate reads of a truck with a box, on either way."""

    @property
    def box(self) -> str: ...
    @property
    def plate(self) -> str: ...
    @property
    def trailer(self) -> str: ...
    @property
    def driver(self) -> str: ...
    @property
    def lock_time(self) -> datetime | None: ...
    @property
    def type(self) -> EventType: ...


class _Exit(_Passage, Protocol):
    """What a gate reads of a truck that leaves."""

    @property
    def lock_no(self) -> str: ...
    @property
    def locked(self) -> bool: ...
    @property
    def seals(self) -> tuple[str, ...]: ...


def on_port_exit(before: State, after: State, body: GatedOut, at: datetime) -> Bodies:
    """A box leaves the port with its own truck, lock and seals, and permitted to (domain 4.3)."""
    if left_in_traditional_mode(before, at):
        return []
    box = after.boxes[body.box]
    return [
        *crew(box, body),
        *left_though_refused(before, body),
        *lock_swapped(box, body.lock_no),
        *seals_differ(box, body, box.seal),
        *lock_open(after, box, body, box.arrived),
        *clocks_differ(after, body, at),
    ]


def on_arrival(_: State, after: State, body: BoxArrived, at: datetime) -> Bodies:
    """It arrives with the truck and lock that it left with, or that an officer let take over."""
    return [
        *crew(after.boxes[body.box], body),
        *_lock_at_arrival(after, body, at),
        *_out_of_hours(after, body, at),
        *clocks_differ(after, body, at),
        *said_before(after, body.box, at),
        *resume_fleet(after.boxes[body.box], "the box arrived"),
    ]


def _out_of_hours(after: State, body: BoxArrived, at: datetime) -> Bodies:
    """Nobody takes it in, and it stands on the street under its lock: somebody must know."""
    hours = after.receiving or after.rules.receiving.hours
    if hours.open_at(at, after.rules.calendar.is_working_day):
        return []
    return [ArrivedOutOfHours(box=body.box, hours=str(hours))]


def read_later(state: State, body: _Passage, at: datetime) -> Bodies:
    """One reader tells of a passage what another did not: what is known already stays."""
    box = state.boxes[body.box]
    over = isinstance(body, GatedOut | BoxArrived) and box.return_trip_no is not None
    found = [] if over else crew(box, body)
    if isinstance(body, BoxArrived):
        found += _lock_at_arrival(state, body, at)
    known = {(breach.code, breach.box) for breach in state.breaches}
    news: Bodies = [each for each in found if (each.code, each.box) not in known]
    before = state.marks.get(mark_key(body.type, body.box))
    again = [] if before is None else _apart(state, body, before.at, at, "another reader")
    return [*news, *again, *clocks_differ(state, body, at)]


def clocks_differ(state: State, body: _Passage, at: datetime) -> Bodies:
    """The clocks of lane and lock are compared: what lies further apart is about other moments."""
    told = body.lock_time
    return [] if told is None else _apart(state, body, told, at, "the lock")


def _apart(state: State, body: _Passage, told: datetime, at: datetime, whose: str) -> Bodies:
    apart, allowed = abs(told - at), timedelta(minutes=state.rules.watch.clock_minutes)
    if apart <= allowed:
        return []
    minutes = f"{apart // timedelta(minutes=1)} min apart, at most {allowed.seconds // 60}"
    known = f"{whose} has it at {told.isoformat()}, the lane at {at.isoformat()}: {minutes}"
    return [contradiction(body.type, known, body.box)]


def _lock_at_arrival(state: State, body: BoxArrived, at: datetime) -> list[ViolationRecorded]:
    """The goods are where customs are: an open lock is a breach, and no emergency any more."""
    box = state.boxes[body.box]
    found = [] if seen_to(state, box.number, at) else lock_swapped(box, body.lock_no)
    if body.locked is not False:
        return found
    note = f"lock {body.lock_no} was open at the enterprise"
    return [*found, ViolationRecorded(code=ViolationCode.LOCK_TAMPERED, box=box.number, note=note)]


def crew(box: Box, body: _Passage) -> list[ViolationRecorded]:
    """Truck, trailer and driver are those that were ordered, as far as the gate read them."""
    seen = (
        ("truck", body.plate, box.plate),
        ("trailer", body.trailer, box.trailer),
        ("driver", body.driver, box.driver),
    )
    wrong = [
        f"{what} {read}, ordered {ordered}"
        for what, read, ordered in seen
        if ordered and read and not same(read, ordered)
    ]
    if not wrong:
        return []
    return [
        ViolationRecorded(code=ViolationCode.WRONG_AT_GATE, box=box.number, note="; ".join(wrong))
    ]


def left_though_refused(before: State, body: _Exit) -> Bodies:
    """It left although its lock had not been looked at in time, and was not at the gate either."""
    box = before.boxes[body.box]
    if not box.gate_refused or body.lock_no:
        return []
    note = "left though the gate was to refuse it: nobody had looked at its lock"
    return [ViolationRecorded(code=ViolationCode.WRONG_AT_GATE, box=box.number, note=note)]


def lock_swapped(box: Box, read: str) -> list[ViolationRecorded]:
    """The carrier may not swap the lock any more than open it."""
    if not (box.lock_no and read) or same(read, box.lock_no):
        return []
    note = f"lock {read}, ordered {box.lock_no}"
    return [ViolationRecorded(code=ViolationCode.SEAL_OPENED, box=box.number, note=note)]


def seals_differ(box: Box, body: _Exit, seal: str | None) -> Bodies:
    """The box does not bear the seal that it should: the goods may be others."""
    if not seal or not body.seals or among(seal, body.seals):
        return []
    note = f"seals {', '.join(body.seals)} at the gate, registered {seal}"
    return [suspicion(ReasonCode.DOC_MISMATCH, box.number, note)]


def lock_open(after: State, box: Box, body: _Exit, driven: datetime | None) -> Bodies:
    """A lock that hangs open is an emergency as long as the drive lasts."""
    if body.locked:
        return []
    note = f"lock {body.lock_no} was open at the gate"
    found: Bodies = [ViolationRecorded(code=ViolationCode.LOCK_TAMPERED, box=box.number, note=note)]
    return found + (emergency(after, Danger.LOCK, box.number, note) if not driven else [])
