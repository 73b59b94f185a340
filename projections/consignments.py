"""Consignments as far as the ledger has been read: what every projection makes its rows from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from ledger import Ledger, Recorded
from models.events import Body
from models.evolve import begin, evolve
from models.identity import consignment_workflow_id, tracking_no_of
from models.record import Event
from models.registration import Registration
from models.state import State
from models.terms import Stage
from projections.errors import BadEvent, Unreadable
from projections.history import Line, to_event
from projections.stages import stages

REMEMBERED = 4096

# The fields of events, whatever their type, that hold a number somebody may know a consignment by.
_NUMBERS = ("seq_no", "entry_id", "lock_no", "plate", "seal_no", "seal", "new_box")
_NONE: frozenset[str] = frozenset()


class Note(NamedTuple):
    """An event that a read model looks back at: what it said, and where all stood after it.

    `stages` is by box, and under the empty name for the whole consignment.
    """

    event: Event
    recorded_at: datetime
    stages: Mapping[str, Stage]
    frozen: bool


Keeps: TypeAlias = Callable[[State | None, State, Event], bool]
"""Whether a read model will look back at an event, by the states before and after it."""


class Folded(Protocol):
    """What any subject is folded to: its state knows how many events it has seen."""

    @property
    def state(self) -> Versioned:
        """The state after its last event."""


class Versioned(Protocol):
    """The part of any state that is looked at here."""

    @property
    def version(self) -> int:
        """How many events it was folded from."""


T = TypeVar("T", bound=Folded)


class Consignment(NamedTuple):
    """A consignment after its event at `position`; `updated_at` is the latest time in its events.

    `aliases` are all numbers it was ever known by: also those that its state has forgotten.
    """

    state: State
    aliases: frozenset[str]
    updated_at: datetime
    position: int
    notes: tuple[Note, ...] = ()


def spelling(alias: str) -> str:
    """How an alias is kept and looked up: without blanks around it, in capitals."""
    return alias.strip().upper()


def never(_before: State | None, _after: State, _event: Event) -> bool:
    """Of a read model that the state is enough for."""
    return False


def follow(known: Consignment | None, recorded: Line, keeps: Keeps = never) -> Consignment:
    """The consignment after one more event; `known` is None before the first.

    Raises:
        BadEvent: this code cannot follow the event.
    """
    before = known.state if known else None
    try:
        event = to_event(recorded)
        state = evolve(before, event) if before else begin(event)
    except Exception as error:
        raise BadEvent(recorded, error) from error
    notes: tuple[Note, ...] = ()
    aliases, at = _aliases(event), recorded.occurred_at
    if known is not None:
        aliases = known.aliases if aliases <= known.aliases else known.aliases | aliases
        at, notes = max(known.updated_at, at), known.notes
    if keeps(before, state, event):
        notes = (*notes, Note(event, recorded.recorded_at, stages(state), state.frozen))
    return Consignment(state, aliases, at, recorded.position, notes)


def is_consignment(stream_id: str) -> bool:
    """Whether a stream tells of a consignment, and not of an enterprise, say."""
    return CONSIGNMENT.owns(stream_id)


@dataclass(frozen=True, slots=True)
class Subject(Generic[T]):
    """A kind of stream: how it is told from others, what its read models are keyed by.

    A projection passes over the streams of any other subject. `follow` makes what rows are made
    from: what is known, one more line, what to keep of it.
    """

    column: str
    stream: Callable[[str], str]
    key: Callable[[str], str]
    follow: Callable[[T | None, Line, Keeps], T]

    def owns(self, stream_id: str) -> bool:
        """Whether a stream is of this kind."""
        return stream_id == self.stream(self.key(stream_id))


CONSIGNMENT = Subject("consignment", consignment_workflow_id, tracking_no_of, follow)


class Following(Generic[T]):
    """Remembers what was folded lately, so that a batch costs its own events and no more.

    What a batch leads to is remembered only by `keep`, once its rows are written.
    """

    def __init__(
        self,
        ledger: Ledger,
        subject: Subject[T],
        keeps: Keeps = never,
        remembered: int = REMEMBERED,
    ) -> None:
        self._ledger = ledger
        self._keeps = keeps
        self._subject = subject
        self._limit = remembered
        self._known: dict[str, T] = {}
        self.unreadable: dict[str, Unreadable] = {}

    async def after(self, batch: Iterable[Recorded]) -> dict[str, T]:
        """What a batch touches of the subject, by stream, as it stands after the batch.

        A stream that this code cannot follow is passed over from then on, and is `unreadable`.

        Raises:
            LedgerUnavailable: an older part of a stream cannot be read now.
        """
        touched: dict[str, T] = {}
        for recorded in batch:
            stream = recorded.stream_id
            if not self._subject.owns(stream) or stream in self.unreadable:
                continue
            known = touched.get(stream) or self._known.get(stream)
            try:
                before = await self._before(recorded, known)
                touched[stream] = self._subject.follow(before, recorded, self._keeps)
            except BadEvent as bad:
                self.unreadable[stream] = bad.told
        return touched

    async def again(self, stream: str, position: int) -> T | None:
        """A stream from its beginning up to a position; None when it cannot be followed yet."""
        found: T | None = None
        try:
            for recorded in await self._ledger.read_stream(stream):
                if recorded.position <= position:
                    found = self._subject.follow(found, recorded, self._keeps)
        except BadEvent:
            return None
        return found

    def keep(self, touched: Mapping[str, T]) -> None:
        """Remember these, and forget those that were not touched for the longest time."""
        for stream, consignment in touched.items():
            self._known.pop(stream, None)
            self._known[stream] = consignment
        for stream in list(self._known)[: -self._limit]:
            del self._known[stream]

    async def _before(self, recorded: Recorded, known: T | None) -> T | None:
        """What stood before an event, from memory or from the ledger."""
        before = recorded.version - 1
        if known is not None and known.state.version == before:
            return known
        found: T | None = None
        for earlier in await self._ledger.read_stream(recorded.stream_id) if before else ():
            if earlier.version <= before:
                found = self._subject.follow(found, earlier, self._keeps)
        return found


class Consignments(Following[Consignment]):
    """The same of consignments."""

    def __init__(
        self, ledger: Ledger, keeps: Keeps = never, *, remembered: int = REMEMBERED
    ) -> None:
        super().__init__(ledger, CONSIGNMENT, keeps, remembered)


@cache
def _numbers(kind: type[Body]) -> tuple[str, ...]:
    return tuple(name for name in _NUMBERS if name in kind.model_fields)


def _aliases(event: Event) -> frozenset[str]:
    said = vars(event.body)
    numbers = [said[name] for name in _numbers(type(event.body)) if said[name]]
    numbers += said.get("seals", ())
    registered = said.get("registration")
    if isinstance(registered, Registration):
        numbers += [registered.tracking_no, registered.seq_no, registered.bill_no]
        numbers += [number for box in registered.boxes for number in (box.number, box.seal)]
    return frozenset(filter(None, map(spelling, numbers))) if numbers else _NONE
