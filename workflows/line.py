"""The line to the outside: what is decided rides ahead of what is asked.

Whoever is asked may hang, and then his queue is full: what rides ahead waits there for seconds,
not longer, and is recorded alone. So recording is held up by nobody but the ledger.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Never

from temporalio import workflow
from temporalio.common import Priority
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    RetryState,
    TimeoutError,  # noqa: A004 - Temporal's own
    TimeoutType,
)

from models.calls import A, Batch, Begun, Call, Nothing, Notices, Reply
from models.labels import EVENTS, PARTIES
from models.labels.events import event_name
from models.labels.summaries import FOLD, RECORD, TELL, TELL_UNNAMED, WHOM
from models.language import EACH, Sentence, Speaks, listed
from models.markdown import marked
from models.notices.notice import each
from models.precedence import URGENT
from models.state import Alarm
from models.values import Frozen
from workflows.details import shortened
from workflows.file import File
from workflows.outward import LOOK_AT_RUN, NOTIFY_PEOPLE, RECORD_EVENTS, Outward
from workflows.queues import Queue, named
from workflows.timing import STARTS_WITHIN

_RECORDING = "record"
"""What a record that is not answered is called among the calls without an answer."""


class Line:
    """Makes the calls of one workflow."""

    def __init__(self, case: File[Any]) -> None:
        self._case = case
        self._tellings: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        """A call is under way."""
        return self._case.calling > 0

    @property
    def ready(self) -> bool:
        """What waits for the ledger goes at the head of one call."""
        return bool(self._case.journal.rides)

    async def call(self, kind: Outward[A], request: Frozen, key: str, summary: Speaks) -> A:
        """Records the pending batch, then asks, in one activity.

        What is too much for the head of a call is recorded first (by the companion that keeps the
        ledger): the outside hears of nothing that is not recorded.

        Raises:
            ActivityError: when there was no answer, or a refusal; the batch will be sent elsewhere.
        """
        journal = self._case.journal
        if not self.ready:
            await self._recorded(lambda: bool(journal.rides))
        batch = journal.ride()
        try:
            reply = await self._execute(kind, batch, request, key, summary)
        except ActivityError as error:
            journal.give_back()
            if batch is None or not _found_no_slot(error):
                raise
            last = batch.after.version + len(batch.entries)
            await self._recorded(lambda: journal.head.version >= last)
            return await self.ask(kind, request, key, summary)
        journal.acknowledge(reply.head)
        return reply.answer

    async def _recorded(self, enough: Callable[[], bool]) -> None:
        """Waits for whoever keeps the ledger; one that says no for good breaks the case."""
        case = self._case
        await workflow.wait_condition(lambda: enough() or case.broken is not None)
        if case.broken is not None:
            raise case.broken

    async def record(self) -> None:
        """Records the oldest part of what is pending when there is nothing to ask.

        While the ledger does not answer it is sent again, and people hear of it.

        Raises:
            ActivityError: the ledger refuses.
        """
        journal, since = self._case.journal, self._case.now
        while (batch := journal.take()) is not None:
            kinds = dict.fromkeys(entry.event_type for entry in batch.entries)
            summary = RECORD.of(events=listed(map(event_name, kinds)))
            key = str(batch.entries[-1].event_id)
            try:
                kind = self.patient(RECORD_EVENTS, _RECORDING)
                reply = await self._execute(kind, batch, Nothing(), key, summary)
            except ActivityError as error:
                journal.give_back()
                if refused(error):
                    raise
                await self.unanswered(_RECORDING, since, said(error))
            else:
                journal.acknowledge(reply.head)
                if self._case.waits_for(_RECORDING):
                    self._case.answered(_RECORDING)
                # Whoever keeps the ledger sees whether more waits.
                return

    async def unanswered(self, call: str, since: datetime, why: str) -> None:
        """People hear that nobody answers a call."""
        notices = self._case.unanswered(call, since, why)
        if notices is not None:
            await self.tell(notices)

    def patient(self, kind: Outward[A], call: str) -> Outward[A]:
        """Until people have heard that there is no answer, they are to hear of it soon."""
        patience = kind.patience
        if patience.quiet is None or self._case.waits_for(call):
            return kind
        return replace(kind, patience=replace(patience, in_all=patience.quiet))

    async def ask(self, kind: Outward[A], request: Frozen, key: str, summary: Speaks) -> A:
        """Asks without recording.

        Raises:
            ActivityError: when nobody answered.
        """
        reply = await self._execute(kind, None, request, key, summary)
        return reply.answer

    async def tell(self, notices: Notices) -> None:
        """Tells people at once, whatever the database does; never stops the workflow.

        Nothing waits for it: what is told next, perhaps of an emergency, goes its own way.
        """
        telling = asyncio.create_task(self._told(notices))
        self._tellings.add(telling)
        telling.add_done_callback(self._tellings.discard)

    async def _told(self, notices: Notices) -> None:
        told = listed(map(_about, notices.alarms), EACH)
        key = notices.alarms[0].key
        try:
            await self._execute(NOTIFY_PEOPLE, None, notices, key, told, urgent=_urgent(notices))
            self._case.told.extend(alarm.key for alarm in notices.alarms)
        except ActivityError:
            subjects = [alarm.subject for alarm in notices.alarms]
            workflow.logger.exception("nobody could be told: %s", subjects)

    async def fold(self, kind: Outward[A]) -> A | None:
        """Asks the ledger for the whole stream: the one call that a run makes that is behind."""
        try:
            return (await self._asked(kind, None, Nothing(), "fold", FOLD)).answer
        except ActivityError as error:
            if not _is(error, "NothingRecorded"):
                raise
            return None

    async def was_reset(self) -> bool:
        """Whether this run began by a reset: the tracker sees what a replay could not."""
        run = workflow.info().original_execution_run_id
        reply: Reply[Begun] = await workflow.execute_local_activity(
            LOOK_AT_RUN.activity,
            Call(batch=None, key=run, request=Nothing()),
            result_type=LOOK_AT_RUN.reply,
            start_to_close_timeout=LOOK_AT_RUN.attempt,
        )
        return reply.answer.reset

    async def _execute(  # noqa: PLR0913 - one row of `outward`, and what is asked
        self,
        kind: Outward[A],
        batch: Batch | None,
        request: Frozen,
        key: str,
        summary: Speaks,
        *,
        urgent: bool = False,
    ) -> Reply[A]:
        """A call of a run that the ledger agrees with; of any other nothing goes out any more."""
        try:
            if not self._case.behind:
                return await self._asked(kind, batch, request, key, summary, urgent=urgent)
        except ActivityError as error:
            if not _is(error, "LedgerConflict"):
                raise
            self._case.behind = True
        return await _stand_still()

    async def _asked(  # noqa: PLR0913 - the same
        self,
        kind: Outward[A],
        batch: Batch | None,
        request: Frozen,
        key: str,
        summary: Speaks,
        *,
        urgent: bool = False,
    ) -> Reply[A]:
        rides = batch is not None and kind.queue is not Queue.MAIN
        self._case.calling += 1
        try:
            reply: Reply[A] = await workflow.execute_activity(
                kind.activity,
                Call(batch=batch, key=f"{self._case.number}:{key}", request=request),
                task_queue=named(workflow.info().task_queue, kind.queue),
                result_type=kind.reply,
                summary=shortened(marked(summary).said(self._case.language)),
                start_to_close_timeout=kind.attempt,
                schedule_to_start_timeout=STARTS_WITHIN if rides else None,
                schedule_to_close_timeout=kind.patience.in_all,
                heartbeat_timeout=kind.patience.heartbeat,
                retry_policy=kind.patience.retry,
                priority=_first(urgent=urgent or self._case.emergency),
            )
            return reply
        finally:
            self._case.calling -= 1


def _is(error: ActivityError, kind: str) -> bool:
    """What the ledger says (`activities/errors.py`), by the name of it."""
    return isinstance(error.cause, ApplicationError) and error.cause.type == kind


async def _stand_still() -> Never:
    """Waits for ever: the run is over as soon as the ledger has been read."""
    while True:
        await workflow.wait_condition(lambda: False)


def refused(error: ActivityError) -> bool:
    """Whoever was asked did not take the call, and will not take the same one later."""
    return error.retry_state is RetryState.NON_RETRYABLE_FAILURE


def said(error: BaseException) -> str:
    """What the activity itself said: a time-out of all tries around it does not name the system."""
    if error.__cause__ is None or isinstance(error, ApplicationError):
        return str(error)
    return said(error.__cause__)


def _found_no_slot(error: ActivityError) -> bool:
    cause = error.cause
    return isinstance(cause, TimeoutError) and cause.type is TimeoutType.SCHEDULE_TO_START


def _first(*, urgent: bool) -> Priority:
    return Priority(priority_key=URGENT) if urgent else Priority.default


def _urgent(notices: Notices) -> bool:
    return any(notice.urgent for notice in each(notices))


def _about(alarm: Alarm) -> Sentence:
    """Whom, and about what; an alarm of an older release does not name its event."""
    whom = WHOM.of(party=PARTIES[alarm.party])
    if alarm.kind not in EVENTS:
        return TELL_UNNAMED.of(whom=whom, subject=alarm.subject)
    return TELL.of(whom=whom, what=EVENTS[alarm.kind], subject=alarm.subject)
