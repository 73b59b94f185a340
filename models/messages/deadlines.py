"""Deadlines."""

from typing import Annotated

from pydantic import Field

from models.messages.message import Command, Message

_LONGEST_EXTENSION_HOURS = 366 * 24


class AcknowledgeEscalation(Command):
    """Answer the escalations of a deadline."""

    verb = "acknowledge_escalation"
    deadline: str
    box: str | None = None


class ExtendDeadline(Command):
    """Give a deadline more time; hours."""

    verb = "extend_deadline"
    deadline: str
    box: str | None = None
    hours: Annotated[int, Field(gt=0, le=_LONGEST_EXTENSION_HOURS)]
    reason: str


class Tick(Message):
    """Time has passed: raise what is due."""


DeadlinesStep = Tick
