"""Who may log in, with which rights, and for how long a statement may take."""

import asyncio
import base64
from collections.abc import Iterator

import asyncpg
import pytest

from ledger import Ledger, LedgerUnavailable, MigrationForbidden, connect, migrate, scram
from tests.ledger.offers import events, offer
from tests.postgres import execute, fresh_database
from workers.migrate import migrate_all
from workers.stack import db_logins
from workers.stack.db_logins import SEARCH_PATH, TIMEOUTS, DatabaseLogin, url_of

STORED = "select rolpassword from pg_authid where rolname = $1"
PASSWORDS = {login: f"pass'word of {login}" for login in DatabaseLogin}


class _Undo(Exception):
    """Leaves a transaction without a trace."""


@pytest.fixture
def provisioned(postgres_dsn: str) -> Iterator[str]:
    with fresh_database(postgres_dsn) as dsn:
        yield dsn


def as_login(dsn: str, login: DatabaseLogin) -> str:
    return url_of(dsn, login, PASSWORDS[login])


async def test_a_migrator_who_is_no_superuser_migrates_what_was_provisioned(
    provisioned: str,
) -> None:
    await db_logins.create(provisioned, PASSWORDS)
    migrator = as_login(provisioned, DatabaseLogin.MIGRATE)

    assert await migrate_all(migrator)
    assert await migrate_all(migrator) == []


async def test_who_may_not_migrate_is_told_what_to_do(provisioned: str) -> None:
    await db_logins.create(provisioned, PASSWORDS)

    with pytest.raises(MigrationForbidden, match=r"python -m workers\.provision"):
        await migrate(as_login(provisioned, DatabaseLogin.TRACKER))


async def test_the_logins_do_their_work_and_no_more(provisioned: str) -> None:
    await db_logins.create(provisioned, PASSWORDS)
    await migrate_all(as_login(provisioned, DatabaseLogin.MIGRATE))

    async with await connect(as_login(provisioned, DatabaseLogin.TRACKER), max_size=1) as pool:
        await Ledger(pool).append(offer(events("a")))
    for login in set(DatabaseLogin) - {DatabaseLogin.TRACKER, DatabaseLogin.MIGRATE}:
        async with await connect(as_login(provisioned, login), max_size=1) as pool:
            assert await Ledger(pool).last_position() == 1
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await Ledger(pool).append(offer(events("b")))
    for login in set(DatabaseLogin) - {DatabaseLogin.MIGRATE}:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await execute(as_login(provisioned, login), "create schema mine")


@pytest.mark.parametrize("login", DatabaseLogin)
async def test_every_login_has_time_outs_whatever_client_it_uses(
    provisioned: str, login: DatabaseLogin
) -> None:
    await db_logins.create(provisioned, PASSWORDS)
    connection = await asyncpg.connect(as_login(provisioned, login))

    for name, limit in {**TIMEOUTS[login], **SEARCH_PATH}.items():
        assert await connection.fetchval("select current_setting($1)", name) == limit.strip("'")
    limited = {"statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"}
    assert limited <= TIMEOUTS[login].keys()
    await connection.close()


@pytest.mark.parametrize("login", DatabaseLogin)
async def test_who_sleeps_or_dawdles_in_a_transaction_is_cut_off_by_the_server(
    provisioned: str, login: DatabaseLogin, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = {"statement_timeout": "'200ms'", "idle_in_transaction_session_timeout": "'200ms'"}
    monkeypatch.setattr(db_logins, "TIMEOUTS", {**TIMEOUTS, login: short})
    await db_logins.create(provisioned, PASSWORDS)
    connection = await asyncpg.connect(as_login(provisioned, login))

    with pytest.raises(asyncpg.QueryCanceledError):
        await connection.execute("select pg_sleep(60)")
    ended = asyncio.Event()
    connection.add_termination_listener(lambda _: ended.set())
    await connection.execute("begin")
    async with asyncio.timeout(30):
        await ended.wait()


@pytest.mark.parametrize("password", ["plain", "pass'word", "国门 ①\u00ad", "a" * 200])
async def test_a_password_is_kept_as_the_server_itself_would_keep_it(
    provisioned: str, password: str
) -> None:
    connection = await asyncpg.connect(provisioned)
    quoted = await connection.fetchval("select quote_literal($1::text)", password)
    await connection.execute("begin")
    await connection.execute(f"create role guomen_sample password {quoted}")
    kept = await connection.fetchval(STORED, "guomen_sample")
    await connection.close()

    salt = base64.b64decode(kept.split("$")[1].split(":")[1])
    assert scram.verifier(password, salt) == kept


async def test_no_password_is_ever_part_of_a_statement(
    provisioned: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    real = asyncpg.Connection.execute

    async def listening(self: asyncpg.Connection, query: str, *rest: object) -> str:
        said.append(query)
        return await real(self, query, *rest)

    monkeypatch.setattr(asyncpg.Connection, "execute", listening)
    await db_logins.create(provisioned, {login: f"secret-of-{login}" for login in DatabaseLogin})

    assert any("SCRAM-SHA-256" in statement for statement in said)
    assert not any("secret-of-" in statement for statement in said)


async def test_provisioned_again_the_passwords_change(provisioned: str) -> None:
    await db_logins.create(provisioned, PASSWORDS)
    await db_logins.create(provisioned, {DatabaseLogin.READER: "another"})

    connection = await asyncpg.connect(provisioned)
    verifiers = [await connection.fetchval(STORED, login) for login in DatabaseLogin]
    await connection.close()
    assert all(verifier.startswith("SCRAM-SHA-256") for verifier in verifiers)
    await db_logins.create(provisioned, PASSWORDS)


async def test_a_server_that_is_away_cannot_be_provisioned() -> None:
    with pytest.raises(LedgerUnavailable):
        await db_logins.create("postgresql://nobody@127.0.0.1:1/none", PASSWORDS)


async def test_a_second_database_of_the_cluster_is_closed_to_the_public_too(
    provisioned: str,
) -> None:
    await migrate(provisioned)
    connection = await asyncpg.connect(provisioned)
    allowed = "select has_database_privilege('public', current_database(), $1)"
    assert not await connection.fetchval(allowed, "connect")
    assert not await connection.fetchval(allowed, "temporary")
    await connection.close()
