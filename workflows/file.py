"""The file of whatever has a stream of its own: its state, its journal, its clock.

A consignment's file is `case.py`, an enterprise's `page.py`. Decisions are made where messages
arrive, at once and without awaiting: no lock, no inbox.
"""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Generic, Literal, Protocol, TypeVar

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate

from models.calls import Notices
from models.clock import Clock
from models.errors import Refused
from models.keeping import CANCEL, Kept, Missed, cancellation, kept, lapse
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
from models.messages.message import Message
from models.record import Event
from models.state import Alarm
from models.values import Frozen
from workflows.journal import Journal
from workflows.keeping import Keeping
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

    @property
    def kept(self) -> tuple[Kept, ...]:
        """Messages to be decided anew."""

    @property
    def recoveries(self) -> int:
        """How many runs in a row went on from the ledger."""


REMEMBERED = 500
"""So many alarms that were told does a run know; the ledger hands over no more (folding.py)."""

S = TypeVar("S", bound=Folded)


class File(ABC, Generic[S]):
    """What a workflow knows and remembers, and what its companions look at.

    `behind` says that the ledger has gone another way: nothing that this run decides counts.
    `afresh` says that what is shown of this workflow is not what the run before it left.
    """

    about: Literal["consignment", "enterprise"]
    number: str
    state: S
    journal: Journal
    keeping: Keeping

    def __init__(self, start: Begun) -> None:
        self._clock = Clock(timedelta(seconds=start.offset_seconds))
        self._limit = start.continue_after
        self.language = start.language
        self._taken = 0
        self._full = False
        self.calling = 0
        """How many calls are under way."""
        self.untold: list[Alarm] = []
        """What people are still to be told."""
        self._nearness = Nearness()
        self.broken: Exception | None = None
        self.behind = False
        self.cancelled = False
        self.told: deque[str] = deque(maxlen=REMEMBERED)
        """Keys of the alarms that this run has told people of, the latest."""
        self.recoveries = start.recoveries
        self.afresh = bool(start.recoveries or start.kept)

    @property
    def now(self) -> datetime:
        """Domain time."""
        return self._clock.domain(workflow.now())

    @property
    def long_enough(self) -> bool:
        """This run has collected enough history: go on in a new one."""
        most = MOST_UPDATES if self._limit is None else self._limit
        enough = self._taken >= most or self._full
        # A state that no run can begin with stays where it is; people were told on the way there.
        return enough and self._nearness.may_go_on

    def next_alarms(self) -> tuple[Alarm, ...]:
        """The first alarms that nobody has been told of, as many as go together."""
        told = next_of(self.untold, TOLD_BYTES, TOLD_AT_ONCE)
        del self.untold[: len(told)]
        return told

    def not_told_of(self, alarms: Sequence[Alarm]) -> tuple[Alarm, ...]:
        """Those that this run has not told itself: they may have been lost with another run.

        Whoever was told all the same hears of it once, since it has the same key.
        """
        return tuple(alarm for alarm in alarms if alarm.key not in self.told)

    def timer(self, due: datetime) -> timedelta:
        """How long to sleep until a domain instant."""
        return self._clock.until(due, workflow.now())

    def note(self, state: S, events: Sequence[Event]) -> None:
        """Takes in what was decided, and the state that it leads to.

        Nothing changes in a task that leaves no command (workers/job_order.py): an Update is one,
        what anything else led to is recorded at once. So is what time it is, and how long the
        history, looked at nowhere else.
        """
        self.state = state
        self.journal.note(events, pressing=workflow.current_update_info() is None)
        self.untold += [alarm for event in events for alarm in self.alarms_of(event)]
        if events:
            self._full = self._full or workflow.info().is_continue_as_new_suggested()
            self._look_ahead()
        self.show()

    def _look_ahead(self) -> None:
        """Says so when this run comes near to a limit."""
        info = workflow.info()
        used = {
            Near.HISTORY_BYTES: info.get_current_history_size(),
            Near.HISTORY_EVENTS: info.get_current_history_length(),
            Near.WAITING_BYTES: self.journal.waiting,
            Near.UPDATES: self._taken,
            Near.CALLS: self.calling,
        }
        if self._nearness.measures(self.version):
            used[Near.STATE_BYTES] = encoded(self.continued())
        cause = f"{self.number}:{self.version}"
        self.untold += self._nearness.note(used, cause, self.now)

    def with_limits(self, details: str) -> str:
        """The operator's view, with what this run is near to."""
        return "\n".join([details, *self._nearness.lines(self.language)])

    def keep(self, name: str, message_id: str, message: Message) -> None:
        """Remembers a message that was taken in, until the ledger has what it led to."""
        self.keeping.keep(kept(name, message_id, self.now, message), self.version)

    def catch_up(self, missed: Missed) -> None:
        """The ledger knows more than this run: the next one goes on from there."""
        for one in missed.kept:
            self.keeping.keep(one, self.version + 1)
        self.behind = True

    def take_cancellation(self, reason: str, *, late: bool) -> None:
        """Somebody wants the workflow cancelled: that is news, and no order.

        When it comes as this run ends, the next one takes it in.
        """
        self.cancelled = True
        asked = cancellation(workflow.info().original_execution_run_id, reason)
        self.keep(CANCEL, asked.id, asked)
        if not late:
            self.step(asked, asked.id)

    def again(self, message: Any, one: Kept) -> None:  # noqa: ANN401 - any of its kind
        """Decides a message anew, as of when it was accepted; an order may be refused now."""
        try:
            self.decide_again(message, one)
        except Refused as refusal:
            self.step(lapse(one, message, refusal), f"lapsed:{one.id}")
        self.keeping.keep(one, self.version)

    @property
    def version(self) -> int:
        """How many events have been decided."""
        return self.state.version

    @abstractmethod
    def step(self, step: Any, cause: str) -> object:  # noqa: ANN401 - any of its kind
        """Takes in a step of the process itself."""

    @abstractmethod
    def decide_again(self, message: Any, one: Kept) -> object:  # noqa: ANN401 - the same
        """Takes in a message as it was accepted.

        Raises:
            Refused: the order is not allowed any more.
        """

    @abstractmethod
    def retake(self, one: Kept) -> None:
        """Decides a message again that an earlier run had accepted."""

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
