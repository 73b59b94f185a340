"""Rungs that fired, were answered, withdrawn or moved."""

from collections.abc import Callable
from datetime import timedelta

from models import deadlines, events
from models.evolution.rows import Changes
from models.ladder import Deadline, deadline_key
from models.state import State
from models.terms import Disposal, Effect, Mode


def _deadline(
    state: State, body: events.DeadlineBody, change: Callable[[Deadline], Deadline]
) -> dict[str, object]:
    key = deadline_key(body.deadline, body.box)
    if key not in state.deadlines:
        return {}
    return {"deadlines": {**state.deadlines, key: change(state.deadlines[key])}}


def _undone(state: State, body: events.EffectUndone) -> dict[str, object]:
    marked = _deadline(state, body, lambda d: deadlines.mark(d, body.level, undone=True))
    changed = {**marked, "reinstated": state.reinstated + 1}
    if body.effect is Effect.ORDER_RETURN:
        rectified = state.happened("rectification-completed")
        return {**changed, "disposal": Disposal.RECTIFY, "rectified": rectified}
    mode = Mode.PILOT if state.happened("mode-decided") else Mode.UNDECIDED
    return {**changed, "mode": mode, "causes": state.causes[:-1]}


CHANGES = Changes(
    state={
        events.EscalationRaised: lambda e, s, __: {
            **_deadline(
                s, e, lambda d: deadlines.mark(d, e.level, fired=True, answer_by=e.answer_by)
            ),
            "escalations": s.escalations + 1,
        },
        events.EscalationWithdrawn: lambda e, s, __: {
            **_deadline(s, e, lambda d: deadlines.mark(d, e.level, withdrawn=True)),
            "escalations": s.escalations - 1,
        },
        events.EscalationAcknowledged: lambda e, s, __: _deadline(
            s, e, lambda d: deadlines.answer(d, e.officer, e.level)
        ),
        events.EscalationUnanswered: lambda e, s, __: _deadline(
            s, e, lambda d: deadlines.mark(d, e.level, unanswered=True)
        ),
        events.EffectUndone: lambda e, s, __: _undone(s, e),
        events.DeadlineExtended: lambda e, s, __: _deadline(
            s,
            e,
            lambda d: deadlines.extend(d, timedelta(hours=e.hours)).replace(
                extensions=d.extensions + 1
            ),
        ),
    },
)
