"""Emergencies are raised, and each danger is acknowledged, reported and closed by itself."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

from models.consignment.decision_tables import Bodies, Rules
from models.consignment.guards import given_reason, require
from models.consignment.pending_event import Decided
from models.consignment.state import Emergency, Incident, State
from models.consignment.texts import OF_BOX
from models.emergency import texts
from models.emergency.consequences import emergency
from models.emergency.events import (
    DangerClosed,
    EmergencyAcknowledged,
    EmergencyLifted,
    EmergencyStepDone,
    HandedOver,
    IncidentReported,
)
from models.emergency.messages import (
    AcknowledgeEmergency,
    CloseDanger,
    LiftEmergency,
    OfDanger,
    RaiseEmergency,
    ReportIncident,
    ReportStep,
)
from models.kernel.errors import Refused
from models.kernel.event_types import EventType
from models.kernel.language import NONE, Speaks, listed
from models.kernel.terms import (
    CheckResult,
    Closing,
    Danger,
    Outcome,
    Party,
    Resolution,
    Triage,
)
from models.supervision.events import ConsignmentClosed
from models.texts import CLOSINGS
from models.texts.terms import coded, with_code

_Place: TypeAlias = tuple[Danger, str | None]


def _raise(state: State, command: RaiseEmergency, _: datetime) -> Decided:
    raised = emergency(state, command.kind, command.box, given_reason(command.reason))
    fields = {"danger": coded(command.kind), "box": command.box or NONE}
    require(bool(raised), texts.EMERGENCY_KNOWN, **fields)
    return [*raised]


def _acknowledge(state: State, command: AcknowledgeEmergency, _: datetime) -> Decided:
    known = _open_danger(state, command)
    who = known.acknowledged_by
    require(who is None, texts.ACKNOWLEDGED_ALREADY, danger=_said(known.place), officer=who)
    return [EmergencyAcknowledged(danger=known.danger, box=known.box, officer=command.officer)]


def _step(state: State, command: ReportStep, _: datetime) -> Decided:
    known = _open_danger(state, command)
    reported = command.step in known.steps
    fields = {"danger": _said(known.place), "step": coded(command.step)}
    require(not reported, texts.STEP_REPORTED, **fields)
    return [
        EmergencyStepDone(
            danger=known.danger,
            box=known.box,
            step=command.step,
            note=command.note,
            officer=command.officer,
        )
    ]


def _report(state: State, command: ReportIncident, _: datetime) -> Decided:
    """On a danger that is open, or was and is still to be reported; more may be said later."""
    require(state.emergency is not None, texts.NO_EMERGENCY_EVER)
    waiting = [*_unreported(state), *(each.place for each in _open(state))]
    past = [each.place for each in state.emergency.incidents] if state.emergency else []
    named = command.danger is not None or command.box is not None
    danger, box = _meant([*waiting, *past] if named or not waiting else waiting, command)
    report = given_reason(command.report)
    return [IncidentReported(danger=danger, box=box, report=report, officer=command.officer)]


def _close(state: State, command: CloseDanger, _: datetime) -> Decided:
    """The last one is closed with the emergency: somebody must say how the consignment goes on."""
    known = _open_danger(state, command)
    require(len(_open(state)) > 1, texts.LAST_DANGER, danger=_said(known.place))
    role = _authorised(state, (known.danger,), command.role)
    return [_closed(state, known, command, role)]


def _lift(state: State, command: LiftEmergency, _: datetime) -> Decided:
    """Each danger by itself, by who may end it; this ends the last one, and the emergency."""
    emergency, known = _need_emergency(state), _open(state)
    others = listed(map(_said, (each.place for each in known)))
    require(len(known) == 1, texts.DANGERS_OPEN, dangers=others)
    if command.resolution is Resolution.RESUME:
        _need_safe(state)
    role = _authorised(state, emergency.dangers, command.role)
    lifted = EmergencyLifted(
        resolution=command.resolution,
        reason=given_reason(command.reason),
        officer=command.officer,
        role=role,
    )
    if command.resolution is Resolution.HAND_OVER:
        _need_reports(state)
    return [_closed(state, known[0], command, role), lifted, *_turn(command)]


def _need_reports(state: State) -> None:
    """With the goods the consignment ends, and nobody would be asked for a report any more."""
    due = _unreported(state)
    require(not due, texts.REPORT_FIRST, dangers=listed(map(_said, due)))


def _closed(
    state: State, known: Incident, command: CloseDanger | LiftEmergency, role: Party
) -> DangerClosed:
    _need_closed(state, known, command)
    return DangerClosed(
        danger=known.danger,
        box=known.box,
        reason=given_reason(command.reason),
        officer=command.officer,
        role=role,
        expert_report=command.expert_report,
        scene_cleared=command.scene_cleared,
        lessons=command.lessons,
    )


def _turn(command: LiftEmergency) -> Bodies:
    """Hands the goods over; how they go back is decided by the matter of returns."""
    match command.resolution:
        case Resolution.RESUME | Resolution.RETURN:
            return []
        case Resolution.HAND_OVER:
            if command.authority not in _CUSTODY:
                raise Refused(texts.NAME_CUSTODY, authorities=listed(_CUSTODY))
            return [HandedOver(authority=command.authority, reason=command.reason)]


_CUSTODY = (Party.PUBLIC_SECURITY, Party.ECOLOGY, Party.HEALTH, Party.EMERGENCY_SERVICES)


def _handed_over(_: State, __: State, ___: HandedOver, ____: datetime) -> Bodies:
    return [ConsignmentClosed(outcome=Outcome.HANDED_OVER)]


def _open(state: State) -> tuple[Incident, ...]:
    return state.emergency.open if state.emergency else ()


def _unreported(state: State) -> list[_Place]:
    """The dangers on which a written report is due, some of them closed perhaps."""
    return [
        (deadline.danger, deadline.box)
        for deadline in state.deadlines.values()
        if deadline.open and deadline.danger is not None
        if EventType.INCIDENT_REPORTED in deadline.rule.closes
    ]


def _need_emergency(state: State) -> Emergency:
    if state.open_emergency is None:
        raise Refused(texts.NO_EMERGENCY)
    return state.open_emergency


def _open_danger(state: State, command: OfDanger) -> Incident:
    """The open danger that the command names, or the only one there is."""
    _need_emergency(state)
    known = {each.place: each for each in _open(state)}
    return known[_meant(known, command)]


def _meant(places: Iterable[_Place], command: OfDanger) -> _Place:
    """The one that is named, in part or wholly; none is guessed where several could be meant."""
    known = list(dict.fromkeys(places))
    found = [
        (danger, box)
        for danger, box in known
        if command.danger in (None, danger) and command.box in (None, box)
    ]
    if command.danger is not None and (command.danger, command.box) in found:
        return command.danger, command.box
    require(bool(found), texts.NO_SUCH_DANGER, dangers=listed(map(_said, known)))
    require(len(found) == 1, texts.NAME_THE_DANGER, dangers=listed(map(_said, found)))
    return found[0]


def _said(place: _Place) -> Speaks:
    danger, box = place
    return coded(danger) if box is None else OF_BOX.of(code=coded(danger), box=box)


def _authorised(state: State, dangers: Iterable[Danger], role: Party | None) -> Party:
    """The role that the officer names, if it may end every one of these dangers."""
    allowed = [set(state.rules.emergency(danger).lifted_by) for danger in dangers]
    may = sorted(set.intersection(*allowed))
    if role is None or role not in may:
        raise Refused(texts.WRONG_ROLE, role=role or texts.NO_ROLE, roles=listed(may))
    return role


def _need_closed(state: State, known: Incident, command: CloseDanger | LiftEmergency) -> None:
    """Expert report, cleared scene, lock, lessons: what the rulebook asks for before the end."""
    asked = set(state.rules.emergency(known.danger).closing)
    box = state.boxes.get(known.box or "")
    if box is not None and box.triage is Triage.INNOCENT:
        asked.discard(Closing.EXPERT_REPORT)
    given = {
        Closing.EXPERT_REPORT: bool(command.expert_report.strip()),
        Closing.SCENE_CLEARED: command.scene_cleared,
        Closing.LESSONS: bool(command.lessons.strip()),
    }
    if Closing.LOCK_STATE in asked and box is not None:
        require(bool(box.found_lock or box.seal_state), texts.LOCK_NOT_SEEN, box=box.number)
    missing = [with_code(CLOSINGS[e], e.lower()) for e in sorted(asked) if not given.get(e, True)]
    require(not missing, texts.NOT_CLOSED_YET, missing=listed(missing))


def _need_safe(state: State) -> None:
    """What must be known of every box before the goods may move on."""
    for box in state.boxes.values():
        judged = box.triage or texts.NOT_AT_ALL
        safe = box.radiation is not CheckResult.ALARM or box.triage is Triage.INNOCENT
        require(safe, texts.ALARM_UNJUDGED, box=box.number, triage=judged)
        require(not box.missing, texts.STILL_MISSING, box=box.number)


RULES = Rules(
    commands={
        RaiseEmergency: _raise,
        AcknowledgeEmergency: _acknowledge,
        ReportStep: _step,
        ReportIncident: _report,
        CloseDanger: _close,
        LiftEmergency: _lift,
    },
    consequences={
        HandedOver: _handed_over,
    },
)
