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

from models.clock import Clock
from models.ladder import Deadline, Milestone
from models.language import Language, Text
from models.limits import (
    MOST_UPDATES,
    TOLD_AT_ONCE,
    TOLD_BYTES,
    Near,
    encoded,
    next_of,
)
from models.record import Event
from models.state import Alarm
from models.values import Frozen
from workflows.journal import Journal
from workflows.nearness import Nearness


class Folded(Protocol):
    """The part of any state that is looked at here."""

    @property
    def version(self) -> int:
        """How many events it was folded from."""


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

    def __init__(self, start: Begun) -> None:
        self._clock = Clock(timedelta(seconds=start.offset_seconds))
        self._limit = start.continue_after
        self.language = start.language
        self._taken = 0
        self.calling = 0
        """How many calls are under way."""
        self.untold: list[Alarm] = []
        """What people are still to be told."""
        self._nearness = Nearness()
        self.broken: Exception | None = None

    @property
    def now(self) -> datetime:
        """Domain time."""
        return self._clock.domain(workflow.now())

    @property
    def long_enough(self) -> bool:
        """This run has collected enough history: go on in a new one."""
        most = MOST_UPDATES if self._limit is None else self._limit
        enough = self._taken >= most or workflow.info().is_continue_as_new_suggested()
        # A state that no run can begin with stays where it is; people were told on the way there.
        return enough and self._nearness.may_go_on

    def next_alarms(self) -> tuple[Alarm, ...]:
        """The first alarms that nobody has been told of, as many as go together."""
        told = next_of(self.untold, TOLD_BYTES, TOLD_AT_ONCE)
        del self.untold[: len(told)]
        return told

    def timer(self, due: datetime) -> timedelta:
        """How long to sleep until a domain instant."""
        return self._clock.until(due, workflow.now())

    def note(self, state: S, events: Sequence[Event]) -> None:
        """Takes in what was decided, and the state that it leads to."""
        self.state = state
        self.journal.note(events)
        self.untold += [alarm for event in events for alarm in self.alarms_of(event)]
        self.look_ahead()
        self.show()

    def look_ahead(self) -> None:
        """Says so when this run comes near to a limit."""
        info = workflow.info()
        used = {
            Near.HISTORY_BYTES: info.get_current_history_size(),
            Near.HISTORY_EVENTS: info.get_current_history_length(),
            Near.WAITING_BYTES: self.journal.waiting,
            Near.UPDATES: self._taken,
            Near.CALLS: self.calling,
        }
        if self._nearness.measures(self.state.version):
            used[Near.STATE_BYTES] = encoded(self.continued())
        cause = f"{self.number}:{self.state.version}"
        self.untold += self._nearness.note(used, cause, self.now)

    def with_limits(self, details: str) -> str:
        """The operator's view, with what this run is near to."""
        return "\n".join([details, *self._nearness.lines(self.language)])

    @abstractmethod
    def show(self) -> None:
        """Keeps the operator's view current."""

    @abstractmethod
    def alarms_of(self, event: Event) -> tuple[Alarm, ...]:
        """Whom an event concerns so much that they must be told."""

    @abstractmethod
    def continued(self) -> Frozen:
        """What the next run starts with; only when the journal is empty."""

    @property
    @abstractmethod
    def place(self) -> str:
        """The stage of a consignment, the standing of an enterprise."""

    @property
    def emergency(self) -> bool:
        """An emergency is open."""
        return False

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
