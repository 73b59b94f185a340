"""Keeps the events of a state in its journal, within bounds, and tells them again.

What is older than the latest events is compressed. When even that grows too large, the state before
the journal goes on by its oldest part: what lies behind it cannot be taken back any more.
"""

from collections.abc import Callable, Iterable
from itertools import chain

from pydantic import TypeAdapter

from models.consignment.journal import Journal
from models.consignment.state import State
from models.kernel.base_types import replace
from models.kernel.compression import packed, unpacked
from models.kernel.event import Event, EventRecord
from models.kernel.limits import KIB, encoded
from models.process.stored_events import from_entries

LATEST = 64
"""Events that are carried as they are."""

PLAIN, PACKED = 20 * KIB, 20 * KIB
"""Bytes of these, and of what is compressed."""

Step = Callable[[State | None, Event], State]
"""The state after one more event."""

_STATE = TypeAdapter(State)
_RECORDS = TypeAdapter(tuple[EventRecord, ...])


def noted(journal: Journal, record: EventRecord, step: Step) -> Journal:
    """The journal with one more event."""
    grown = replace(
        journal, records=(*journal.records, record), size=journal.size + encoded(record)
    )
    if len(grown.records) <= LATEST and grown.size <= PLAIN:
        return grown
    chunk = packed(_RECORDS.dump_json(grown.records))
    return _bounded(replace(grown, packed=(*grown.packed, chunk), records=(), size=0), step)


def told(journal: Journal) -> tuple[State | None, list[Event]]:
    """The state before the journal, None before the registration, and the events since."""
    base = _STATE.validate_json(unpacked(journal.base)) if journal.base else None
    older = (_RECORDS.validate_json(unpacked(chunk)) for chunk in journal.packed)
    return base, from_entries((*chain.from_iterable(older), *journal.records))


def told_again(journal: Journal, step: Step) -> State | None:
    """The state after the events of the journal."""
    base, events = told(journal)
    return _stepped(base, events, step)


def _bounded(journal: Journal, step: Step) -> Journal:
    if sum(map(len, journal.packed)) <= PACKED or len(journal.packed) == 1:
        return journal
    half = max(1, len(journal.packed) // 2)
    oldest = replace(journal, packed=journal.packed[:half], records=())
    state = told_again(oldest, step)
    base = packed(_STATE.dump_json(state)) if state is not None else ""
    return _bounded(replace(journal, base=base, packed=journal.packed[half:]), step)


def _stepped(base: State | None, events: Iterable[Event], step: Step) -> State | None:
    state = base
    for event in events:
        state = step(state, event)
    return state
