"""Delivers notifications to one target: waits for quiet hours, retries, records each attempt.

Each target of an alarm has a run of its own, so that one that fails delays no other. What a run
does lies in its history; the record in the database follows when that answers. It never gives up:
after hours without success operations are told, and the pauses go on growing.
"""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from temporalio import workflow
from temporalio.common import Priority
from temporalio.exceptions import ActivityError, is_cancelled_exception

from models.execution.activity_io import Empty
from models.execution.task_priority import URGENT
from models.kernel.language import Speaks, Text, listed
from models.kernel.limits import TOLD_BYTES, next_of
from models.kernel.markdown import marked
from models.notifications import progress_texts
from models.notifications.list_texts import RESULTS, STATUSES
from models.notifications.notice import (
    Attempt,
    Attempts,
    DeliveryJob,
    Manner,
    Notice,
    NoticeOutcome,
    NoticeStatus,
    QueuedNotice,
    SendRequest,
    SendResult,
)
from models.notifications.silent_targets import untold
from workflows.activity_specs import RECORD_ATTEMPTS, SEND_NOTICE
from workflows.current_details import shortened
from workflows.operations_notice import notify_people
from workflows.task_queues import named

_AT_ONCE = 20
_RECORDED_AT_ONCE = 200
_SHOWN = 10
_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(minutes=10)
_LONGEST_PAUSE_LATER = timedelta(hours=4)
_LATER = timedelta(hours=6)
_PATIENCE = timedelta(hours=2)
_PATIENCE_IF_URGENT = timedelta(minutes=15)


@workflow.defn(name="Notice")
class NoticeWorkflow:
    """One target, and the notices that it gets in one message."""

    @workflow.init
    def __init__(self, parcel: DeliveryJob) -> None:
        self._parcel = parcel
        self._waiting: dict[str, Notice] = {}
        self._taken: set[str] = set()
        self._unrecorded = list(parcel.attempts)
        self._recording: set[asyncio.Task[None]] = set()
        self._tries = 0
        self._in_hand: tuple[Notice, ...] = ()
        self._tried_in_hand = 0
        self._handing: asyncio.Task[None] | None = None
        self._lines: list[str] = []
        for handed in parcel.handed:
            self._take(handed)

    @workflow.run
    async def run(self, parcel: DeliveryJob) -> NoticeOutcome:
        """Ends when every notice was taken, and every try is on record."""
        self._show()
        recording = asyncio.create_task(self._keep_the_record())
        try:
            await self._its_hour(parcel)
            while self._waiting or not self._on_record:
                if self._waiting:
                    await self._deliver(self._next())
                else:
                    await workflow.wait_condition(self._stirred)
        except asyncio.CancelledError:
            if workflow.cancellation_reason() is not None:
                await self._call_off()
            raise
        await workflow.wait_condition(workflow.all_handlers_finished)
        if self._handing is not None:
            await self._handing
        recording.cancel()
        return NoticeOutcome(notices=len(self._taken), tries=self._tries)

    @workflow.signal(description="Another notice for the same target at the same hour.")
    def add(self, handed: QueuedNotice) -> None:
        """Takes in another notice; one that is known already is not told twice.

        It goes on record whatever its manner: what is taken in leaves a command (job_order.py).
        """
        joins = Manner.DIGEST if handed.manner is Manner.NOW else handed.manner
        self._take(handed.model_copy(update={"manner": joins}))
        self._show()

    def _take(self, handed: QueuedNotice) -> None:
        key = handed.notice.alarm.key
        if key in self._taken:
            return
        self._taken.add(key)
        self._waiting[key] = handed.notice
        if handed.manner is not Manner.NOW:
            status = NoticeStatus(handed.manner.value)
            self._unrecorded.append(self._attempt(handed.notice, 0, status))

    async def _call_off(self) -> None:
        """Somebody cancelled it: what was not taken by then is on record as not sent."""
        waiting = (*self._in_hand, *self._waiting.values())
        self._note(waiting, self._tried_in_hand + 1, NoticeStatus.FAILED, "cancelled in Temporal")
        await workflow.wait_condition(lambda: self._on_record)

    def _next(self) -> tuple[Notice, ...]:
        """As many as people read in one message."""
        keys = list(self._waiting)[:_AT_ONCE]
        return tuple(self._waiting.pop(key) for key in keys)

    def _stirred(self) -> bool:
        return bool(self._waiting) or self._on_record

    async def _its_hour(self, parcel: DeliveryJob) -> None:
        if parcel.until is None:
            return
        left = parcel.until - workflow.now()
        if left > timedelta(0):
            hour = progress_texts.at_hour(parcel.until)
            summary = progress_texts.SUMMARY.of(target=parcel.target, what=hour)
            await workflow.sleep(left, summary=self._said(summary))

    async def _deliver(self, notices: tuple[Notice, ...]) -> None:
        """Tries until the target takes it; pauses grow."""
        urgent = any(notice.urgent for notice in notices)
        others_hear = workflow.now() + (_PATIENCE_IF_URGENT if urgent else _PATIENCE)
        self._in_hand = notices
        for number, pause in enumerate(_pauses(), start=1):
            delivered = await self._tried(notices, number, urgent=urgent)
            self._tried_in_hand = number
            status = NoticeStatus.SENT if delivered.sent else NoticeStatus.FAILED
            self._note(notices, number, status, delivered.why)
            if delivered.sent:
                self._in_hand, self._tried_in_hand = (), 0
                return
            if workflow.now() + pause > others_hear and self._handing is None:
                self._handing = asyncio.create_task(self._hand_on(notices[0], delivered.why))
            summary = progress_texts.PAUSE.of(target=self._parcel.target, number=number + 1)
            await workflow.sleep(pause, summary=self._said(summary))

    async def _tried(self, notices: tuple[Notice, ...], number: int, *, urgent: bool) -> SendResult:
        self._tries += 1
        target, errand = self._parcel.target, SEND_NOTICE
        try:
            delivered: SendResult = await workflow.execute_activity(
                errand.activity,
                SendRequest(target=target, notices=notices),
                task_queue=named(workflow.info().task_queue, errand.queue, target),
                result_type=SendResult,
                summary=self._said(progress_texts.TRY.of(target=target, number=number)),
                start_to_close_timeout=errand.attempt,
                schedule_to_close_timeout=errand.patience.in_all,
                retry_policy=errand.patience.retry,
                priority=Priority(priority_key=URGENT) if urgent else Priority.default,
            )
        except ActivityError as error:
            if is_cancelled_exception(error):
                raise asyncio.CancelledError from error
            return SendResult(sent=False, why=f"no tracker that serves it was free: {error.cause}")
        return delivered

    async def _hand_on(self, notice: Notice, why: str) -> None:
        """Operations hear that a target takes nothing: by their own routes, once a day."""
        notices = untold(notice, self._parcel.target, why, workflow.now())
        if notices is not None:
            handed_on = progress_texts.HANDED_ON.of(target=self._parcel.target)
            await notify_people(notices, self._said(handed_on))

    def _note(self, notices: Sequence[Notice], number: int, status: NoticeStatus, why: str) -> None:
        self._unrecorded += [self._attempt(each, number, status, why) for each in notices]
        result = STATUSES[status].of(why=why)
        self._lines.append(self._said(progress_texts.TRIED.of(number=number, result=result)))
        self._show()

    def _show(self) -> None:
        """What an operator reads: how many wait, and what the last tries came to."""
        waiting = progress_texts.WAITING.of(target=self._parcel.target, count=len(self._waiting))
        workflow.set_current_details("\n".join([self._said(waiting), "", *self._lines[-_SHOWN:]]))

    def _said(self, what: Speaks) -> str:
        return shortened(marked(what).said(self._parcel.language))

    def _attempt(self, notice: Notice, number: int, status: NoticeStatus, why: str = "") -> Attempt:
        return Attempt(
            notice=notice,
            target=self._parcel.target,
            number=number,
            status=status,
            at=workflow.now(),
            why=why,
            until=self._parcel.until if number == 0 else None,
        )

    async def _keep_the_record(self) -> None:
        """Beside the tries, and at once: a database that is away delays nothing."""
        while True:
            await workflow.wait_condition(lambda: bool(self._unrecorded))
            batch = next_of(self._unrecorded, TOLD_BYTES, _RECORDED_AT_ONCE)
            del self._unrecorded[: len(batch)]
            recording = asyncio.create_task(self._record(batch))
            self._recording.add(recording)
            recording.add_done_callback(self._recording.discard)

    async def _record(self, batch: tuple[Attempt, ...]) -> None:
        await workflow.execute_activity(
            RECORD_ATTEMPTS.activity,
            Attempts(attempts=batch),
            task_queue=named(workflow.info().task_queue, RECORD_ATTEMPTS.queue),
            result_type=Empty,
            summary=self._said(progress_texts.RECORD.of(results=listed(_results(batch)))),
            start_to_close_timeout=RECORD_ATTEMPTS.attempt,
            retry_policy=RECORD_ATTEMPTS.patience.retry,
        )

    @property
    def _on_record(self) -> bool:
        return not self._unrecorded and not self._recording


def _results(attempts: Iterable[Attempt]) -> list[Text]:
    """Each once: `sent`, `failed`, `waits`."""
    return [RESULTS[status] for status in dict.fromkeys(each.status for each in attempts)]


def _pauses() -> Iterator[timedelta]:
    pause, waited = _FIRST_PAUSE, timedelta(0)
    while True:
        yield pause
        waited += pause
        pause = min(2 * pause, _LONGEST_PAUSE if waited < _LATER else _LONGEST_PAUSE_LATER)
