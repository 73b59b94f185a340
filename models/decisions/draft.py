"""An event body on its way to becoming an event: with its own time or cause where they differ."""

from dataclasses import dataclass
from datetime import datetime

from models.events import Body


@dataclass(frozen=True)
class Draft:
    """A decided body; `at` and `cause` default to those of the message."""

    body: Body
    at: datetime | None = None
    cause: str | None = None


Decided = list[Body | Draft]
