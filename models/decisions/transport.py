"""On the road under lock: truck and lock, what the checkpoints report of the drive, the arrival.

How long a deviation, a stop or a silence may last is data (rows T01 to T04 of the register).
"""

from datetime import datetime

from models import events, messages
from models.box import Box
from models.decisions import gate, lock, refusals
from models.decisions.draft import Decided
from models.decisions.guards import contradiction, given_reason, need
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import emergency, resume_fleet, suspicion
from models.state import State
from models.terms import Danger, Urgency


def _trip(state: State, step: messages.TripAnswered, _: datetime) -> Decided:
    window = state.rules.transit.window_minutes(step.planned_drive_minutes)
    return [events.TransportOrdered(**step.model_dump(), window_minutes=window)]


def _battery(state: State, fact: messages.BatteryReading, _: datetime) -> Decided:
    """Charges above the warning are no news, unless the battery was low before."""
    watch, box = state.rules.watch, fact.box
    if fact.percent > watch.battery_warn_percent:
        low = state.happened("lock-battery-low", box)
        return [events.LockBatteryRestored(box=box, percent=fact.percent)] if low else []
    act = fact.percent <= watch.battery_act_percent
    urgency = Urgency.ACT if act else Urgency.WARN
    return [events.LockBatteryLow(box=box, percent=fact.percent, urgency=urgency)]


def _sighted(state: State, fact: messages.BoxSighting, at: datetime) -> Decided:
    over = state.boxes[fact.box].off_the_road
    if over is not None and at > over:
        return [contradiction(fact.type, f"the box arrived at {over.isoformat()}", fact.box)]
    return [events.BoxFound(box=fact.box, lock_state=fact.lock_state, note=fact.note)]


def _found(_: State, after: State, body: events.BoxFound, __: datetime) -> Bodies:
    """Found with an open lock: somebody was at the goods."""
    resumed = resume_fleet(after.boxes[body.box], "the box was found")
    if body.lock_state != "OPEN":
        return resumed
    note = f"found with an open lock: {body.note}"
    violation = events.ViolationRecorded(code="SV-02", box=body.box, note=note)
    return [violation, suspicion("NC-15", body.box, note), *resumed]


def _incident(_: State, after: State, body: events.IncidentOnRoad, __: datetime) -> Bodies:
    if not body.spilled:
        return []
    return emergency(after, Danger.SPILL, body.box, f"load on the road: {body.note}")


def _missing(_: State, after: State, body: events.BoxMissing, __: datetime) -> Bodies:
    return emergency(after, Danger.MISSING_BOX, body.box, "long overdue on the road")


def _swap(state: State, command: messages.SwapTractor, _: datetime) -> Decided:
    _need_under_way(state, command.box, command.plate)
    return [
        events.TractorSwapped(
            box=command.box,
            plate=command.plate,
            reason=given_reason(command.reason),
            officer=command.officer,
        )
    ]


def _transship(state: State, command: messages.ApproveTransshipment, _: datetime) -> Decided:
    box = _need_under_way(state, command.box, command.plate)
    return [
        events.TransshipmentApproved(
            box=command.box,
            plate=command.plate,
            lock_no=command.lock_no or box.lock_no,
            reason=given_reason(command.reason),
            officer=command.officer,
        )
    ]


def _send(state: State, command: messages.SendOfficer, _: datetime) -> Decided:
    _need_drive(state.boxes[command.box])
    reason = given_reason(command.reason)
    return [events.OfficerSent(box=command.box, reason=reason, officer=command.officer)]


def _resume_fleet(state: State, command: messages.ResumeFleet, _: datetime) -> Decided:
    box = state.boxes[command.box]
    need(bool(box.fleet_stopped), refusals.NO_FLEET_STOPPED, box=command.box)
    return [*resume_fleet(box, given_reason(command.reason))]


def _need_under_way(state: State, number: str, plate: str) -> Box:
    box = state.boxes[number]
    need(bool(box.trip_no or box.return_trip_no), refusals.NO_TRUCK, box=number)
    need(bool(plate.strip()), refusals.NAME_THE_PLATE)
    need(plate != box.plate, refusals.SAME_TRUCK, plate=plate)
    return _need_drive(box)


def _need_drive(box: Box) -> Box:
    """The drive is not over, on whichever way."""
    over = refusals.BOX_BACK if box.returned else refusals.BOX_ARRIVED
    need(box.off_the_road is None, over, box=box.number)
    return box


RULES = Rules(
    once={
        messages.GateOut: lambda f: events.GatedOut(**f.model_dump(exclude={"type"})),
        messages.Arrival: lambda f: events.BoxArrived(**f.model_dump(exclude={"type"})),
        messages.ArrivalNotice: lambda f: events.ArrivalNotified(box=f.box),
    },
    more={
        events.GatedOut: gate.read_later,
        events.BoxArrived: gate.read_later,
    },
    again={
        messages.RouteDeparture: lambda f: events.RouteLeft(box=f.box),
        messages.RouteReturn: lambda f: events.RouteRegained(box=f.box),
        messages.Standstill: lambda f: events.StopStarted(box=f.box),
        messages.MovingOn: lambda f: events.StopEnded(box=f.box),
        messages.SignalLoss: lambda f: events.TelemetryLost(box=f.box, in_tunnel=f.in_tunnel),
        messages.SignalReturn: lambda f: events.TelemetryRestored(box=f.box),
        messages.RoadIncident: lambda f: events.IncidentOnRoad(
            box=f.box, hindrance=f.hindrance, spilled=f.spilled, note=f.note
        ),
    },
    heard={
        messages.LockFastening: lock.fastened,
        messages.LockVerification: lock.verified,
        messages.LockAlarm: lock.alarmed,
        messages.BatteryReading: _battery,
        messages.BoxSighting: _sighted,
    },
    verbs={
        messages.SwapTractor: _swap,
        messages.ApproveTransshipment: _transship,
        messages.SendOfficer: _send,
        messages.ResumeFleet: _resume_fleet,
    },
    steps={
        messages.TripAnswered: _trip,
    },
    follows={
        events.GatedOut: gate.left,
        events.BoxArrived: gate.reached,
        events.BoxFound: _found,
        events.LockAlarmed: lock.judged,
        events.IncidentOnRoad: _incident,
        events.BoxMissing: _missing,
    },
)
