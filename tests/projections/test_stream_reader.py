"""The ledger alone tells how a consignment stands."""

from ledger import Ledger
from models.kernel.identity import consignment_workflow_id
from models.kernel.stream_head import StreamHead
from models.kernel.terms import System
from models.supervision.messages import Unknown
from projections import stream_reader
from tests.history import record, sample_history
from tests.projections.stories import hauled


async def test_the_state_folded_from_the_ledger_is_the_state_of_the_decisions(
    ledger: Ledger,
) -> None:
    told = hauled(1, boxes=2)
    await record(ledger, told)
    assert await stream_reader.state_of(ledger, told.tracking_no) == told.state


async def test_an_unknown_consignment_has_no_state(ledger: Ledger) -> None:
    assert await stream_reader.state_of(ledger, "NB25-000404") is None
    assert await stream_reader.snapshot_of(ledger, "NB25-000404") is None


async def test_a_snapshot_knows_the_head_and_that_old_alarms_were_told(ledger: Ledger) -> None:
    told = sample_history(1).hears(Unknown(raw="{}"), 1, System.CHECKPOINT)
    await record(ledger, told)

    snapshot = await stream_reader.snapshot_of(ledger, told.tracking_no)

    head = await ledger.head(consignment_workflow_id(told.tracking_no))
    assert snapshot is not None
    assert snapshot.head == StreamHead(version=head.version, hash=head.hash)
    assert len(snapshot.state.notifications) == 1
