"""What runs beside the narrative of a workflow: loops that wait for one condition each.

- the ledger: what no call carries is recorded by itself
- the watch: sleeps until the next milestone, raises the escalation
- the herald: tells people at once; it never waits for the database
- the face: search attributes, merged, when something that operators filter by has changed

A consignment's companions (`escort.py`) do more, and so do an enterprise's (`porters.py`).
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Generic, TypeVar

from temporalio import workflow

from models.calls import Notices
from models.ladder import Deadline, Milestone
from workflows.details import timer_label
from workflows.file import File
from workflows.line import Line

_SOON = timedelta(minutes=30)
"""What rings within this time is not replaced by something later: its wake-up starts the next."""

F = TypeVar("F", bound=File[Any])
Loop = Callable[[], Awaitable[None]]


class Companions(Generic[F]):
    """The loops beside the narrative, started together and dismissed together."""

    def __init__(self, case: F, line: Line) -> None:
        self._case, self._line = case, line
        self._records: set[asyncio.Task[None]] = set()
        # A run leaves a command at once: a new life is recorded, a continued one shows its face.
        self._shown = case.face() if case.journal.unsent and not case.afresh else ()
        self._tasks = [asyncio.create_task(self._guarded(loop)) for loop in self._loops()]

    def _loops(self) -> tuple[Loop, ...]:
        return (self._keep_the_ledger, self._watch, self._tell_people, self._show_the_face)

    async def dismiss(self) -> None:
        """Waits until nothing is under way, then ends the loops.

        Raises:
            Exception: what broke the case: then it never becomes quiet.
        """
        await workflow.wait_condition(lambda: self._quiet() or self._case.broken is not None)
        for task in self._tasks:
            task.cancel()
        if self._case.broken is not None:
            raise self._case.broken

    def _quiet(self) -> bool:
        case = self._case
        nothing_waits = case.journal.empty and not case.untold and not self._face_changed()
        return nothing_waits and not self._line.busy and workflow.all_handlers_finished()

    async def _guarded(self, loop: Loop) -> None:
        """A loop that breaks breaks the case: the narrative raises what it raised."""
        try:
            await loop()
        except Exception as error:  # noqa: BLE001 - handed on to the narrative, not swallowed
            self._case.broken = error

    async def _keep_the_ledger(self) -> None:
        while True:
            await workflow.wait_condition(self._to_be_recorded)
            # Conditions are looked at only when nothing else can run: a call that the narrative
            # makes in the same breath has taken the batch by then.
            await workflow.wait_condition(lambda: True)
            if self._to_be_recorded():
                record = asyncio.create_task(self._guarded(self._line.record))
                self._records.add(record)
                record.add_done_callback(self._records.discard)

    def _to_be_recorded(self) -> bool:
        """What Updates led to waits for a record that is under way, and is one batch then."""
        journal = self._case.journal
        return journal.presses or (journal.unsent and not self._records)

    async def _watch(self) -> None:
        case = self._case
        while True:
            armed = case.due()
            if armed is None:
                await workflow.wait_condition(lambda: case.due() is not None)
            elif await self._slept_until(*armed):
                await self._before_raising(armed[0])
                case.tick(f"tick:{armed[1].due.isoformat()}")

    async def _slept_until(self, deadline: Deadline, rung: Milestone) -> bool:
        """Sleeps until a milestone is due; False when another one came first."""
        case = self._case
        left = case.timer(rung.due)
        if not left:
            return True

        def moved() -> bool:
            """A sooner one takes its place; a later one when it is worth a timer of its own."""
            earliest = case.due()
            if earliest is not None and earliest[1].due <= rung.due:
                return earliest[1].due < rung.due
            # The answer of a call often brings another; what rings soon is not worth an Action.
            calling = case.journal.unsent or self._line.busy
            soon = earliest is not None and case.timer(rung.due) <= _SOON
            return not calling and not soon

        label = timer_label(deadline, rung, case.title(deadline), case.language)
        try:
            await workflow.wait_condition(moved, timeout=left, timeout_summary=label)
        except TimeoutError:
            return _same(case.due(), rung)
        return False

    async def _before_raising(self, deadline: Deadline) -> None:
        """Nothing needs to be asked first."""

    async def _tell_people(self) -> None:
        case = self._case
        while True:
            await workflow.wait_condition(lambda: bool(case.untold))
            alarms = case.next_alarms()
            due = case.due()
            await self._line.tell(
                Notices(
                    about=case.about,
                    number=case.number,
                    at=case.now,
                    alarms=alarms,
                    stage=case.place,
                    next_due=due[1].due if due else None,
                    emergency=case.emergency,
                )
            )

    async def _show_the_face(self) -> None:
        while True:
            await workflow.wait_condition(self._face_changed)
            self._shown = self._case.face()
            workflow.upsert_search_attributes(self._case.attributes())

    def _face_changed(self) -> bool:
        return self._case.face() != self._shown


def _same(earliest: tuple[Deadline, Milestone] | None, rung: Milestone) -> bool:
    return earliest is not None and earliest[1].due == rung.due
