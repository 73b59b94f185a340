"""The line to the outside: what is decided rides ahead of what is asked."""

from typing import Any, Never

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError

from models.calls import A, Batch, Begun, Call, Nothing, Notices, Reply
from models.labels import EVENTS, PARTIES
from models.labels.events import event_name
from models.labels.summaries import FOLD, RECORD, TELL, TELL_UNNAMED, WHOM
from models.language import EACH, Sentence, Speaks, listed
from models.state import Alarm
from models.values import Frozen
from workflows.details import shortened
from workflows.file import File
from workflows.outward import LOOK_AT_RUN, NOTIFY_PEOPLE, RECORD_EVENTS, Outward


class Line:
    """Makes the calls of one workflow."""

    def __init__(self, case: File[Any]) -> None:
        self._case = case
        self.busy = 0

    async def call(self, kind: Outward[A], request: Frozen, key: str, summary: Speaks) -> A:
        """Records the pending batch, then asks, in one activity.

        Raises:
            ActivityError: when there was no answer, or a refusal; the batch will be sent elsewhere.
        """
        journal = self._case.journal
        try:
            reply = await self._execute(kind, journal.take(), request, key, summary)
        except ActivityError:
            journal.give_back()
            raise
        journal.acknowledge(reply.head)
        return reply.answer

    async def record(self) -> None:
        """Records the pending batch when there is nothing to ask."""
        batch = self._case.journal.take()
        if batch is not None:
            kinds = dict.fromkeys(entry.event_type for entry in batch.entries)
            summary = RECORD.of(events=listed(map(event_name, kinds)))
            key = str(batch.entries[-1].event_id)
            reply = await self._execute(RECORD_EVENTS, batch, Nothing(), key, summary)
            self._case.journal.acknowledge(reply.head)

    async def ask(self, kind: Outward[A], request: Frozen, key: str, summary: Speaks) -> A:
        """Asks without recording.

        Raises:
            ActivityError: when nobody answered.
        """
        reply = await self._execute(kind, None, request, key, summary)
        return reply.answer

    async def tell(self, notices: Notices) -> None:
        """Tells people at once, whatever the database does; never stops the workflow."""
        told = listed(map(_told, notices.alarms), EACH)
        key = notices.alarms[0].key
        self._case.telling = frozenset(alarm.key for alarm in notices.alarms)
        try:
            await self._execute(NOTIFY_PEOPLE, None, notices, key, told)
            self._case.telling = frozenset()
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
            start_to_close_timeout=LOOK_AT_RUN.patience.attempt,
        )
        return reply.answer.reset

    async def _execute(
        self,
        kind: Outward[A],
        batch: Batch | None,
        request: Frozen,
        key: str,
        summary: Speaks,
    ) -> Reply[A]:
        """A call of a run that the ledger agrees with; of any other nothing goes out any more."""
        try:
            if not self._case.behind:
                return await self._asked(kind, batch, request, key, summary)
        except ActivityError as error:
            if not _is(error, "LedgerConflict"):
                raise
            self._case.behind = True
        return await _stand_still()

    async def _asked(
        self,
        kind: Outward[A],
        batch: Batch | None,
        request: Frozen,
        key: str,
        summary: Speaks,
    ) -> Reply[A]:
        self.busy += 1
        try:
            reply: Reply[A] = await workflow.execute_activity(
                kind.activity,
                Call(batch=batch, key=f"{self._case.number}:{key}", request=request),
                result_type=kind.reply,
                summary=shortened(summary.said(self._case.language)),
                start_to_close_timeout=kind.patience.attempt,
                schedule_to_close_timeout=kind.patience.in_all,
                heartbeat_timeout=kind.patience.heartbeat,
                retry_policy=kind.patience.retry,
            )
            return reply
        finally:
            self.busy -= 1


def _is(error: ActivityError, kind: str) -> bool:
    """What the ledger says (`activities/errors.py`), by the name of it."""
    return isinstance(error.cause, ApplicationError) and error.cause.type == kind


async def _stand_still() -> Never:
    """Waits for ever: the run is over as soon as the ledger has been read."""
    while True:
        await workflow.wait_condition(lambda: False)


def _told(alarm: Alarm) -> Sentence:
    """Whom, and about what; an alarm of an older release does not name its event."""
    whom = WHOM.of(party=PARTIES[alarm.party])
    if alarm.kind not in EVENTS:
        return TELL_UNNAMED.of(whom=whom, subject=alarm.subject)
    return TELL.of(whom=whom, what=EVENTS[alarm.kind], subject=alarm.subject)
