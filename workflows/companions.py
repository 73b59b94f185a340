"""What runs beside the narrative of a consignment: loops that wait for one condition each.

- the ledger: what no call carries is recorded by itself
- the watch: sleeps until the next milestone, asks before it shouts, raises the escalation
- the herald: tells people at once; it never waits for the database
- the face: search attributes, merged, when something that operators filter by has changed
"""

import asyncio
from collections.abc import Awaitable, Callable

from temporalio import workflow
from temporalio.exceptions import ActivityError

from models.calls import Notices, PullRequest
from models.deadlines import due
from models.messages import Tick
from models.state import Deadline, Milestone
from workflows import attributes
from workflows.case import Case
from workflows.details import timer_label
from workflows.line import Line
from workflows.outward import PULL_MESSAGES


class Companions:
    """The loops beside the narrative, started together and dismissed together."""

    def __init__(self, case: Case, line: Line) -> None:
        self._case, self._line = case, line
        self._shown = attributes.face(case.state)
        loops = (self._keep_the_ledger, self._watch, self._tell_people, self._show_the_face)
        self._tasks = [asyncio.create_task(self._guarded(loop)) for loop in loops]

    async def dismiss(self) -> None:
        """Waits until nothing is under way, then ends the loops."""
        await workflow.wait_condition(self._quiet)
        for task in self._tasks:
            task.cancel()

    def _quiet(self) -> bool:
        case = self._case
        nothing_waits = case.journal.empty and not case.untold and not self._face_changed()
        return nothing_waits and not self._line.busy and workflow.all_handlers_finished()

    async def _guarded(self, loop: Callable[[], Awaitable[None]]) -> None:
        """A loop that breaks breaks the case: the narrative raises what it raised."""
        try:
            await loop()
        except Exception as error:  # noqa: BLE001 - handed on to the narrative, not swallowed
            self._case.broken = error

    async def _keep_the_ledger(self) -> None:
        journal = self._case.journal
        while True:
            await workflow.wait_condition(lambda: journal.unsent)
            # Conditions are looked at only when nothing else can run: a call that the narrative
            # makes in the same breath has taken the batch by then.
            await workflow.wait_condition(lambda: True)
            if journal.unsent:
                await self._line.record()

    async def _watch(self) -> None:
        while True:
            armed = due(self._case.state)
            if armed is None:
                await workflow.wait_condition(lambda: due(self._case.state) is not None)
            elif await self._slept_until(*armed):
                await self._pull(armed[0])
                self._case.step(Tick(), f"tick:{armed[1].due.isoformat()}")

    async def _slept_until(self, deadline: Deadline, rung: Milestone) -> bool:
        """Sleeps until a milestone is due; False when another one came first."""
        case = self._case
        left = case.timer(rung.due)
        if not left:
            return True

        def moved() -> bool:
            earliest = due(case.state)
            return earliest is None or earliest[1].due != rung.due

        try:
            await workflow.wait_condition(
                moved, timeout=left, timeout_summary=timer_label(deadline, rung)
            )
        except TimeoutError:
            return True
        return False

    async def _pull(self, deadline: Deadline) -> None:
        """Pull before you shout: a lost message must not become a false alarm."""
        case = self._case
        system = deadline.rule.system
        if system is None:
            return
        known = case.state.registration
        subjects = (deadline.box,) if deadline.box else (known.seq_no, known.bill_no)
        request = PullRequest(
            system=system, subjects=subjects, since=case.state.marks["consignment-registered"].at
        )
        summary = f"Ask {system} before escalating {deadline.id}"
        try:
            pulled = await self._line.ask(PULL_MESSAGES, request, f"pull:{deadline.id}", summary)
        except ActivityError:
            workflow.logger.warning("%s does not answer: escalating without it", system)
            return
        for report in pulled.reports:
            case.report(report)

    async def _tell_people(self) -> None:
        case = self._case
        while True:
            await workflow.wait_condition(lambda: case.untold > 0)
            alarms = case.state.alarms[case.told :]
            case.told = len(case.state.alarms)
            await self._line.tell(Notices(tracking_no=case.tracking_no, at=case.now, alarms=alarms))

    async def _show_the_face(self) -> None:
        while True:
            await workflow.wait_condition(self._face_changed)
            self._shown = attributes.face(self._case.state)
            workflow.upsert_search_attributes(attributes.updates(self._case.state))

    def _face_changed(self) -> bool:
        return attributes.face(self._case.state) != self._shown
