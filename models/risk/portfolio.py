"""The stream `risk/portfolio`: which keys were committed to, and which are public."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from models.kernel.base_types import Frozen
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.identity import content_digest, event_id
from models.risk.draw import next_quarter
from models.risk.events import (
    AssessmentMade,
    DrawKeyCommitted,
    DrawKeyRevealed,
    ReviewHeld,
    ReviewScheduled,
)

STREAM: Final = "risk/portfolio"


PortfolioBody = DrawKeyCommitted | DrawKeyRevealed | AssessmentMade | ReviewScheduled | ReviewHeld


class Portfolio(Frozen):
    """What the stream comes to: by quarter the digest that counts, and the key once it is public.

    `replaced` are the digests of keys that were lost, `assessed` is the last assessment, `reviews`
    are those that are due, by quarter, and `held` those that were held.
    """

    committed: Mapping[str, str] = {}
    revealed: Mapping[str, str] = {}
    replaced: tuple[str, ...] = ()
    assessed: AssessmentMade | None = None
    reviews: Mapping[str, datetime] = {}
    held: Mapping[str, ReviewHeld] = {}

    @property
    def due(self) -> Mapping[str, datetime]:
        """The reviews that nobody has held yet, and until when they are to be."""
        return {quarter: due for quarter, due in self.reviews.items() if quarter not in self.held}

    @property
    def secret(self) -> tuple[str, ...]:
        """The quarters whose keys must be kept: committed, and not public yet."""
        return tuple(each for each in self.committed if each not in self.revealed)

    def quarter_to_draw(self, quarter: str) -> str:
        """The same, or the next one whose key is not public: nobody draws by a known key."""
        while quarter in self.revealed:
            quarter = next_quarter(quarter)
        return quarter


def fold(bodies: Iterable[Body]) -> Portfolio:
    """What these events come to, the oldest first."""
    known = Portfolio()
    for body in bodies:
        match body:
            case DrawKeyCommitted(quarter=quarter, sha256=digest):
                lost = (*known.replaced, body.replaces) if body.replaces else known.replaced
                committed = {**known.committed, quarter: digest}
                known = known.model_copy(update={"committed": committed, "replaced": lost})
            case DrawKeyRevealed(quarter=quarter, key=key):
                known = known.model_copy(update={"revealed": {**known.revealed, quarter: key}})
            case AssessmentMade():
                known = known.model_copy(update={"assessed": body})
            case ReviewScheduled(quarter=quarter, due=due):
                known = known.model_copy(update={"reviews": {**known.reviews, quarter: due}})
            case ReviewHeld(quarter=quarter):
                known = known.model_copy(update={"held": {**known.held, quarter: body}})
            case _:
                pass
    return known


def recorded(body: PortfolioBody, at: datetime, actor: str) -> Event:
    """The event of a body; told again it has the same id."""
    cause = _cause(body)
    return Event(
        id=event_id(STREAM, cause, body.type, 0),
        occurred_at=at,
        cause=cause,
        digest=content_digest(body),
        actor=actor,
        body=body,
    )


def _cause(body: PortfolioBody) -> str:
    match body:
        case DrawKeyCommitted(quarter=quarter, replaces=lost) if lost:
            return f"draw-key:{quarter}:instead of {lost[:16]}"
        case DrawKeyCommitted(quarter=quarter) | DrawKeyRevealed(quarter=quarter):
            return f"draw-key:{quarter}"
        case AssessmentMade(as_of=as_of):
            return f"assessment:{as_of.isoformat()}"
        case ReviewScheduled(quarter=quarter) | ReviewHeld(quarter=quarter):
            return f"review:{quarter}"
