"""The aggregate of one enterprise: applies messages to its state and its outbox."""

from datetime import datetime
from functools import reduce
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate

from models.consignment.deadline import Deadline, Escalation
from models.enterprise.deadlines import due
from models.enterprise.decide import decide_command, decide_notice, decide_step, register
from models.enterprise.derived_status import must_act, next_due
from models.enterprise.evolve import begin, evolve
from models.enterprise.messages import (
    EnterpriseCommand,
    EnterpriseStep,
    EnterpriseTick,
    ViolationNotice,
)
from models.enterprise.notifications import notifications_of
from models.enterprise.state import EnterpriseState
from models.execution.accepted_messages import TO_ENTERPRISE, Kept, cause_of
from models.execution.enterprise_io import EnterpriseReceipt, EnterpriseSnapshot, EnterpriseStart
from models.kernel.event import Event
from models.kernel.identity import enterprise_workflow_id
from models.kernel.language import Text
from models.kernel.notification import Notification
from models.kernel.stream_head import StreamHead
from models.kernel.terms import EscalationLevel, Party
from models.notifications.request import NotificationRequest
from models.supervision.events import CallUnanswered
from models.texts import titled
from workflows import enterprise_details
from workflows.accepted_messages import Keeping
from workflows.aggregate import Aggregate
from workflows.event_outbox import EventOutbox
from workflows.recordable import require_recordable


class EnterpriseAggregate(Aggregate[EnterpriseState]):
    """What an enterprise workflow knows and remembers."""

    about = "enterprise"

    def __init__(self, start: EnterpriseStart) -> None:
        super().__init__(start)
        self._start = start
        self._silent: set[str] = set()
        self.asked = EnterpriseTick()
        self.number = start.code
        self.state, head, first = self._opened(start)
        self.stream_id = enterprise_workflow_id(start.code)
        self.outbox = EventOutbox(self.stream_id, head)
        self.outbox.note(first)
        self.keeping = Keeping(self.outbox)
        if start.snapshot is not None:
            self.pending_notifications.extend(start.snapshot.pending_notifications)
        for one in start.kept:
            self.retake(one)

    def _opened(self, start: EnterpriseStart) -> tuple[EnterpriseState, StreamHead, list[Event]]:
        if start.snapshot is not None:
            return start.snapshot.state, start.snapshot.head, []
        first = register(start.code, start.rulebook, start.registered_at or self.now)
        return begin(first[0]), StreamHead(), first

    def report(self, notice: ViolationNotice) -> EnterpriseReceipt:
        """Takes in what a consignment reports."""
        self._taken += 1
        receipt = self._note(decide_notice(self.state, notice))
        self.keep("note_violation", notice.id, notice)
        return receipt

    def refuse(self, command: EnterpriseCommand, message_id: str) -> None:
        """Whether the command may be given now.

        Raises:
            Refused: the rules do not allow it.
            NotRecordable: what follows from it could not be recorded.
        """
        decided = decide_command(self.state, command, message_id, self.now)
        require_recordable(self.stream_id, decided)

    def obey(self, command: EnterpriseCommand, message_id: str) -> EnterpriseReceipt:
        """Takes in a command."""
        self._taken += 1
        receipt = self._note(decide_command(self.state, command, message_id, self.now))
        self.keep(command.verb, message_id, command)
        return receipt

    def retake(self, one: Kept) -> None:
        """Decides a message again."""
        self.again(TO_ENTERPRISE[one.name].model_validate(one.said), one)

    def decide_again(self, message: Any, one: Kept) -> EnterpriseReceipt:  # noqa: ANN401 - any
        """Takes in a message as it was accepted.

        Raises:
            Refused: the order is not allowed any more.
        """
        return self._note(self._decided_again(message, one))

    def _decided_again(self, message: Any, one: Kept) -> list[Event]:  # noqa: ANN401 - any
        match message:
            case ViolationNotice():
                return decide_notice(self.state, message)
            case EnterpriseCommand():
                return decide_command(self.state, message, one.id, one.at)
            case _:
                return decide_step(self.state, message, cause_of(one), one.at)

    def step(self, step: EnterpriseStep, cause: str) -> EnterpriseReceipt:
        """Takes in a step of the process itself."""
        return self._note(decide_step(self.state, step, f"step:{cause}", self.now))

    def _note(self, events: list[Event]) -> EnterpriseReceipt:
        self.note(reduce(evolve, events, self.state), events)
        return EnterpriseReceipt(
            recorded=tuple(event.body.type for event in events),
            standing=self.state.standing,
            must_act=must_act(self.state),
            next_due=next_due(self.state),
        )

    def show(self) -> None:
        """Keeps the operator's view of this enterprise current."""
        workflow.set_current_details(
            self.with_limits(enterprise_details.details(self.state, self.language))
        )

    def notifications_of(self, event: Event) -> tuple[Notification, ...]:
        """By the table of enterprises."""
        return notifications_of(event)

    @property
    def place(self) -> str:
        """How the enterprise stands."""
        return self.state.standing.value

    def waits_for(self, call: str) -> bool:
        """People have heard that nobody answers this call."""
        return call in self._silent

    def unanswered(self, call: str, since: datetime, why: str) -> NotificationRequest | None:
        """Nobody answers a call: operations are told, once; no event speaks of it."""
        if call in self._silent:
            return None
        self._silent.add(call)
        alarm = Notification(
            key=f"{self.number}:{call}:{since.isoformat()}",
            party=Party.OPERATIONS,
            level=EscalationLevel.L2,
            subject=f"no answer to {call}: {why}",
            box=None,
            at=since,
            kind=CallUnanswered.model_fields["type"].default,
            said={"call": call, "since": since.isoformat(), "reason": why},
        )
        return NotificationRequest(
            about=self.about,
            number=self.number,
            at=self.now,
            notifications=(alarm,),
            stage=self.place,
        )

    def answered(self, call: str) -> None:
        """A call has its answer, perhaps late."""
        self._silent.discard(call)

    def due(self) -> tuple[Deadline, Escalation] | None:
        """The earliest escalation that will fire next."""
        return due(self.state)

    def title(self, deadline: Deadline) -> Text:
        """What a deadline of enterprises is called."""
        return titled(self.state.rules.deadline(deadline.id))

    def tick(self, cause: str) -> None:
        """Raises what is due, of what its systems were asked about."""
        self.step(self.asked, cause)

    def visible_state(self) -> tuple[object, ...]:
        """What makes an upsert worth its Action when it changes."""
        return enterprise_details.visible_state(self.state)

    def attributes(self) -> list[SearchAttributeUpdate[Any]]:
        """The merged upsert of everything that moves."""
        return enterprise_details.updates(self.state)

    def continued(self) -> EnterpriseStart:
        """What the next run starts with; only when the outbox is empty."""
        snapshot = EnterpriseSnapshot(state=self.state, head=self.outbox.head)
        return self._goes_on(snapshot, self.keeping.unacknowledged, 0)

    def caught_up(self, snapshot: EnterpriseSnapshot | None) -> EnterpriseStart:
        """What the next run starts with after the ledger has gone another way.

        If that has nothing, this run's own beginning.
        """
        kept, recoveries = self.keeping.unacknowledged, self.recoveries + 1
        if snapshot is None:
            return self._start.model_copy(update={"kept": kept, "recoveries": recoveries})
        untold = {"pending_notifications": self.unsent_of(snapshot.pending_notifications)}
        return self._goes_on(snapshot.model_copy(update=untold), kept, recoveries)

    def _goes_on(
        self, snapshot: EnterpriseSnapshot, kept: tuple[Kept, ...], recoveries: int
    ) -> EnterpriseStart:
        changed = {"snapshot": snapshot, "kept": kept, "recoveries": recoveries}
        return self._start.model_copy(update=changed)
