"""A stream of the ledger that no workflow keeps: read whole, continued event by event.

What is appended follows from the stream alone, and an append that another one has overtaken is
decided anew (decisions/0052).
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from ledger import Append, Appended, Conflict, Envelope, Head, Ledger
from models.kernel.event import Event, to_entry
from models.process.stored_events import to_event


class Read(NamedTuple):
    """What a stream holds, and where it ends."""

    events: tuple[Event, ...]
    head: Head


Wanted = Callable[[Sequence[Event]], Sequence[Event]]
"""What is to be recorded, given what is there; nothing when that is recorded already."""


class Appender(Protocol):
    """Whoever continues a stream: the ledger, or the writer before it."""

    async def append(self, request: Append) -> Appended:
        """Record the events of one request."""
        ...


class EventStreams:
    """Such streams by their ids, read anew for every question."""

    def __init__(self, reads: Ledger, writes: Appender) -> None:
        self._reads, self._writes = reads, writes

    async def read_stream(self, stream: str) -> Read:
        """The events of a stream; none if nobody has recorded any.

        Raises:
            LedgerUnavailable: no answer.
        """
        rows = await self._reads.read_stream(stream)
        head = Head(version=rows[-1].version, hash=rows[-1].hash) if rows else Head.start(stream)
        return Read(tuple(map(to_event, rows)), head)

    async def record_in(self, stream: str, wanted: Wanted) -> Read:
        """Record what is wanted, and give the stream after it; who was faster stands.

        Raises:
            LedgerUnavailable: outcome unknown; do it again.
        """
        while True:
            known = await self.read_stream(stream)
            if not (events := tuple(wanted(known.events))):
                return known
            entries = tuple(Envelope.model_validate(to_entry(e).model_dump()) for e in events)
            try:
                appended = await self.append(
                    Append(stream_id=stream, after=known.head, events=entries)
                )
            except Conflict:
                # Somebody else has gone on with the stream: what is wanted may stand there now.
                continue
            return Read((*known.events, *events), appended.head)

    async def append(self, request: Append) -> Appended:
        """Record the events of one request.

        Raises:
            Conflict: the stream has gone on; LedgerUnavailable: outcome unknown.
        """
        return await self._writes.append(request)
