"""The aggregate of one consignment: applies messages to its state and its outbox.

Decisions are made where messages arrive, at once and without awaiting: no lock, no inbox.
"""

from datetime import datetime
from typing import Any, Final

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate

from models.arrival.messages import LevelHint, LevelSeen
from models.consignment.deadline import Deadline, Escalation
from models.consignment.state import State
from models.deadlines.engine import due
from models.deadlines.messages import Tick
from models.enterprise.breaches import breaches_of
from models.execution.accepted_messages import TO_CONSIGNMENT, Kept, cause_of
from models.execution.activity_io import CallSubject, LevelFound, StatusProof
from models.execution.workflow_io import Ending, Receipt, Snapshot, Start
from models.kernel.event import Event
from models.kernel.identity import consignment_workflow_id
from models.kernel.incoming import escaped
from models.kernel.language import Text
from models.kernel.message import Command
from models.kernel.notification import Notification
from models.kernel.spelling import same_name
from models.kernel.stream_head import StreamHead
from models.kernel.terms import Overlay
from models.notifications.table import notifications_of
from models.port.permits import ended_by
from models.process.capacity_questions import CapacityQuestion, questions_of
from models.process.decide import Decision, decide_command, decide_report, decide_step, register
from models.process.derived_status import must_act, next_due, stage
from models.process.evolve import begin
from models.process.messages import TOLD, Report, Step, unread
from models.process.next_calls import NextCall, allowed, closing, open_calls
from models.process.risk_findings import findings_of, news_of
from models.supervision.messages import LateAnswer, NoAnswer, ReinstatementNotice, SuspensionNotice
from models.texts import titled
from models.transport.road_orders import road_orders_in
from workflows import search_attributes
from workflows.accepted_messages import Keeping
from workflows.activity_specs import FETCH_INSTRUCTION
from workflows.aggregate import Aggregate
from workflows.current_details import details
from workflows.event_outbox import EventOutbox
from workflows.level_claim import LevelClaim
from workflows.recordable import require_recordable
from workflows.status_proof import StatusClaim


class ConsignmentAggregate(Aggregate[State]):
    """What a consignment workflow knows and remembers."""

    about = "consignment"

    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self._start = start
        self.state, head, first = self._opened(start)
        self.number = self.tracking_no
        self.stream_id = consignment_workflow_id(self.tracking_no)
        self.outbox = EventOutbox(self.stream_id, head)
        self.outbox.note(first)
        self.keeping = Keeping(self.outbox)
        snapshot = start.snapshot
        self.completed_calls = set(snapshot.completed_calls if snapshot else ())
        self.breaches: Final = list(snapshot.breaches if snapshot else ())
        self.ended_permits: Final = list(snapshot.ended_permits if snapshot else ())
        self.road_orders: Final = list(snapshot.road_orders if snapshot else ())
        self.findings: Final = list(snapshot.findings if snapshot else ())
        self.claims: Final[list[StatusClaim]] = []
        self.level_news: Final = list(snapshot.level_news if snapshot else ())
        self.level_claims: Final[list[LevelClaim]] = []
        self.capacity_questions: Final[list[CapacityQuestion]] = []
        self._calls_of: tuple[State, int] | None = None
        self._open_calls: tuple[NextCall, ...] = ()
        self._next_calls: tuple[NextCall, ...] = ()
        self.pending_notifications.extend(snapshot.pending_notifications if snapshot else ())
        for one in start.kept:
            self.retake(one)

    def _opened(self, start: Start) -> tuple[State, StreamHead, list[Event]]:
        if start.snapshot is not None:
            return start.snapshot.state, start.snapshot.head, []
        if start.registration is None:
            message = "a consignment starts with a registration or with a snapshot"
            raise ValueError(message)
        first = register(start.registration, start.rulebook, start.registered_at or self.now)
        return begin(first[0]), StreamHead(), first

    @property
    def tracking_no(self) -> str:
        """Our own number of the consignment."""
        return self.state.registration.tracking_no

    @property
    def subject(self) -> CallSubject:
        """How calls name it."""
        return CallSubject(
            tracking_no=self.tracking_no,
            seq_no=self.state.seq_no,
            registered_no=self.state.registration.seq_no,
            entry_id=self.state.entry_id,
        )

    @property
    def open_calls(self) -> tuple[NextCall, ...]:
        """The calls to be made, with those that were refused and wait for an officer."""
        self._look_for_calls()
        return self._open_calls

    @property
    def next_calls(self) -> tuple[NextCall, ...]:
        """The calls that are due."""
        self._look_for_calls()
        return self._next_calls

    @property
    def closing(self) -> tuple[str, Step] | None:
        """The end of the consignment and its cause, once nothing stands before it."""
        return closing(self.state, self.completed_calls)

    def _look_for_calls(self) -> None:
        """Every wait asks, and mostly nothing has changed."""
        state, completed = self.state, self.completed_calls
        if (
            self._calls_of is not None
            and self._calls_of[0] is state
            and self._calls_of[1] == len(completed)
        ):
            return
        self._calls_of = (state, len(completed))
        self._open_calls = open_calls(state, completed)
        self._next_calls = allowed(state, self._open_calls)

    def report(self, report: Report) -> Receipt:
        """Takes in a fact; one whose values nothing can be made of is kept as it came."""
        self._taken += 1
        receipt = self._note(self._understood(report, self.now))
        self.keep("report", report.id, report)
        return receipt

    def _understood(self, report: Report, now: datetime) -> Decision:
        try:
            decided = decide_report(self.state, report, now)
            require_recordable(self.stream_id, decided)
        except (ValueError, ArithmeticError) as error:
            workflow.logger.warning("fact %s is kept unread: %s", report.id, escaped(error))
            return decide_report(self.state, unread(report), now)
        return decided

    def refuse(self, command: Command, message_id: str) -> None:
        """Whether the command may be given now.

        Raises:
            Refused: the rules do not allow it.
            NotRecordable: what follows from it could not be recorded.
        """
        decided = decide_command(self.state, command, message_id, self.now)
        require_recordable(self.stream_id, decided)

    def obey(self, command: Command, message_id: str) -> Receipt:
        """Takes in a command."""
        self._taken += 1
        receipt = self._note(decide_command(self.state, command, message_id, self.now))
        self.keep(command.verb, message_id, command)
        return receipt

    def retake(self, one: Kept) -> None:
        """Decides a message again; what was said of the enterprise has to be proven again."""
        message: Any = TO_CONSIGNMENT[one.name].model_validate(one.said)
        if isinstance(message, SuspensionNotice | ReinstatementNotice):
            self.claims.append(StatusClaim(message))
        elif isinstance(message, LevelHint):
            self.level_claims.append(LevelClaim(message))
        else:
            self.again(message, one)

    def decide_again(self, message: Any, one: Kept) -> Receipt:  # noqa: ANN401 - any of its kind
        """Takes in a message as it was accepted.

        Raises:
            Refused: the order is not allowed any more.
        """
        return self._note(self._decided_again(message, one))

    def _decided_again(self, message: Any, one: Kept) -> Decision:  # noqa: ANN401 - any of its kind
        match message:
            case Report():
                return self._understood(message, one.at)
            case Command():
                return decide_command(self.state, message, one.id, one.at)
            case _:
                return decide_step(self.state, message, cause_of(one), one.at)

    async def prove(self, claim: StatusClaim) -> Receipt:
        """Holds what somebody says of the enterprise's standing until the register has been asked.

        Raises:
            ApplicationError: the register knows no such order.
        """
        self.claims.append(claim)
        await workflow.wait_condition(lambda: claim.settled)
        return claim.outcome()

    def settle(self, claim: StatusClaim, proof: StatusProof) -> None:
        """Obeys the order if it is the last one of the enterprise, in the register's own words."""
        step = claim.proven(proof)
        nothing = Decision((), self.state)
        receipt = self.step(step, step.id) if step else self._note(nothing)
        if step is not None:
            verb = next(name for name, kind in TOLD.items() if isinstance(step, kind))
            self.keep(verb, step.id, step)
        claim.settle(receipt, proof)

    @property
    def deciding_mode(self) -> bool:
        """The mode is asked for, as of a moment that may lie before the news in hand."""
        return any(call.activity == FETCH_INSTRUCTION.activity for call in self.open_calls)

    async def look(self, claim: LevelClaim) -> Receipt:
        """Holds a hint until the stream of the supplier has been asked, if it can matter."""
        ours = same_name(claim.hint.supplier, self.state.registration.supplier)
        if not ours or not (self.state.awaits_inspection or self.deciding_mode):
            return self._note(Decision((), self.state))
        self.level_claims.append(claim)
        await workflow.wait_condition(lambda: claim.receipt is not None)
        return claim.outcome()

    def level_seen(self, claim: LevelClaim, found: LevelFound) -> None:
        """Decides by what the stream of the supplier says, whatever the hint did."""
        seen = LevelSeen.model_validate(found.model_dump())
        claim.receipt = self.step(seen, f"{claim.hint.verb}:{claim.hint.id}")
        if claim.receipt.recorded:
            self.keep(claim.hint.verb, claim.hint.id, claim.hint)

    def step(self, step: Step, cause: str) -> Receipt:
        """Takes in a step of the process itself; its causes cannot be mistaken for message ids."""
        return self._note(decide_step(self.state, step, f"step:{cause}", self.now))

    def _note(self, decided: Decision) -> Receipt:
        self.note(decided.state, decided)
        self.breaches.extend(breaches_of(self.tracking_no, decided))
        self.ended_permits.extend(ended_by(decided))
        self.road_orders.extend(road_orders_in(decided))
        self.findings.extend(findings_of(self.state, decided))
        self.level_news.extend(news_of(decided))
        self.capacity_questions.extend(questions_of(self.state, decided))
        return Receipt(
            recorded=tuple(event.body.type for event in decided),
            stage=stage(self.state),
            must_act=must_act(self.state),
            next_due=next_due(self.state),
        )

    def notifications_of(self, event: Event) -> tuple[Notification, ...]:
        """By the table of consignments."""
        return notifications_of(event)

    @property
    def place(self) -> str:
        """The stage."""
        return stage(self.state).value

    @property
    def emergency(self) -> bool:
        """An emergency is open."""
        return Overlay.EMERGENCY in self.state.overlays

    def waits_for(self, call: str) -> bool:
        """People have heard that nobody answers this call."""
        return call in self.state.unanswered_calls

    def unanswered(self, call: str, since: datetime, why: str) -> None:
        """Nobody answers a call: the event says it to people."""
        step = NoAnswer(call=call, since=since, reason=why)
        self.step(step, f"NoAnswer:{call}:{self.state.version}")

    def answered(self, call: str) -> None:
        """A call has its answer, perhaps late."""
        self.step(LateAnswer(call=call), f"LateAnswer:{call}:{self.state.version}")

    def due(self) -> tuple[Deadline, Escalation] | None:
        """The earliest escalation that will fire next."""
        return due(self.state)

    def title(self, deadline: Deadline) -> Text:
        """What a row of the register is called."""
        return titled(deadline.rule)

    def tick(self, cause: str) -> None:
        """Raises what is due."""
        self.step(Tick(), cause)

    def visible_state(self) -> tuple[object, ...]:
        """What makes an upsert worth its Action when it changes."""
        return search_attributes.visible_state(self.state)

    def attributes(self) -> list[SearchAttributeUpdate[Any]]:
        """The merged upsert of everything that moves."""
        return search_attributes.updates(self.state)

    def show(self) -> None:
        """Keeps the operator's view of this consignment current."""
        workflow.set_current_details(self.with_limits(details(self.state, self.language)))

    def continued(self) -> Start:
        """What the next run starts with; only when the outbox is empty."""
        snapshot = Snapshot(
            state=self.state,
            head=self.outbox.head,
            completed_calls=tuple(sorted(self.completed_calls)),
        )
        return self._goes_on(snapshot, self.keeping.unacknowledged, 0)

    def caught_up(self, snapshot: Snapshot | None) -> Start:
        """What the next run starts with after the ledger has gone another way.

        If that has nothing, this run's own beginning.
        """
        kept, recoveries = self.keeping.unacknowledged, self.recoveries + 1
        if snapshot is None:
            return self._start.model_copy(update={"kept": kept, "recoveries": recoveries})
        untold = self.unsent_of(snapshot.pending_notifications)
        made = tuple(sorted({*snapshot.completed_calls, *self.completed_calls}))
        known = snapshot.model_copy(
            update={"pending_notifications": untold, "completed_calls": made}
        )
        return self._goes_on(known, kept, recoveries)

    def _goes_on(self, snapshot: Snapshot, kept: tuple[Kept, ...], recoveries: int) -> Start:
        changed = {"registration": None, "snapshot": snapshot, "kept": kept}
        return self._start.model_copy(update={**changed, "recoveries": recoveries})

    def ending(self) -> Ending:
        """The result of the workflow, once the consignment is closed."""
        if self.state.outcome is None:
            message = "the consignment is not closed"
            raise ValueError(message)
        return Ending(
            outcome=self.state.outcome,
            mode=self.state.mode,
            recorded_events=self.state.version,
            escalations=self.state.escalations,
            defects=tuple(f"{d.reason} {d.status}" for d in self.state.defects),
            head=self.outbox.head,
        )
