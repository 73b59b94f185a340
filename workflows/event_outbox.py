"""Holds decided events until the ledger acknowledges them; cuts batches by bytes and number.

The pending batch rides at the head of the next activity. What is not acknowledged is sent again
with the one after, in any order: the append is idempotent (docs/decisions/0003). A batch has a
limit: the oldest part goes first, the rest when that is in the ledger (docs/decisions/0034).
"""

from collections.abc import Sequence

from models.execution.activity_io import EventBatch
from models.kernel.event import Event, EventRecord, to_entry
from models.kernel.limits import (
    BACKLOG,
    EVENTS_AT_ONCE,
    RECORDED_AT_ONCE,
    REPEATED,
    RIDING,
    encoded,
    fitting,
)
from models.kernel.stream_head import StreamHead


class EventOutbox:
    """Collects the events of one stream after the head that the ledger has acknowledged."""

    def __init__(self, stream_id: str, head: StreamHead) -> None:
        self._stream_id = stream_id
        self.head = head
        self._pending: list[EventRecord] = []
        self._sizes: list[int] = []
        self.waiting = 0
        """Bytes that the ledger has not acknowledged."""
        self._sent = head.version
        self._carried = 0
        self.presses = False
        """Something is to be sent at once, whatever is on its way already."""

    def note(self, events: Sequence[Event], *, pressing: bool = True) -> None:
        """Adds decided events; those that press do not wait for what is on its way."""
        entries = [to_entry(event) for event in events]
        sizes = [encoded(entry) for entry in entries]
        self._pending += entries
        self._sizes += sizes
        self.waiting += sum(sizes)
        self.presses = self.presses or (pressing and bool(entries))

    @property
    def unsent(self) -> bool:
        """Some events are on no way to the ledger."""
        return self._sent < self._last

    @property
    def empty(self) -> bool:
        """The ledger has acknowledged everything."""
        return not self._pending

    @property
    def full(self) -> bool:
        """So much waits that nothing more should be taken in."""
        return self.waiting > BACKLOG

    @property
    def rides(self) -> bool:
        """Everything that waits goes at the head of one call, and was not sent too often already.

        Whoever carries less than everything would act on what is not recorded.
        """
        if not self._pending:
            return True
        size = self.waiting
        few = len(self._pending) <= EVENTS_AT_ONCE
        return few and size <= RIDING and self._carried + size <= REPEATED

    def ride(self) -> EventBatch | None:
        """Everything that is not acknowledged, at the head of a call; only while `rides`."""
        self._carried += self.waiting
        return self._batch(len(self._pending))

    def next_batch(self) -> EventBatch | None:
        """The oldest of what is not acknowledged, to be recorded alone.

        It ends where a message ends, unless one alone is too much: half of what a message led to
        would look to a run that begins from the ledger as if it had been dealt with.
        """
        most = fitting(self._sizes, RECORDED_AT_ONCE, EVENTS_AT_ONCE)
        causes = [entry.metadata["cause"] for entry in self._pending[: most + 1]]
        borders = (n for n in range(most, 0, -1) if causes[n - 1 : n] != causes[n : n + 1])
        return self._batch(next(borders, most))

    def acknowledge(self, head: StreamHead | None) -> None:
        """The ledger has everything up to this head."""
        if head is None or head.version <= self.head.version:
            return
        known = head.version - self.head.version
        self.waiting -= sum(self._sizes[:known])
        del self._pending[:known], self._sizes[:known]
        self.head = head
        self._sent = max(self._sent, head.version)
        self._carried = 0

    def requeue(self) -> None:
        """The activity that carried a batch failed: it is on no way any more."""
        self._sent = self.head.version

    def _batch(self, number: int) -> EventBatch | None:
        if not number:
            return None
        self.presses = False
        self._sent = max(self._sent, self.head.version + number)
        return EventBatch(
            stream_id=self._stream_id, after=self.head, entries=tuple(self._pending[:number])
        )

    @property
    def _last(self) -> int:
        return self.head.version + len(self._pending)
