"""The stream of an overseas supplier in the ledger, and the level of its pairs as it says it."""

from datetime import datetime
from typing import Protocol

from activities.answering import answering
from activities.event_streams import EventStreams, Read, Wanted
from ledger import Append, Appended
from models.execution.outsiders import Outsider
from models.kernel.identity import risk_stream_id
from models.risk.records import Pair
from models.risk.supplier_stream import PinnedLevel, SupplierStream, fold, level_at
from models.rules.risk import RiskRules


class Levels(Protocol):
    """Whoever says how risky the goods of a pair are."""

    async def level(self, pair: Pair, at: datetime, rules: RiskRules) -> PinnedLevel:
        """Its level at that moment."""
        ...


class SupplierStreams(EventStreams):
    """`risk/<supplier>`, read anew for every question."""

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
        return await self.read_stream(risk_stream_id(supplier))

    async def record(self, supplier: str, wanted: Wanted) -> Read:
        """Record what is wanted, and give the stream after it; who was faster stands.

        Raises:
            LedgerUnavailable: outcome unknown; do it again.
        """
        return await self.record_in(risk_stream_id(supplier), wanted)


class AnsweringStreams(SupplierStreams):
    """The same for an activity: a silence has an end, and is tried again.

    Instead of LedgerUnavailable every method raises an ApplicationError of that name (retried).
    """

    async def read_stream(self, stream: str) -> Read:
        """The events of a stream; none if nobody has recorded any."""
        async with answering(Outsider.READ):
            return await super().read_stream(stream)

    async def append(self, request: Append) -> Appended:
        """Record the events of one request."""
        async with answering(Outsider.APPEND):
            return await super().append(request)


def pinned(read: Read, pair: Pair, at: datetime, rules: RiskRules) -> PinnedLevel:
    """The level of a pair at a time, as this stand of its supplier's stream says it."""
    known = fold(pair.supplier, [event for event in read.events if event.occurred_at <= at])
    said = level_at(known, pair, at, rules)._asdict() | {"census": known.census(pair)}
    stream, head = risk_stream_id(pair.supplier), read.head
    return PinnedLevel(**said, stream=stream, version=head.version, hash=head.hash)
