"""The file of whatever has a stream of its own: its state, its journal, its clock.

A consignment's file is `case.py`, an enterprise's `page.py`. Decisions are made where messages
arrive, at once and without awaiting: no lock, no inbox.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Generic, Literal, Protocol, TypeVar

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate

from models.calls import Notices
from models.clock import Clock
from models.ladder import Deadline, Milestone
from models.language import Language, Text
from models.record import Event
from models.state import Alarm
from workflows.journal import Journal


class Folded(Protocol):
    """The part of any state that is looked at here."""

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """What people had to be told, from the beginning."""


class Begun(Protocol):
    """The part of any start input that is looked at here."""

    @property
    def offset_seconds(self) -> int:
        """Domain time less workflow time."""

    @property
    def continue_after(self) -> int | None:
        """After so many messages this run has collected enough history; for tests."""

    @property
    def language(self) -> Language:
        """What people read in the Temporal UI."""


S = TypeVar("S", bound=Folded)


class File(ABC, Generic[S]):
    """What a workflow knows and remembers, and what its companions look at."""

    about: Literal["consignment", "enterprise"]
    number: str
    state: S
    journal: Journal
    told: int

    def __init__(self, start: Begun) -> None:
        self._clock = Clock(timedelta(seconds=start.offset_seconds))
        self._limit = start.continue_after
        self.language = start.language
        self._taken = 0
        self.broken: Exception | None = None

    @property
    def now(self) -> datetime:
        """Domain time."""
        return self._clock.domain(workflow.now())

    @property
    def long_enough(self) -> bool:
        """This run has collected enough history: go on in a new one."""
        forced = self._limit is not None and self._taken >= self._limit
        return forced or workflow.info().is_continue_as_new_suggested()

    @property
    def untold(self) -> int:
        """How many alarms nobody has been told of."""
        return len(self.state.alarms) - self.told

    def timer(self, due: datetime) -> timedelta:
        """How long to sleep until a domain instant."""
        return self._clock.until(due, workflow.now())

    def note(self, state: S, events: Sequence[Event]) -> None:
        """Takes in what was decided, and the state that it leads to."""
        self.state = state
        self.journal.note(events)
        self.show()

    @abstractmethod
    def show(self) -> None:
        """Keeps the operator's view current."""

    @property
    @abstractmethod
    def place(self) -> str:
        """The stage of a consignment, the standing of an enterprise."""

    @property
    def emergency(self) -> bool:
        """An emergency is open."""
        return False

    @abstractmethod
    def waits_for(self, call: str) -> bool:
        """People have heard that nobody answers this call."""

    @abstractmethod
    def unanswered(self, call: str, since: datetime, why: str) -> Notices | None:
        """Nobody answers a call: what people must be told, unless an event says it."""

    @abstractmethod
    def answered(self, call: str) -> None:
        """A call has its answer, perhaps late."""

    @abstractmethod
    def due(self) -> tuple[Deadline, Milestone] | None:
        """The earliest rung that will fire next."""

    @abstractmethod
    def title(self, deadline: Deadline) -> Text:
        """What a deadline is called."""

    @abstractmethod
    def tick(self, cause: str) -> None:
        """Raises what is due."""

    @abstractmethod
    def face(self) -> tuple[object, ...]:
        """What makes an upsert worth its Action when it changes."""

    @abstractmethod
    def attributes(self) -> list[SearchAttributeUpdate[Any]]:
        """The merged upsert of everything that moves."""
