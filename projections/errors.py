"""What can go wrong between the ledger and a read model.

ProjectionError
├── BadEvent      an event that this code cannot follow: its stream is passed over
├── Overtaken     somebody else moved the checkpoint: nothing was written, read on from there
├── NotReached    a read model did not reach a position in the time given
├── NeverRan      a projection that has no checkpoint yet
├── UnreadableBatches  consignments are passed over: no rate may be reckoned without them
└── Rebuilding    somebody else rebuilds the same read model at this moment
"""

from collections.abc import Sequence
from typing import NamedTuple

from projections.stream_reader import StoredEvent


class UnreadableStream(NamedTuple):
    """A stream that is passed over: from which position on, and why."""

    stream_id: str
    position: int
    why: str


class ProjectionError(Exception):
    """Whatever the projections raise on purpose."""


class BadEvent(ProjectionError):
    """An event that this code cannot follow: its stream is passed over from there on."""

    def __init__(self, recorded: StoredEvent, error: Exception) -> None:
        super().__init__(recorded, error)
        self.position = recorded.position
        self.stream_id = recorded.stream_id
        self._where = f"{recorded.stream_id} version {recorded.version} ({recorded.event_type})"
        self._why = f"{type(error).__name__}: {' '.join(str(error).split())}"

    def __str__(self) -> str:
        return (
            f"position {self.position}, {self._where} cannot be followed: {self._why}. "
            "Run a release that knows this event; its stream is then read again by itself."
        )

    @property
    def told(self) -> "UnreadableStream":
        """The same as a plain value, which can be kept and reach another process."""
        return UnreadableStream(self.stream_id, self.position, str(self))


class CheckpointMoved(ProjectionError):
    """Somebody else moved the checkpoint; nothing was written."""


class NotReached(ProjectionError):
    """A read model did not reach a position in the time given."""


class NeverRan(ProjectionError):
    """A projection that has no checkpoint yet: there is nothing to compare with or to replace."""


class UnreadableBatches(ProjectionError):
    """Consignments that cannot be read: what was found in them is not known."""

    def __init__(self, streams: Sequence[str]) -> None:
        super().__init__(
            f"{len(streams)} consignments cannot be read, so no rate is reckoned without them:"
            f" {', '.join(streams)}. Run a release that knows their events"
        )


class Rebuilding(ProjectionError):
    """Somebody else rebuilds the same read model at this moment."""
