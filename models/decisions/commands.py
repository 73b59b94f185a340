"""What an officer may do when, and what comes of it: one short function a verb.

A command that the rules do not allow raises `Refused` with the reason and what to do instead.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from models import events, messages
from models.decisions.consequences import emergency
from models.decisions.draft import Decided, Draft
from models.errors import Refused
from models.messages import Command
from models.state import Deadline, Defect, Emergency, State, deadline_key
from models.terms import Audit, Check, Course, Disposal, PreShipment, Resolution, Suspicion, Triage


def decide(state: State, command: Command, at: datetime) -> Decided:
    """The events of a command.

    Raises:
        Refused: when the rules do not allow it now.
    """
    if state.course is Course.CLOSED and not isinstance(command, messages.RetryCall):
        message = f"the consignment is closed ({state.outcome}); only facts are still recorded"
        raise Refused(message)
    _need_known_box(state, getattr(command, "box", None))
    return _VERBS[type(command)](state, command, at)


def _pre_shipment(state: State, command: messages.DecidePreShipment, at: datetime) -> Decided:
    _need(
        state.pre_shipment is PreShipment.SUBMITTED,
        f"the pre-shipment file is {state.pre_shipment}; only a SUBMITTED one can be decided",
    )
    match command.decision:
        case Audit.APPROVE:
            valid = at + timedelta(days=state.rules.approval_valid_days)
            return [events.PreShipmentApproved(valid_until=valid)]
        case Audit.SUPPLEMENT:
            return [events.SupplementRequested(reason=_reason(command.reason))]
        case Audit.REJECT:
            _need(not _ashore(state), "the goods have arrived; order the return (order_return)")
            return [events.PreShipmentRejected(reason=_reason(command.reason))]


def _triage(state: State, command: messages.TriageAlarm, _: datetime) -> Decided:
    box = state.boxes[command.box]
    _need(box.radiation is Check.ALARM, f"box {command.box} has no portal alarm to judge")
    _need(box.triage is not Triage.SOURCE, f"a source was found in box {command.box} already")
    return [
        events.AlarmTriaged(box=command.box, verdict=command.verdict, note=command.note),
    ]


def _start(state: State, command: messages.StartInspection, _: datetime) -> Decided:
    _need_inspectable(state)
    _need(not state.inspection_open, "an inspection has been started already; record it")
    return [events.InspectionStarted(officer=command.officer)]


def _record(state: State, command: messages.RecordInspection, at: datetime) -> Decided:
    _need_inspectable(state)
    _need_consistent(state, command)
    begun = min(command.started_at or at, at)
    started: Decided = [Draft(events.InspectionStarted(officer=command.officer), begun)]
    found: Decided = [events.NonconformanceRaised(**f.model_dump()) for f in command.findings]
    record = events.InspectionRecorded(
        visit=state.inspections + 1,
        conform=command.conform,
        readings=tuple(
            events.Reading(**r.model_dump(), rulebook=state.rulebook) for r in command.readings
        ),
        opened=command.opened,
        officer=command.officer,
    )
    return [*([] if state.inspection_open else started), *found, record]


def _settle(state: State, command: messages.SettleSuspicion, _: datetime) -> Decided:
    suspected = [(d.reason, d.box) for d in state.suspicions()]
    _need(
        (command.reason, command.box) in suspected,
        f"{command.reason} is not suspected here; suspected are {suspected or 'none'}",
    )
    return [
        events.NonconformanceSettled(
            reason=command.reason, status=command.verdict, box=command.box, note=command.note
        )
    ]


def _disposal(state: State, command: messages.DecideDisposal, _: datetime) -> Decided:
    _need_no_emergency(state)
    _need_not_released(state)
    open_still = state.disposal in (None, Disposal.RECTIFY) and command.disposal != state.disposal
    _need(open_still, f"{state.disposal} has been decided already")
    confirmed = state.confirmed()
    _need(bool(confirmed), "no non-conformance is confirmed; record or settle one first")
    for defect in confirmed:
        row = state.rules.nonconformance(defect.reason)
        allowed = row.disposals if row else ()
        _need(
            command.disposal in allowed,
            f"{defect.reason} does not allow {command.disposal}; allowed: {', '.join(allowed)}",
        )
    return [_ordered(command.disposal, command.reason)]


def _return(state: State, command: messages.OrderReturn, _: datetime) -> Decided:
    _need_no_emergency(state)
    _need(state.disposal is not Disposal.RETURN, "the return has been ordered already")
    _need_not_released(state)
    _need(_ashore(state), "the goods have not arrived; reject the pre-shipment file instead")
    return [events.ReturnOrdered(reason=_reason(command.reason))]


def _raise(state: State, command: messages.RaiseEmergency, _: datetime) -> Decided:
    raised = emergency(state, command.kind, command.box, _reason(command.reason))
    _need(bool(raised), f"this emergency is open already: {command.kind}, box {command.box}")
    return [*raised]


def _acknowledge(state: State, command: messages.AcknowledgeEmergency, _: datetime) -> Decided:
    known = _need_emergency(state)
    _need(
        known.acknowledged_by is None,
        f"{known.acknowledged_by} has acknowledged it already",
    )
    return [events.EmergencyAcknowledged(officer=command.officer)]


def _report(state: State, command: messages.ReportIncident, _: datetime) -> Decided:
    _need(state.emergency is not None, "there was no emergency to report on")
    return [events.IncidentReported(report=_reason(command.report), officer=command.officer)]


def _lift(state: State, command: messages.LiftEmergency, _: datetime) -> Decided:
    _need_emergency(state)
    if command.resolution is Resolution.RESUME:
        _need_safe(state)
    lifted = events.EmergencyLifted(
        resolution=command.resolution, reason=_reason(command.reason), officer=command.officer
    )
    turned = command.resolution is Resolution.RETURN and state.disposal is not Disposal.RETURN
    return [lifted, *([events.ReturnOrdered(reason=command.reason)] if turned else [])]


def _answer(state: State, command: messages.AcknowledgeEscalation, _: datetime) -> Decided:
    deadline = _need_deadline(state, command.deadline, command.box)
    _need(deadline.level is not None, f"{command.deadline} has not escalated")
    return [
        events.EscalationAcknowledged(
            deadline=command.deadline, box=command.box, officer=command.officer
        )
    ]


def _hold(state: State, command: messages.Hold, _: datetime) -> Decided:
    _need("HOLD" not in state.overlays, "the consignment is on hold already")
    return [events.Held(reason=_reason(command.reason), officer=command.officer)]


def _resume(state: State, command: messages.Resume, _: datetime) -> Decided:
    _need("HOLD" in state.overlays, "the consignment is not on hold")
    return [events.Resumed(reason=_reason(command.reason), officer=command.officer)]


def _extend(state: State, command: messages.ExtendDeadline, _: datetime) -> Decided:
    deadline = _need_deadline(state, command.deadline, command.box)
    _need(deadline.open, f"{command.deadline} is closed; nothing is left to extend")
    exhausted = all(rung.fired for rung in deadline.milestones)
    _need(not exhausted, f"every rung of {command.deadline} has fired; nothing is left to extend")
    return [
        events.DeadlineExtended(
            deadline=command.deadline,
            box=command.box,
            hours=command.hours,
            reason=_reason(command.reason),
            officer=command.officer,
        )
    ]


def _fall_back(state: State, command: messages.FallBack, _: datetime) -> Decided:
    _need(
        state.may_fall_back,
        f"the pilot can be left only before gate-out; mode {state.mode}, course {state.course}",
    )
    return [events.FellBack(cause=command.cause, reason=_reason(command.reason))]


def _retry(state: State, command: messages.RetryCall, _: datetime) -> Decided:
    failing = ", ".join(state.failing_calls) or "none"
    _need(
        command.call in state.failing_calls, f"no call {command.call!r} waits; failing: {failing}"
    )
    return [events.CallRetried(call=command.call, officer=command.officer)]


def _ordered(disposal: Disposal, reason: str) -> events.Body:
    match disposal:
        case Disposal.RECTIFY:
            return events.RectificationOrdered(reason=reason)
        case Disposal.RETURN:
            return events.ReturnOrdered(reason=reason)
        case Disposal.DESTROY:
            return events.DestructionOrdered(reason=reason)


def _need(allowed: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not allowed:
        raise Refused(otherwise)


def _reason(text: str) -> str:
    _need(bool(text.strip()), "give a reason: it is recorded with your name")
    return text


def _need_known_box(state: State, box: str | None) -> None:
    known = box is None or box in state.boxes
    _need(known, f"box {box} is not part of this consignment; it has {', '.join(state.boxes)}")


def _need_no_emergency(state: State) -> None:
    _need(
        state.emergency is None or state.emergency.lifted,
        "an emergency is open; lift it first (lift_emergency)",
    )


def _need_emergency(state: State) -> Emergency:
    if state.emergency is None or state.emergency.lifted:
        message = "no emergency is open"
        raise Refused(message)
    return state.emergency


def _need_safe(state: State) -> None:
    """What must be known of every box before the goods may move on."""
    for box in state.boxes.values():
        _need(
            box.radiation is not Check.ALARM or box.triage is Triage.INNOCENT,
            f"the portal alarm of box {box.number} is judged {box.triage or 'not at all'}; "
            "RESUME needs INNOCENT",
        )
        _need(not box.missing, f"box {box.number} is still missing")


def _need_not_released(state: State) -> None:
    _need(not state.released, "the goods have been released for use")


def _ashore(state: State) -> bool:
    return state.happened("vessel-arrived") or state.happened("discharged")


def _need_deadline(state: State, deadline_id: str, box: str | None) -> Deadline:
    key = deadline_key(deadline_id, box)
    if key not in state.deadlines:
        running = ", ".join(k for k, d in state.deadlines.items() if d.open) or "none"
        message = f"deadline {key} does not run here; open: {running}"
        raise Refused(message)
    return state.deadlines[key]


def _need_inspectable(state: State) -> None:
    """Pilot goods are inspected when all are unloaded, traditional ones in the port."""
    _need(not state.frozen, "the consignment is frozen by " + ", ".join(state.overlays))
    _need(not state.conforms, "the goods have been found to conform")
    _need(
        state.course in (Course.PILOT, Course.TRADITIONAL),
        f"nothing can be inspected while the course is {state.course}",
    )
    if state.course is Course.PILOT:
        waiting = [box.number for box in state.boxes.values() if box.unloaded is None]
        _need(not waiting, f"not unloaded yet: {', '.join(waiting)}")
    undecided = state.failed and not state.disposal
    _need(not undecided, "the last inspection failed; decide its disposal first (decide_disposal)")
    treated = state.disposal is not Disposal.RECTIFY or state.rectified
    _need(treated, "the goods are being rectified; wait for the enterprise's report")


def _need_consistent(state: State, command: messages.RecordInspection) -> None:
    unknown = [f.reason for f in command.findings if state.rules.nonconformance(f.reason) is None]
    _need(not unknown, f"unknown reason {', '.join(unknown)}; reasons are NC-01 to NC-16")
    for box in (*(finding.box for finding in command.findings), *command.opened):
        _need_known_box(state, box)
    if command.conform:
        _need(not command.findings, "conform is true, yet findings are listed; correct one of them")
        waiting = [defect.reason for defect in state.suspicions()]
        _need(not waiting, f"settle first what is suspected: {', '.join(waiting)}")
        left = [defect.reason for defect in state.confirmed() if not _cured(state, defect)]
        _need(not left, f"{', '.join(left)} is confirmed; decide its disposal (decide_disposal)")
    else:
        confirmed = [f for f in command.findings if f.status is Suspicion.CONFIRMED]
        _need(
            bool(confirmed or state.confirmed()),
            "conform is false, yet no finding is CONFIRMED; name at least one",
        )


def _cured(state: State, defect: Defect) -> bool:
    """The goods were treated, and the treatment is one that the catalogue allows for it."""
    row = state.rules.nonconformance(defect.reason)
    return state.rectified and row is not None and Disposal.RECTIFY in row.disposals


_VERBS: dict[type[Command], Callable[[State, Any, datetime], Decided]] = {
    messages.DecidePreShipment: _pre_shipment,
    messages.TriageAlarm: _triage,
    messages.StartInspection: _start,
    messages.RecordInspection: _record,
    messages.SettleSuspicion: _settle,
    messages.DecideDisposal: _disposal,
    messages.OrderReturn: _return,
    messages.RaiseEmergency: _raise,
    messages.AcknowledgeEmergency: _acknowledge,
    messages.ReportIncident: _report,
    messages.LiftEmergency: _lift,
    messages.AcknowledgeEscalation: _answer,
    messages.Hold: _hold,
    messages.Resume: _resume,
    messages.ExtendDeadline: _extend,
    messages.FallBack: _fall_back,
    messages.RetryCall: _retry,
}
