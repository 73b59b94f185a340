"""The case file of one consignment: its state, its journal, and how a message is taken in.

Decisions are made where messages arrive, at once and without awaiting: no lock, no inbox.
"""

from datetime import datetime
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate

from models.alarms import alarms_of
from models.calls import Proof, Subject
from models.deadlines import due
from models.decisions import Decision, decide_command, decide_report, decide_step, register
from models.enterprise.breaches import breaches_of
from models.evolve import begin
from models.identity import consignment_workflow_id
from models.incoming import escaped
from models.keeping import TO_CONSIGNMENT, Kept, cause_of
from models.labels import titled
from models.ladder import Deadline, Milestone
from models.language import Text
from models.messages import (
    TOLD,
    Command,
    EnterpriseReinstated,
    EnterpriseSuspended,
    LateAnswer,
    NoAnswer,
    Report,
    Step,
    Tick,
    unread,
)
from models.outlook import must_act, next_due, stage
from models.permits import ended_by
from models.record import Event
from models.road_orders import road_orders_in
from models.start import Ending, Head, Receipt, Snapshot, Start
from models.state import Alarm, State
from models.terms import Overlay
from workflows import attributes
from workflows.claim import Claim
from workflows.details import details
from workflows.file import File
from workflows.journal import Journal
from workflows.keeping import Keeping
from workflows.recordable import need_recordable


class Case(File[State]):
    """What a consignment workflow knows and remembers."""

    about = "consignment"

    def __init__(self, start: Start) -> None:
        super().__init__(start)
        self._start = start
        self.state, head, first = self._opened(start)
        self.number = self.tracking_no
        self.stream_id = consignment_workflow_id(self.tracking_no)
        self.journal = Journal(self.stream_id, head)
        self.journal.note(first)
        self.keeping = Keeping(self.journal)
        snapshot = start.snapshot
        self.made = set(snapshot.made if snapshot else ())
        self.breaches = list(snapshot.breaches if snapshot else ())
        self.ended_permits = list(snapshot.ended_permits if snapshot else ())
        self.road_orders = list(snapshot.road_orders if snapshot else ())
        self.claims: list[Claim] = []
        self.untold += snapshot.untold if snapshot else ()
        for one in start.kept:
            self.retake(one)

    def _opened(self, start: Start) -> tuple[State, Head, list[Event]]:
        if start.snapshot is not None:
            return start.snapshot.state, start.snapshot.head, []
        if start.registration is None:
            message = "a consignment starts with a registration or with a snapshot"
            raise ValueError(message)
        first = register(start.registration, start.rulebook, start.registered_at or self.now)
        return begin(first[0]), Head(), first

    @property
    def tracking_no(self) -> str:
        """Our own number of the consignment."""
        return self.state.registration.tracking_no

    @property
    def subject(self) -> Subject:
        """How calls name it."""
        return Subject(
            tracking_no=self.tracking_no,
            seq_no=self.state.seq_no,
            registered_no=self.state.registration.seq_no,
            entry_id=self.state.entry_id,
        )

    def report(self, report: Report) -> Receipt:
        """Takes in a fact; one whose values nothing can be made of is kept as it came."""
        self._taken += 1
        receipt = self._note(self._understood(report, self.now))
        self.keep("report", report.id, report)
        return receipt

    def _understood(self, report: Report, now: datetime) -> Decision:
        try:
            decided = decide_report(self.state, report, now)
            need_recordable(self.stream_id, decided)
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
        need_recordable(self.stream_id, decided)

    def obey(self, command: Command, message_id: str) -> Receipt:
        """Takes in a command."""
        self._taken += 1
        receipt = self._note(decide_command(self.state, command, message_id, self.now))
        self.keep(command.verb, message_id, command)
        return receipt

    def retake(self, one: Kept) -> None:
        """Decides a message again; what was said of the enterprise has to be proven again."""
        message: Any = TO_CONSIGNMENT[one.name].model_validate(one.said)
        if isinstance(message, EnterpriseSuspended | EnterpriseReinstated):
            self.claims.append(Claim(message))
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

    async def prove(self, claim: Claim) -> Receipt:
        """Holds what somebody says of the enterprise's standing until the register has been asked.

        Raises:
            ApplicationError: the register knows no such order.
        """
        self.claims.append(claim)
        await workflow.wait_condition(lambda: claim.settled)
        return claim.outcome()

    def settle(self, claim: Claim, proof: Proof) -> None:
        """Obeys the order if it is the last one of the enterprise, in the register's own words."""
        step = claim.proven(proof)
        nothing = Decision((), self.state)
        receipt = self.step(step, step.id) if step else self._note(nothing)
        if step is not None:
            verb = next(name for name, kind in TOLD.items() if isinstance(step, kind))
            self.keep(verb, step.id, step)
        claim.settle(receipt, proof)

    def step(self, step: Step, cause: str) -> Receipt:
        """Takes in a step of the process itself; its causes cannot be mistaken for message ids."""
        return self._note(decide_step(self.state, step, f"step:{cause}", self.now))

    def _note(self, decided: Decision) -> Receipt:
        self.note(decided.state, decided)
        self.breaches += breaches_of(self.tracking_no, decided)
        self.ended_permits += ended_by(decided)
        self.road_orders += road_orders_in(decided)
        return Receipt(
            recorded=tuple(event.body.type for event in decided),
            stage=stage(self.state),
            must_act=must_act(self.state),
            next_due=next_due(self.state),
        )

    def alarms_of(self, event: Event) -> tuple[Alarm, ...]:
        """By the table of consignments."""
        return alarms_of(event)

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

    def due(self) -> tuple[Deadline, Milestone] | None:
        """The earliest rung that will fire next."""
        return due(self.state)

    def title(self, deadline: Deadline) -> Text:
        """What a row of the register is called."""
        return titled(deadline.rule)

    def tick(self, cause: str) -> None:
        """Raises what is due."""
        self.step(Tick(), cause)

    def face(self) -> tuple[object, ...]:
        """What makes an upsert worth its Action when it changes."""
        return attributes.face(self.state)

    def attributes(self) -> list[SearchAttributeUpdate[Any]]:
        """The merged upsert of everything that moves."""
        return attributes.updates(self.state)

    def show(self) -> None:
        """Keeps the operator's view of this consignment current."""
        workflow.set_current_details(self.with_limits(details(self.state, self.language)))

    def continued(self) -> Start:
        """What the next run starts with; only when the journal is empty."""
        snapshot = Snapshot(
            state=self.state,
            head=self.journal.head,
            made=tuple(sorted(self.made)),
        )
        return self._goes_on(snapshot, self.keeping.unacknowledged, 0)

    def caught_up(self, snapshot: Snapshot | None) -> Start:
        """What the next run starts with after the ledger has gone another way.

        If that has nothing, this run's own beginning.
        """
        kept, recoveries = self.keeping.unacknowledged, self.recoveries + 1
        if snapshot is None:
            return self._start.model_copy(update={"kept": kept, "recoveries": recoveries})
        untold = self.not_told_of(snapshot.untold)
        made = tuple(sorted({*snapshot.made, *self.made}))
        known = snapshot.model_copy(update={"untold": untold, "made": made})
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
            head=self.journal.head,
        )
