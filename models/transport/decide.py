"""On the road under lock: truck and lock, what the checkpoints report of the drive, the arrival.

How long a deviation, a stop or a silence may last is data of the register.
"""

from datetime import datetime

from models.consignment.box import Box
from models.consignment.decision_tables import Bodies, Rules
from models.consignment.guards import given_reason, require
from models.consignment.pending_event import Decided
from models.consignment.state import State
from models.consignment.texts import NO_TRUCK
from models.emergency.consequences import emergency
from models.inspection.consequences import suspicion
from models.kernel.codes import ReasonCode, ViolationCode
from models.kernel.event_types import EventType
from models.kernel.spelling import same
from models.kernel.terms import Danger, Urgency
from models.supervision.consequences import contradiction
from models.supervision.events import ConsignmentClosed, ViolationRecorded
from models.transport import gate, lock, texts
from models.transport.consequences import resume_fleet
from models.transport.events import (
    ArrivalNotified,
    BoxArrived,
    BoxFound,
    BoxMissing,
    GatedOut,
    IncidentOnRoad,
    LockAlarmed,
    LockApplied,
    LockBatteryLow,
    LockBatteryRestored,
    LockVerified,
    OfficerSent,
    RouteLeft,
    RouteRegained,
    StopEnded,
    StopStarted,
    TelemetryLost,
    TelemetryRestored,
    TractorSwapped,
    TransportOrdered,
    TransshipmentApproved,
)
from models.transport.messages import (
    ApproveTransshipment,
    BatteryReading,
    ResumeFleet,
    SendOfficer,
    SwapTractor,
    TripAnswered,
)


def _trip(state: State, step: TripAnswered, _: datetime) -> Decided:
    window = state.rules.transit.window_minutes(step.planned_drive_minutes)
    return [TransportOrdered(**step.model_dump(), window_minutes=window)]


def _battery(state: State, fact: BatteryReading, _: datetime) -> Decided:
    """Charges above the warning are no news, unless the battery was low before."""
    watch, box = state.rules.watch, fact.box
    if fact.percent > watch.battery_warn_percent:
        low = state.happened(EventType.LOCK_BATTERY_LOW, box)
        return [LockBatteryRestored(box=box, percent=fact.percent)] if low else []
    act = fact.percent <= watch.battery_act_percent
    urgency = Urgency.ACT if act else Urgency.WARN
    return [LockBatteryLow(box=box, percent=fact.percent, urgency=urgency)]


def _sighted(state: State, fact: BoxFound, at: datetime) -> Decided:
    over = state.boxes[fact.box].drive_ended_at
    if over is not None and at > over:
        return [contradiction(fact.type, f"the box arrived at {over.isoformat()}", fact.box)]
    return [fact]


def _found(_: State, after: State, body: BoxFound, __: datetime) -> Bodies:
    """Found with an open lock: somebody was at the goods; unseen, somebody may have been."""
    resumed = resume_fleet(after.boxes[body.box], "the box was found")
    if body.lock_state == "LOCKED":
        return resumed
    if body.lock_state != "OPEN":
        unseen = f"found, the lock was not seen: {body.note}"
        return [suspicion(ReasonCode.DOC_MISMATCH, body.box, unseen), *resumed]
    note = f"found with an open lock: {body.note}"
    violation = ViolationRecorded(code=ViolationCode.LOCK_TAMPERED, box=body.box, note=note)
    return [violation, suspicion(ReasonCode.DOC_MISMATCH, body.box, note), *resumed]


def _incident(_: State, after: State, body: IncidentOnRoad, __: datetime) -> Bodies:
    if not body.spilled:
        return []
    return emergency(after, Danger.SPILL, body.box, f"load on the road: {body.note}")


def _missing(_: State, after: State, body: BoxMissing, __: datetime) -> Bodies:
    seen = after.boxes[body.box].last_seen
    where = f", last at {seen.place}" if seen and seen.place else ""
    who = f", truck {seen.plate} of {seen.haulier or 'an unknown haulier'}" if seen else ""
    why = f"long overdue on the road{who}{where}"
    return emergency(after, Danger.MISSING_BOX, body.box, why)


def _swap(state: State, command: SwapTractor, _: datetime) -> Decided:
    _need_under_way(state, command.box, command.plate)
    return [
        TractorSwapped(
            box=command.box,
            plate=command.plate,
            reason=given_reason(command.reason),
            officer=command.officer,
        )
    ]


def _transship(state: State, command: ApproveTransshipment, _: datetime) -> Decided:
    box = _need_under_way(state, command.box, command.plate)
    return [
        TransshipmentApproved(
            box=command.box,
            plate=command.plate,
            lock_no=command.lock_no or box.lock_no,
            reason=given_reason(command.reason),
            officer=command.officer,
        )
    ]


def _send(state: State, command: SendOfficer, _: datetime) -> Decided:
    _need_drive(state.boxes[command.box])
    reason = given_reason(command.reason)
    return [OfficerSent(box=command.box, reason=reason, officer=command.officer)]


def _resume_fleet(state: State, command: ResumeFleet, _: datetime) -> Decided:
    box = state.boxes[command.box]
    require(bool(box.fleet_stopped), texts.NO_FLEET_STOPPED, box=command.box)
    return [*resume_fleet(box, given_reason(command.reason))]


def _need_under_way(state: State, number: str, plate: str) -> Box:
    box = state.boxes[number]
    require(bool(box.trip_no or box.return_trip_no), NO_TRUCK, box=number)
    require(bool(plate.strip()), texts.NAME_THE_PLATE)
    require(not same(plate, box.plate), texts.SAME_TRUCK, plate=plate)
    return _need_drive(box)


def _need_drive(box: Box) -> Box:
    """The drive is not over, on whichever way."""
    over = texts.BOX_BACK if box.returned else texts.BOX_ARRIVED
    require(box.drive_ended_at is None, over, box=box.number)
    return box


def _closed(_: State, after: State, __: ConsignmentClosed, ___: datetime) -> Bodies:
    """Nobody waits for its boxes any more."""
    boxes = after.boxes.values()
    return [body for box in boxes for body in resume_fleet(box, "the consignment is closed")]


RULES = Rules(
    single=(
        GatedOut,
        BoxArrived,
        ArrivalNotified,
    ),
    supplements={
        GatedOut: gate.read_later,
        BoxArrived: gate.read_later,
    },
    repeatable=(
        RouteLeft,
        RouteRegained,
        StopStarted,
        StopEnded,
        TelemetryLost,
        TelemetryRestored,
        IncidentOnRoad,
    ),
    by_state={
        LockApplied: lock.fastened,
        LockVerified: lock.verified,
        LockAlarmed: lock.alarmed,
        BatteryReading: _battery,
        BoxFound: _sighted,
    },
    commands={
        SwapTractor: _swap,
        ApproveTransshipment: _transship,
        SendOfficer: _send,
        ResumeFleet: _resume_fleet,
    },
    internal={
        TripAnswered: _trip,
    },
    consequences={
        GatedOut: gate.on_port_exit,
        BoxArrived: gate.on_arrival,
        BoxFound: _found,
        LockAlarmed: lock.judged,
        IncidentOnRoad: _incident,
        BoxMissing: _missing,
        ConsignmentClosed: _closed,
    },
)
