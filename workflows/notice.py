"""A notice on its way to one target: waits for its hour, tries until it is taken, records each try.

Each target of an alarm has a run of its own, so that one that fails delays no other. What a run
does lies in its history; the record in the database follows when that answers.
"""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, is_cancelled_exception

from models.calls import Nothing
from models.language import Speaks, Text, listed
from models.notices import progress
from models.notices.columns import RESULTS, STATUSES
from models.notices.notice import (
    Attempt,
    Attempts,
    Delivered,
    Handed,
    Manner,
    Notice,
    Outcome,
    Parcel,
    Posting,
    Status,
)
from workflows.details import shortened
from workflows.timing import RECORD

_AT_ONCE = 20
_SHOWN = 10
_ATTEMPT = timedelta(seconds=45)
# A second one for a tracker that died with the first; what a target answers is no error.
_RETRY = RetryPolicy(maximum_attempts=2)
_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(minutes=10)
_PATIENCE = timedelta(hours=2)
_PATIENCE_IF_URGENT = timedelta(hours=24)


@workflow.defn(name="Notice")
class NoticeWorkflow:
    """One target, and the notices that it gets in one message."""

    @workflow.init
    def __init__(self, parcel: Parcel) -> None:
        self._parcel = parcel
        self._waiting: dict[str, Notice] = {}
        self._taken: set[str] = set()
        self._unrecorded = list(parcel.attempts)
        self._tries = 0
        self._in_hand: tuple[Notice, ...] = ()
        self._tried_in_hand = 0
        self._lost: list[str] = []
        self._lines: list[str] = []
        for handed in parcel.handed:
            self._take(handed)

    @workflow.run
    async def run(self, parcel: Parcel) -> Outcome:
        """Ends when every notice was taken, and every try is on record.

        Raises:
            ApplicationError: the target did not take a notice for as long as we try.
        """
        self._show()
        recording = asyncio.create_task(self._keep_the_record())
        try:
            await self._its_hour(parcel)
            while self._waiting or self._unrecorded:
                if self._waiting:
                    await self._deliver(self._next())
                else:
                    await workflow.wait_condition(self._stirred)
        except asyncio.CancelledError:
            if workflow.cancellation_reason() is not None:
                await self._call_off()
            raise
        await workflow.wait_condition(workflow.all_handlers_finished)
        recording.cancel()
        if self._lost:
            text = f"{parcel.target} did not take {len(self._lost)} notices: {self._lost[-1]}"
            workflow.logger.error("nobody was called: %s", text)
            raise ApplicationError(text, type="NotDelivered", non_retryable=True)
        return Outcome(notices=len(self._taken), tries=self._tries)

    @workflow.signal(description="Another notice for the same target at the same hour.")
    def add(self, handed: Handed) -> None:
        """Takes in another notice; one that is known already is not told twice."""
        self._take(handed)
        self._show()

    def _take(self, handed: Handed) -> None:
        key = handed.notice.alarm.key
        if key in self._taken:
            return
        self._taken.add(key)
        self._waiting[key] = handed.notice
        if handed.manner is not Manner.NOW:
            status = Status(handed.manner.value)
            self._unrecorded.append(self._attempt(handed.notice, 0, status))

    async def _call_off(self) -> None:
        """Somebody cancelled it: what was not taken by then is on record as not sent."""
        waiting = (*self._in_hand, *self._waiting.values())
        self._note(waiting, self._tried_in_hand + 1, Status.FAILED, "cancelled in Temporal")
        await workflow.wait_condition(lambda: not self._unrecorded)

    def _next(self) -> tuple[Notice, ...]:
        """As many as people read in one message."""
        keys = list(self._waiting)[:_AT_ONCE]
        return tuple(self._waiting.pop(key) for key in keys)

    def _stirred(self) -> bool:
        return bool(self._waiting) or not self._unrecorded

    async def _its_hour(self, parcel: Parcel) -> None:
        if parcel.until is None:
            return
        left = parcel.until - workflow.now()
        if left > timedelta(0):
            hour = progress.at_hour(parcel.until)
            summary = progress.SUMMARY.of(target=parcel.target, what=hour)
            await workflow.sleep(left, summary=self._said(summary))

    async def _deliver(self, notices: tuple[Notice, ...]) -> None:
        """Tries until the target takes it; pauses grow."""
        urgent = any(notice.urgent for notice in notices)
        last = workflow.now() + (_PATIENCE_IF_URGENT if urgent else _PATIENCE)
        self._in_hand = notices
        for number, pause in enumerate(_pauses(), start=1):
            delivered = await self._tried(notices, number)
            self._tried_in_hand = number
            status = Status.SENT if delivered.sent else Status.FAILED
            self._note(notices, number, status, delivered.why)
            if delivered.sent:
                self._in_hand, self._tried_in_hand = (), 0
                return
            if workflow.now() + pause > last:
                self._lost.append(delivered.why)
                self._in_hand, self._tried_in_hand = (), 0
                return
            summary = progress.PAUSE.of(target=self._parcel.target, number=number + 1)
            await workflow.sleep(pause, summary=self._said(summary))

    async def _tried(self, notices: tuple[Notice, ...], number: int) -> Delivered:
        self._tries += 1
        try:
            delivered: Delivered = await workflow.execute_activity(
                "send_notice",
                Posting(target=self._parcel.target, notices=notices),
                result_type=Delivered,
                summary=self._said(progress.TRY.of(target=self._parcel.target, number=number)),
                start_to_close_timeout=_ATTEMPT,
                retry_policy=_RETRY,
            )
        except ActivityError as error:
            if is_cancelled_exception(error):
                raise asyncio.CancelledError from error
            return Delivered(sent=False, why=f"the tracker did not answer: {error.cause}")
        return delivered

    def _note(self, notices: Sequence[Notice], number: int, status: Status, why: str) -> None:
        self._unrecorded += [self._attempt(each, number, status, why) for each in notices]
        result = STATUSES[status].of(why=why)
        self._lines.append(self._said(progress.TRIED.of(number=number, result=result)))
        self._show()

    def _show(self) -> None:
        """What an operator reads: how many wait, and what the last tries came to."""
        waiting = progress.WAITING.of(target=self._parcel.target, count=len(self._waiting))
        workflow.set_current_details("\n".join([self._said(waiting), "", *self._lines[-_SHOWN:]]))

    def _said(self, what: Speaks) -> str:
        return shortened(what.said(self._parcel.language))

    def _attempt(self, notice: Notice, number: int, status: Status, why: str = "") -> Attempt:
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
        """Beside the tries: a database that is away delays none of them."""
        while True:
            await workflow.wait_condition(lambda: bool(self._unrecorded))
            batch = tuple(self._unrecorded)
            await workflow.execute_activity(
                "record_attempts",
                Attempts(attempts=batch),
                result_type=Nothing,
                summary=self._said(progress.RECORD.of(results=listed(_results(batch)))),
                start_to_close_timeout=RECORD.attempt,
                retry_policy=RECORD.retry,
            )
            del self._unrecorded[: len(batch)]


def _results(attempts: Iterable[Attempt]) -> list[Text]:
    """Each once: `sent`, `failed`, `waits`."""
    return [RESULTS[status] for status in dict.fromkeys(each.status for each in attempts)]


def _pauses() -> Iterator[timedelta]:
    pause = _FIRST_PAUSE
    while True:
        yield pause
        pause = min(2 * pause, _LONGEST_PAUSE)
