"""when(a message).then(what is recorded): decisions as sentences, about whatever decides.

Every message happens one minute after the one before, unless `later` says otherwise.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, Self, TypeVar

from models.kernel.errors import Refused
from models.kernel.event import Event
from models.kernel.event_body import Body

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


State = TypeVar("State")


class Subject(Generic[State]):
    """What has been told something: its state, its events, and the last of them."""

    def __init__(self, now: datetime, events: list[Event], state: State | None) -> None:
        assert state is not None
        self.now, self.events, self.state = now, events, state
        self.last: list[Event] = []
        self.refusal = ""

    def decided(self, message: Told) -> list[Event]:
        """What a message would lead to now."""
        raise NotImplementedError

    def evolved(self, event: Event) -> State:
        """What an event makes of the state."""
        raise NotImplementedError

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
        assert [body.type for body in recorded] == [
            wanted.type if isinstance(wanted, Body) else wanted for wanted in expected
        ]
        for body, wanted in zip(recorded, expected, strict=True):
            assert not isinstance(wanted, Body) or body == wanted
        return self.state

    def tell(self, message: Told) -> list[Event]:
        """Decides a message and takes what comes of it; raises what it raises."""
        step = message if isinstance(message, later) else later(message, minutes=1)
        self.now += step.by
        self.last = self.decided(step.message)
        self.take(self.last)
        return self.last

    def take(self, recorded: list[Event]) -> None:
        """What was recorded changes the state."""
        for event in recorded:
            self.state = self.evolved(event)
        self.events += recorded

    @property
    def cause(self) -> str:
        """An id for the message in hand."""
        return f"message-{len(self.events)}-{self.now:%d%H%M%S}"

    def types(self) -> list[str]:
        """The types of all events so far."""
        return [event.body.type for event in self.events]
