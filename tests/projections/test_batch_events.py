"""What a report is traced to: the events of its batches, and the place up to where it was read."""

import asyncpg
import pytest

from ledger import Ledger
from projections import queries
from projections.batch_events import batch_events, place
from projections.errors import NeverRan, NotReached
from projections.risk_batches import RISK_BATCHES
from tests.history import record, sample_tracking_no
from tests.projections.decided import released
from tests.projections.running import kept_up


async def test_all_events_of_a_batch_up_to_a_position_are_named(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    last = await record(ledger, released(1), released(2))
    async with kept_up(database_url, RISK_BATCHES):
        await queries.wait_for(pool, RISK_BATCHES.name, last)
    until = await place(pool)
    assert until.position == last
    one, two = sample_tracking_no(1), sample_tracking_no(2)
    found = await batch_events(pool, [one, two], last)
    positions = [position for of in found.values() for position, _ in of]
    assert sorted(positions) == list(range(1, last + 1))
    assert (until.position, until.hash) in found[two]
    earlier = await batch_events(pool, [one], found[one][3][0])
    assert earlier[one] == found[one][:4]


async def test_a_position_that_nothing_has_reached_is_refused(
    pool: asyncpg.Pool, ledger: Ledger
) -> None:
    with pytest.raises(NeverRan, match="projector"):
        await place(pool)
    await record(ledger, released(1))
    with pytest.raises(NotReached, match="position 9999"):
        await place(pool, 9999)
