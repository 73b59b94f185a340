"""What becomes of goods that failed: treatment, or destruction."""

from datetime import datetime

from models import events, messages
from models.decisions.draft import Decided
from models.decisions.guards import contradiction, need, need_no_emergency, need_not_released
from models.decisions.rows import Rules
from models.state import State
from models.terms import Disposal


def _disposal(state: State, command: messages.DecideDisposal, _: datetime) -> Decided:
    need_no_emergency(state)
    need_not_released(state)
    open_still = state.disposal in (None, Disposal.RECTIFY) and command.disposal != state.disposal
    need(open_still, f"{state.disposal} has been decided already")
    confirmed = state.confirmed()
    need(bool(confirmed), "no non-conformance is confirmed; record or settle one first")
    for defect in confirmed:
        row = state.rules.nonconformance(defect.reason)
        allowed = row.disposals if row else ()
        need(
            command.disposal in allowed,
            f"{defect.reason} does not allow {command.disposal}; allowed: {', '.join(allowed)}",
        )
    return [_ordered(command.disposal, command.reason)]


def _rectified(state: State, fact: messages.RectificationReport, at: datetime) -> Decided:
    """A report about an earlier treatment than the one that is ordered now changes nothing."""
    ordered = state.marks.get("rectification-ordered")
    if ordered is not None and at < ordered.at:
        return [contradiction(fact.type, "the treatment was ordered after that", None)]
    return [events.RectificationCompleted(note=fact.note)]


def _ordered(disposal: Disposal, reason: str) -> events.Body:
    match disposal:
        case Disposal.RECTIFY:
            return events.RectificationOrdered(reason=reason)
        case Disposal.RETURN:
            return events.ReturnOrdered(reason=reason)
        case Disposal.DESTROY:
            return events.DestructionOrdered(reason=reason)


RULES = Rules(
    once={
        messages.DestructionReport: lambda f: events.Destroyed(note=f.note),
    },
    heard={
        messages.RectificationReport: _rectified,
    },
    verbs={
        messages.DecideDisposal: _disposal,
    },
)
