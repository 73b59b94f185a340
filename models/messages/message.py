"""What all messages have in common."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from models.calendar import CHINA
from models.terms import Party

# Beyond these bounds arithmetic on instants and quantities could fail in the middle of a life.
_SENSIBLE_YEARS = range(2000, 2100)


def _instant(time: datetime) -> datetime:
    """Without a zone it is local time in China (domain 6.1)."""
    if time.year not in _SENSIBLE_YEARS:
        raise ValueError(f"the year of {time.isoformat()} is not between 2000 and 2099")
    return time if time.tzinfo else time.replace(tzinfo=CHINA)


Instant = Annotated[datetime, AfterValidator(_instant)]
Quantity = Annotated[Decimal, Field(max_digits=30)]


def _unsaid(value: object) -> bool:
    return value is None


class Message(BaseModel):
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
