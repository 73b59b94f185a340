"""Consignments as far as the ledger has been read: what every projection makes its rows from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from ledger import Ledger, Recorded
from models.consignment.registration import Registration
from models.consignment.state import State
from models.kernel.base_types import replace
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.identity import consignment_workflow_id, tracking_no_of
from models.kernel.spelling import key
from models.kernel.terms import Stage
from models.process.evolve import begin, evolve, pass_over
from models.process.stored_events import to_event
from projections.errors import BadEvent, UnreadableStream
from projections.stages import stages
from projections.stream_reader import StoredEvent

REMEMBERED = 4096

# The fields of events, whatever their type, that hold a number somebody may know a consignment by.
_NUMBERS = ("seq_no", "entry_id", "lock_no", "plate", "seal_no", "seal", "new_box")
_NONE: frozenset[str] = frozenset()

ANEW: frozenset[str] = frozenset({EventType.FACT_RETRACTED})
"""After these a stream is told from its beginning: some of it does not count any more."""


class RememberedEvent(NamedTuple):
    """An event that a read model looks back at: what it said, and where all stood after it.

    `stages` is by box, and under the empty name for the whole consignment; `position` and `version`
    are its places in the ledger and in its stream.
    """

    event: Event
    recorded_at: datetime
    stages: Mapping[str, Stage]
    frozen: bool
    position: int = 0
    version: int = 0


Keeps: TypeAlias = Callable[[State | None, State, Event], bool]
"""Whether a read model will look back at an event, by the states before and after it."""


class FoldedStream(Protocol):
    """What any subject is folded to: its state knows how many events it has seen."""

    @property
    def state(self) -> Versioned:
        """The state after its last event."""


class Versioned(Protocol):
    """The part of any state that is looked at here."""

    @property
    def version(self) -> int:
        """How many events it was folded from."""


T = TypeVar("T", bound=FoldedStream)


class Consignment(NamedTuple):
    """A consignment after its event at `position`; `updated_at` is the latest time in its events.

    `aliases` are all numbers it was ever known by, as they are looked up (`spelling.key`): also
    those that its state has forgotten.
    """

    state: State
    aliases: frozenset[str]
    updated_at: datetime
    position: int
    notes: tuple[RememberedEvent, ...] = ()


def never(_before: State | None, _after: State, _event: Event) -> bool:
    """Of a read model that the state is enough for."""
    return False


def follow(
    known: Consignment | None,
    recorded: StoredEvent,
    keeps: Keeps = never,
    void: frozenset[str] = _NONE,
) -> Consignment:
    """The consignment after one more event; `known` is None before the first.

    What is `void` was taken back: it was heard, and nothing comes of it.

    Raises:
        BadEvent: this code cannot follow the event.
    """
    before = known.state if known else None
    try:
        event = to_event(recorded)
        passes = str(event.id) in void
        state = _state(before, event, void=passes)
    except Exception as error:
        raise BadEvent(recorded, error) from error
    notes: tuple[RememberedEvent, ...] = ()
    aliases, at = _NONE if passes else _aliases(event), recorded.occurred_at
    if known is not None:
        aliases = known.aliases if aliases <= known.aliases else known.aliases | aliases
        at, notes = max(known.updated_at, at), known.notes
    if not passes and keeps(before, state, event):
        placed = recorded.position, recorded.version
        seen = stages(state), state.frozen
        notes = (*notes, RememberedEvent(event, recorded.recorded_at, *seen, *placed))
    return Consignment(state, aliases, at, recorded.position, notes)


def _state(before: State | None, event: Event, *, void: bool) -> State:
    """Without a journal: whoever takes a fact back is told the stream from its beginning."""
    if before is None:
        return replace(begin(event), journal=None)
    return pass_over(before, event) if void else evolve(before, event)


def voided(stream: Iterable[StoredEvent]) -> frozenset[str]:
    """The ids of the events of a stream that others of it take back."""
    takes_back = (row.data for row in stream if row.event_type in ANEW)
    return frozenset(str(each) for data in takes_back for each in data.get("void", ()))


def is_consignment(stream_id: str) -> bool:
    """Whether a stream tells of a consignment, and not of an enterprise, say."""
    return CONSIGNMENT.owns(stream_id)


@dataclass(frozen=True, slots=True)
class StreamSubject(Generic[T]):
    """A kind of stream: how it is told from others, what its read models are keyed by.

    A projection passes over the streams of any other subject. `follow` makes what rows are made
    from: what is known, one more line, what to keep of it, what was taken back by later lines.
    """

    column: str
    stream: Callable[[str], str]
    key: Callable[[str], str]
    follow: Callable[[T | None, StoredEvent, Keeps, frozenset[str]], T]

    def told(self, found: T | None, stream: Iterable[StoredEvent], keeps: Keeps) -> Iterator[T]:
        """What is known after each line of a stream that is told as a whole.

        Raises:
            BadEvent: this code cannot follow one.
        """
        lines = list(stream)
        void = voided(lines)
        for line in lines:
            found = self.follow(found, line, keeps, void)
            yield found

    def owns(self, stream_id: str) -> bool:
        """Whether a stream is of this kind."""
        return stream_id == self.stream(self.key(stream_id))


CONSIGNMENT = StreamSubject("consignment", consignment_workflow_id, tracking_no_of, follow)


class FoldCache(Generic[T]):
    """Remembers what was folded lately, so that a batch costs its own events and no more.

    What a batch leads to is remembered only by `keep`, once its rows are written.
    """

    def __init__(
        self,
        ledger: Ledger,
        subject: StreamSubject[T],
        keeps: Keeps = never,
        remembered: int = REMEMBERED,
    ) -> None:
        self._ledger = ledger
        self._keeps = keeps
        self._subject = subject
        self._limit = remembered
        self._known: dict[str, T] = {}
        self.unreadable: dict[str, UnreadableStream] = {}

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
                touched[stream] = await self._after(recorded, known)
            except BadEvent as bad:
                self.unreadable[stream] = bad.told
        return touched

    async def again(self, stream: str, position: int) -> T | None:
        """A stream from its beginning up to a position; None when it cannot be followed yet."""
        try:
            return await self._told(stream, lambda line: line.position <= position)
        except BadEvent:
            return None

    def keep(self, touched: Mapping[str, T]) -> None:
        """Remember these, and forget those that were not touched for the longest time."""
        for stream, consignment in touched.items():
            self._known.pop(stream, None)
            self._known[stream] = consignment
        for stream in list(self._known)[: -self._limit]:
            del self._known[stream]

    async def _after(self, recorded: Recorded, known: T | None) -> T:
        """What stands after an event: from memory, or from the ledger."""
        before = known.state.version if known is not None else 0
        if before == recorded.version - 1 and recorded.event_type not in ANEW:
            return self._subject.follow(known, recorded, self._keeps, _NONE)
        stream, version = recorded.stream_id, recorded.version
        found = await self._told(stream, lambda line: line.version < version, recorded)
        if found is None:
            raise AssertionError
        return found

    async def _told(
        self, stream: str, counts: Callable[[Recorded], bool], *last: Recorded
    ) -> T | None:
        """What the lines of a stream come to that count, and the last one."""
        lines = [line for line in await self._ledger.read_stream(stream) if counts(line)]
        found: T | None = None
        for found in self._subject.told(None, (*lines, *last), self._keeps):  # noqa: B007
            pass
        return found


class Consignments(FoldCache[Consignment]):
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
    return frozenset(filter(None, map(key, numbers))) if numbers else _NONE
