"""What the gates see that should not be: another truck, lock or seal, or no permission to leave."""

from datetime import datetime

from models import events
from models.box import Box
from models.decisions import claims, port, yard
from models.decisions.guards import seen_to
from models.decisions.rows import Bodies
from models.decisions.turns import emergency, resume_fleet, suspicion
from models.state import State
from models.terms import Danger

_Left = events.GatedOut | events.ReturnGatedOut
_Passed = _Left | events.BoxArrived | events.ReturnGatedIn


def left(before: State, after: State, body: events.GatedOut, at: datetime) -> Bodies:
    """A box leaves the port with its own truck, lock and seals, and permitted to (domain 4.3)."""
    picked_up = yard.left(before, after, body, at)
    if picked_up is not None:
        return picked_up
    box = after.boxes[body.box]
    return [
        *_crew(box, body),
        *_refused(before, body),
        *_lock(box, body.lock_no),
        *_seals(box, body, box.seal),
        *_open(after, box, body, box.arrived),
        *_unpermitted(before, after, body, at),
    ]


def reached(_: State, after: State, body: events.BoxArrived, at: datetime) -> Bodies:
    """It arrives with the truck and lock that it left with, or that an officer let take over."""
    return [
        *_crew(after.boxes[body.box], body),
        *_lock_at_arrival(after, body, at),
        *claims.said_before(after, body, at),
        *resume_fleet(after.boxes[body.box], "the box arrived"),
    ]


def read_later(state: State, body: _Passed, at: datetime) -> Bodies:
    """One reader tells of a passage what another did not: what is known already stays."""
    box = state.boxes[body.box]
    over = isinstance(body, events.GatedOut | events.BoxArrived) and box.return_trip_no is not None
    found = [] if over else _crew(box, body)
    if isinstance(body, events.BoxArrived):
        found += _lock_at_arrival(state, body, at)
    known = {(breach.code, breach.box) for breach in state.breaches}
    return [each for each in found if (each.code, each.box) not in known]


def _lock_at_arrival(
    state: State, body: events.BoxArrived, at: datetime
) -> list[events.ViolationRecorded]:
    """The goods are where customs are: an open lock is a breach, and no emergency any more."""
    box = state.boxes[body.box]
    found = [] if seen_to(state, box.number, at) else _lock(box, body.lock_no)
    if body.locked is not False:
        return found
    note = f"lock {body.lock_no} was open at the enterprise"
    return [*found, events.ViolationRecorded(code="SV-02", box=box.number, note=note)]


def left_again(before: State, after: State, body: events.ReturnGatedOut, __: datetime) -> Bodies:
    """A returned box leaves the enterprise as it had left the port (domain 4.6)."""
    box = after.boxes[body.box]
    ordered = [*_crew(box, body), *_lock(box, body.lock_no)] if box.hauled else []
    return [
        *ordered,
        *_refused(before, body),
        *_seals(box, body, box.bears),
        *_open(after, box, body, box.returned),
    ]


def returned(after: State, body: events.ReturnGatedIn) -> Bodies:
    """It is back in the port with the truck that was to bring it."""
    box = after.boxes[body.box]
    crew = _crew(box, body) if box.hauled else []
    return [*crew, *resume_fleet(box, "the box is back in the port")]


def _crew(box: Box, body: _Passed) -> list[events.ViolationRecorded]:
    """Truck, trailer and driver are those that were ordered, as far as the gate read them."""
    seen = (
        ("truck", body.plate, box.plate),
        ("trailer", body.trailer, box.trailer),
        ("driver", body.driver, box.driver),
    )
    wrong = [
        f"{what} {read}, ordered {ordered}"
        for what, read, ordered in seen
        if ordered and read not in ("", ordered)
    ]
    if not wrong:
        return []
    return [events.ViolationRecorded(code="SV-07", box=box.number, note="; ".join(wrong))]


def _refused(before: State, body: _Left) -> Bodies:
    """It left although its lock had not been looked at in time, and was not at the gate either."""
    box = before.boxes[body.box]
    if not box.gate_refused or body.lock_no:
        return []
    note = "left though the gate was to refuse it: nobody had looked at its lock"
    return [events.ViolationRecorded(code="SV-07", box=box.number, note=note)]


def _lock(box: Box, read: str) -> list[events.ViolationRecorded]:
    """The carrier may not swap the lock any more than open it."""
    if not box.lock_no or read in ("", box.lock_no):
        return []
    note = f"lock {read}, ordered {box.lock_no}"
    return [events.ViolationRecorded(code="SV-01", box=box.number, note=note)]


def _seals(box: Box, body: _Left, seal: str | None) -> Bodies:
    if not seal or not body.seals or seal in body.seals:
        return []
    note = f"seals {', '.join(body.seals)} at the gate, registered {seal}"
    return [suspicion("NC-15", box.number, note)]


def _open(after: State, box: Box, body: _Left, driven: datetime | None) -> Bodies:
    """A lock that hangs open is an emergency as long as the drive lasts."""
    if body.locked:
        return []
    note = f"lock {body.lock_no} was open at the gate"
    found: Bodies = [events.ViolationRecorded(code="SV-02", box=box.number, note=note)]
    return found + (emergency(after, Danger.LOCK, box.number, note) if not driven else [])


def _unpermitted(before: State, after: State, body: events.GatedOut, at: datetime) -> Bodies:
    """Moved before it was permitted to be: grade 1, and a box that nobody knows the way of."""
    if before.happened("removal-permitted", body.box):
        return port.unpermitted(before, body, at)
    note = "left the port without a permit"
    found: Bodies = [events.ViolationRecorded(code="SV-10", box=body.box, note=note)]
    if after.boxes[body.box].arrived:
        return found
    return found + emergency(after, Danger.MISSING_BOX, body.box, note)
