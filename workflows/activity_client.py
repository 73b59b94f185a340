"""Calls activities for one workflow; appends pending events before each call.

Whoever is asked may hang, and then his queue is full: what rides ahead waits there for seconds,
not longer, and is recorded alone. So recording is held up by nobody but the ledger.

A call that a system refuses waits until an officer has it made again (`retry_call`). One that
nobody answers is noted after some minutes, and made again until somebody does (decisions/0018).
"""

import asyncio
from collections.abc import Awaitable, Callable
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

from models.consignment.state import State
from models.execution.activity_io import A, Call, Empty, EventBatch, Question, Reply, RunOrigin
from models.execution.task_priority import URGENT
from models.kernel.base_types import Frozen
from models.kernel.language import EACH, Sentence, Speaks, listed
from models.kernel.markdown import marked
from models.kernel.notification import Notification
from models.notifications.notice import each
from models.notifications.request import NotificationRequest
from models.process.event_registry import EVENT_LABELS, event_name
from models.supervision.messages import CallGaveUp
from models.texts import PARTIES
from models.texts.summaries import FOLD, RECORD, TELL, TELL_UNNAMED, WHOM
from workflows.activity_specs import (
    LOOK_AT_RUN,
    NOTIFY_PEOPLE,
    RECORD_EVENTS,
    STARTS_WITHIN,
    ActivitySpec,
)
from workflows.aggregate import Aggregate
from workflows.consignment_aggregate import ConsignmentAggregate
from workflows.current_details import shortened
from workflows.task_queues import Queue, named

_FLUSHING = "record"
"""What a record that is not answered is called among the calls without an answer."""


class ActivityClient:
    """Makes the calls of one workflow."""

    def __init__(self, case: Aggregate[Any]) -> None:
        self._case = case
        self._notifying: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        """A call is under way."""
        return self._case.calling > 0

    @property
    def ready(self) -> bool:
        """What waits for the ledger goes at the head of one call."""
        return bool(self._case.outbox.rides)

    async def call(self, kind: ActivitySpec[A], request: Frozen, key: str, summary: Speaks) -> A:
        """Records the pending batch, then asks, in one activity.

        What is too much for the head of a call is recorded first (by the task that flushes
        the events): the outside hears of nothing that is not recorded.

        Raises:
            ActivityError: when there was no answer, or a refusal; the batch will be sent elsewhere.
        """
        outbox = self._case.outbox
        if not self.ready:
            await self._flushed(lambda: bool(outbox.rides))
        batch = outbox.ride()
        try:
            reply = await self._execute(kind, batch, request, key, summary)
        except ActivityError as error:
            outbox.requeue()
            if batch is None or not _found_no_slot(error):
                raise
            last = batch.after.version + len(batch.entries)
            await self._flushed(lambda: outbox.head.version >= last)
            return await self.ask(kind, request, key, summary)
        outbox.acknowledge(reply.head)
        return reply.answer

    async def _flushed(self, enough: Callable[[], bool]) -> None:
        """Waits for the task that flushes the events; a ledger that refuses breaks the case."""
        case = self._case
        await workflow.wait_condition(lambda: enough() or case.failure is not None)
        if case.failure is not None:
            raise case.failure

    async def flush(self) -> None:
        """Flushes the oldest part of what is pending to the ledger when there is nothing to ask.

        While the ledger does not answer it is sent again, and people hear of it.

        Raises:
            ActivityError: the ledger refuses.
        """
        outbox, since = self._case.outbox, self._case.now
        while (batch := outbox.next_batch()) is not None:
            kinds = dict.fromkeys(entry.event_type for entry in batch.entries)
            summary = RECORD.of(events=listed(map(event_name, kinds)))
            key = str(batch.entries[-1].event_id)
            try:
                kind = self.patient(RECORD_EVENTS, _FLUSHING)
                reply = await self._execute(kind, batch, Empty(), key, summary)
            except ActivityError as error:
                outbox.requeue()
                if refused(error):
                    raise
                await self.unanswered(_FLUSHING, since, said(error))
            else:
                outbox.acknowledge(reply.head)
                if self._case.waits_for(_FLUSHING):
                    self._case.answered(_FLUSHING)
                # The task that flushes the events sees whether more waits.
                return

    async def unanswered(self, call: str, since: datetime, why: str) -> None:
        """People hear that nobody answers a call."""
        notices = self._case.unanswered(call, since, why)
        if notices is not None:
            await self.notify(notices)

    def patient(self, kind: ActivitySpec[A], call: str) -> ActivitySpec[A]:
        """Until people have heard that there is no answer, they are to hear of it soon."""
        patience = kind.patience
        if patience.quiet is None or self._case.waits_for(call):
            return kind
        return replace(kind, patience=replace(patience, in_all=patience.quiet))

    async def ask(self, kind: ActivitySpec[A], request: Frozen, key: str, summary: Speaks) -> A:
        """Asks without recording.

        Raises:
            ActivityError: when nobody answered.
        """
        reply = await self._execute(kind, None, request, key, summary)
        return reply.answer

    async def notify(self, notices: NotificationRequest) -> None:
        """Notifies people at once, whatever the database does; never stops the workflow.

        Nothing waits for it: the next notification, perhaps of an emergency, goes its own way.
        """
        notifying = asyncio.create_task(self._notify(notices))
        self._notifying.add(notifying)
        notifying.add_done_callback(self._notifying.discard)

    async def _notify(self, notices: NotificationRequest) -> None:
        summary = notification_summary(notices)
        key = notices.notifications[0].key
        try:
            await self._execute(NOTIFY_PEOPLE, None, notices, key, summary, urgent=_urgent(notices))
            self._case.notified.extend(alarm.key for alarm in notices.notifications)
        except ActivityError:
            subjects = [alarm.subject for alarm in notices.notifications]
            workflow.logger.exception("nobody could be notified: %s", subjects)

    async def fold(self, kind: ActivitySpec[A]) -> A | None:
        """Asks the ledger for the whole stream: the one call that a run makes that is behind."""
        try:
            return (await self._asked(kind, None, Empty(), "fold", FOLD)).answer
        except ActivityError as error:
            if not _is(error, "NothingRecorded"):
                raise
            return None

    async def was_reset(self) -> bool:
        """Whether this run began by a reset: the tracker sees what a replay could not."""
        run = workflow.info().original_execution_run_id
        reply: Reply[RunOrigin] = await workflow.execute_local_activity(
            LOOK_AT_RUN.activity,
            Call(batch=None, key=run, request=Empty()),
            result_type=LOOK_AT_RUN.reply,
            start_to_close_timeout=LOOK_AT_RUN.attempt,
        )
        return reply.answer.reset

    async def _execute(  # noqa: PLR0913 - one row of the table, and what is asked
        self,
        kind: ActivitySpec[A],
        batch: EventBatch | None,
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
        kind: ActivitySpec[A],
        batch: EventBatch | None,
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


Until = Callable[[Callable[[State], bool]], Awaitable[None]]
"""Waits for a state; raises when nobody waits for the answer any more."""


class OnPaper(Exception):
    """What a call asks for was permitted on paper: nobody waits for its answer here any more."""


class RetryingCaller:
    """How one part of a workflow asks: `until` is how it waits.

    One that confirms goes on asking although the answer stands on paper already.
    """

    def __init__(
        self,
        case: ConsignmentAggregate,
        line: ActivityClient,
        until: Until,
        *,
        confirms: bool = False,
    ) -> None:
        self._case, self._line, self._until = case, line, until
        self._confirms = confirms

    async def ask(self, kind: ActivitySpec[A], request: Frozen, key: str, summary: Speaks) -> A:
        """Asks until an answer comes; after a refusal, when an officer says so.

        What was refused is asked under the numbers that the declaration has by then. What may have
        been done without an answer is asked in the same words.

        Raises:
            OnPaper: the answer was given on paper instead.
        """
        if key in self._case.state.failing_calls:
            await self._until(lambda s: key not in s.failing_calls)
            self._unless_on_paper(key)
        since = self._case.now
        while True:
            # Whoever waits for the ledger may be on another course by then.
            if not self._line.ready:
                await self._until(lambda _: self._line.ready)
            try:
                answer = await self._attempt(self._line.patient(kind, key), request, key, summary)
            except ActivityError as error:
                # On a course that has been left nobody waits for the answer any more.
                await self._until(lambda _: True)
                self._unless_on_paper(key)
                await self._unanswered(key, since, error)
                await self._until(lambda s: key not in s.failing_calls)
                self._unless_on_paper(key)
                if refused(error) and isinstance(request, Question):
                    request = request.model_copy(update={"subject": self._case.subject})
            else:
                self._case.answered(key)
                self._case.completed_calls.add(key)
                return answer

    async def _attempt(
        self, kind: ActivitySpec[A], request: Frozen, key: str, summary: Speaks
    ) -> A:
        """One call; once people know that nobody answers, a paper may come before the answer."""
        if self._confirms or not self._case.waits_for(key):
            return await self._line.call(kind, request, key, summary)
        asking = asyncio.create_task(self._line.call(kind, request, key, summary))
        await workflow.wait_condition(lambda: asking.done() or self._on_paper(key))
        if not asking.done():
            asking.cancel()
            await workflow.wait_condition(asking.done)
            # What rode ahead of it may not have been recorded.
            self._case.outbox.requeue()
            raise OnPaper
        return asking.result()

    def _on_paper(self, key: str) -> bool:
        return not self._confirms and key in self._case.state.papers

    def _unless_on_paper(self, key: str) -> None:
        if self._on_paper(key):
            raise OnPaper

    async def _unanswered(self, key: str, since: datetime, error: ActivityError) -> None:
        case, why = self._case, said(error)
        if refused(error):
            gave_up = CallGaveUp(call=key, reason=why)
            case.step(gave_up, f"CallGaveUp:{key}:{case.state.version}")
        else:
            await self._line.unanswered(key, since, why)


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


def notification_summary(notices: NotificationRequest) -> Speaks:
    """Who is notified of what, for the timeline."""
    return listed(map(_about, notices.notifications), EACH)


def _found_no_slot(error: ActivityError) -> bool:
    cause = error.cause
    return isinstance(cause, TimeoutError) and cause.type is TimeoutType.SCHEDULE_TO_START


def _first(*, urgent: bool) -> Priority:
    return Priority(priority_key=URGENT) if urgent else Priority.default


def _urgent(notices: NotificationRequest) -> bool:
    return any(notice.urgent for notice in each(notices))


def _about(alarm: Notification) -> Sentence:
    """Whom, and about what; an alarm of an older release does not name its event."""
    whom = WHOM.of(party=PARTIES[alarm.party])
    if alarm.kind not in EVENT_LABELS:
        return TELL_UNNAMED.of(whom=whom, subject=alarm.subject)
    return TELL.of(whom=whom, what=EVENT_LABELS[alarm.kind], subject=alarm.subject)
