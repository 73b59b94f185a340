"""The stream of the portfolio in the ledger: read whole, continued event by event."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from activities.event_streams import Appender, EventStreams
from ledger import Ledger
from models.kernel.event import Event
from models.risk.portfolio import STREAM, Portfolio, PortfolioBody, fold, recorded

Wanted = Callable[[Portfolio], PortfolioBody | None]
"""What is to be recorded, given what is known; None when that is known already."""


class PortfolioStream:
    """`risk/portfolio`, read anew for every question: it holds a few events a year."""

    def __init__(self, reads: Ledger, writes: Appender) -> None:
        self._streams = EventStreams(reads, writes)

    async def known(self) -> Portfolio:
        """What the stream comes to.

        Raises:
            LedgerUnavailable: no answer.
        """
        return _folded((await self._streams.read_stream(STREAM)).events)

    async def record(self, wanted: Wanted, at: datetime, actor: str = "guomen") -> Portfolio:
        """Record what is wanted, and say what the stream comes to; who was faster stands.

        Raises:
            LedgerUnavailable: outcome unknown; do it again.
        """

        def events(known: Sequence[Event]) -> Sequence[Event]:
            body = wanted(_folded(known))
            return () if body is None else (recorded(body, at, actor),)

        return _folded((await self._streams.record_in(STREAM, events)).events)


def _folded(events: Iterable[Event]) -> Portfolio:
    return fold(event.body for event in events)
