"""The projector as a process: keeps the read models up, and leaves when asked."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from ledger import Ledger
from projections import queries
from tests.history import record, sample_history

pytestmark = pytest.mark.process


@asynccontextmanager
async def projector(dsn: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "workers.projector"),
        env={**os.environ, "DATABASE_URL": dsn, "GUOMEN_LOG_FORMAT": "json"},
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def shows(pool: asyncpg.Pool, position: int) -> None:
    for name in ("status", "deadlines"):
        await queries.wait_for(pool, name, position, timeout=60)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_runs_every_projection_until_it_is_asked_to_stop(
    number: signal.Signals, database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    async with projector(database_url) as process:
        await shows(pool, await record(ledger, sample_history(1)))
        process.send_signal(number)
        _, said = await process.communicate()
    assert process.returncode == 0
    assert len(said.splitlines()) == 1


async def test_killed_outright_the_next_one_goes_on_where_it_stood(
    database_url: str, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    async with projector(database_url) as first:
        await shows(pool, await record(ledger, sample_history(1)))
        first.kill()
        await first.wait()
    last = await record(ledger, sample_history(2))
    async with projector(database_url):
        await shows(pool, last)


async def test_it_waits_for_a_database_that_is_not_there_yet() -> None:
    async with projector("postgresql://nobody@127.0.0.1:1/none") as process:
        assert process.stderr is not None
        said = [await process.stderr.readline() for _ in range(3)]
        process.send_signal(signal.SIGTERM)
        await process.wait()
    assert b"projector started" in said[0]
    assert all(b"waits for the database" in line for line in said[1:])
    assert process.returncode == 0
