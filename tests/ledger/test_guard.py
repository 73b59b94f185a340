"""What even those who may log in cannot do to the record."""

import asyncpg
import pytest

from ledger import Conflict, Ledger
from tests.ledger.offers import STREAM, events, offer

NOTHING = """
    select verdict
    from ledger.append_v1('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')
"""
CHANGES = [
    "update ledger.events set recorded_at = now()",
    "update ledger.events set data = '{}' where position = 0",
    "delete from ledger.events",
    "truncate ledger.events",
    (
        "insert into ledger.events select * from ledger.events "
        "on conflict (position) do update set data = '{}'"
    ),
]


SEAL_CHANGES = [
    "delete from ledger.seals",
    "insert into ledger.seals (number) values (1)",
]


@pytest.fixture
async def recorded(ledger: Ledger) -> Ledger:
    await ledger.append(offer(events("a", "b")))
    return ledger


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("replication_role", ["origin", "replica"])
async def test_a_recorded_event_cannot_be_changed_by_the_owner(
    recorded: Ledger, pool: asyncpg.Pool, change: str, replication_role: str
) -> None:
    before = await recorded.read_after(0)
    async with pool.acquire() as connection:
        await connection.execute(f"set session_replication_role = {replication_role}")
        with pytest.raises(asyncpg.PostgresError, match="append-only") as refusal:
            await connection.execute(change)

    assert refusal.value.sqlstate == "LG001"
    assert await recorded.read_after(0) == before


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("change", CHANGES)
async def test_the_role_that_owns_the_record_cannot_change_it_either(
    pool: asyncpg.Pool, change: str
) -> None:
    async with pool.acquire() as connection:
        await connection.execute("set role ledger_owner")
        with pytest.raises(asyncpg.PostgresError, match=r"ledger\.events is append-only"):
            await connection.execute(change)


@pytest.mark.usefixtures("recorded")
async def test_a_writer_appends_and_reads_through_the_function_only(pool: asyncpg.Pool) -> None:
    async with pool.acquire() as connection:
        await connection.execute("set role ledger_writer")
        assert await connection.fetchval("select count(*) from ledger.events") == 2
        assert await connection.fetch(NOTHING) == []
        for refused in (*CHANGES, *SEAL_CHANGES, "select * from ledger.migrations"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(refused)


@pytest.mark.usefixtures("recorded")
async def test_a_reader_reads_and_nothing_else(pool: asyncpg.Pool) -> None:
    async with pool.acquire() as connection:
        await connection.execute("set role ledger_reader")
        assert await connection.fetchval("select count(*) from ledger.events") == 2
        for refused in (*CHANGES, NOTHING):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(refused)


async def test_everyone_else_sees_nothing(pool: asyncpg.Pool) -> None:
    async with pool.acquire() as connection:
        await connection.execute("set role pg_monitor")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("select * from ledger.events")


async def test_an_append_under_a_fixed_snapshot_is_refused(pool: asyncpg.Pool) -> None:
    async with pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
        with pytest.raises(asyncpg.InvalidTransactionStateError, match="read committed"):
            await connection.execute(NOTHING)


async def test_events_that_are_not_linked_among_themselves_are_a_conflict(
    pool: asyncpg.Pool,
) -> None:
    ((verdict, why),) = await pool.fetch(
        """
        select verdict, why
        from ledger.append_v1(
          array[$1, $1], '{1,3}', array[gen_random_uuid(), gen_random_uuid()], '{a,b}', '{1,1}',
          array[now(), now()], array['{}', '{}']::jsonb[], array['{}', '{}']::jsonb[],
          array[sha256(convert_to($1, 'UTF8')), sha256('a')], array[sha256('a'), sha256('b')]
        )
        """,
        STREAM,
    )

    assert verdict == "conflict"
    assert why == "the event offered as version 3 does not follow the one before it"


async def test_a_refused_append_leaves_no_trace(recorded: Ledger) -> None:
    with pytest.raises(Conflict):
        await recorded.append(offer(events("x")))

    await recorded.append(offer(events("c"), after=await recorded.head(STREAM)))

    assert [event.position for event in await recorded.read_after(0)] == [1, 2, 3]
