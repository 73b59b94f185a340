"""From a batch of the workflow to an append of the ledger."""

import asyncio
from collections.abc import Iterable

from activities.errors import ledger_behind, ledger_conflict, ledger_unavailable
from ledger import Append, CoalescingWriter, Conflict, Envelope, LedgerUnavailable
from ledger import Head as LedgerHead
from models.calls import Batch
from models.outsiders import Outsider, seconds
from models.record import Entry
from models.start import Head


class Recorder:
    """Appends batches; what comes twice is recorded once."""

    def __init__(self, writer: CoalescingWriter) -> None:
        self._writer = writer

    async def record(self, batch: Batch | None) -> Head | None:
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
        return Head(version=appended.head.version, hash=appended.head.hash)


def to_append(batch: Batch) -> Append:
    """The wish of a batch, as the ledger takes it."""
    after = batch.after
    head = LedgerHead.start(batch.stream_id)
    if after.version:
        head = LedgerHead(version=after.version, hash=after.hash)
    return Append(stream_id=batch.stream_id, after=head, events=tuple(_envelopes(batch.entries)))


def _envelopes(entries: Iterable[Entry]) -> Iterable[Envelope]:
    return (Envelope.model_validate(entry.model_dump()) for entry in entries)
