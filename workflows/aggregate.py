"""Base of both aggregates: state, event outbox, domain clock, pending notifications.

A consignment is `consignment_aggregate.py`, an enterprise `enterprise_aggregate.py`. Decisions are
made where messages arrive, at once and without awaiting: no lock, no inbox.
"""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Generic, Literal, Protocol, TypeVar

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate

from models.consignment.deadline import Deadline, Escalation
from models.execution.accepted_messages import CANCEL, Kept, Missed, cancellation, kept, lapse
from models.kernel.base_types import Frozen
from models.kernel.clock import Clock
from models.kernel.errors import Refused
from models.kernel.event import Event
from models.kernel.language import Language, Text
from models.kernel.limits import MOST_UPDATES, TOLD_AT_ONCE, TOLD_BYTES, Near, encoded, next_of
from models.kernel.message import Message
from models.kernel.notification import Notification
from models.notifications.request import NotificationRequest
from workflows.accepted_messages import Keeping
from workflows.event_outbox import EventOutbox
from workflows.limit_warnings import Nearness


class _FoldedState(Protocol):
    """The part of any state that is looked at here."""

    @property
    def version(self) -> int:
        """How many events it was folded from."""


class _RunInput(Protocol):
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
"""So many notifications that were sent does a run know; the ledger hands over no more."""

S = TypeVar("S", bound=_FoldedState)


class Aggregate(ABC, Generic[S]):
    """What a workflow knows and remembers, and what its companions look at.

    `behind` says that the ledger has gone another way: nothing that this run decides counts.
    `afresh` says that what is shown of this workflow is not what the run before it left.
    """

    about: Literal["consignment", "enterprise"]
    number: str
    state: S
    outbox: EventOutbox
    keeping: Keeping

    def __init__(self, start: _RunInput) -> None:
        self._clock = Clock(timedelta(seconds=start.offset_seconds))
        self._limit = start.continue_after
        self.language = start.language
        self._taken = 0
        self._full = False
        self.calling = 0
        """How many calls are under way."""
        # Background tasks hold these lists: they are extended, and bound once.
        self.pending_notifications: Final[list[Notification]] = []
        """What people are still to be told."""
        self._nearness = Nearness()
        self.failure: Exception | None = None
        self.behind = False
        self.cancelled = False
        self.notified: deque[str] = deque(maxlen=REMEMBERED)
        """Keys of the notifications that this run has sent, the latest."""
        self.recoveries = start.recoveries
        self.afresh = bool(start.recoveries or start.kept)

    @property
    def now(self) -> datetime:
        """Domain time."""
        return self._clock.domain(workflow.now())

    @property
    def should_continue_as_new(self) -> bool:
        """This run has collected enough history: go on in a new one."""
        most = MOST_UPDATES if self._limit is None else self._limit
        enough = self._taken >= most or self._full
        # A state that no run can begin with stays where it is; people were told on the way there.
        return enough and self._nearness.may_go_on

    def next_notifications(self) -> tuple[Notification, ...]:
        """The first notifications that were not sent, as many as go together."""
        batch = next_of(self.pending_notifications, TOLD_BYTES, TOLD_AT_ONCE)
        del self.pending_notifications[: len(batch)]
        return batch

    def unsent_of(self, alarms: Sequence[Notification]) -> tuple[Notification, ...]:
        """Those that this run has not told itself: they may have been lost with another run.

        Whoever was told all the same hears of it once, since it has the same key.
        """
        return tuple(alarm for alarm in alarms if alarm.key not in self.notified)

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
        self.outbox.note(events, pressing=workflow.current_update_info() is None)
        for event in events:
            self.pending_notifications.extend(self.notifications_of(event))
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
            Near.WAITING_BYTES: self.outbox.waiting,
            Near.UPDATES: self._taken,
            Near.CALLS: self.calling,
        }
        if self._nearness.measures(self.version):
            used[Near.STATE_BYTES] = encoded(self.continued())
        cause = f"{self.number}:{self.version}"
        self.pending_notifications.extend(self._nearness.note(used, cause, self.now))

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
    def notifications_of(self, event: Event) -> tuple[Notification, ...]:
        """Whom an event concerns so much that they must be told."""

    @abstractmethod
    def continued(self) -> Frozen:
        """What the next run starts with; only when the outbox is empty."""

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
    def unanswered(self, call: str, since: datetime, why: str) -> NotificationRequest | None:
        """Nobody answers a call: what people must be told, unless an event says it."""

    @abstractmethod
    def answered(self, call: str) -> None:
        """A call has its answer, perhaps late."""

    @abstractmethod
    def due(self) -> tuple[Deadline, Escalation] | None:
        """The earliest escalation that will fire next."""

    @abstractmethod
    def title(self, deadline: Deadline) -> Text:
        """What a deadline is called."""

    @abstractmethod
    def tick(self, cause: str) -> None:
        """Raises what is due."""

    @abstractmethod
    def visible_state(self) -> tuple[object, ...]:
        """What makes an upsert worth its Action when it changes."""

    @abstractmethod
    def attributes(self) -> list[SearchAttributeUpdate[Any]]:
        """The merged upsert of everything that moves."""
