"""Time travel: which events count when one asks for another moment than now.

`occurred` asks what was true then, as known today; `recorded` asks what was known then. Both
together ask what was then known of a moment before.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple, TypeVar

from ledger import Recorded
from models.consignment.state import State
from models.process.evolve import fold
from models.process.stored_events import to_event
from projections.stream_reader import StoredEvent

_Line = TypeVar("_Line", bound=StoredEvent)

EVERYTHING = 2**63 - 1
"""No position is beyond this one."""


class Horizon(NamedTuple):
    """Events count up to a position, and up to these times."""

    position: int = EVERYTHING
    occurred: datetime | None = None
    recorded: datetime | None = None

    def holds(self, event: Recorded) -> bool:
        """Whether an event counts."""
        known = self.recorded is None or event.recorded_at <= self.recorded
        true = self.occurred is None or event.occurred_at <= self.occurred
        return known and true and event.position <= self.position


NOW = Horizon()


def before(stream: Iterable[Recorded], horizon: Horizon) -> list[Recorded]:
    """The events of one stream that count, in its order; none before its registration counts."""
    return list(from_registration(event for event in stream if horizon.holds(event)))


def from_registration(stream: Iterable[_Line]) -> Iterator[_Line]:
    """Leaves out what was heard of a consignment that is not registered yet at the horizon."""
    registered = False
    for event in stream:
        registered = registered or event.version == 1
        if registered:
            yield event


def state_of(events: Iterable[Recorded]) -> State | None:
    """The state after these events of one stream; None when there are none."""
    return fold(map(to_event, events))
