"""Emergencies are raised, acknowledged, reported, lifted."""

from datetime import datetime

from models import events, messages
from models.decisions.draft import Decided
from models.decisions.guards import given_reason, need
from models.decisions.rows import Bodies, Rules
from models.decisions.turns import emergency
from models.errors import Refused
from models.state import Emergency, State
from models.terms import Check, Closing, Disposal, Outcome, Party, Resolution, Triage


def _raise(state: State, command: messages.RaiseEmergency, _: datetime) -> Decided:
    raised = emergency(state, command.kind, command.box, given_reason(command.reason))
    need(bool(raised), f"this emergency is open already: {command.kind}, box {command.box}")
    return [*raised]


def _acknowledge(state: State, command: messages.AcknowledgeEmergency, _: datetime) -> Decided:
    known = _need_emergency(state)
    need(
        known.acknowledged_by is None,
        f"{known.acknowledged_by} has acknowledged it already",
    )
    return [events.EmergencyAcknowledged(officer=command.officer)]


def _step(state: State, command: messages.ReportStep, _: datetime) -> Decided:
    known = _need_emergency(state)
    need(command.step not in known.steps, f"{command.step} has been reported already")
    return [events.EmergencyStepDone(step=command.step, note=command.note, officer=command.officer)]


def _report(state: State, command: messages.ReportIncident, _: datetime) -> Decided:
    need(state.emergency is not None, "there was no emergency to report on")
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
            taken = ", ".join(_CUSTODY)
            if command.authority not in _CUSTODY:
                raise Refused(f"name the authority that takes the goods into custody: {taken}")
            return [events.HandedOver(authority=command.authority, reason=command.reason)]


_CUSTODY = (Party.PUBLIC_SECURITY, Party.ECOLOGY, Party.HEALTH, Party.EMERGENCY_SERVICES)


def _handed_over(_: State, __: State, ___: events.HandedOver, ____: datetime) -> Bodies:
    return [events.ConsignmentClosed(outcome=Outcome.HANDED_OVER)]


def _need_emergency(state: State) -> Emergency:
    if state.emergency is None or state.emergency.lifted:
        message = "no emergency is open"
        raise Refused(message)
    return state.emergency


def _authorised(state: State, known: Emergency, command: messages.LiftEmergency) -> Party:
    """The role that the officer names, if it may end every danger there is."""
    allowed = [set(state.rules.emergency(danger).lifted_by) for danger in known.dangers]
    may = sorted(set.intersection(*allowed))
    if command.role is None or command.role not in may:
        named = command.role or "no role is named"
        raise Refused(f"{named}: this emergency is lifted in one of the roles {', '.join(may)}")
    return command.role


def _need_closed(state: State, known: Emergency, command: messages.LiftEmergency) -> None:
    """Expert report, cleared scene, lessons: what the rulebook asks for before the end."""
    asked = {need for danger in known.dangers for need in state.rules.emergency(danger).closing}
    box = state.boxes.get(known.box or "")
    if box is not None and box.triage is Triage.INNOCENT:
        asked.discard(Closing.EXPERT_REPORT)
    given = {
        Closing.EXPERT_REPORT: bool(command.expert_report.strip()),
        Closing.SCENE_CLEARED: command.scene_cleared,
        Closing.LESSONS: bool(command.lessons.strip()),
    }
    missing = sorted(name.lower() for name in asked if not given[name])
    need(not missing, f"before it is lifted say: {', '.join(missing)}")


def _need_safe(state: State) -> None:
    """What must be known of every box before the goods may move on."""
    for box in state.boxes.values():
        need(
            box.radiation is not Check.ALARM or box.triage is Triage.INNOCENT,
            f"the portal alarm of box {box.number} is judged {box.triage or 'not at all'}; "
            "RESUME needs INNOCENT",
        )
        need(not box.missing, f"box {box.number} is still missing")


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
