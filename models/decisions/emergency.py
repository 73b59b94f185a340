"""Emergencies are raised, acknowledged, reported, lifted."""

from datetime import datetime

from models import events, messages
from models.decisions import refusals
from models.decisions.draft import Decided
from models.decisions.guards import given_reason, need
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import emergency
from models.errors import Refused
from models.labels import CLOSINGS
from models.labels.terms import coded, with_code
from models.language import NONE, listed
from models.state import Emergency, State
from models.terms import Check, Closing, Disposal, Outcome, Party, Resolution, Triage


def _raise(state: State, command: messages.RaiseEmergency, _: datetime) -> Decided:
    raised = emergency(state, command.kind, command.box, given_reason(command.reason))
    fields = {"danger": coded(command.kind), "box": command.box or NONE}
    need(bool(raised), refusals.EMERGENCY_KNOWN, **fields)
    return [*raised]


def _acknowledge(state: State, command: messages.AcknowledgeEmergency, _: datetime) -> Decided:
    known = _need_emergency(state)
    who = known.acknowledged_by
    need(who is None, refusals.ACKNOWLEDGED_ALREADY, officer=who)
    return [events.EmergencyAcknowledged(officer=command.officer)]


def _step(state: State, command: messages.ReportStep, _: datetime) -> Decided:
    known = _need_emergency(state)
    reported = command.step in known.steps
    need(not reported, refusals.STEP_REPORTED, step=coded(command.step))
    return [events.EmergencyStepDone(step=command.step, note=command.note, officer=command.officer)]


def _report(state: State, command: messages.ReportIncident, _: datetime) -> Decided:
    need(state.emergency is not None, refusals.NO_EMERGENCY_EVER)
    return [events.IncidentReported(report=given_reason(command.report), officer=command.officer)]


def _lift(state: State, command: messages.LiftEmergency, _: datetime) -> Decided:
    known = _need_emergency(state)
    if command.resolution is Resolution.RESUME:
        _need_safe(state)
    role = _authorised(state, known, command)
    _need_closed(state, known, command)
    lifted = events.EmergencyLifted(
        resolution=command.resolution,
        reason=given_reason(command.reason),
        officer=command.officer,
        role=role,
        expert_report=command.expert_report,
        scene_cleared=command.scene_cleared,
        lessons=command.lessons,
    )
    return [lifted, *_turn(state, command)]


def _turn(state: State, command: messages.LiftEmergency) -> Bodies:
    """Where the goods go instead of on."""
    match command.resolution:
        case Resolution.RESUME:
            return []
        case Resolution.RETURN:
            ordered = state.disposal is Disposal.RETURN
            return [] if ordered else [events.ReturnOrdered(reason=command.reason)]
        case Resolution.HAND_OVER:
            if command.authority not in _CUSTODY:
                raise Refused(refusals.NAME_CUSTODY, authorities=listed(_CUSTODY))
            return [events.HandedOver(authority=command.authority, reason=command.reason)]


_CUSTODY = (Party.PUBLIC_SECURITY, Party.ECOLOGY, Party.HEALTH, Party.EMERGENCY_SERVICES)


def _handed_over(_: State, __: State, ___: events.HandedOver, ____: datetime) -> Bodies:
    return [events.ConsignmentClosed(outcome=Outcome.HANDED_OVER)]


def _need_emergency(state: State) -> Emergency:
    if state.open_emergency is None:
        raise Refused(refusals.NO_EMERGENCY)
    return state.open_emergency


def _authorised(state: State, known: Emergency, command: messages.LiftEmergency) -> Party:
    """The role that the officer names, if it may end every danger there is."""
    allowed = [set(state.rules.emergency(danger).lifted_by) for danger in known.dangers]
    may = sorted(set.intersection(*allowed))
    if command.role is None or command.role not in may:
        named = command.role or refusals.NO_ROLE
        raise Refused(refusals.WRONG_ROLE, role=named, roles=listed(may))
    return command.role


def _need_closed(state: State, known: Emergency, command: messages.LiftEmergency) -> None:
    """Expert report, cleared scene, lock, lessons: what the rulebook asks for before the end."""
    asked = {need for danger in known.dangers for need in state.rules.emergency(danger).closing}
    box = state.boxes.get(known.box or "")
    if box is not None and box.triage is Triage.INNOCENT:
        asked.discard(Closing.EXPERT_REPORT)
    given = {
        Closing.EXPERT_REPORT: bool(command.expert_report.strip()),
        Closing.SCENE_CLEARED: command.scene_cleared,
        Closing.LESSONS: bool(command.lessons.strip()),
    }
    if Closing.LOCK_STATE in asked and box is not None:
        need(bool(box.found_lock or box.seal_state), refusals.LOCK_NOT_SEEN, box=box.number)
    missing = [with_code(CLOSINGS[e], e.lower()) for e in sorted(asked) if not given.get(e, True)]
    need(not missing, refusals.NOT_CLOSED_YET, missing=listed(missing))


def _need_safe(state: State) -> None:
    """What must be known of every box before the goods may move on."""
    for box in state.boxes.values():
        judged = box.triage or refusals.NOT_AT_ALL
        safe = box.radiation is not Check.ALARM or box.triage is Triage.INNOCENT
        need(safe, refusals.ALARM_UNJUDGED, box=box.number, triage=judged)
        need(not box.missing, refusals.STILL_MISSING, box=box.number)


RULES = Rules(
    verbs={
        messages.RaiseEmergency: _raise,
        messages.AcknowledgeEmergency: _acknowledge,
        messages.ReportStep: _step,
        messages.ReportIncident: _report,
        messages.LiftEmergency: _lift,
    },
    follows={
        events.HandedOver: _handed_over,
    },
)
