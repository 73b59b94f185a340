"""The journal: events that are decided but not yet acknowledged by the ledger.

The pending batch rides at the head of the next activity. What is not acknowledged is sent again
with the one after, in any order: the append is idempotent (docs/decisions/0003).
"""

from collections.abc import Sequence

from models.calls import Batch
from models.record import Event, to_entry
from models.start import Head


class Journal:
    """Collects the events of one stream after the head that the ledger has acknowledged."""

    def __init__(self, stream_id: str, head: Head) -> None:
        self._stream_id = stream_id
        self.head = head
        self._pending: list[Event] = []
        self._sent = head.version
        self._pressing = head.version

    def note(self, events: Sequence[Event], *, pressing: bool = True) -> None:
        """Adds decided events; those that press do not wait for what is on its way."""
        self._pending.extend(events)
        if pressing and events:
            self._pressing = self._last

    @property
    def unsent(self) -> bool:
        """Some events are on no way to the ledger."""
        return self._sent < self._last

    @property
    def presses(self) -> bool:
        """Some of them are to be sent at once."""
        return self._sent < self._pressing

    @property
    def empty(self) -> bool:
        """The ledger has acknowledged everything."""
        return not self._pending

    def take(self) -> Batch | None:
        """Everything that is not acknowledged, to be carried by an activity."""
        if not self._pending:
            return None
        self._sent = self._last
        entries = tuple(to_entry(event) for event in self._pending)
        return Batch(stream_id=self._stream_id, after=self.head, entries=entries)

    def acknowledge(self, head: Head | None) -> None:
        """The ledger has everything up to this head."""
        if head is None or head.version <= self.head.version:
            return
        self._pending = self._pending[head.version - self.head.version :]
        self.head = head
        self._sent = max(self._sent, head.version)

    def give_back(self) -> None:
        """The activity that carried a batch failed: it is on no way any more."""
        self._sent = self.head.version

    @property
    def _last(self) -> int:
        return self.head.version + len(self._pending)
