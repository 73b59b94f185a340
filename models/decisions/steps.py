"""What the process tells itself: answers of systems, permissions, due deadlines, the end."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from models import deadlines, events, messages
from models.decisions.consequences import fall_back
from models.decisions.draft import Decided, Draft
from models.state import Deadline, Milestone, State, deadline_key
from models.terms import Cause, Course, Effect, Mode, PreShipment, RiskLevel


def decide(state: State, step: messages.Step, now: datetime) -> Decided:
    """The events of a step; empty when it has been taken before, or comes too late."""
    if state.course is Course.CLOSED and not isinstance(step, messages.CallGaveUp):
        return []
    return _STEPS[type(step)](state, step, now)


def _mode(state: State, step: messages.InstructionAnswered, _: datetime) -> Decided:
    """Pilot or traditional: all conditions of eligibility must hold (domain 3.3)."""
    if state.happened("mode-decided"):
        return []
    rules, level = state.rules, _level(step.risk_level)
    in_scope = state.registration.code in rules.codes[state.registration.kind]
    obstacles = {
        Cause.NOT_APPROVED: state.pre_shipment is not PreShipment.APPROVED,
        Cause.RISK_LEVEL: level not in rules.pilot_levels,
        Cause.ENTERPRISE_SUSPENDED: step.standing != "ENROLLED",
        Cause.CODE_OUT_OF_SCOPE: not in_scope,
    }
    causes = (*state.causes, *(cause for cause, stands in obstacles.items() if stands))
    share = rules.proportions[level]
    return [
        events.ModeDecided(
            mode=Mode.TRADITIONAL if causes else Mode.PILOT,
            causes=causes,
            risk_level=level,
            enterprise_standing=step.standing,
            opened_share=share.opened,
            emptied_share=share.emptied,
            rulebook=state.rulebook,
        )
    ]


def _level(text: str) -> RiskLevel:
    """A level that nobody knows is treated as the highest risk."""
    return RiskLevel(text) if text in RiskLevel.__members__ else RiskLevel.R4


def _removal(_: State, step: messages.RemovalAnswered, __: datetime) -> Decided:
    if step.refusal is not None:
        refused = events.RemovalRefused(box=step.box, reason=step.refusal)
        return [refused, events.CallFailed(call=step.visit, reason=step.refusal)]
    return [events.RemovalPermitted(box=step.box, permit_no=step.permit_no)]


def _trip(state: State, step: messages.TripAnswered, _: datetime) -> Decided:
    window = state.rules.transit.window_minutes(step.planned_drive_minutes)
    return [events.TransportOrdered(**step.model_dump(), window_minutes=window)]


def _unloading(_: State, step: messages.PermitUnloading, __: datetime) -> Decided:
    return [events.UnloadingPermitted(box=step.box)]


def _release(state: State, _: messages.Release, __: datetime) -> Decided:
    """Only goods that conform are released, and none under an overlay or after a turn."""
    there = state.course in (Course.PILOT, Course.TRADITIONAL)
    ready = there and state.conforms and not state.frozen and not state.released
    return [events.ReleasedForUse()] if ready else []


def _close(state: State, step: messages.Close, _: datetime) -> Decided:
    return [] if state.outcome else [events.ConsignmentClosed(outcome=step.outcome)]


def _gave_up(_: State, step: messages.CallGaveUp, __: datetime) -> Decided:
    return [events.CallFailed(call=step.call, reason=step.reason)]


def _tick(state: State, _: messages.Tick, now: datetime) -> Decided:
    """Raises the earliest rung that is due; the watch asks again while more are."""
    earliest = deadlines.due(state)
    if earliest is None or earliest[1].due > now:
        return []
    deadline, rung = earliest
    raised = events.EscalationRaised(
        deadline=deadline.id,
        box=deadline.box,
        level=rung.level,
        due=rung.due,
        party=rung.party,
        effect=rung.effect,
    )
    cause = f"deadline:{deadline_key(deadline.id, deadline.box)}:L{rung.level}:{rung.due:%FT%TZ}"
    # A deadline that reopened can come due again at the very same instant.
    cause += f":{state.version}" if cause in state.seen else ""
    return [Draft(body, rung.due, cause) for body in [raised, *_effect(state, deadline, rung)]]


def _effect(state: State, deadline: Deadline, rung: Milestone) -> list[events.Body]:
    """What a rung does beside telling people."""
    box, why = deadline.box or "", f"{deadline.id} reached L{rung.level}"
    match rung.effect:
        case None:
            return []
        case Effect.FALL_BACK:
            early = deadline.id == "D04"
            cause = Cause.PRE_SHIPMENT_TOO_LATE if early else Cause.PICK_UP_TOO_LATE
            return fall_back(state, cause, why)
        case Effect.LAPSE_PERMIT:
            return [events.RemovalPermitLapsed(box=box)]
        case Effect.DECLARE_MISSING:
            return [events.BoxMissing(box=box)]
        case Effect.ORDER_RETURN:
            return [events.ReturnOrdered(reason=why)]


_STEPS: dict[type, Callable[[State, Any, datetime], Decided]] = {
    messages.InstructionAnswered: _mode,
    messages.RemovalAnswered: _removal,
    messages.TripAnswered: _trip,
    messages.PermitUnloading: _unloading,
    messages.Release: _release,
    messages.Close: _close,
    messages.CallGaveUp: _gave_up,
    messages.Tick: _tick,
}
