"""The least rights: the projector needs no others, readers see the views only."""

import asyncpg
import pytest

from ledger import Ledger, connect
from projections import queries
from projections.deadlines import DEADLINES
from projections.duty_board import board
from projections.locks import TRY_LOCK, TRY_TO_LEAD
from projections.status import STATUS
from tests.history import record
from tests.projections.running import kept_up
from tests.projections.stories import approved
from workers.stack import db_logins
from workers.stack.db_logins import DatabaseLogin, url_of


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


# Whatever of it succeeded would run with the rights of those who read, or of a superuser.
MAKES = [
    "create schema mine",
    "create view read.mine as select 1",
    "create or replace view read.status as select 1",
    "create table read_v1.mine (id int)",
    "create table projections.mine (id int)",
    "create temp table mine (id int)",
    "create function read.mine() returns int language sql return 1",
    "create function public.mine() returns int language sql return 1",
    "create function pg_temp.mine() returns int language sql return 1",
    "create trigger mine after insert on read_v1.status execute function ledger.refuse_change_v1()",
    "create rule mine as on insert to read_v1.status do instead nothing",
    "create operator read.=== (leftarg = int, rightarg = int, function = int4eq)",
    "create domain public.mine as int",
    "create index mine on read_v1.status (stage)",
    "create policy mine on read_v1.status",
    "create statistics read.mine on stage, mode from read_v1.status",
    "alter table read_v1.status add column mine int default 1",
    "alter table read_v1.status alter column stage set default 'x'",
    "alter table read_v1.status disable trigger all",
    "alter view read.status rename to other",
    "alter schema read rename to other",
    "drop table read_v1.status",
    "grant select on read.status to public",
    "set role projections_owner",
    "set role ledger_owner",
    "create extension btree_gin",
]


@pytest.mark.parametrize("make", MAKES)
async def test_the_projector_makes_nothing_that_others_would_execute(
    make: str, database_url: str
) -> None:
    await db_logins.create(database_url, {DatabaseLogin.PROJECTOR: "projector"})
    connection = await asyncpg.connect(url_of(database_url, DatabaseLogin.PROJECTOR, "projector"))

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(make)
    await connection.close()


async def test_what_others_read_is_made_by_nobody_who_logs_in(pool: asyncpg.Pool) -> None:
    owners = await pool.fetch(
        """
        select distinct pg_get_userbyid(owner) as name
        from (
          select relowner, relnamespace from pg_class
          union all select proowner, pronamespace from pg_proc
          union all select typowner, typnamespace from pg_type
          union all select nspowner, oid from pg_namespace
        ) object (owner, namespace)
        where namespace::regnamespace::text !~ '^(pg_|information_schema$|public$)'
        """
    )
    assert {row["name"] for row in owners} == {"ledger_owner", "projections_owner"}


async def test_every_function_says_where_it_looks_names_up(pool: asyncpg.Pool) -> None:
    careless = await pool.fetch(
        """
        select proname from pg_proc
        where pronamespace::regnamespace::text !~ '^(pg_|information_schema$|public$)'
          and not coalesce('search_path=pg_catalog, pg_temp' = any(proconfig), false)
        """
    )
    assert careless == []


async def test_an_outsider_who_holds_the_lock_of_a_projection_does_not_stop_it(
    postgres_dsn: str, database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    await db_logins.create(postgres_dsn, {DatabaseLogin.READER: "reader"})
    outsider = await asyncpg.connect(url_of(database_url, DatabaseLogin.READER, "reader"))
    assert await outsider.fetchval(TRY_LOCK, STATUS.name)

    last = await record(ledger, approved(1))
    async with kept_up(database_url, STATUS):
        await queries.wait_for(pool, "status", last)
    await outsider.close()


async def test_a_projector_waits_for_another_one(
    postgres_dsn: str, database_url: str, pool: asyncpg.Pool
) -> None:
    await db_logins.create(postgres_dsn, {DatabaseLogin.PROJECTOR: "projector"})
    other = await asyncpg.connect(url_of(database_url, DatabaseLogin.PROJECTOR, "projector"))
    assert await other.fetchval(TRY_TO_LEAD, STATUS.name)

    assert not await pool.fetchval(TRY_TO_LEAD, STATUS.name)
    await other.close()
