"""PostgreSQL is killed and comes back; the read models go on as if nothing had happened."""

from pathlib import Path

import pytest

from ledger import Ledger, connect
from projections import queries
from projections.status import STATUS
from tests.history import record, sample_history
from tests.projections.running import kept_up, rows_of
from workers.migrate import migrate_all
from workers.stack.embedded_postgres import EmbeddedPostgres
from workers.stack.port_allocation import free
from workers.stack.supervisor import ManagedProcess

pytestmark = pytest.mark.process


async def test_the_rows_follow_through_a_crash_of_the_database(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path, free(), "secret")
    server.initialise()
    child = ManagedProcess(server.plan(), tmp_path / "log", lambda _: None, lambda: None)
    await child.start()
    try:
        await migrate_all(server.dsn)
        async with kept_up(server.dsn, STATUS) as (running,):
            await follow(server.dsn, 1)
            await child.kill()
            await child.ready()
            await follow(server.dsn, 2)
            assert not running.done()
    finally:
        await child.stop()


async def follow(dsn: str, count: int) -> None:
    """Record one more consignment and see it among all of them."""
    async with await connect(dsn) as pool:
        last = await record(Ledger(pool), sample_history(count))
        await queries.wait_for(pool, "status", last)
        assert len(await rows_of(pool, STATUS)) == count
