"""On the road under lock: the gate, alarms, windows, the arrival."""

from datetime import datetime, timedelta

from models import events, messages
from models.decisions import port, yard
from models.decisions.draft import Decided
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import emergency
from models.state import Box, Deadline, State
from models.terms import Danger


def _trip(state: State, step: messages.TripAnswered, _: datetime) -> Decided:
    window = state.rules.transit.window_minutes(step.planned_drive_minutes)
    return [events.TransportOrdered(**step.model_dump(), window_minutes=window)]


def _gate(before: State, after: State, body: events.GatedOut, at: datetime) -> Bodies:
    picked_up = yard.left(before, after, body, at)
    if picked_up is not None:
        return picked_up
    box = after.boxes[body.box]
    found: Bodies = port.unpermitted(before, body, at)
    if box.plate and body.plate != box.plate:
        note = f"truck {body.plate}, ordered {box.plate}"
        found.append(events.ViolationRecorded(code="SV-07", box=body.box, note=note))
    if not body.locked:
        note = f"lock {body.lock_no} was open at the gate"
        found.append(events.ViolationRecorded(code="SV-02", box=body.box, note=note))
        found += emergency(after, Danger.LOCK, body.box, note) if box.arrived is None else []
    if box.arrived is not None and box.arrived > at + _window(after, box):
        found.append(events.ViolationRecorded(code="SV-05", box=body.box))
    return found


def _lock(_: State, after: State, body: events.LockAlarmed, __: datetime) -> Bodies:
    if body.alarm == "LOW_BATTERY":
        return []
    violation = events.ViolationRecorded(code="SV-02", box=body.box, note=body.alarm)
    return [violation, *emergency(after, Danger.LOCK, body.box, f"lock alarm {body.alarm}")]


def _missing(_: State, after: State, body: events.BoxMissing, __: datetime) -> Bodies:
    return emergency(after, Danger.MISSING_BOX, body.box, "long overdue on the road")


def _arrival(before: State, _: State, body: events.BoxArrived, at: datetime) -> Bodies:
    window = before.deadlines.get(f"D08/{body.box}")
    if window is None or not _ran_out(window, at):
        return []
    return [events.ViolationRecorded(code="SV-05", box=body.box)]


def _window(state: State, box: Box) -> timedelta:
    return timedelta(minutes=box.window_minutes or state.rules.transit.ceiling_minutes)


def _ran_out(window: Deadline, at: datetime) -> bool:
    """The window ended before that instant, unless its clock had been stopped by then."""
    end, stopped = window.milestones[0].due, window.frozen_since
    return at > end and (stopped is None or stopped >= end)


RULES = Rules(
    once={
        messages.GateOut: lambda f: events.GatedOut(
            box=f.box, plate=f.plate, lock_no=f.lock_no, locked=f.locked, seals=f.seals
        ),
        messages.Arrival: lambda f: events.BoxArrived(box=f.box, plate=f.plate),
        messages.ArrivalNotice: lambda f: events.ArrivalNotified(box=f.box),
    },
    again={
        messages.LockAlarm: lambda f: events.LockAlarmed(
            box=f.box, alarm=f.alarm, lock_no=f.lock_no
        ),
        messages.BoxSighting: lambda f: events.BoxFound(
            box=f.box, lock_state=f.lock_state, note=f.note
        ),
    },
    steps={
        messages.TripAnswered: _trip,
    },
    follows={
        events.GatedOut: _gate,
        events.LockAlarmed: _lock,
        events.BoxMissing: _missing,
        events.BoxArrived: _arrival,
    },
)
