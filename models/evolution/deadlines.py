"""Rungs that fired, were answered, withdrawn or moved."""

from collections.abc import Callable
from datetime import timedelta

from models import deadlines, events
from models.evolution.rows import Changes
from models.state import Deadline, State, deadline_key


def _deadline(
    state: State, body: events.DeadlineBody, change: Callable[[Deadline], Deadline]
) -> dict[str, object]:
    key = deadline_key(body.deadline, body.box)
    if key not in state.deadlines:
        return {}
    return {"deadlines": {**state.deadlines, key: change(state.deadlines[key])}}


CHANGES = Changes(
    state={
        events.EscalationRaised: lambda e, s, __: _deadline(
            s, e, lambda d: deadlines.fire(d, e.level)
        ),
        events.EscalationWithdrawn: lambda e, s, __: _deadline(
            s, e, lambda d: deadlines.fire(d, e.level, withdrawn=True)
        ),
        events.EscalationAcknowledged: lambda e, s, __: _deadline(
            s, e, lambda d: d.model_copy(update={"acknowledged_by": e.officer})
        ),
        events.DeadlineExtended: lambda e, s, __: _deadline(
            s, e, lambda d: deadlines.extend(d, timedelta(hours=e.hours))
        ),
    },
)
