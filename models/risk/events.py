"""What the ledger records of the portfolio as a whole: the keys of the draws."""

from typing import Literal

from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.language import Text


class DrawKeyCommitted(Body):
    """The key of a quarter's draws is chosen: its digest binds us, the key stays secret.

    `replaces` is the digest of a key that was lost, and `reason` how: draws under that one can
    never be recomputed.
    """

    type: Literal[EventType.DRAW_KEY_COMMITTED] = EventType.DRAW_KEY_COMMITTED
    label = Text("抽箱密钥已承诺", "draw key committed")
    quarter: str
    sha256: str
    replaces: str = ""
    reason: str = ""


class DrawKeyRevealed(Body):
    """The key of a quarter that is over: everybody can recompute its draws."""

    type: Literal[EventType.DRAW_KEY_REVEALED] = EventType.DRAW_KEY_REVEALED
    label = Text("抽箱密钥已公开", "draw key revealed")
    quarter: str
    key: str


EVENTS: tuple[type[Body], ...] = (DrawKeyCommitted, DrawKeyRevealed)
