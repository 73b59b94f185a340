"""Deadlines: escalated, answered, withdrawn, extended."""

from datetime import datetime
from typing import Literal

from models.events.body import DeadlineBody
from models.terms import Effect, Level, Party


class EscalationRaised(DeadlineBody):
    """A milestone of a deadline fired: `due` is when it was due, `party` who is told."""

    type: Literal["escalation-raised"] = "escalation-raised"
    level: Level
    due: datetime
    party: Party
    effect: Effect | None = None


class EscalationAcknowledged(DeadlineBody):
    """Somebody answered the escalations of a deadline."""

    type: Literal["escalation-acknowledged"] = "escalation-acknowledged"
    officer: str


class EscalationWithdrawn(DeadlineBody):
    """The fact had happened in time and was only heard late: the escalation was unfounded.

    Its effect, if it had one, stands: an officer must decide what becomes of it.
    """

    type: Literal["escalation-withdrawn"] = "escalation-withdrawn"
    level: Level
    effect: Effect | None = None


class DeadlineExtended(DeadlineBody):
    """An officer moved the milestones that have not fired yet."""

    type: Literal["deadline-extended"] = "deadline-extended"
    hours: int
    reason: str
    officer: str
