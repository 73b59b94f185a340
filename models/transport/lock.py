"""What the lock of a box is heard to say: hung on, looked at, alarming.

It speaks for the box on its drive, and until the box is emptied. Then it lies in a drawer until the
lock of the way back hangs on the box, which may be heard of before the answer that ordered it.
"""

from datetime import datetime

from models.consignment.decision_tables import Bodies
from models.consignment.pending_event import Decided
from models.consignment.state import EventStamp, State, mark_key
from models.emergency.consequences import emergency
from models.kernel.codes import ViolationCode
from models.kernel.event_types import EventType
from models.kernel.spelling import said_digest, same
from models.kernel.terms import Danger, Urgency
from models.supervision.consequences import contradiction
from models.supervision.events import ViolationRecorded
from models.transport.events import LockAlarmed, LockApplied, LockBatteryLow, LockVerified

_WAY_BACK = (
    EventType.RETURN_SEALED,
    EventType.RETURN_TRANSPORT_ORDERED,
    EventType.RETURN_GATED_OUT,
)


def fastened(state: State, fact: LockApplied, at: datetime) -> Decided:
    """Once a drive; the lock of the way back is another one, whatever hung there before."""
    known = _mark(state, EventType.LOCK_APPLIED, fact.box, at)
    if known is None:
        return [fact]
    if known.digest == said_digest(fact):
        return []
    text = f"lock-applied at {known.at.isoformat()} said otherwise"
    return [contradiction(fact.type, text, fact.box)]


def verified(state: State, fact: LockVerified, at: datetime) -> Decided:
    """Only the lock that was ordered counts; the gate looks at it too."""
    if another := _another(state, fact, at):
        return another
    if _mark(state, EventType.LOCK_VERIFIED, fact.box, at) is not None:
        return []
    return [fact]


def alarmed(state: State, fact: LockAlarmed, at: datetime) -> Decided:
    """The alarm of a lock that was not ordered for the box says nothing of the box."""
    return (_another(state, fact, at) if fact.lock_no else []) or [fact]


def judged(_: State, after: State, body: LockAlarmed, at: datetime) -> Bodies:
    """An alarm that the rulebook does not know counts as an opened lock."""
    if _off(after, body.box, at):
        return []
    meant = after.rules.watch.meaning
    found: Bodies = []
    if any(meant(alarm) == "WEAK" for alarm in body.alarms):
        found = [LockBatteryLow(box=body.box, urgency=Urgency.WARN)]
    if opened := ", ".join(alarm for alarm in body.alarms if meant(alarm) == "OPENED"):
        violation = ViolationRecorded(code=ViolationCode.LOCK_TAMPERED, box=body.box, note=opened)
        danger = emergency(after, Danger.LOCK, body.box, f"lock alarm {opened}")
        found = [*found, violation, *danger]
    return found


def _another(state: State, fact: LockVerified | LockAlarmed, at: datetime) -> Decided:
    """Held against the lock of the drive that it is about, whenever it is heard."""
    if _unordered(state, fact.box, at) or _off(state, fact.box, at):
        return []
    box = state.boxes[fact.box]
    way_in = box.return_trip_no is not None and box.unloaded is not None and at <= box.unloaded
    ordered = box.lock_in if way_in else box.lock_no
    if not ordered or same(fact.lock_no, ordered):
        return []
    return [contradiction(fact.type, f"lock {ordered} was ordered", fact.box)]


def _mark(state: State, kind: EventType, box: str, at: datetime) -> EventStamp | None:
    """What is known of the lock that hung there at that time; of an older drive's nothing."""
    known = state.marks.get(mark_key(kind, box))
    emptied = state.boxes[box].unloaded
    if known is None or emptied is None or not _unordered(state, box, at):
        return known
    return known if known.at > emptied else None


def _unordered(state: State, number: str, at: datetime) -> bool:
    """After the box was emptied, and nobody has heard yet which lock was ordered for its return."""
    box = state.boxes[number]
    return box.return_trip_no is None and box.unloaded is not None and at > box.unloaded


def _off(state: State, number: str, at: datetime) -> bool:
    """The box was empty, and its way back had not begun."""
    emptied = state.boxes[number].unloaded
    marks = (state.marks.get(mark_key(kind, number)) for kind in _WAY_BACK)
    begun = min((mark.at for mark in marks if mark is not None), default=None)
    return emptied is not None and at > emptied and (begun is None or at < begun)
