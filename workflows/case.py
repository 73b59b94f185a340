"""The case file of one consignment: its state, its journal, and how a message is taken in.

Decisions are made where messages arrive, at once and without awaiting: no lock, no inbox.
"""

from datetime import datetime, timedelta

from temporalio import workflow

from models.clock import Clock
from models.decisions import Decision, decide_command, decide_report, decide_step, register
from models.evolve import begin
from models.identity import consignment_workflow_id
from models.messages import Command, Report, Step
from models.outlook import must_act, next_due, stage
from models.record import Event
from models.start import Ending, Head, Receipt, Snapshot, Start
from models.state import State
from workflows.details import details
from workflows.journal import Journal


class Case:
    """What a consignment workflow knows and remembers."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._clock = Clock(timedelta(seconds=start.offset_seconds))
        self._taken = 0
        self.broken: Exception | None = None
        self.state, head, first = self._opened(start)
        self.journal = Journal(self._stream_id, head)
        self.journal.note(first)
        snapshot = start.snapshot
        known = snapshot.told if snapshot else 0
        self.told = len(self.state.alarms) if known is None else known
        self.made = set(snapshot.made if snapshot else ())

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
    def _stream_id(self) -> str:
        return consignment_workflow_id(self.tracking_no)

    @property
    def now(self) -> datetime:
        """Domain time."""
        return self._clock.domain(workflow.now())

    @property
    def long_enough(self) -> bool:
        """This run has collected enough history: go on in a new one."""
        limit = self._start.continue_after
        forced = limit is not None and self._taken >= limit
        return forced or workflow.info().is_continue_as_new_suggested()

    @property
    def untold(self) -> int:
        """How many alarms nobody has been told of."""
        return len(self.state.alarms) - self.told

    def timer(self, due: datetime) -> timedelta:
        """How long to sleep until a domain instant."""
        return self._clock.until(due, workflow.now())

    def report(self, report: Report) -> Receipt:
        """Takes in a fact."""
        self._taken += 1
        return self._note(decide_report(self.state, report, self.now))

    def refuse(self, command: Command, message_id: str) -> None:
        """Raises `Refused` when the rules do not allow the command now."""
        decide_command(self.state, command, message_id, self.now)

    def obey(self, command: Command, message_id: str) -> Receipt:
        """Takes in a command."""
        self._taken += 1
        return self._note(decide_command(self.state, command, message_id, self.now))

    def step(self, step: Step, cause: str) -> Receipt:
        """Takes in a step of the process itself; its causes cannot be mistaken for message ids."""
        return self._note(decide_step(self.state, step, f"step:{cause}", self.now))

    def _note(self, decided: Decision) -> Receipt:
        self.state = decided.state
        self.journal.note(decided)
        self.show()
        return Receipt(
            recorded=tuple(event.body.type for event in decided),
            stage=stage(self.state),
            must_act=must_act(self.state),
            next_due=next_due(self.state),
        )

    def show(self) -> None:
        """Keeps the operator's view of this consignment current."""
        workflow.set_current_details(details(self.state))

    def continued(self) -> Start:
        """What the next run starts with; only when the journal is empty."""
        snapshot = Snapshot(
            state=self.state,
            head=self.journal.head,
            told=self.told,
            made=tuple(sorted(self.made)),
        )
        return self._start.model_copy(update={"registration": None, "snapshot": snapshot})

    def ending(self) -> Ending:
        """The result of the workflow, once the consignment is closed."""
        if self.state.outcome is None:
            message = "the consignment is not closed"
            raise ValueError(message)
        rungs = [rung for d in self.state.deadlines.values() for rung in d.milestones]
        return Ending(
            outcome=self.state.outcome,
            mode=self.state.mode,
            recorded_events=self.state.version,
            escalations=sum(rung.standing for rung in rungs),
            defects=tuple(f"{d.reason} {d.status}" for d in self.state.defects),
            head=self.journal.head,
        )
