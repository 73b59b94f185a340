import asyncpg
import pytest

from ledger import Ledger, LedgerUnavailable, connect
from ledger.connection import SERVER_SETTINGS, unavailable
from tests.ledger.offers import events, offer

TRY_AGAIN = [
    ConnectionRefusedError,
    ConnectionResetError,
    FileNotFoundError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.ConnectionDoesNotExistError,
    asyncpg.ConnectionFailureError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.QueryCanceledError,
    asyncpg.TooManyConnectionsError,
    asyncpg.DiskFullError,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.PostgresIOError,
]
OUR_OWN_FAULT = [
    asyncpg.DataError,
    asyncpg.exceptions.ClientConfigurationError,
    asyncpg.CheckViolationError,
    asyncpg.UndefinedTableError,
    asyncpg.InsufficientPrivilegeError,
    ValueError,
]


@pytest.mark.parametrize("error", TRY_AGAIN)
def test_a_database_that_cannot_answer_now_is_unavailable(error: type[Exception]) -> None:
    with pytest.raises(LedgerUnavailable, match=f"{error.__name__}: gone.*is safe"), unavailable():
        raise error("gone")


@pytest.mark.parametrize("error", OUR_OWN_FAULT)
def test_a_mistake_that_waiting_does_not_cure_passes_unchanged(error: type[Exception]) -> None:
    with pytest.raises(error), unavailable():
        raise error("wrong")


async def test_a_refused_connection_is_unavailable() -> None:
    with pytest.raises(LedgerUnavailable, match="no answer from PostgreSQL"):
        await connect("postgresql://nobody@127.0.0.1:1/none")


async def test_a_ledger_whose_pool_is_closed_is_unavailable(database_url: str) -> None:
    pool = await connect(database_url)
    await pool.close()

    with pytest.raises(LedgerUnavailable, match="pool is closed"):
        await Ledger(pool).last_position()


async def test_a_ledger_comes_back_after_its_connections_were_cut(
    ledger: Ledger, pool: asyncpg.Pool
) -> None:
    with pytest.raises(LedgerUnavailable), unavailable():
        await pool.execute("select pg_terminate_backend(pg_backend_pid())")

    assert (await ledger.append(offer(events("a")))).last_position == 1


async def test_an_append_does_not_wait_for_the_lock_for_ever(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SERVER_SETTINGS, "lock_timeout", "50ms")
    async with await connect(database_url) as pool, pool.acquire() as holder:
        async with holder.transaction():
            await holder.execute("lock table ledger.append_turn in exclusive mode")
            with pytest.raises(LedgerUnavailable, match="LockNotAvailableError"):
                await Ledger(pool).append(offer(events("a")))

        assert (await Ledger(pool).append(offer(events("a")))).last_position == 1


async def test_every_statement_has_a_timeout(pool: asyncpg.Pool) -> None:
    async with pool.acquire() as connection:
        assert await connection.fetchval("show statement_timeout") == "15s"
        assert await connection.fetchval("show lock_timeout") == "5s"
