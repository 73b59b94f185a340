"""A database that an administrator provides: first the logins, then the migrations."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from ledger import signing
from tests.postgres import database_of, execute, fresh_database, run
from workers.stack import db_logins, engine_database
from workers.stack.db_logins import DatabaseLogin, url_of

pytestmark = pytest.mark.process

PASSWORDS = {login.variable: f"word-of-{login}" for login in DatabaseLogin}


def run_module(name: str, dsn: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GUOMEN_")}
    return subprocess.run(
        [sys.executable, "-m", name],
        env={**clean, "DATABASE_URL": dsn, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


async def test_what_an_administrator_provides_a_migrator_fills(
    postgres_dsn: str, tmp_path: Path
) -> None:
    key = tmp_path / "seal.key"
    with fresh_database(postgres_dsn) as dsn:
        for _ in range(2):
            provided = run_module("workers.provision", dsn, GUOMEN_SEAL_KEY=str(key), **PASSWORDS)
            assert (provided.returncode, provided.stderr) == (0, "")
        migrator = url_of(dsn, DatabaseLogin.MIGRATE, PASSWORDS[DatabaseLogin.MIGRATE.variable])
        migrated = run_module("workers.migrate", migrator)
        again = run_module("workers.migrate", migrator)
        assert "ledger/0001_pre_ledger.sql" in migrated.stdout
        assert again.stdout == "nothing to migrate\n"
        await execute(url_of(dsn, DatabaseLogin.READER, "any"), "select * from ledger.events")
    assert len(signing.load_public(key)) == 32


def test_a_missing_password_is_named(postgres_dsn: str) -> None:
    given = {name: word for name, word in PASSWORDS.items() if name != "READER_PASSWORD"}
    refused = run_module("workers.provision", postgres_dsn, **given)

    assert refused.returncode == 1
    assert "no password for the database logins: set READER_PASSWORD" in refused.stderr


@pytest.fixture
def engine(postgres_dsn: str) -> Iterator[tuple[str, ...]]:
    """Names for the databases of an engine; they are dropped at the end."""
    names = (f"engine_{uuid4().hex}", f"engine_{uuid4().hex}")
    yield names
    run(execute(postgres_dsn, *(f"drop database if exists {name} with (force)" for name in names)))


async def test_the_engine_owns_its_databases_and_reaches_no_other(
    postgres_dsn: str, engine: tuple[str, ...]
) -> None:
    with fresh_database(postgres_dsn) as dsn:
        await db_logins.create(dsn, {DatabaseLogin.READER: "reader"})
        for _ in range(2):
            await engine_database.create(
                dsn, "engine", login="guomen_test_engine", databases=engine
            )
        for name in engine:
            own = url_of(database_of(dsn, name), "guomen_test_engine", "engine")
            # The visibility schema of Temporal needs this extension.
            await execute(own, "create table mine (id int)", "create extension btree_gin")
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await asyncpg.connect(
                    url_of(database_of(dsn, name), DatabaseLogin.READER, "reader")
                )
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await asyncpg.connect(url_of(dsn, "guomen_test_engine", "engine"))
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await execute(own, "create database another")
