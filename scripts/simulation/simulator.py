"""One batch in one mode: a queue of what will happen, by domain time, and the tracker's own steps.

The tracker's part is the core's alone, as the workflow has it: a message is decided, the steps that
the process takes by itself follow at once, and whatever deadline is due first fires before the
next happening. Nothing is pulled from a system: here no message gets lost.
"""

import heapq
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

from models.consignment.deadline import Deadline
from models.consignment.state import State
from models.deadlines.engine import due
from models.deadlines.messages import Tick
from models.kernel.errors import GuomenError, Refused
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.language import Speaks
from models.kernel.message import Command
from models.kernel.terms import Mode, ProcessPhase, System
from models.process.decide import Decision, decide_command, decide_report, decide_step, register
from models.process.evolve import begin
from models.process.messages import Fact, Report
from scripts.simulation.assumptions import HoursBetween
from scripts.simulation.goods import SimulatedBatch
from scripts.simulation.process import next_step
from scripts.texts.simulation import (
    LED_TO_NOTHING,
    NO_END,
    NOTHING_HAPPENS,
    NOTHING_REFUSED,
    REFUSED_AT_LAST,
)

AGAIN = timedelta(minutes=45)
TRIES = 2000

Told: TypeAlias = Fact | Command | None
Act: TypeAlias = Callable[["Life"], Told]
"""What happens when its time comes, by the state then; None when it has lost its meaning."""
Answer: TypeAlias = Callable[["Life", Event], None]
"""How the world answers an event: it lets something happen later."""
Answers: TypeAlias = Mapping[type[Body], Answer]
AllAnswers: TypeAlias = Mapping[type[Body], tuple[Answer, ...]]


def saying(told: Told) -> Act:
    """An act that tells this, whatever the state is by then."""
    return lambda _: told


class StuckBatch(GuomenError):
    """A batch that comes to no end: what waits, and in which state."""


class Life:
    """A batch from its registration to its end."""

    def __init__(
        self, batch: SimulatedBatch, mode: Mode, rulebook: str, answers: AllAnswers
    ) -> None:
        self.batch, self.mode, self.chance = batch, mode, batch.chance
        self.now = batch.registered_at
        self._answers = answers
        self._queue: list[tuple[datetime, int, ProcessPhase | None, Act]] = []
        self._waiting: list[tuple[datetime, ProcessPhase, Act]] = []
        self._stopped: datetime | None = None
        self._numbered = 0
        self._deadlines: Mapping[str, Deadline] = {}
        self._next_due: datetime | None = None
        self.begun: set[str] = set()
        self._completed: set[str] = set()
        self._refusal: Speaks = NOTHING_REFUSED
        self.events = register(batch.registration, rulebook, self.now)
        self.state: State = begin(self.events[0])
        self._answered(self.events)

    def play(self) -> None:
        """Let everything happen, in order of time, until the consignment is closed.

        Raises:
            Stuck: nothing more can happen, or the same is tried for ever.
        """
        while self.state.outcome is None:
            armed = self._armed()
            if armed is not None and (not self._queue or armed <= self._queue[0][0]):
                self.now = max(self.now, armed)
                self._take(decide_step(self.state, Tick(), "tick", self.now))
            elif self._queue:
                self._happen()
            else:
                raise StuckBatch(NOTHING_HAPPENS, batch=self._name, course=self.state.course)

    def later(self, span: timedelta, act: Act, *, always: bool = False) -> None:
        """Let it happen so much later.

        Unless it happens always, it waits as long as the consignment is frozen, and loses its
        meaning with a turn to another course.
        """
        self.at(self.now + span, act, always=always)

    def at(self, when: datetime, act: Act, *, always: bool = False) -> None:
        """The same at an instant."""
        self._put(max(when, self.now), None if always else self.state.course, act)

    def at_work(
        self, span: HoursBetween, act: Act, subject: str = "", *, always: bool = False
    ) -> None:
        """Let it happen after so much of the working time of customs."""
        hours = self.chance.lasts(span, subject)
        when = self.state.rules.calendar.worked(self.now, hours)
        self.at(when, act, always=always)

    def once(self, name: str) -> bool:
        """True for the first time that this is asked."""
        first = name not in self.begun
        self.begun.add(name)
        return first

    @property
    def _name(self) -> str:
        return f"{self.batch.registration.tracking_no} {self.mode}"

    def _armed(self) -> datetime | None:
        """When the next deadline fires; looked up again only when a deadline has changed."""
        if self._deadlines is not self.state.deadlines:
            armed = due(self.state)
            self._deadlines = self.state.deadlines
            self._next_due = armed[1].due if armed else None
        return self._next_due

    def _happen(self) -> None:
        when, _, course, act = heapq.heappop(self._queue)
        self.now = max(self.now, when)
        if course is not None and course is not self.state.course:
            return
        try:
            self._tell(act(self))
        except Refused as refusal:
            self._refusal = REFUSED_AT_LAST.of(refusal=refusal)
            self.at(self.now + AGAIN, act, always=course is None)

    def _tell(self, told: Told) -> None:
        if told is None:
            return
        name = f"{type(told).__name__}:{len(self.events)}"
        if isinstance(told, Command):
            self._take(decide_command(self.state, told, name, self.now))
        else:
            report = Report(id=name, system=System.CHECKPOINT, occurred_at=self.now, fact=told)
            self._take(decide_report(self.state, report))

    def _take(self, decided: Decision) -> None:
        """Note what was decided, and take every step of the process that is possible then."""
        while True:
            self.events += decided
            self.state = decided.state
            self._stop_or_go_on()
            self._answered(decided)
            step = next_step(self.state, self._completed, self.chance)
            if step is None:
                break
            decided = decide_step(self.state, step[1], f"step:{step[0]}", self.now)
            if not decided:
                raise StuckBatch(LED_TO_NOTHING, batch=self._name, step=step[0])

    def _put(self, when: datetime, course: ProcessPhase | None, act: Act) -> None:
        if course is not None and self._stopped is not None:
            self._waiting.append((when - (self.now - self._stopped), course, act))
            return
        self._numbered += 1
        if self._numbered > TRIES:
            why = {"course": self.state.course, "refusal": self._refusal}
            raise StuckBatch(NO_END, batch=self._name, **why)
        heapq.heappush(self._queue, (when, self._numbered, course, act))

    def _stop_or_go_on(self) -> None:
        """While the consignment is frozen the world stands still; then it goes on where it was."""
        if self.state.frozen and self._stopped is None:
            self._stopped, queue = self.now, sorted(self._queue)
            self._waiting = [(when, course, act) for when, _, course, act in queue if course]
            self._queue = [item for item in queue if item[2] is None]
        elif self._stopped is not None and not self.state.frozen:
            stood, waiting = self.now - self._stopped, self._waiting
            self._stopped, self._waiting = None, []
            for when, course, act in waiting:
                self._put(when + stood, course, act)

    def _answered(self, events: list[Event]) -> None:
        for event in events:
            for answer in self._answers.get(type(event.body), ()):
                answer(self, event)
