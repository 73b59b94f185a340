"""Consignments as far as the ledger has been read: what every projection makes its rows from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ledger import Ledger, Recorded
from models.evolve import begin, evolve
from models.identity import consignment_workflow_id, tracking_no_of
from models.record import Event
from models.registration import Registration
from models.state import State
from projections.errors import BadEvent
from projections.history import to_event

REMEMBERED = 4096

# The fields of events, whatever their type, that hold a number somebody may know a consignment by.
_NUMBERS = ("entry_id", "lock_no", "plate", "seal_no")


@dataclass(frozen=True, slots=True)
class Consignment:
    """A consignment after its event at `position`; `updated_at` is the latest time in its events.

    `aliases` are all numbers it was ever known by: also those that its state has forgotten.
    """

    state: State
    aliases: frozenset[str]
    updated_at: datetime
    position: int


def spelling(alias: str) -> str:
    """How an alias is kept and looked up: without blanks around it, in capitals."""
    return alias.strip().upper()


def follow(known: Consignment | None, recorded: Recorded) -> Consignment:
    """The consignment after one more event; `known` is None before the first.

    Raises:
        BadEvent: this code cannot follow the event.
    """
    try:
        event = to_event(recorded)
        state = evolve(known.state, event) if known else begin(event)
    except Exception as error:
        raise BadEvent(recorded, error) from error
    at, position = recorded.occurred_at, recorded.position
    aliases = {spelling(number) for number in _numbers(event)} - {""}
    if known is None:
        return Consignment(state, frozenset(aliases), at, position)
    return Consignment(state, known.aliases | aliases, max(known.updated_at, at), position)


class Consignments:
    """Remembers what was folded lately, so that a batch costs its own events and no more.

    What a batch leads to is remembered only by `keep`, once its rows are written.
    """

    def __init__(self, ledger: Ledger, *, remembered: int = REMEMBERED) -> None:
        self._ledger = ledger
        self._limit = remembered
        self._known: dict[str, Consignment] = {}

    async def after(self, batch: Iterable[Recorded]) -> dict[str, Consignment]:
        """The consignments that a batch touches, by stream, as they stand after it.

        Raises:
            BadEvent: this code cannot follow one of the events.
            LedgerUnavailable: an older part of a stream cannot be read now.
        """
        touched: dict[str, Consignment] = {}
        for recorded in batch:
            stream = recorded.stream_id
            if _is_consignment(stream):
                known = touched.get(stream) or self._known.get(stream)
                touched[stream] = follow(await self._before(recorded, known), recorded)
        return touched

    def keep(self, touched: Mapping[str, Consignment]) -> None:
        """Remember these, and forget those that were not touched for the longest time."""
        for stream, consignment in touched.items():
            self._known.pop(stream, None)
            self._known[stream] = consignment
        for stream in list(self._known)[: -self._limit]:
            del self._known[stream]

    async def _before(self, recorded: Recorded, known: Consignment | None) -> Consignment | None:
        """The consignment as it stood before an event, from memory or from the ledger."""
        before = recorded.version - 1
        if known is not None and known.state.version == before:
            return known
        found: Consignment | None = None
        for earlier in await self._ledger.read_stream(recorded.stream_id) if before else ():
            if earlier.version <= before:
                found = follow(found, earlier)
        return found


def _is_consignment(stream_id: str) -> bool:
    return stream_id == consignment_workflow_id(tracking_no_of(stream_id))


def _numbers(event: Event) -> Iterable[str]:
    said = vars(event.body)
    registered = said.get("registration")
    if isinstance(registered, Registration):
        yield from (registered.tracking_no, registered.seq_no, registered.bill_no)
        for box in registered.boxes:
            yield from (box.number, box.seal)
    yield from (said.get(name) or "" for name in _NUMBERS)
    yield from said.get("seals", ())
