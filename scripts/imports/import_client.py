"""The import as the command sees it: handed over once, followed as long as anybody looks."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from temporalio.client import Client

from ledger import connect
from models.execution.manifest_import import Tally, Wish
from scripts import connection, temporal_connection
from scripts.retry import SILENT, retry_until
from workers.imports import import_store
from workers.imports.import_client import AcceptedImport, hand_over, progress
from workers.settings import Settings
from workers.stack.db_logins import DatabaseLogin

LOOK_S = 0.25


class ImportClient:
    """Takes batches in, and says how far they have come."""

    def __init__(self, client: Client, pool: Any, queue: str) -> None:  # noqa: ANN401 - a pool
        self._client, self._pool, self._queue = client, pool, queue

    async def hand_over(self, wish: Wish) -> AcceptedImport:
        """Stored and started, or found under way or finished."""
        return await retry_until(
            lambda: hand_over(self._client, self._pool, wish, task_queue=self._queue)
        )

    async def progress(self, handed: AcceptedImport, consignments: int) -> Tally | None:
        """How many are decided; None when nobody answers just now."""
        with suppress(*SILENT):
            return await progress(self._pool, handed.batch, consignments)
        return None

    async def refusals(self, handed: AcceptedImport) -> list[tuple[str, str]]:
        """What could not be started, and why."""
        return await import_store.refusals(self._pool, handed.batch)

    async def result(self, handed: AcceptedImport) -> Tally:
        """What became of it, when it is finished; whoever is away meanwhile is waited for."""
        return await retry_until(handed.handle.result)


@asynccontextmanager
async def opened(settings: Settings, data: Path | None) -> AsyncIterator[ImportClient]:
    """The desk, while the block runs; it writes with a login that may bring batches only."""
    client = await temporal_connection.opened(settings)
    pool = await connect(connection.database_of(data, DatabaseLogin.IMPORTER))
    try:
        yield ImportClient(client, pool, settings.task_queue)
    finally:
        await pool.close()


async def follow(
    desk: ImportClient, handed: AcceptedImport, consignments: int, show: Callable[[Tally], None]
) -> Tally:
    """Looks again and again until the import is finished."""
    result = asyncio.create_task(desk.result(handed))
    while not result.done():
        seen = await desk.progress(handed, consignments)
        if seen is not None:
            show(seen)
        await asyncio.wait([result], timeout=LOOK_S)
    return result.result()
