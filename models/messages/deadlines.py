"""Deadlines."""

from typing import Annotated

from pydantic import Field

from models.incoming import Prose
from models.messages.message import Command, Message
from models.terms import Level

_LONGEST_EXTENSION_HOURS = 366 * 24


class AcknowledgeEscalation(Command):
    """Answer the escalations of a deadline: up to a level, or all that stand."""

    verb = "acknowledge_escalation"
    deadline: str
    box: str | None = None
    level: Level | None = None


class ExtendDeadline(Command):
    """Give a deadline more time; hours. `approver` allows it, by default the officer."""

    verb = "extend_deadline"
    deadline: str
    box: str | None = None
    hours: Annotated[int, Field(gt=0, le=_LONGEST_EXTENSION_HOURS)]
    reason: Prose
    approver: str | None = None


class ConfirmEntry(Command):
    """Confirm that what the enterprise entered late happened when it says: escalations go."""

    verb = "confirm_entry"
    deadline: str
    box: str | None = None
    reason: Prose


class Reinstate(Command):
    """Undo what an escalation did that proved unfounded: a fall-back, or an ordered return."""

    verb = "reinstate"
    deadline: str
    box: str | None = None
    reason: Prose


class Tick(Message):
    """Time has passed: raise what is due."""


DeadlinesStep = Tick
