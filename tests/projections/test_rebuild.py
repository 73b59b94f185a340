"""A read model made anew takes the place of the old one while the projector goes on."""

from typing import Any

import asyncpg
import pytest

from ledger import Ledger
from models.arrival.events import Shipped
from models.kernel.identity import enterprise_workflow_id
from models.kernel.terms import System
from projections import parallel_fold, queries, rebuild
from projections.catalogue import BY_NAME, PROJECTIONS
from projections.errors import NeverRan, Rebuilding
from projections.locks import TRY_LOCK
from projections.projection import Projection
from tests.enterprises import CODE, SUSPENDED, enterprise
from tests.history import append_to, record, sample_history
from tests.projections.decided import released
from tests.projections.running import kept_up, rows_of
from tests.projections.stories import approved, arrived, hauled
from tests.projections.suppliers import tell_supplier
from workers.stack import db_logins
from workers.stack.db_logins import DatabaseLogin, url_of

EACH = pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda each: each.name)
STATUS = BY_NAME["status"]
SHAPE = """
    select c.relname, pg_get_indexdef(i.indexrelid)
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = $1::text::regclass
    order by 1
"""
VIEW = "select pg_get_viewdef('read.status'::regclass)"


async def shown(pool: asyncpg.Pool) -> list[dict[str, Any]]:
    """What people see: the view, in order."""
    return [dict(row) for row in await pool.fetch("select * from read.status order by 1")]


async def fill(database_url: str, pool: asyncpg.Pool, ledger: Ledger, *names: Projection) -> int:
    """An enterprise and some consignments, followed by these projections."""
    await append_to(ledger, enterprise_workflow_id(CODE), enterprise(*SUSPENDED).events)
    await tell_supplier(ledger)
    last = await record(
        ledger, hauled(1, boxes=2), approved(2), sample_history(3), arrived(4), released(5)
    )
    async with kept_up(database_url, *names):
        for each in names:
            await queries.wait_for(pool, each.name, last)
    return last


@EACH
async def test_what_runs_along_equals_what_is_made_anew(
    projection: Projection, database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    last = await fill(database_url, pool, ledger, projection)
    found = await rebuild.rebuild(database_url, projection.name, switch=False)
    streams = [event.stream_id for event in await ledger.read_after(0)]
    own = sum(map(projection.subject.owns, streams))
    assert (found.equal, found.position, found.events) == (True, last, own)
    assert 0 < own < last
    assert found.rows == len(await rows_of(pool, projection))
    assert not found.switched


@EACH
async def test_the_new_table_has_the_names_of_the_old_one(
    projection: Projection, database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    await fill(database_url, pool, ledger, projection)
    before, shape = await rows_of(pool, projection), await pool.fetch(SHAPE, projection.table)
    assert (await rebuild.rebuild(database_url, projection.name)).switched
    assert await rows_of(pool, projection) == before
    assert await pool.fetch(SHAPE, projection.table) == shape


async def test_a_wrong_row_is_found_and_mended(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    await fill(database_url, pool, ledger, STATUS)
    right, view = await shown(pool), await pool.fetchval(VIEW)
    await pool.execute("update read_v1.status set boxes = 9 where consignment = 'NB25-000002'")
    await pool.execute("delete from read_v1.status where consignment = 'NB25-000003'")

    found = await rebuild.rebuild(database_url, "status", switch=False)
    assert (found.equal, found.only_live, found.only_fresh) == (False, 1, 2)
    assert found.examples == ("NB25-000002", "NB25-000003")
    assert await shown(pool) != right

    assert not (await rebuild.rebuild(database_url, "status")).equal
    assert await shown(pool) == right
    assert await pool.fetchval(VIEW) == view
    assert (await rebuild.rebuild(database_url, "status", switch=False)).equal


async def test_the_runner_goes_on_over_the_new_table(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    history = approved(1)
    async with kept_up(database_url, STATUS) as (runner,):
        await queries.wait_for(pool, "status", await record(ledger, history))
        assert (await rebuild.rebuild(database_url, "status")).equal
        history.hears(Shipped(vessel="EVER LUCID"), 100, System.CLEARANCE)
        await queries.wait_for(pool, "status", await record(ledger, history))
        assert not runner.done()
    (row,) = await shown(pool)
    assert row["version"] == len(history.events)
    assert (await rebuild.rebuild(database_url, "status", switch=False)).equal


async def test_it_comes_as_far_as_the_read_model_in_use(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    last = await fill(database_url, pool, ledger, STATUS)
    await record(ledger, approved(9))
    found = await rebuild.rebuild(database_url, "status")
    assert (found.equal, found.position) == (True, last)
    async with kept_up(database_url, STATUS):
        await queries.wait_for(pool, "status", await ledger.last_position())
    assert len(await shown(pool)) == 6


async def test_events_recorded_meanwhile_are_taken_in(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = approved(1)
    async with kept_up(database_url, STATUS):
        await queries.wait_for(pool, "status", await record(ledger, history))
        analysed = rebuild._fill

        async def fill_and_record(*arguments: Any) -> Any:
            filled = await analysed(*arguments)
            history.hears(Shipped(vessel="EVER LUCID"), 100, System.CLEARANCE)
            await queries.wait_for(pool, "status", await record(ledger, history, approved(2)))
            return filled

        monkeypatch.setattr(rebuild, "_fill", fill_and_record)
        found = await rebuild.rebuild(database_url, "status")
    assert (found.equal, found.events) == (True, await ledger.last_position())


async def test_shares_in_processes_of_their_own_give_the_same(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(database_url, pool, ledger, STATUS)
    monkeypatch.setattr(parallel_fold, "STREAMS_A_SHARE", 1)
    monkeypatch.setattr(parallel_fold, "FEW_STREAMS", 1)
    told: list[int] = []
    found = await rebuild.rebuild(database_url, "status", switch=False, told=told.append)
    assert found.equal
    assert (len(told), told[-1]) == (5, found.events)


async def test_a_rebuild_may_take_longer_than_a_statement_of_the_projector(
    postgres_dsn: str, database_url: str
) -> None:
    await db_logins.create(postgres_dsn, {DatabaseLogin.PROJECTOR: "projector"})
    limited = "select current_setting($1)"
    async with parallel_fold.long_connection(
        url_of(database_url, DatabaseLogin.PROJECTOR, "projector")
    ) as connection:
        for name, limit in parallel_fold.LONG_TIMEOUTS.items():
            assert await connection.fetchval(limited, name) == limit


async def test_one_rebuild_at_a_time(database_url: str, pool: asyncpg.Pool, ledger: Ledger) -> None:
    await fill(database_url, pool, ledger, STATUS)
    async with pool.acquire() as other:
        assert await other.fetchval(TRY_LOCK, "rebuild.status")
        with pytest.raises(Rebuilding, match="status"):
            await rebuild.rebuild(database_url, "status")


async def test_what_never_ran_cannot_be_rebuilt(database_url: str) -> None:
    with pytest.raises(NeverRan, match="start a projector"):
        await rebuild.rebuild(database_url, "status")


async def test_the_projector_may_do_it_and_readers_still_read(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    await fill(database_url, pool, ledger, *PROJECTIONS)
    as_projector = f"{database_url}{'&' if '?' in database_url else '?'}role=projector"
    for each in PROJECTIONS:
        assert (await rebuild.rebuild(as_projector, each.name)).equal
    async with pool.acquire() as reader:
        await reader.execute("set role ledger_reader")
        for each in PROJECTIONS:
            await reader.fetch(f"table read.{each.name}")
        await reader.execute("reset role")
    assert all(each.equal for each in await rebuild.prove(database_url))
