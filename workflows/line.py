"""The line to the outside: what is decided rides ahead of what is asked."""

from typing import Any

from temporalio import workflow
from temporalio.exceptions import ActivityError

from models.calls import A, Batch, Call, Nothing, Notices, Reply
from models.values import Frozen
from workflows.file import File
from workflows.outward import NOTIFY_PEOPLE, RECORD_EVENTS, Outward

_SUMMARY_LIMIT = 120


class Line:
    """Makes the calls of one workflow."""

    def __init__(self, case: File[Any]) -> None:
        self._case = case
        self.busy = 0

    async def call(self, kind: Outward[A], request: Frozen, key: str, summary: str) -> A:
        """Records the pending batch, then asks, in one activity.

        Raises:
            ActivityError: when the call failed for good; the batch will be sent elsewhere.
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
            types = ", ".join(entry.event_type for entry in batch.entries)
            key = str(batch.entries[-1].event_id)
            reply = await self._execute(RECORD_EVENTS, batch, Nothing(), key, f"Record {types}")
            self._case.journal.acknowledge(reply.head)

    async def ask(self, kind: Outward[A], request: Frozen, key: str, summary: str) -> A:
        """Asks without recording.

        Raises:
            ActivityError: when nobody answered.
        """
        reply = await self._execute(kind, None, request, key, summary)
        return reply.answer

    async def tell(self, notices: Notices) -> None:
        """Tells people at once, whatever the database does; never stops the workflow."""
        parties = "; ".join(f"{alarm.party} {alarm.subject}" for alarm in notices.alarms)
        key = notices.alarms[0].key
        try:
            await self._execute(NOTIFY_PEOPLE, None, notices, key, f"Tell {parties}")
        except ActivityError:
            workflow.logger.exception("nobody could be told: %s", parties)

    async def _execute(
        self, kind: Outward[A], batch: Batch | None, request: Frozen, key: str, summary: str
    ) -> Reply[A]:
        self.busy += 1
        try:
            reply: Reply[A] = await workflow.execute_activity(
                kind.activity,
                Call(batch=batch, key=f"{self._case.number}:{key}", request=request),
                result_type=kind.reply,
                summary=summary[:_SUMMARY_LIMIT],
                start_to_close_timeout=kind.patience.attempt,
                schedule_to_close_timeout=kind.patience.in_all,
                heartbeat_timeout=kind.patience.heartbeat,
                retry_policy=kind.patience.retry,
            )
            return reply
        finally:
            self.busy -= 1
