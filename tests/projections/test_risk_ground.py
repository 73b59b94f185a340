"""From what an assessment started, at a position: standings, and every move before it."""

import asyncpg

from ledger import Ledger
from models.kernel.risk_terms import Why
from models.kernel.terms import RiskLevel
from projections.risk_ground import ground_at
from tests.history import append_to, record
from tests.models.risk.samples import batch
from tests.projections.decided import released
from tests.projections.suppliers import PAIR, STREAM, supplier_events


async def test_pairs_stand_as_their_streams_say_and_each_move_has_its_cause(
    pool: asyncpg.Pool, ledger: Ledger
) -> None:
    approved, *later = supplier_events()
    await append_to(ledger, STREAM, [approved])
    first = await record(ledger, released(1))
    await append_to(ledger, STREAM, later)
    last = await ledger.last_position()
    own = batch(1, PAIR)

    before = await ground_at(pool, [own], first)
    (row,) = before.before.rows
    assert (row.pair, row.level) == (PAIR, RiskLevel.R1)
    assert [move.after for move in before.moves] == [RiskLevel.R1]

    after = await ground_at(pool, [own], last)
    (row,) = after.before.rows
    assert row.level is RiskLevel.R3
    # The assessment was begun, and no night has said that it was finished.
    assert after.before.at is None
    assert after.before.fresh == (PAIR,)
    worsened = next(move for move in after.moves if move.why is Why.MAJOR_FOUND)
    assert worsened.because == ("F-1",)
    assert after.batches == (own,)


async def test_a_ledger_that_tells_of_no_supplier_has_pairs_that_nobody_knows(
    pool: asyncpg.Pool, ledger: Ledger
) -> None:
    last = await record(ledger, released(1))
    found = await ground_at(pool, [batch(1)], last)
    assert found.moves == ()
    (row,) = found.before.rows
    assert row.level is RiskLevel.R2
