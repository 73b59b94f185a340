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
from models.identity import enterprise_workflow_id
from models.labels import titled
from models.ladder import Deadline, Milestone
from models.language import Text
from models.record import Event
from models.start import Head
from workflows import standing
from workflows.file import File
from workflows.journal import Journal
from workflows.recordable import need_recordable


class Page(File[EnterpriseState]):
    """What an enterprise workflow knows and remembers."""

    about = "enterprise"

    def __init__(self, start: EnterpriseStart) -> None:
        super().__init__(start)
        self._start = start
        self.number = start.code
        self.state, head, first = self._opened(start)
        self.stream_id = enterprise_workflow_id(start.code)
        self.journal = Journal(self.stream_id, head)
        self.journal.note(first)
        known = start.snapshot.told if start.snapshot else 0
        self.told = len(self.state.alarms) if known is None else known

    def _opened(self, start: EnterpriseStart) -> tuple[EnterpriseState, Head, list[Event]]:
        if start.snapshot is not None:
            return start.snapshot.state, start.snapshot.head, []
        first = register(start.code, start.rulebook, start.registered_at or self.now)
        return begin(first[0]), Head(), first

    def report(self, notice: ViolationNotice) -> EnterpriseReceipt:
        """Takes in what a consignment reports."""
        self._taken += 1
        return self._note(decide_notice(self.state, notice))

    def refuse(self, command: EnterpriseCommand, message_id: str) -> None:
        """Whether the command may be given now.

        Raises:
            Refused: the rules do not allow it.
            NotRecordable: what follows from it could not be recorded.
        """
        decided = decide_command(self.state, command, message_id, self.now)
        need_recordable(self.stream_id, decided)

    def obey(self, command: EnterpriseCommand, message_id: str) -> EnterpriseReceipt:
        """Takes in a command."""
        self._taken += 1
        return self._note(decide_command(self.state, command, message_id, self.now))

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
        return self._start.model_copy(update={"snapshot": snapshot})
