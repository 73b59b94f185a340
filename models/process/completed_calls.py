"""Derives from events which outside calls were answered.

An intention is recorded ahead of its call: that it stands in the ledger proves nothing. What only
an answered call can lead to does. Everything else is asked again under the same idempotency key.
"""

from collections.abc import Iterator

from models.consignment.state import State, mark_key
from models.kernel.event_types import EventType
from models.process.next_calls import NextCall, conclusion, stock, unloading

_RETURNING = (EventType.RETURN_PLANNED, EventType.RETURN_DEPARTED, EventType.RETURN_EXITED)
_DESTROYED = (EventType.DESTROYED,)


def answered(state: State) -> tuple[str, ...]:
    """The keys of the calls that need not be made again, in order of their names."""
    return tuple(sorted(call.key for call in _proven(state)))


def _proven(state: State) -> Iterator[NextCall]:
    for number, box in state.boxes.items():
        if _followed(state, EventType.UNLOADING_PERMITTED, (EventType.UNLOADED,), number):
            yield unloading(box)
    if _followed(state, EventType.RETURN_ORDERED, _RETURNING):
        yield stock(state, "RETURN")
    if _followed(state, EventType.DESTRUCTION_ORDERED, _DESTROYED):
        yield stock(state, "DESTROY")
    if state.outcome is not None:
        # The consignment is closed only when clearance has taken the conclusion.
        yield conclusion(state.outcome)


def _followed(
    state: State, asked: EventType, done: tuple[EventType, ...], box: str | None = None
) -> bool:
    """The enterprise did what it was told, after it could have been told."""
    told = state.marks.get(mark_key(asked, box))
    marks = (state.marks.get(mark_key(kind, box)) for kind in done)
    return told is not None and any(mark is not None and mark.at > told.at for mark in marks)
