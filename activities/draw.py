"""Draws by the key of the quarter, which is committed to in the ledger before it is used."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from activities.answering import answering
from activities.draw_keys import DrawKeys
from activities.errors import draw_key_lost
from activities.portfolio import PortfolioStream
from models.execution.outsiders import Outsider
from models.kernel.errors import KeyMissing
from models.risk.draw import Chances, chances, fingerprint, quarter_of
from models.risk.events import DrawKeyCommitted
from models.risk.portfolio import Portfolio


class Drawing(Protocol):
    """Whoever has the chances of a draw."""

    async def chances(self, tracking_no: str, boxes: Sequence[str], at: datetime) -> Chances:
        """Those of a consignment that is drawn at that moment."""
        ...


class Drawer:
    """Holds the keys; without its key nothing is drawn."""

    def __init__(self, keys: DrawKeys, stream: PortfolioStream) -> None:
        self._keys, self._stream = keys, stream

    async def chances(self, tracking_no: str, boxes: Sequence[str], at: datetime) -> Chances:
        """The chances of a consignment, under the key of the quarter of that moment.

        Raises:
            ApplicationError: DrawKeyLost or LedgerUnavailable (both retried).
        """
        try:
            async with answering(Outsider.READ):
                quarter, key = await self._key(at)
        except KeyMissing as error:
            raise draw_key_lost(error) from None
        return chances(key, quarter, tracking_no, boxes)

    async def _key(self, at: datetime) -> tuple[str, bytes]:
        known = await self._stream.known()
        quarter = known.quarter_to_draw(quarter_of(at))
        known = await committed(self._keys, self._stream, known, quarter, at)
        return quarter, self._keys.committed(quarter, known.committed[quarter])


async def committed(
    keys: DrawKeys, stream: PortfolioStream, known: Portfolio, quarter: str, at: datetime
) -> Portfolio:
    """The portfolio with a key for that quarter; a new key is made, if none was committed to.

    Raises:
        KeyMissing: the key cannot be made.
        LedgerUnavailable: outcome unknown; do it again.
    """
    if quarter in known.committed:
        return known
    digest = fingerprint(keys.make(quarter))

    def wanted(now: Portfolio) -> DrawKeyCommitted | None:
        if quarter in now.committed:
            return None
        return DrawKeyCommitted(quarter=quarter, sha256=digest)

    return await stream.record(wanted, at)
