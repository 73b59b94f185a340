"""What every matter may lead to: a contradiction, the end of the pilot, a referral."""

from datetime import datetime, timedelta

from models.consignment.decision_tables import Bodies
from models.consignment.state import State, mark_key
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.terms import Cause
from models.supervision.events import (
    GRAVE,
    CaseReferred,
    FactContradicted,
    FellBack,
    ViolationRecorded,
)

ANTI_SMUGGLING = "anti-smuggling"


def referral(state: State, to: str, reason: str) -> Bodies:
    """Hands the case to an authority, unless they have it already."""
    return [] if to in state.referred else [CaseReferred(to=to, reason=reason)]


def fall_back(state: State, cause: Cause, reason: str) -> Bodies:
    """Leaves the pilot where it can still be left, and says nothing where it can not."""
    if not state.may_fall_back:
        return []
    return [FellBack(cause=cause, reason=reason)]


def contradiction(fact: str, known: str, box: str | None) -> FactContradicted:
    """A fact says otherwise than what is known: both stand in the ledger."""
    return FactContradicted(fact=fact, known=known, box=box)


def graded(state: State, body: Body) -> Body:
    """A breach with the grade that the catalogue gives it; one that nobody knows is grave."""
    if not isinstance(body, ViolationRecorded):
        return body
    row = state.rules.violation(body.code)
    return body.model_copy(update={"grade": row.grade if row else GRAVE})


_SAID_THERE = (EventType.ARRIVAL_NOTIFIED, EventType.SEAL_CHECKED, EventType.UNLOADED)


def said_before(state: State, box: str, at: datetime) -> Bodies:
    """What the enterprise had said of a box that had not arrived: both stand, and people hear."""
    marks = {kind: state.marks.get(mark_key(kind, box)) for kind in _SAID_THERE}
    return [
        contradiction(kind, f"the box arrived at {at.isoformat()}", box)
        for kind, mark in marks.items()
        if mark is not None and mark.at < at - clock_drift(state)
    ]


def clock_drift(state: State) -> timedelta:
    """How far the clocks of two systems may be apart."""
    return timedelta(minutes=state.rules.claims.drift_minutes)
