"""Nobody who only reads can keep the tracker from recording, or a migration from running."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from ledger import Ledger, connect, migrate
from tests.ledger.offers import events, offer
from workers.migrate import OTHERS

GROUPS = ["ledger_reader", "projector", "gateway", "importer", "ledger_writer"]

# Whatever somebody may try to hold; what is refused holds nothing.
HOLDS = [
    "select pg_advisory_lock(hashtextextended('ledger', 0))",
    "select pg_advisory_lock(hashtextextended('ledger.migrations', 0))",
    *(
        f"lock table {table} in {mode} mode"
        for table in (
            *("ledger.events", "ledger.seals", "ledger.receipts"),
            *("ledger.append_turn", "ledger.receipt_turn", "ledger.migrations"),
        )
        for mode in ("access share", "row exclusive", "share", "exclusive", "access exclusive")
    ),
    "select * from ledger.events for update",
    "select * from ledger.events for key share",
]


@pytest.fixture(params=GROUPS)
async def holder(
    request: pytest.FixtureRequest, database_url: str
) -> AsyncIterator[asyncpg.Connection]:
    """Somebody of a group, who holds all that he can get and does not let go."""
    connection = await asyncpg.connect(database_url)
    await connection.execute(f"set role {request.param}")
    await connection.execute("begin")
    for hold in HOLDS:
        await connection.execute("savepoint before")
        try:
            await connection.execute(hold)
        except asyncpg.InsufficientPrivilegeError:
            await connection.execute("rollback to before")
    yield connection
    await connection.close()


@pytest.mark.usefixtures("holder")
async def test_whatever_somebody_holds_the_tracker_records(database_url: str) -> None:
    async with await connect(database_url) as pool, asyncio.timeout(30):
        await Ledger(pool).append(offer(events("a")))


@pytest.mark.usefixtures("holder")
async def test_whatever_somebody_holds_the_database_is_migrated(database_url: str) -> None:
    async with asyncio.timeout(30):
        assert await migrate(database_url, *OTHERS) == []


async def test_appends_still_wait_for_each_other(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    first = await asyncpg.connect(database_url)
    async with first.transaction():
        await first.execute("set local role ledger_owner")
        await first.execute("lock table ledger.append_turn in exclusive mode")
        second = asyncio.create_task(ledger.append(offer(events("a"))))
        waits = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
        async with asyncio.timeout(30):
            while not await pool.fetchval(waits):
                await asyncio.sleep(0.01)
        assert not second.done()
    assert (await second).last_position == 1
    await first.close()
