"""What all messages have in common."""

from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from models.incoming import Incoming, Instant, Quantity
from models.terms import Party

__all__ = ["Command", "Instant", "Message", "Quantity"]


def _unsaid(value: object) -> bool:
    return value is None


class Message(Incoming):
    """A value that reaches a consignment; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Command(Message):
    """What an officer wants; `at` is when it happened in the world, by default now.

    `role` is the one that the sender says the officer acts in; None when nobody said so.
    """

    verb: ClassVar[str]

    officer: str
    at: Instant | None = None
    # Left out when nobody said so: such a command reads, and is hashed, as before there were roles.
    role: Annotated[Party | None, Field(exclude_if=_unsaid)] = None
