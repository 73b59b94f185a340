"""The stream of an overseas supplier in the ledger: read whole, continued event by event.

No workflow keeps it. What is appended follows from the stream alone, and an append that another one
has overtaken is decided anew (decisions/0052).
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from activities.answering import answering
from activities.portfolio import Appender
from ledger import Append, Appended, Conflict, Envelope, Head, Ledger, Recorded
from models.execution.outsiders import Outsider
from models.kernel.event import Event, to_entry
from models.kernel.identity import risk_stream_id
from models.process.stored_events import parse
from models.risk.records import Pair
from models.risk.supplier_stream import PinnedLevel, SupplierStream, fold, level_at
from models.rules.risk import RiskRules


class Read(NamedTuple):
    """What a stream holds, and where it ends."""

    events: tuple[Event, ...]
    head: Head


Wanted = Callable[[Sequence[Event]], Sequence[Event]]
"""What is to be recorded, given what is there; nothing when that is recorded already."""


class Levels(Protocol):
    """Whoever says how risky the goods of a pair are."""

    async def level(self, pair: Pair, at: datetime, rules: RiskRules) -> PinnedLevel:
        """Its level at that moment."""
        ...


class SupplierStreams:
    """`risk/<supplier>`, read anew for every question."""

    def __init__(self, reads: Ledger, writes: Appender) -> None:
        self._reads, self._writes = reads, writes

    async def known(self, supplier: str, at: datetime | None = None) -> SupplierStream:
        """What the stream comes to; with `at`, what it came to then.

        Raises:
            LedgerUnavailable: no answer.
        """
        read = await self.read(supplier)
        return fold(supplier, [e for e in read.events if at is None or e.occurred_at <= at])

    async def level(self, pair: Pair, at: datetime, rules: RiskRules) -> PinnedLevel:
        """The level of a pair at a time, with the stand of the stream that says so.

        Raises:
            LedgerUnavailable: no answer.
        """
        return pinned(await self.read(pair.supplier), pair, at, rules)

    async def read(self, supplier: str) -> Read:
        """The events of a supplier; none if nobody has recorded any.

        Raises:
            LedgerUnavailable: no answer.
        """
        stream = risk_stream_id(supplier)
        rows = await self._reads.read_stream(stream)
        head = Head(version=rows[-1].version, hash=rows[-1].hash) if rows else Head.start(stream)
        return Read(tuple(map(_event, rows)), head)

    async def record(self, supplier: str, wanted: Wanted) -> Read:
        """Record what is wanted, and give the stream after it; who was faster stands.

        Raises:
            LedgerUnavailable: outcome unknown; do it again.
        """
        while True:
            known = await self.read(supplier)
            if not (events := tuple(wanted(known.events))):
                return known
            entries = tuple(Envelope.model_validate(to_entry(e).model_dump()) for e in events)
            request = Append(stream_id=risk_stream_id(supplier), after=known.head, events=entries)
            try:
                appended = await self._append(request)
            except Conflict:
                # Somebody else has gone on with the stream: what is wanted may stand there now.
                continue
            return Read((*known.events, *events), appended.head)

    async def _append(self, request: Append) -> Appended:
        return await self._writes.append(request)


class AnsweringStreams(SupplierStreams):
    """The same for an activity: a silence has an end, and is tried again.

    Instead of LedgerUnavailable every method raises an ApplicationError of that name (retried).
    """

    async def read(self, supplier: str) -> Read:
        """The events of a supplier; none if nobody has recorded any."""
        async with answering(Outsider.READ):
            return await super().read(supplier)

    async def _append(self, request: Append) -> Appended:
        async with answering(Outsider.APPEND):
            return await super()._append(request)


def pinned(read: Read, pair: Pair, at: datetime, rules: RiskRules) -> PinnedLevel:
    """The level of a pair at a time, as this stand of its supplier's stream says it."""
    known = fold(pair.supplier, [event for event in read.events if event.occurred_at <= at])
    said = level_at(known, pair, at, rules)._asdict() | {"census": known.census(pair)}
    stream, head = risk_stream_id(pair.supplier), read.head
    return PinnedLevel(**said, stream=stream, version=head.version, hash=head.hash)


def _event(row: Recorded) -> Event:
    said = dict[str, Any](row.data)
    return parse(
        *(row.event_id, row.event_type, row.schema_version, row.occurred_at), said, row.metadata
    )
