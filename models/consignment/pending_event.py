"""An event body on its way to becoming an event: with its own time or cause where they differ."""

from dataclasses import dataclass
from datetime import datetime

from models.kernel.event_body import Body


@dataclass(frozen=True)
class Draft:
    """A decided body; `at`, `cause` and `actor` default to those of the message.

    With an actor it is a report that was heard before and counts now.
    """

    body: Body
    at: datetime | None = None
    cause: str | None = None
    actor: str | None = None


Decided = list[Body | Draft]


def bodies_of(decided: Decided) -> list[Body]:
    """What was decided, without its times and causes."""
    return [each.body if isinstance(each, Draft) else each for each in decided]
