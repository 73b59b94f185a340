"""The page of one enterprise in the register: its state, its journal, how a message is taken in."""

from functools import reduce
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate

from models.enterprise.deadlines import due
from models.enterprise.decide import decide_command, decide_notice, decide_step, register
from models.enterprise.evolve import begin, evolve
from models.enterprise.messages import EnterpriseCommand, Step, Tick, ViolationNotice
from models.enterprise.outlook import must_act, next_due
from models.enterprise.start import EnterpriseReceipt, EnterpriseSnapshot, EnterpriseStart
from models.enterprise.state import EnterpriseState
from models.errors import Refused
from models.identity import enterprise_workflow_id
from models.keeping import TO_ENTERPRISE, Kept, cause_of, lapse
from models.labels import titled
from models.ladder import Deadline, Milestone
from models.language import Text
from models.messages import CancellationRequested
from models.record import Event
from models.start import Head
from workflows import standing
from workflows.file import File
from workflows.journal import Journal
from workflows.keeping import Keeping


class Page(File[EnterpriseState]):
    """What an enterprise workflow knows and remembers."""

    about = "enterprise"

    def __init__(self, start: EnterpriseStart) -> None:
        super().__init__(start)
        self._start = start
        self.number = start.code
        self.state, head, first = self._opened(start)
        self.journal = Journal(enterprise_workflow_id(start.code), head)
        self.journal.note(first)
        self.keeping = Keeping(self.journal)
        known = start.snapshot.told if start.snapshot else 0
        self.told = len(self.state.alarms) if known is None else known
        for one in start.kept:
            self.retake(one)

    def _opened(self, start: EnterpriseStart) -> tuple[EnterpriseState, Head, list[Event]]:
        if start.snapshot is not None:
            return start.snapshot.state, start.snapshot.head, []
        first = register(start.code, start.rulebook, start.registered_at or self.now)
        return begin(first[0]), Head(), first

    def report(self, notice: ViolationNotice) -> EnterpriseReceipt:
        """Takes in what a consignment reports."""
        self._taken += 1
        receipt = self._note(decide_notice(self.state, notice))
        self.keep("note_violation", notice.id, notice)
        return receipt

    def refuse(self, command: EnterpriseCommand, message_id: str) -> None:
        """Raises `Refused` when the rules do not allow the command now."""
        decide_command(self.state, command, message_id, self.now)

    def obey(self, command: EnterpriseCommand, message_id: str) -> EnterpriseReceipt:
        """Takes in a command."""
        self._taken += 1
        receipt = self._note(decide_command(self.state, command, message_id, self.now))
        self.keep(command.verb, message_id, command)
        return receipt

    def notice(self, asked: CancellationRequested, cause: str) -> EnterpriseReceipt:
        """Puts on record what befell the workflow itself."""
        return self.step(asked, cause)

    def retake(self, one: Kept) -> None:
        """Decides a message again, as of when it was accepted; an order may be refused now."""
        message: Any = TO_ENTERPRISE[one.name].model_validate(one.said)
        try:
            self._note(self._decided_again(message, one))
        except Refused as refusal:
            lapsed = lapse(one, message, refusal)
            self._note(decide_step(self.state, lapsed, f"step:lapsed:{one.id}", self.now))
        self.keeping.keep(one, self.version)

    def _decided_again(self, message: Any, one: Kept) -> list[Event]:  # noqa: ANN401 - any
        match message:
            case ViolationNotice():
                return decide_notice(self.state, message)
            case EnterpriseCommand():
                return decide_command(self.state, message, one.id, one.at)
            case _:
                return decide_step(self.state, message, cause_of(one), one.at)

    @property
    def version(self) -> int:
        """How many events have been decided."""
        return self.state.version

    def step(self, step: Step, cause: str) -> EnterpriseReceipt:
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
        workflow.set_current_details(standing.details(self.state, self.language))

    @property
    def place(self) -> str:
        """How the enterprise stands."""
        return self.state.standing.value

    def due(self) -> tuple[Deadline, Milestone] | None:
        """The earliest rung that will fire next."""
        return due(self.state)

    def title(self, deadline: Deadline) -> Text:
        """What a deadline of enterprises is called."""
        return titled(self.state.rules.deadline(deadline.id))

    def tick(self, cause: str) -> None:
        """Raises what is due."""
        self.step(Tick(), cause)

    def face(self) -> tuple[object, ...]:
        """What makes an upsert worth its Action when it changes."""
        return standing.face(self.state)

    def attributes(self) -> list[SearchAttributeUpdate[Any]]:
        """The merged upsert of everything that moves."""
        return standing.updates(self.state)

    def continued(self) -> EnterpriseStart:
        """What the next run starts with; only when the journal is empty."""
        snapshot = EnterpriseSnapshot(state=self.state, head=self.journal.head, told=self.told)
        return self._goes_on(snapshot, self.keeping.unacknowledged, 0)

    def caught_up(self, snapshot: EnterpriseSnapshot | None) -> EnterpriseStart:
        """What the next run starts with after the ledger has gone another way.

        If that has nothing, this run's own beginning.
        """
        kept, recoveries = self.keeping.unacknowledged, self.recoveries + 1
        if snapshot is None:
            return self._start.model_copy(update={"kept": kept, "recoveries": recoveries})
        told = {"told": self.told_of(snapshot.state.alarms, snapshot.told)}
        return self._goes_on(snapshot.model_copy(update=told), kept, recoveries)

    def _goes_on(
        self, snapshot: EnterpriseSnapshot, kept: tuple[Kept, ...], recoveries: int
    ) -> EnterpriseStart:
        changed = {"snapshot": snapshot, "kept": kept, "recoveries": recoveries}
        return self._start.model_copy(update=changed)
