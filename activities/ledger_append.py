"""Appends a batch of a workflow to the ledger: at the head of another activity, or alone."""

import asyncio
from collections.abc import Iterable

from temporalio import activity

from activities.errors import ledger_behind, ledger_conflict, ledger_unavailable
from ledger import Append, CoalescingWriter, Conflict, Envelope, LedgerUnavailable
from ledger import Head as LedgerHead
from models.execution.activity_io import Call, Empty, EventBatch, Reply
from models.execution.outsiders import Outsider, seconds
from models.kernel.event import EventRecord
from models.kernel.stream_head import StreamHead


class Recorder:
    """Appends batches; what comes twice is recorded once."""

    def __init__(self, writer: CoalescingWriter) -> None:
        self._writer = writer

    async def record(self, batch: EventBatch | None) -> StreamHead | None:
        """The ledger's head after the batch, None when there is nothing to record.

        Raises:
            ApplicationError: LedgerUnavailable or LedgerBehind (retried), LedgerConflict (final).
        """
        if batch is None:
            return None
        patience = seconds(Outsider.APPEND)
        try:
            async with asyncio.timeout(patience):
                appended = await self._writer.append(to_append(batch))
        except TimeoutError:
            why = f"no answer from PostgreSQL in {patience:g} s; the append is sent again"
            raise ledger_unavailable(why) from None
        except LedgerUnavailable as error:
            raise ledger_unavailable(str(error)) from None
        except Conflict as error:
            if error.head.version < error.expected.version:
                raise ledger_behind(str(error)) from None
            raise ledger_conflict(str(error)) from error
        return StreamHead(version=appended.head.version, hash=appended.head.hash)


class LedgerActivities:
    """Appends alone: when there is something to record and nothing to ask."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    @activity.defn
    async def record(self, call: Call[Empty]) -> Reply[Empty]:
        """Appends the batch; what was appended before is left alone."""
        return Reply(head=await self._recorder.record(call.batch), answer=Empty())


def to_append(batch: EventBatch) -> Append:
    """The wish of a batch, as the ledger takes it."""
    after = batch.after
    head = LedgerHead.start(batch.stream_id)
    if after.version:
        head = LedgerHead(version=after.version, hash=after.hash)
    return Append(stream_id=batch.stream_id, after=head, events=tuple(_envelopes(batch.entries)))


def _envelopes(entries: Iterable[EventRecord]) -> Iterable[Envelope]:
    return (Envelope.model_validate(entry.model_dump()) for entry in entries)
