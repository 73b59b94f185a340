"""Rungs that are due are raised; people answer, or ask for more time."""

from datetime import datetime

from models import deadlines, events, messages
from models.decisions.draft import Decided, Draft
from models.decisions.guards import given_reason, need
from models.decisions.rows import Rules
from models.decisions.turns import fall_back
from models.errors import Refused
from models.state import Deadline, Milestone, State, deadline_key
from models.terms import Cause, Effect


def _answer(state: State, command: messages.AcknowledgeEscalation, _: datetime) -> Decided:
    deadline = _need_deadline(state, command.deadline, command.box)
    need(deadline.level is not None, f"{command.deadline} has not escalated")
    return [
        events.EscalationAcknowledged(
            deadline=command.deadline, box=command.box, officer=command.officer
        )
    ]


def _extend(state: State, command: messages.ExtendDeadline, _: datetime) -> Decided:
    deadline = _need_deadline(state, command.deadline, command.box)
    need(deadline.open, f"{command.deadline} is closed; nothing is left to extend")
    exhausted = all(rung.fired for rung in deadline.milestones)
    need(not exhausted, f"every rung of {command.deadline} has fired; nothing is left to extend")
    return [
        events.DeadlineExtended(
            deadline=command.deadline,
            box=command.box,
            hours=command.hours,
            reason=given_reason(command.reason),
            officer=command.officer,
        )
    ]


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
    bodies = [raised, *_breach(deadline, rung), *_effect(state, deadline, rung)]
    return [Draft(body, rung.due, cause) for body in bodies]


def _breach(deadline: Deadline, rung: Milestone) -> list[events.Body]:
    """The violation that reaching a rung amounts to."""
    if rung.violation is None:
        return []
    note = f"{deadline.id} reached L{rung.level}"
    return [events.ViolationRecorded(code=rung.violation, box=deadline.box, note=note)]


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


def _need_deadline(state: State, deadline_id: str, box: str | None) -> Deadline:
    key = deadline_key(deadline_id, box)
    if key not in state.deadlines:
        running = ", ".join(k for k, d in state.deadlines.items() if d.open) or "none"
        message = f"deadline {key} does not run here; open: {running}"
        raise Refused(message)
    return state.deadlines[key]


RULES = Rules(
    verbs={
        messages.AcknowledgeEscalation: _answer,
        messages.ExtendDeadline: _extend,
    },
    steps={
        messages.Tick: _tick,
    },
)
