"""What the gates see that should not be: another truck, lock or seal, or no permission to leave."""

from datetime import datetime

from models import events
from models.box import Box
from models.decisions import claims, port, yard
from models.decisions.guards import seen_to
from models.decisions.rows import Bodies
from models.decisions.turns import emergency, suspicion
from models.state import State
from models.terms import Danger

_Left = events.GatedOut | events.ReturnGatedOut


def left(before: State, after: State, body: events.GatedOut, at: datetime) -> Bodies:
    """A box leaves the port with its own truck, lock and seals, and permitted to (domain 4.3)."""
    picked_up = yard.left(before, after, body, at)
    if picked_up is not None:
        return picked_up
    box = after.boxes[body.box]
    return [
        *_truck(box, body.plate),
        *_lock(box, body.lock_no),
        *_seals(box, body, box.seal),
        *_open(after, box, body, box.arrived),
        *_unpermitted(before, after, body, at),
    ]


def reached(_: State, after: State, body: events.BoxArrived, at: datetime) -> Bodies:
    """It arrives with the truck and lock that it left with, or that an officer let take over."""
    return [
        *_truck(after.boxes[body.box], body.plate),
        *_lock_at_arrival(after, body, at),
        *claims.said_before(after, body, at),
    ]


def read_later(state: State, body: events.BoxArrived, at: datetime) -> Bodies:
    """The fence reports the arrival first, the gate reads the lock: what is known already stays."""
    known = {(breach.code, breach.box) for breach in state.breaches}
    return [
        each for each in _lock_at_arrival(state, body, at) if (each.code, each.box) not in known
    ]


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


def left_again(_: State, after: State, body: events.ReturnGatedOut, __: datetime) -> Bodies:
    """A returned box leaves the enterprise as it had left the port (domain 4.6)."""
    box = after.boxes[body.box]
    ordered = [*_truck(box, body.plate), *_lock(box, body.lock_no)] if box.hauled else []
    return [*ordered, *_seals(box, body, box.bears), *_open(after, box, body, box.returned)]


def returned(after: State, body: events.ReturnGatedIn) -> Bodies:
    """It is back in the port with the truck that was to bring it."""
    box = after.boxes[body.box]
    return _truck(box, body.plate) if box.hauled else []


def _truck(box: Box, plate: str) -> Bodies:
    if not box.plate or plate in ("", box.plate):
        return []
    note = f"truck {plate}, ordered {box.plate}"
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
