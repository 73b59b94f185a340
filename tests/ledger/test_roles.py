"""Who may log in, with which rights, and for how long a statement may take."""

from collections.abc import Iterator

import asyncpg
import pytest

from ledger import Ledger, LedgerUnavailable, MigrationForbidden, connect, migrate
from ledger.roles import TIMEOUTS
from tests.ledger.offers import events, offer
from tests.postgres import execute, fresh_database
from workers import logins
from workers.logins import Login, url_of
from workers.migrate import migrate_all

PASSWORDS = {login: f"pass'word of {login}" for login in Login}


@pytest.fixture
def provisioned(postgres_dsn: str) -> Iterator[str]:
    with fresh_database(postgres_dsn) as dsn:
        yield dsn


def as_login(dsn: str, login: Login) -> str:
    return url_of(dsn, login, PASSWORDS[login])


async def test_a_migrator_who_is_no_superuser_migrates_what_was_provisioned(
    provisioned: str,
) -> None:
    await logins.create(provisioned, PASSWORDS)
    migrator = as_login(provisioned, Login.MIGRATE)

    assert await migrate_all(migrator)
    assert await migrate_all(migrator) == []


async def test_who_may_not_migrate_is_told_what_to_do(provisioned: str) -> None:
    await logins.create(provisioned, PASSWORDS)

    with pytest.raises(MigrationForbidden, match=r"python -m workers\.provision"):
        await migrate(as_login(provisioned, Login.TRACKER))


async def test_the_logins_do_their_work_and_no_more(provisioned: str) -> None:
    await logins.create(provisioned, PASSWORDS)
    await migrate_all(as_login(provisioned, Login.MIGRATE))

    async with await connect(as_login(provisioned, Login.TRACKER), max_size=1) as pool:
        await Ledger(pool).append(offer(events("a")))
    for login in set(Login) - {Login.TRACKER, Login.MIGRATE}:
        async with await connect(as_login(provisioned, login), max_size=1) as pool:
            assert await Ledger(pool).last_position() == 1
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await Ledger(pool).append(offer(events("b")))
    for login in set(Login) - {Login.MIGRATE, Login.PROJECTOR}:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await execute(as_login(provisioned, login), "create schema mine")


async def test_a_writer_holds_no_lock_for_long_whatever_client_it_uses(provisioned: str) -> None:
    await logins.create(provisioned, PASSWORDS)
    connection = await asyncpg.connect(as_login(provisioned, Login.TRACKER))

    for name, limit in TIMEOUTS.items():
        assert await connection.fetchval("select current_setting($1)", name) == limit
    await connection.close()


async def test_provisioned_again_the_passwords_change(provisioned: str) -> None:
    await logins.create(provisioned, PASSWORDS)
    await logins.create(provisioned, {Login.READER: "another"})

    stored = "select rolpassword from pg_authid where rolname = $1"
    connection = await asyncpg.connect(provisioned)
    verifiers = [await connection.fetchval(stored, login) for login in Login]
    await connection.close()
    assert all(verifier.startswith("SCRAM-SHA-256") for verifier in verifiers)
    await logins.create(provisioned, PASSWORDS)


async def test_a_server_that_is_away_cannot_be_provisioned() -> None:
    with pytest.raises(LedgerUnavailable):
        await logins.create("postgresql://nobody@127.0.0.1:1/none", PASSWORDS)


async def test_a_second_database_of_the_cluster_is_closed_to_the_public_too(
    provisioned: str,
) -> None:
    await migrate(provisioned)
    connection = await asyncpg.connect(provisioned)
    allowed = "select has_database_privilege('public', current_database(), $1)"
    assert not await connection.fetchval(allowed, "connect")
    assert not await connection.fetchval(allowed, "temporary")
    await connection.close()
