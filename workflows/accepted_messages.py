"""Keeps accepted messages whose events the ledger has not acknowledged yet.

The outbox has their events, which another way of the ledger makes worthless; the messages can be
decided again (`ledger_recovery.py`).
"""

from dataclasses import dataclass

from models.execution.accepted_messages import Kept, travelling
from models.kernel.limits import MOST_KEPT
from workflows.event_outbox import EventOutbox


@dataclass(frozen=True)
class _Entry:
    """A message, the version after it, and how far the ledger was known to be by then."""

    kept: Kept
    version: int
    acknowledged: int
    size: int


class Keeping:
    """What must be decided again if the ledger has gone another way."""

    def __init__(self, outbox: EventOutbox) -> None:
        self._outbox = outbox
        self._entries: dict[tuple[str, str], _Entry] = {}

    def keep(self, kept: Kept, version: int) -> None:
        """Remembers a message until the ledger has what it led to.

        One that led to nothing is remembered until the ledger has acknowledged something later:
        only then is it certain that this run knew all that there was to know.
        """
        self._entries = {key: each for key, each in self._entries.items() if self._open(each)}
        entry = _Entry(kept, version, self._outbox.head.version, travelling(kept))
        self._entries.setdefault((kept.name, kept.id), entry)

    @property
    def full(self) -> bool:
        """So much is kept that a run could not begin with more.

        For validators only: what a text takes compressed may differ between releases of zlib.
        """
        return sum(each.size for each in self._entries.values() if self._open(each)) > MOST_KEPT

    @property
    def unacknowledged(self) -> tuple[Kept, ...]:
        """In the order in which they were accepted."""
        return tuple(each.kept for each in self._entries.values() if self._open(each))

    def _open(self, entry: _Entry) -> bool:
        known = self._outbox.head.version
        return entry.version > known or entry.acknowledged == known
