"""Escalations that fired, were answered, withdrawn or moved."""

from collections.abc import Callable
from datetime import datetime, timedelta

from models.consignment.deadline import (
    Deadline,
    Escalation,
    answer,
    armed_again,
    extend,
    key_of,
    mark,
)
from models.consignment.evolution_tables import Changes
from models.consignment.state import State
from models.deadlines.events import (
    DeadlineExtended,
    EffectUndone,
    EscalationAcknowledged,
    EscalationRaised,
    EscalationUnanswered,
    EscalationWithdrawn,
)
from models.inspection.events import CapacityShort
from models.kernel.base_types import replace
from models.kernel.event_body import DeadlineBody
from models.kernel.event_types import EventType
from models.kernel.fold import on
from models.kernel.terms import Disposal, Effect, Mode
from models.rules.calendar import Span

_OfEscalation = EscalationRaised | EscalationUnanswered | EscalationWithdrawn | EffectUndone


def _deadline(state: State, body: DeadlineBody, change: Callable[[Deadline], Deadline]) -> State:
    key = key_of(body)
    if key not in state.deadlines:
        return state
    return replace(state, deadlines={**state.deadlines, key: change(state.deadlines[key])})


def _escalation(
    state: State, body: _OfEscalation, change: Callable[[Escalation], Escalation]
) -> State:
    return _deadline(state, body, lambda deadline: mark(deadline, body.level, change))


def _raised(body: EscalationRaised, state: State, _: datetime) -> State:
    changed = _escalation(
        state, body, lambda escalation: replace(escalation, fired=True, answer_by=body.answer_by)
    )
    return replace(changed, escalations=state.escalations + 1)


def _answered(body: EscalationAcknowledged, state: State, at: datetime) -> State:
    answered = _deadline(state, body, lambda d: answer(d, body.officer, body.level))
    return _repeated(answered, body, at)


def _unanswered(body: EscalationUnanswered, state: State, at: datetime) -> State:
    told = _escalation(state, body, lambda escalation: replace(escalation, unanswered=True))
    return _repeated(told, body, at)


def _repeated(
    state: State, body: EscalationAcknowledged | EscalationUnanswered, at: datetime
) -> State:
    """What repeats is due again: what nobody ends is not forgotten, whoever has answered."""

    def repeated(deadline: Deadline) -> Deadline:
        every = deadline.rule.repeats
        if every is None or every.length is None or not deadline.open:
            return deadline
        return armed_again(deadline, body.level, at, every.length)

    return _deadline(state, body, repeated)


def _withdrawn(body: EscalationWithdrawn, state: State, _: datetime) -> State:
    known = state.deadlines.get(key_of(body))
    stood = known is not None and any(
        each.standing and each.level == body.level for each in known.escalations
    )
    changed = _escalation(state, body, lambda escalation: replace(escalation, withdrawn=True))
    return replace(changed, escalations=state.escalations - stood)


def _extended(body: DeadlineExtended, deadline: Deadline) -> Deadline:
    moved = extend(deadline, timedelta(hours=body.hours))
    return replace(moved, extensions=deadline.extensions + 1)


def _undone(body: EffectUndone, state: State, _: datetime) -> State:
    marked = _escalation(state, body, lambda escalation: replace(escalation, undone=True))
    changed = replace(marked, reinstated=state.reinstated + 1)
    if body.effect is Effect.ORDER_RETURN:
        rectified = state.happened(EventType.RECTIFICATION_COMPLETED)
        return replace(changed, disposal=Disposal.RECTIFY, rectified=rectified)
    mode = Mode.PILOT if state.happened(EventType.MODE_DECIDED) else Mode.UNDECIDED
    return replace(changed, mode=mode, causes=state.causes[:-1])


def _queued(body: CapacityShort, state: State, _: datetime) -> State:
    """What waits for a full resource has so much longer as its queue takes."""
    queue = Span(amount=body.queue_days, unit="working_days")

    def later(escalation: Escalation) -> Escalation:
        if escalation.fired:
            return escalation
        return replace(escalation, due=state.rules.calendar.after(escalation.due, queue))

    deadlines = {
        key: replace(known, escalations=tuple(map(later, known.escalations)))
        if body.queue_days and known.open and known.rule.waits_for is body.resource
        else known
        for key, known in state.deadlines.items()
    }
    return replace(state, deadlines=deadlines)


CHANGES = Changes(
    state=(
        on(CapacityShort, _queued),
        on(EscalationRaised, _raised),
        on(EscalationWithdrawn, _withdrawn),
        on(EscalationAcknowledged, _answered),
        on(EscalationUnanswered, _unanswered),
        on(EffectUndone, _undone),
        on(DeadlineExtended, lambda e, s, _: _deadline(s, e, lambda d: _extended(e, d))),
    ),
)
