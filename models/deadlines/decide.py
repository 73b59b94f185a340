"""Escalations that are due are raised; people answer, or ask for more time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from models.consignment.box import LastSeen
from models.consignment.deadline import Deadline, Escalation, deadline_key
from models.consignment.decision_tables import Rules
from models.consignment.guards import given_reason, require
from models.consignment.pending_event import Decided, Draft
from models.consignment.state import State
from models.consignment.texts import NOT_ESCALATED
from models.deadlines import engine, escalation_effects, texts
from models.deadlines.events import (
    DeadlineExtended,
    EffectUndone,
    EscalationAcknowledged,
    EscalationRaised,
    EscalationUnanswered,
    EscalationWithdrawn,
)
from models.deadlines.messages import (
    AcknowledgeEscalation,
    ExtendDeadline,
    OfDeadline,
    Reinstate,
    Tick,
)
from models.inspection.events import InspectionRecorded, InspectionStarted
from models.kernel.errors import Refused
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.language import listed
from models.kernel.seen import fresh
from models.kernel.terms import Disposal, Effect, Mode
from models.returns.events import (
    ExportDeclared,
    ReturnDeparted,
    ReturnExited,
    ReturnGatedIn,
    ReturnGatedOut,
    ReturnLoaded,
    ReturnPlanned,
    ReturnSealed,
)
from models.rules.rulebook import rulebook
from models.supervision.events import ReleasedForUse, ViolationExcused, ViolationRecorded
from models.texts.deadlines import UNITS
from models.texts.terms import coded, with_code


def _answer(state: State, command: AcknowledgeEscalation, _: datetime) -> Decided:
    deadline = need_deadline(state, command, _escalated)
    standing = [escalation.level for escalation in deadline.escalations if escalation.standing]
    level = command.level or max(standing, default=None)
    if level is None:
        raise Refused(NOT_ESCALATED, deadline=command.deadline)
    stand = listed(f"L{level}" for level in standing)
    fields = {"deadline": command.deadline, "level": level, "standing": stand}
    require(level in standing, texts.NOT_AT_LEVEL, **fields)
    return [
        EscalationAcknowledged(
            deadline=deadline.id,
            box=deadline.box,
            danger=deadline.danger,
            level=level,
            officer=command.officer,
        )
    ]


def _extend(state: State, command: ExtendDeadline, _: datetime) -> Decided:
    deadline = need_deadline(state, command, _is_open)
    require(deadline.open, texts.DEADLINE_CLOSED, deadline=command.deadline)
    exhausted = all(escalation.fired for escalation in deadline.escalations)
    require(not exhausted, texts.ALL_LEVELS_FIRED, deadline=command.deadline)
    moved = (deadline, *_of_the_same_window(state, deadline))
    for each in moved:
        _need_extensible(state, each, command.hours)
    return [
        DeadlineExtended(
            deadline=each.id,
            box=deadline.box,
            danger=deadline.danger,
            hours=command.hours,
            reason=given_reason(command.reason),
            officer=command.officer,
            approver=command.approver or "",
        )
        for each in moved
    ]


def _of_the_same_window(state: State, deadline: Deadline) -> list[Deadline]:
    """Other deadlines that count from the end of the same drive: it ends later for all of them."""
    if deadline.rule.base != "window":
        return []
    return [
        other
        for other in state.deadlines.values()
        if other.box == deadline.box and other.id != deadline.id and other.open
        if other.rule.base == "window"
    ]


def _reinstate(state: State, command: Reinstate, _: datetime) -> Decided:
    """What was done by mistake is undone, as long as nothing has been built upon it."""
    deadline = need_deadline(state, command, _unfounded)
    unfounded = [
        escalation
        for escalation in deadline.escalations
        if escalation.withdrawn and not escalation.undone
    ]
    done = [(r.level, r.effect) for r in unfounded if r.effect is not None and r.effect in _UNDOES]
    if not done:
        raise Refused(texts.NOTHING_UNFOUNDED, deadline=command.deadline)
    level, effect = done[-1]
    standing, since = _UNDOES[effect]
    require(standing(state), texts.EFFECT_GONE, effect=coded(effect))
    if effect is Effect.FALL_BACK:
        standing_defects = {d.reason for d in (*state.suspicions(), *state.confirmed())}
        found = listed(sorted(standing_defects))
        require(not standing_defects, texts.NO_PILOT_GOODS, reasons=found)
    begun = [with_code(kind.label, kind.name()) for kind in since if state.happened(kind.name())]
    fields = {"events": listed(begun), "effect": coded(effect)}
    require(not begun, texts.TOO_LATE_TO_UNDO, **fields)
    return [
        EffectUndone(
            deadline=deadline.id,
            box=deadline.box,
            danger=deadline.danger,
            level=level,
            effect=effect,
            reason=given_reason(command.reason),
            officer=command.officer,
        )
    ]


# What must stand for an effect to be undone, and what must not have happened since.
_UNDOES: dict[Effect, tuple[Callable[[State], bool], tuple[type[Body], ...]]] = {
    Effect.FALL_BACK: (
        lambda s: s.mode is Mode.TRADITIONAL and s.disposal is None and not _decided_since(s),
        (InspectionStarted, InspectionRecorded, ReleasedForUse),
    ),
    Effect.ORDER_RETURN: (
        lambda s: s.disposal is Disposal.RETURN,
        (
            ReturnPlanned,
            ReturnSealed,
            ReturnDeparted,
            ReturnGatedOut,
            ReturnGatedIn,
            ExportDeclared,
            ReturnLoaded,
            ReturnExited,
        ),
    ),
}


def _decided_since(state: State) -> bool:
    """The mode was decided after the fall-back, with that as a cause."""
    left, decided = state.marks.get(EventType.FELL_BACK), state.marks.get(EventType.MODE_DECIDED)
    return left is not None and decided is not None and decided.at > left.at


def _tick(state: State, _: Tick, now: datetime) -> Decided:
    """Raises the earliest escalation that is due; the watch asks again while more are."""
    earliest = engine.due(state)
    if earliest is None or earliest[1].due > now:
        return []
    return raised(state, *earliest, now)


def raised(state: State, deadline: Deadline, escalation: Escalation, now: datetime) -> Decided:
    """What an escalation that is due leads to, as of when it was due."""
    reached = escalation.due.replace(tzinfo=None).isoformat(timespec="seconds")
    cause = f"deadline:{deadline.key}:L{escalation.level}:{reached}Z"
    # A deadline that reopened can come due again at the very same instant.
    cause = fresh(state, cause if cause not in state.seen else f"{cause}:{state.version}")
    bodies = (
        [_unanswered(state, deadline, escalation)]
        if escalation.fired
        else _raised(state, deadline, escalation, now)
    )
    return [Draft(body, escalation.due, cause) for body in bodies]


def withdrawn(deadline: Deadline, escalation: Escalation) -> list[Body]:
    """An unfounded escalation is withdrawn, and the breach that it recorded does not count."""
    taken_back = EscalationWithdrawn(
        deadline=deadline.id,
        box=deadline.box,
        danger=deadline.danger,
        level=escalation.level,
        effect=escalation.effect,
    )
    if escalation.violation is None:
        return [taken_back]
    why = f"{deadline.id} L{escalation.level} was unfounded"
    excused = ViolationExcused(
        code=escalation.violation, box=deadline.box, reason=why, officer="guomen", approver="guomen"
    )
    return [taken_back, excused]


def _is_open(deadline: Deadline) -> bool:
    return deadline.open


def _escalated(deadline: Deadline) -> bool:
    """It has escalated, and nobody has answered that."""
    return deadline.open and deadline.level is not None and deadline.acknowledged_by is None


def _unfounded(deadline: Deadline) -> bool:
    return any(each.withdrawn and not each.undone for each in deadline.escalations)


def need_deadline(
    state: State, command: OfDeadline, meant: Callable[[Deadline], bool] = lambda _: True
) -> Deadline:
    """The deadline of that name, of that box and danger; or the only one that can be `meant`."""
    named, box, danger = command.deadline, command.box, command.danger
    key = deadline_key(named, box, danger)
    if key in state.deadlines:
        return state.deadlines[key]
    alike = [
        deadline
        for deadline in state.deadlines.values()
        if deadline.id == named and (deadline.danger, deadline.box) != (None, None)
        if danger in (None, deadline.danger) and box in (None, deadline.box)
    ]
    found = [deadline for deadline in alike if meant(deadline)]
    if len(found) > 1:
        several = listed(deadline.key for deadline in found)
        if any(deadline.danger for deadline in found):
            raise Refused(texts.SEVERAL_DEADLINES, deadline=key, several=several)
        boxes = listed(deadline.box for deadline in found)
        raise Refused(texts.NAME_THE_BOX, deadline=key, boxes=boxes)
    # Of the only danger there is its own rule says why not.
    dangers = [deadline for deadline in alike if deadline.danger]
    only = found or (dangers if len(dangers) == 1 else [])
    if not only:
        running = listed(key for key, known in state.deadlines.items() if known.open)
        raise Refused(texts.NO_SUCH_DEADLINE, deadline=key, running=running)
    return only[0]


def _raised(state: State, deadline: Deadline, escalation: Escalation, now: datetime) -> list[Body]:
    """The event of the escalation, and what reaching its level leads to."""
    wait = escalation.silence
    fired = EscalationRaised(
        deadline=deadline.id,
        box=deadline.box,
        danger=deadline.danger,
        level=escalation.level,
        due=escalation.due,
        party=escalation.party,
        also=escalation.also,
        effect=escalation.effect,
        # Whoever is told late, after an outage, has the same time to answer.
        answer_by=state.rules.calendar.after(max(now, escalation.due), wait) if wait else None,
        seen=_seen(state, deadline),
    )
    return [
        fired,
        *_breach(deadline, escalation),
        *escalation_effects.of_escalation(state, deadline, escalation),
    ]


def _unanswered(state: State, deadline: Deadline, escalation: Escalation) -> Body:
    """The party of the level above is notified; at the top, the deputy of the same."""
    above = engine.told_next(deadline, escalation)
    return EscalationUnanswered(
        deadline=deadline.id,
        box=deadline.box,
        danger=deadline.danger,
        level=escalation.level,
        due=escalation.due,
        party=above.party if above else escalation.party,
        deputy=above is None,
        seen=_seen(state, deadline),
    )


def _seen(state: State, deadline: Deadline) -> LastSeen | None:
    """What to look for, of a box that is on the road."""
    return state.boxes[deadline.box].last_seen if deadline.box in state.boxes else None


def _breach(deadline: Deadline, escalation: Escalation) -> list[Body]:
    """The violation that reaching a level amounts to."""
    if escalation.violation is None:
        return []
    note = f"{deadline.id} reached L{escalation.level}"
    return [ViolationRecorded(code=escalation.violation, box=deadline.box, note=note)]


def _need_extensible(state: State, deadline: Deadline, hours: int) -> None:
    """The rulebook says how often, and by how much; what it does not say, nobody may add.

    A deadline that is frozen is bounded like any other.
    """
    rule = deadline.rule
    bounds = rulebook(deadline.rulebook).extension(rule)
    if bounds is None or not bounds.times:
        raise Refused(texts.NOT_EXTENSIBLE, deadline=deadline.id, basis=rule.basis)
    few = deadline.extensions < bounds.times
    require(few, texts.EXTENDED_ENOUGH, deadline=deadline.id, times=deadline.extensions)
    left = (escalation.due for escalation in deadline.escalations if not escalation.fired)
    due = next(left, None)
    if due is None:
        return
    latest = state.rules.calendar.after(due, bounds.longest)
    span = {"amount": bounds.longest.amount, "unit": UNITS[bounds.longest.unit]}
    fits = due + timedelta(hours=hours) <= latest
    require(fits, texts.EXTENDED_TOO_FAR, deadline=deadline.id, hours=hours, **span)


RULES = Rules(
    commands={
        AcknowledgeEscalation: _answer,
        ExtendDeadline: _extend,
        Reinstate: _reinstate,
    },
    internal={
        Tick: _tick,
    },
)
