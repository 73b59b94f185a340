"""Deadlines: escalated, answered, withdrawn, extended."""

from datetime import datetime
from typing import Literal

from models.events.body import Body, DeadlineBody
from models.terms import Effect, Level, Party


class EscalationRaised(DeadlineBody):
    """A milestone of a deadline fired: `due` is when it was due, `party` who is told.

    An answer is awaited until `answer_by`; then the next party is told.
    """

    type: Literal["escalation-raised"] = "escalation-raised"
    level: Level
    due: datetime
    party: Party
    also: tuple[Party, ...] = ()
    effect: Effect | None = None
    answer_by: datetime | None = None


class EscalationAcknowledged(DeadlineBody):
    """Somebody answered the escalations of a deadline, up to a level."""

    type: Literal["escalation-acknowledged"] = "escalation-acknowledged"
    level: Level
    officer: str


class EscalationWithdrawn(DeadlineBody):
    """The fact had happened in time and was only heard late: the escalation was unfounded.

    Its effect, if it had one, stands: an officer must decide what becomes of it.
    """

    type: Literal["escalation-withdrawn"] = "escalation-withdrawn"
    level: Level
    effect: Effect | None = None


class EntryDatedBack(Body):
    """The enterprise entered late what it dates in time: escalations stand until it is confirmed.

    `entry` is the event that the entry becomes, `deadlines` those that it would have proved met.
    """

    type: Literal["entry-dated-back"] = "entry-dated-back"
    entry: str
    box: str | None = None
    deadlines: tuple[str, ...]


class EntryConfirmed(DeadlineBody):
    """An officer confirmed that it happened when the enterprise says."""

    type: Literal["entry-confirmed"] = "entry-confirmed"
    reason: str
    officer: str


class DeadlineExtended(DeadlineBody):
    """An officer moved the milestones that have not fired yet; `approver` allowed it."""

    type: Literal["deadline-extended"] = "deadline-extended"
    hours: int
    reason: str
    officer: str
    approver: str


class EscalationUnanswered(DeadlineBody):
    """Nobody answered a rung for as long as it waits: the next party is told, or its deputy.

    The next rung itself has not fired, and has no effect yet.
    """

    type: Literal["escalation-unanswered"] = "escalation-unanswered"
    level: Level
    due: datetime
    party: Party
    deputy: bool = False


class EffectUndone(DeadlineBody):
    """An officer undid what an escalation had done that proved unfounded."""

    type: Literal["effect-undone"] = "effect-undone"
    level: Level
    effect: Effect
    reason: str
    officer: str
