"""Runs loops beside the main course of a workflow, each waiting for one condition.

- `_flush_events`: what no call carries is sent to the ledger by itself
- `_run_deadline_timer`: sleeps until the next escalation is due and raises it
- `_send_notifications`: notifies people at once; it never waits for the database
- `_sync_search_attributes`: merged, when something that operators filter by has changed

A consignment has more of them (`consignment_tasks.py`), and so has an enterprise
(`enterprise_tasks.py`).
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Generic, TypeVar

from temporalio import workflow

from models.consignment.deadline import Deadline, Escalation
from models.notifications.request import NotificationRequest
from workflows.activity_client import ActivityClient
from workflows.aggregate import Aggregate
from workflows.current_details import timer_label

_SOON = timedelta(minutes=30)
"""What rings within this time is not replaced by something later: its wake-up starts the next."""

F = TypeVar("F", bound=Aggregate[Any])
Loop = Callable[[], Awaitable[None]]


class BackgroundTasks(Generic[F]):
    """The loops beside the narrative, started together and dismissed together."""

    def __init__(self, case: F, line: ActivityClient) -> None:
        self._case, self._line = case, line
        self._flushes: set[asyncio.Task[None]] = set()
        # A run leaves a command at once: a new life is recorded, a continued one shows its face.
        self._shown = case.visible_state() if case.outbox.unsent and not case.afresh else ()
        self._tasks = [asyncio.create_task(self._guarded(loop)) for loop in self._loops()]

    def _loops(self) -> tuple[Loop, ...]:
        return (
            self._flush_events,
            self._run_deadline_timer,
            self._send_notifications,
            self._sync_search_attributes,
        )

    async def dismiss(self) -> None:
        """Waits until nothing is under way, then ends the loops.

        Raises:
            Exception: what broke the case: then it never becomes quiet.
        """
        await workflow.wait_condition(lambda: self._idle() or self._case.failure is not None)
        for task in self._tasks:
            task.cancel()
        if self._case.failure is not None:
            raise self._case.failure

    def _idle(self) -> bool:
        case = self._case
        nothing_waits = (
            case.outbox.empty
            and not case.pending_notifications
            and not self._visible_state_changed()
        )
        return nothing_waits and not self._line.busy and workflow.all_handlers_finished()

    async def _guarded(self, loop: Loop) -> None:
        """A loop that breaks breaks the case: the narrative raises what it raised."""
        try:
            await loop()
        except Exception as error:  # noqa: BLE001 - handed on to the narrative, not swallowed
            self._case.failure = error

    async def _flush_events(self) -> None:
        while True:
            await workflow.wait_condition(self._needs_flush)
            # Conditions are looked at only when nothing else can run: a call that the narrative
            # makes in the same breath has taken the batch by then.
            await workflow.wait_condition(lambda: True)
            if self._needs_flush():
                flush = asyncio.create_task(self._guarded(self._line.flush))
                self._flushes.add(flush)
                flush.add_done_callback(self._flushes.discard)

    def _needs_flush(self) -> bool:
        """What Updates led to waits for a record that is under way, and is one batch then."""
        outbox = self._case.outbox
        return outbox.presses or (outbox.unsent and not self._flushes)

    async def _run_deadline_timer(self) -> None:
        case = self._case
        while True:
            armed = case.due()
            if armed is None:
                await workflow.wait_condition(lambda: case.due() is not None)
            elif await self._slept_until(*armed):
                await self._before_raising(armed[0])
                case.tick(f"tick:{armed[1].due.isoformat()}")

    async def _slept_until(self, deadline: Deadline, escalation: Escalation) -> bool:
        """Sleeps until an escalation is due; False when another one came first."""
        case = self._case
        left = case.timer(escalation.due)
        if not left:
            return True

        def moved() -> bool:
            """A sooner one takes its place; a later one when it is worth a timer of its own."""
            earliest = case.due()
            if earliest is not None and earliest[1].due <= escalation.due:
                return earliest[1].due < escalation.due
            # The answer of a call often brings another; what rings soon is not worth an Action.
            calling = case.outbox.unsent or self._line.busy
            soon = earliest is not None and case.timer(escalation.due) <= _SOON
            return not calling and not soon

        label = timer_label(deadline, escalation, case.title(deadline), case.language)
        try:
            await workflow.wait_condition(moved, timeout=left, timeout_summary=label)
        except TimeoutError:
            return _same(case.due(), escalation)
        return False

    async def _before_raising(self, deadline: Deadline) -> None:
        """Nothing needs to be asked first."""

    async def _send_notifications(self) -> None:
        case = self._case
        while True:
            await workflow.wait_condition(lambda: bool(case.pending_notifications))
            notifications = case.next_notifications()
            due = case.due()
            await self._line.notify(
                NotificationRequest(
                    about=case.about,
                    number=case.number,
                    at=case.now,
                    notifications=notifications,
                    stage=case.place,
                    next_due=due[1].due if due else None,
                    emergency=case.emergency,
                )
            )

    async def _sync_search_attributes(self) -> None:
        while True:
            await workflow.wait_condition(self._visible_state_changed)
            self._shown = self._case.visible_state()
            workflow.upsert_search_attributes(self._case.attributes())

    def _visible_state_changed(self) -> bool:
        return self._case.visible_state() != self._shown


def _same(earliest: tuple[Deadline, Escalation] | None, escalation: Escalation) -> bool:
    return earliest is not None and earliest[1].due == escalation.due
