"""given(what was told before).when(a message).then(what is recorded), for consignments."""

from datetime import datetime
from typing import get_args

from models.consignment.registration import Registration
from models.consignment.state import State
from models.kernel.event import Event
from models.kernel.message import Command
from models.kernel.terms import System
from models.process.decide import Decision, decide_command, decide_report, decide_step, register
from models.process.evolve import evolve, fold
from models.process.messages import Fact, Report, Step
from tests.bdd import Subject, Told, later, refused
from tests.draws import with_chances
from tests.history import RULEBOOK, START, sample_registration

__all__ = ["Given", "Told", "given", "heard", "later", "refused"]


class Given(Subject[State]):
    """A consignment that has been told something."""

    def __init__(self, registration: Registration, rulebook: str = RULEBOOK) -> None:
        registered = register(registration, rulebook, START)
        super().__init__(START, registered, fold(registered))

    def decided(self, message: Told) -> Decision:
        """What a message would lead to now; an instruction comes with the chances of the draw."""
        message = with_chances(message, self.state.registration, self.now)
        if isinstance(message, Command):
            return decide_command(self.state, message, self.cause, self.now)
        if isinstance(message, get_args(Step)):
            return decide_step(self.state, message, self.cause, self.now)
        if not isinstance(message, Report):
            message = heard(message, self.now, self.cause)
        return decide_report(self.state, message, self.now)

    def evolved(self, event: Event) -> State:
        """What an event makes of the state."""
        return evolve(self.state, event)


def given(*told: Told, boxes: int = 1, **registered: object) -> Given:
    """A sample consignment that was told all this, and refused nothing of it."""
    consignment = Given(sample_registration(1, boxes, **registered))
    for message in told:
        consignment.tell(message)
    return consignment


def heard(
    fact: Fact, at: datetime, message_id: str = "late", system: System = System.CHECKPOINT
) -> Report:
    """A fact with an envelope: when it happened, under which id it was sent."""
    return Report(id=message_id, system=system, occurred_at=at, fact=fact)
