"""What the lock of a box is heard to say: hung on, looked at, alarming.

It speaks for the box on its drive, and until the box is emptied. Then it lies in a drawer until the
lock of the way back hangs on the box, which may be heard of before the answer that ordered it.
"""

from datetime import datetime

from models import events, messages
from models.decisions.draft import Decided
from models.decisions.guards import contradiction
from models.decisions.rows import Bodies
from models.decisions.turns import emergency
from models.identity import content_digest
from models.state import Mark, State, mark_key
from models.terms import Danger, Urgency

_WAY_BACK = ("return-sealed", "return-transport-ordered", "return-gated-out")


def fastened(state: State, fact: messages.LockFastening, at: datetime) -> Decided:
    """Once a drive; the lock of the way back is another one, whatever hung there before."""
    applied = events.LockApplied(box=fact.box, lock_no=fact.lock_no)
    known = _mark(state, "lock-applied", fact.box, at)
    if known is None:
        return [applied]
    if known.digest == content_digest(applied):
        return []
    text = f"lock-applied at {known.at.isoformat()} said otherwise"
    return [contradiction(fact.type, text, fact.box)]


def verified(state: State, fact: messages.LockVerification, at: datetime) -> Decided:
    """Only the lock that was ordered counts; the gate looks at it too."""
    if another := _another(state, fact, at):
        return another
    if _mark(state, "lock-verified", fact.box, at) is not None:
        return []
    return [events.LockVerified(box=fact.box, lock_no=fact.lock_no)]


def alarmed(state: State, fact: messages.LockAlarm, at: datetime) -> Decided:
    """The alarm of a lock that was not ordered for the box says nothing of the box."""
    told = events.LockAlarmed(box=fact.box, alarm=fact.alarm, lock_no=fact.lock_no)
    return (_another(state, fact, at) if fact.lock_no else []) or [told]


def judged(_: State, after: State, body: events.LockAlarmed, at: datetime) -> Bodies:
    """An alarm that the rulebook does not know counts as an opened lock."""
    if _off(after, body.box, at):
        return []
    match after.rules.watch.lock_alarms.get(body.alarm, "OPENED"):
        case "NOTED":
            return []
        case "WEAK":
            return [events.LockBatteryLow(box=body.box, urgency=Urgency.WARN)]
        case "OPENED":
            violation = events.ViolationRecorded(code="SV-02", box=body.box, note=body.alarm)
            return [violation, *emergency(after, Danger.LOCK, body.box, f"lock alarm {body.alarm}")]


def _another(
    state: State, fact: messages.LockVerification | messages.LockAlarm, at: datetime
) -> Decided:
    """Held against the lock of the drive that it is about, whenever it is heard."""
    if _unordered(state, fact.box, at) or _off(state, fact.box, at):
        return []
    box = state.boxes[fact.box]
    way_in = box.return_trip_no is not None and box.unloaded is not None and at <= box.unloaded
    ordered = box.lock_in if way_in else box.lock_no
    if not ordered or fact.lock_no == ordered:
        return []
    return [contradiction(fact.type, f"lock {ordered} was ordered", fact.box)]


def _mark(state: State, kind: str, box: str, at: datetime) -> Mark | None:
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
