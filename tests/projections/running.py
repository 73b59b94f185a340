"""Runners in a test, and what they wrote."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Never, TypeAlias

import asyncpg

from ledger import Ledger, connect
from projections import queries
from projections.catalogue import PROJECTIONS
from projections.projection import Projection
from projections.runner import keep_up
from tests.history import History, record

PATIENCE = 30.0

Runner: TypeAlias = "asyncio.Task[Never]"


@asynccontextmanager
async def kept_up(dsn: str, *projections: Projection) -> AsyncIterator[Sequence[Runner]]:
    """Run the projections as long as the block runs."""
    runners = [asyncio.create_task(keep_up(projection, dsn)) for projection in projections]
    try:
        yield runners
    finally:
        for runner in runners:
            await stop(runner)


async def shown(dsn: str, *histories: History) -> None:
    """Record the histories, and let every read model show them."""
    async with await connect(dsn) as pool:
        last = await record(Ledger(pool), *histories)
        async with kept_up(dsn, *PROJECTIONS):
            for each in PROJECTIONS:
                await queries.wait_for(pool, each.name, last)


async def stop(runner: Runner) -> None:
    """Stop one runner; an error that ended it before fails the test."""
    runner.cancel()
    with suppress(asyncio.CancelledError):
        await runner


async def eventually(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait until a condition holds."""
    async with asyncio.timeout(PATIENCE):
        while not await holds():
            await asyncio.sleep(0.01)


async def rows_of(pool: asyncpg.Pool, projection: Projection) -> list[dict[str, Any]]:
    """All rows of a projection, in order."""
    rows = await pool.fetch(f"table {projection.table}")
    return sorted((dict(row) for row in rows), key=str)
