"""What a batch becomes when the ledger does not take it."""

import pytest
from temporalio.exceptions import ApplicationError

from activities.ledger_append import Recorder
from ledger import Append, Appended, CoalescingWriter, Conflict
from ledger import Head as LedgerHead
from models.execution.activity_io import EventBatch
from models.kernel.event import to_entry
from models.kernel.stream_head import StreamHead
from tests.history import sample_history

HASH = "ab" * 32


class Refusing(CoalescingWriter):
    """A writer whose ledger stands somewhere else."""

    def __init__(self, version: int) -> None:
        self._version = version

    async def append(self, request: Append) -> Appended:
        del request
        expected = LedgerHead(version=5, hash=HASH)
        raise Conflict("consignment/X", expected, LedgerHead(version=self._version, hash=HASH))


def batch() -> EventBatch:
    entries = tuple(map(to_entry, sample_history(1).events))
    return EventBatch(
        stream_id="consignment/X", after=StreamHead(version=5, hash=HASH), entries=entries
    )


@pytest.mark.parametrize(
    "stands_at, kind, final",
    [(3, "LedgerBehind", False), (6, "LedgerConflict", True), (5, "LedgerConflict", True)],
)
async def test_a_ledger_that_lost_its_tail_is_waited_for_any_other_conflict_is_final(
    *, stands_at: int, kind: str, final: bool
) -> None:
    with pytest.raises(ApplicationError) as refused:
        await Recorder(Refusing(stands_at)).record(batch())
    assert (refused.value.type, refused.value.non_retryable) == (kind, final)


async def test_nothing_to_record_is_no_question() -> None:
    assert await Recorder(Refusing(0)).record(None) is None
