"""given(what was told before).when(a message).then(what is recorded): decisions as sentences.

Every message happens one minute after the one before, unless `later` says otherwise.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self, get_args

from models.decisions import Decision, decide_command, decide_report, decide_step, register
from models.errors import Refused
from models.events import Body
from models.evolve import evolve, fold
from models.messages import Command, Fact, Report, Step
from models.record import Event
from models.registration import Registration
from models.state import State
from models.terms import System
from tests.history import RULEBOOK, START, sample_registration

Told = Any
"""A fact, a report, a command, a step, or one of them with its time (`later`)."""


@dataclass(frozen=True)
class later:  # noqa: N801 - reads as a word in a sentence
    """A message that comes so much later than the one before."""

    message: Told
    by: timedelta

    def __init__(self, message: Told, **by: float) -> None:
        object.__setattr__(self, "message", message)
        object.__setattr__(self, "by", timedelta(**by))


@dataclass(frozen=True)
class refused:  # noqa: N801 - the same
    """The command is refused, and the reason says this."""

    because: str


class Given:
    """A consignment that has been told something."""

    def __init__(self, registration: Registration, rulebook: str = RULEBOOK) -> None:
        self.now = START
        self.events = register(registration, rulebook, START)
        state = fold(self.events)
        assert state is not None
        self.state: State = state
        self.last: list[Event] = []
        self.refusal = ""

    def when(self, *told: Told) -> Self:
        """It is told this; a refusal is remembered, not raised."""
        for message in told:
            self.last, self.refusal = [], ""
            try:
                self.tell(message)
            except Refused as reason:
                self.refusal = str(reason)
        return self

    def then(self, *expected: str | Body | refused) -> State:
        """Of the last message came exactly this: event types, bodies, or a refusal."""
        if expected and isinstance(expected[0], refused):
            assert expected[0].because in self.refusal
            return self.state
        assert not self.refusal
        recorded = [event.body for event in self.last]
        named = [wanted if isinstance(wanted, Body) else None for wanted in expected]
        assert [body.type for body in recorded] == [
            wanted.type if isinstance(wanted, Body) else wanted for wanted in expected
        ]
        for body, wanted in zip(recorded, named, strict=True):
            assert wanted is None or body == wanted
        return self.state

    def tell(self, message: Told) -> list[Event]:
        """Decides a message and takes what comes of it; raises what it raises."""
        step = message if isinstance(message, later) else later(message, minutes=1)
        self.now += step.by
        self.last = self.decided(step.message)
        for event in self.last:
            self.state = evolve(self.state, event)
        self.events += self.last
        return self.last

    def decided(self, message: Told) -> Decision:
        """What a message would lead to now."""
        cause = f"message-{len(self.events)}-{self.now:%d%H%M%S}"
        if isinstance(message, Command):
            return decide_command(self.state, message, cause, self.now)
        if isinstance(message, get_args(Step)):
            return decide_step(self.state, message, cause, self.now)
        if not isinstance(message, Report):
            message = heard(message, self.now, cause)
        return decide_report(self.state, message, self.now)

    def types(self) -> list[str]:
        """The types of all events so far."""
        return [event.body.type for event in self.events]


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
