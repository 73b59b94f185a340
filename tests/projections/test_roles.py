"""The least rights: the projector needs no others, readers see the views only."""

import asyncpg
import pytest

from ledger import Ledger, connect
from projections import queries
from projections.board import board
from projections.deadlines import DEADLINES
from projections.status import STATUS
from tests.history import record
from tests.projections.running import kept_up
from tests.projections.stories import approved


def as_role(dsn: str, role: str) -> str:
    return f"{dsn}{'&' if '?' in dsn else '?'}role={role}"


async def test_the_rights_of_the_projector_are_enough_to_run(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    async with kept_up(as_role(database_url, "projector"), STATUS, DEADLINES):
        last = await record(ledger, approved(1))
        await queries.wait_for(pool, "status", last)
        await queries.wait_for(pool, "deadlines", last)


@pytest.mark.parametrize("role", ["ledger_reader", "ledger_writer"])
async def test_who_works_with_the_ledger_may_read_the_views_only(
    role: str, database_url: str
) -> None:
    async with await connect(as_role(database_url, role)) as pool:
        assert await queries.statuses(pool) == []
        assert await queries.deadlines(pool, "NB25-000001") == []
        assert await queries.progress(pool) == []
        assert (await board(pool, 9)).head == 0
        for statement in ("table read_v1.status", "delete from read.status"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await pool.execute(statement)
