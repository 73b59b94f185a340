"""The stream `risk/portfolio`: which keys were committed to, and which are public."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from models.kernel.base_types import Frozen
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.identity import content_digest, event_id
from models.risk.draw import next_quarter
from models.risk.events import DrawKeyCommitted, DrawKeyRevealed

STREAM: Final = "risk/portfolio"


class Portfolio(Frozen):
    """What the stream comes to: by quarter the digest that counts, and the key once it is public.

    `replaced` are the digests of keys that were lost.
    """

    committed: Mapping[str, str] = {}
    revealed: Mapping[str, str] = {}
    replaced: tuple[str, ...] = ()

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
            case _:
                pass
    return known


def recorded(body: DrawKeyCommitted | DrawKeyRevealed, at: datetime, actor: str) -> Event:
    """The event of a body; told again it has the same id."""
    cause = f"draw-key:{body.quarter}"
    if isinstance(body, DrawKeyCommitted) and body.replaces:
        cause = f"{cause}:instead of {body.replaces[:16]}"
    return Event(
        id=event_id(STREAM, cause, body.type, 0),
        occurred_at=at,
        cause=cause,
        digest=content_digest(body),
        actor=actor,
        body=body,
    )
