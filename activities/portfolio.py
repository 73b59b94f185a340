"""The stream of the portfolio in the ledger: read whole, continued event by event."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from ledger import Append, Appended, Conflict, Envelope, Head, Ledger, Recorded
from models.kernel.event import to_entry
from models.process.stored_events import parse
from models.risk.portfolio import STREAM, Portfolio, PortfolioBody, fold, recorded

Wanted = Callable[[Portfolio], PortfolioBody | None]
"""What is to be recorded, given what is known; None when that is known already."""


class Appender(Protocol):
    """Whoever continues a stream: the ledger, or the writer before it."""

    async def append(self, request: Append) -> Appended:
        """Record the events of one request."""
        ...


class PortfolioStream:
    """`risk/portfolio`, read anew for every question: it holds a few events a year."""

    def __init__(self, reads: Ledger, writes: Appender) -> None:
        self._reads, self._writes = reads, writes

    async def known(self) -> Portfolio:
        """What the stream comes to.

        Raises:
            LedgerUnavailable: no answer.
        """
        known, _ = await self._read()
        return known

    async def record(self, wanted: Wanted, at: datetime, actor: str = "guomen") -> Portfolio:
        """Record what is wanted, and say what the stream comes to; who was faster stands.

        Raises:
            LedgerUnavailable: outcome unknown; do it again.
        """
        while True:
            known, head = await self._read()
            body = wanted(known)
            if body is None:
                return known
            entry = Envelope.model_validate(to_entry(recorded(body, at, actor)).model_dump())
            try:
                await self._writes.append(Append(stream_id=STREAM, after=head, events=(entry,)))
            except Conflict:
                # Somebody else has gone on with the stream: what is wanted may stand there now.
                continue

    async def _read(self) -> tuple[Portfolio, Head]:
        rows = await self._reads.read_stream(STREAM)
        last = Head(version=rows[-1].version, hash=rows[-1].hash) if rows else Head.start(STREAM)
        return fold(_body(row) for row in rows), last


def _body(row: Recorded) -> Any:  # noqa: ANN401 - an event of any type
    said = dict[str, Any](row.data)
    return parse(
        *(row.event_id, row.event_type, row.schema_version, row.occurred_at), said, row.metadata
    ).body
