"""Keeps the keys of the draws: committed to before their quarter, public when it is long over."""

from datetime import datetime, timedelta
from typing import Any

from temporalio import activity

from activities.draw import committed
from activities.draw_keys import DrawKeys
from activities.errors import draw_key_lost, ledger_unavailable
from activities.portfolio import PortfolioStream
from ledger import LedgerUnavailable
from ledger.connection import unavailable
from models.execution.maintenance import DrawKeysKept
from models.kernel.errors import KeyMissing
from models.risk.draw import end_of, fingerprint, next_quarter, quarter_of
from models.risk.events import DrawKeyCommitted, DrawKeyRevealed
from models.risk.portfolio import Portfolio

AFTER = timedelta(days=14)
"""So long after the last batch of its quarter was concluded a key becomes public."""

DRAWN = """
    select
      count(*) filter (where closed.occurred_at is null) as open,
      max(closed.occurred_at) as concluded
    from (
      select distinct stream_id
      from ledger.events
      where event_type = 'selection-drawn'
        and data -> 'selection' -> 'grounds' -> 'chances' ->> 'quarter' = $1
    ) as drawn
    left join ledger.events closed
      on closed.stream_id = drawn.stream_id and closed.event_type = 'consignment-closed'
"""
"""Of a quarter: how many of the consignments that were drawn in it are open, and the last end."""


class DrawKeeping:
    """The door to the keys for what a schedule starts."""

    def __init__(
        self,
        keys: DrawKeys,
        stream: PortfolioStream,
        pool: Any,  # noqa: ANN401 - a pool of asyncpg, which only the wiring imports
    ) -> None:
        self._keys, self._stream, self._pool = keys, stream, pool

    @activity.defn
    async def keep_draw_keys(self, now: datetime) -> DrawKeysKept:
        """Commits to the keys of this quarter and the next, and reveals what may be revealed.

        Raises:
            ApplicationError: DrawKeyLost or LedgerUnavailable (both retried).
        """
        try:
            return await self._kept(now)
        except LedgerUnavailable as error:
            raise ledger_unavailable(str(error)) from None
        except KeyMissing as error:
            raise draw_key_lost(error) from None

    async def _kept(self, now: datetime) -> DrawKeysKept:
        before = known = await self._stream.known()
        for quarter in (quarter_of(now), next_quarter(quarter_of(now))):
            known = await committed(self._keys, self._stream, known, quarter, now)
            activity.heartbeat()
        ripe = []
        for quarter in known.secret:
            if await self.due(quarter) <= now:
                known = await self.reveal(quarter, known, now)
                ripe.append(quarter)
            activity.heartbeat()
        return DrawKeysKept(
            committed=tuple(each for each in known.committed if each not in before.committed),
            revealed=tuple(ripe),
        )

    async def due(self, quarter: str) -> datetime:
        """When the key of a quarter may be revealed; at the end of time while a batch is open.

        Raises:
            LedgerUnavailable: no answer.
        """
        with unavailable():
            drawn = await self._pool.fetchrow(DRAWN, quarter)
        if drawn["open"]:
            return NEVER
        over = end_of(quarter)
        return max(over, drawn["concluded"] or over) + AFTER

    async def reveal(self, quarter: str, known: Portfolio, now: datetime) -> Portfolio:
        """Make a key public; the portfolio with it.

        Raises:
            KeyMissing: it cannot be had, or is another one than was committed to.
            LedgerUnavailable: outcome unknown; do it again.
        """
        key = self._keys.committed(quarter, known.committed.get(quarter, ""))

        def wanted(told: Portfolio) -> DrawKeyRevealed | None:
            if quarter in told.revealed:
                return None
            return DrawKeyRevealed(quarter=quarter, key=key.hex())

        return await self._stream.record(wanted, now)

    async def replace(self, quarter: str, reason: str, now: datetime) -> None:
        """Another key for a quarter whose key is lost; what lies in its place is kept beside it.

        Raises:
            KeyMissing: the key cannot be made.
            LedgerUnavailable: outcome unknown; do it again.
        """
        self._keys.set_aside(quarter)
        digest = fingerprint(self._keys.make(quarter))

        def wanted(known: Portfolio) -> DrawKeyCommitted | None:
            before = known.committed.get(quarter, "")
            if before == digest:
                return None
            return DrawKeyCommitted(quarter=quarter, sha256=digest, replaces=before, reason=reason)

        await self._stream.record(wanted, now)


NEVER = datetime.max.replace(tzinfo=end_of("2025Q4").tzinfo)
"""Later than any instant."""
