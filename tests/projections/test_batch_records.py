"""The batches of an assessment: the same question has the same answer, whatever came afterwards."""

from datetime import datetime

import asyncpg
import pytest

from ledger import Ledger
from models.disposal.events import ResultDisputed
from models.disposal.messages import SettleDispute
from models.inspection.messages import InspectionFinding
from models.kernel.terms import Outcome, Party, Settlement, System
from models.supervision.messages import Close
from projections import queries
from projections.batch_records import batch_records, batch_rows
from projections.errors import NeverRan, NotReached, UnreadableBatches
from projections.risk_batches import RISK_BATCHES
from projections.status import STATUS
from tests.history import record, sample_tracking_no
from tests.projections.decided import RELEASED, failed, released, returned
from tests.projections.running import kept_up
from tests.projections.stories import OFFICER, unloaded

LONG_AFTER = RELEASED + 10_000
INCLUSION = InspectionFinding(reason="NC-09")


async def shown(database_url: str, pool: asyncpg.Pool, last: int) -> None:
    async with kept_up(database_url, RISK_BATCHES, STATUS):
        for each in (RISK_BATCHES, STATUS):
            await queries.wait_for(pool, each.name, last)


async def ids(
    pool: asyncpg.Pool, at: datetime, position: int | None = None
) -> list[tuple[str, int]]:
    found = await batch_records(pool, at, position=position)
    return [(batch.id, len(batch.confirmed)) for batch in found]


async def test_what_was_decided_is_there_by_time_and_number(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    bad, good = returned(failed(2, INCLUSION)), released(1)
    await shown(database_url, pool, await record(ledger, unloaded(3), bad, good))
    assert await ids(pool, good.at(LONG_AFTER)) == [
        (sample_tracking_no(1), 0),
        (sample_tracking_no(2), 1),
    ]


async def test_a_row_gives_the_record_that_the_state_gives(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    """Whether a batch is read or folded anew makes no difference."""
    history = returned(failed(1, INCLUSION, boxes=2))
    until = await record(ledger, history)
    await shown(database_url, pool, until)
    read = await batch_rows(pool, history.at(LONG_AFTER), position=until)
    history.takes(Close(outcome=Outcome.RETURNED), RELEASED + 400)
    await shown(database_url, pool, await record(ledger, history))
    assert await batch_rows(pool, history.at(LONG_AFTER), position=until) == read
    (now,) = await batch_rows(pool, history.at(LONG_AFTER))
    assert (now.outcome, read[0].outcome) == (Outcome.RETURNED, None)


async def test_what_was_set_aside_later_stands_as_it_was_known(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    history = returned(failed(1, INCLUSION))
    until = await record(ledger, history)
    again = SettleDispute(
        officer=OFFICER, role=Party.INSPECTION_LEAD, verdict=Settlement.REINSPECT, reason="fair"
    )
    history.hears(ResultDisputed(), RELEASED + 1, System.ENTERPRISE).obeys(again, RELEASED + 2)
    await shown(database_url, pool, await record(ledger, history))
    assert await ids(pool, history.at(LONG_AFTER)) == []
    as_it_was = [(history.tracking_no, 1)]
    assert await ids(pool, history.at(LONG_AFTER), until) == as_it_was
    assert await ids(pool, history.at(RELEASED)) == as_it_was


async def test_what_had_not_happened_by_then_is_not_there(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    history = released(1)
    await shown(database_url, pool, await record(ledger, history))
    assert await ids(pool, history.at(RELEASED - 1)) == []
    assert await ids(pool, history.at(RELEASED)) == [(history.tracking_no, 0)]


async def test_nothing_is_read_beyond_where_the_read_model_has_come(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    history = released(1)
    with pytest.raises(NeverRan):
        await ids(pool, history.at(LONG_AFTER))
    last = await record(ledger, history)
    await shown(database_url, pool, last)
    with pytest.raises(NotReached, match=f"stands at {last}, before position {last + 1}"):
        await ids(pool, history.at(LONG_AFTER), last + 1)


async def test_no_rate_is_reckoned_without_consignments_that_cannot_be_read(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    history = released(1)
    await shown(database_url, pool, await record(ledger, history))
    await pool.execute(
        "insert into projections.unreadable (projection, stream_id, position, why)"
        " values ('risk_batches', 'consignment/NB25-000009', 3, 'unknown event')"
    )
    with pytest.raises(UnreadableBatches, match="consignment/NB25-000009"):
        await ids(pool, history.at(LONG_AFTER))
    assert await ids(pool, history.at(LONG_AFTER), 2) == []
