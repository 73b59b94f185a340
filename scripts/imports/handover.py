"""The import as the command sees it: handed over once, followed as long as anybody looks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from scripts import connection

if TYPE_CHECKING:
    from pathlib import Path

    from temporalio.client import Client

    from models.importing import Tally, Wish
    from workers.importing import Handed
    from workers.settings import Settings

LOOK_S = 0.25


class Desk:
    """Takes batches in, and says how far they have come."""

    def __init__(self, client: Client, pool: Any, queue: str) -> None:  # noqa: ANN401 - a pool
        self._client, self._pool, self._queue = client, pool, queue

    async def hand_over(self, wish: Wish) -> Handed:
        """Stored and started, or found under way or finished."""
        from scripts.patience import persist  # noqa: PLC0415
        from workers.importing import hand_over  # noqa: PLC0415

        return await persist(
            lambda: hand_over(self._client, self._pool, wish, task_queue=self._queue)
        )

    async def progress(self, handed: Handed, consignments: int) -> Tally | None:
        """How many are decided; None when nobody answers just now."""
        from scripts.patience import SILENT  # noqa: PLC0415
        from workers.importing import progress  # noqa: PLC0415

        with suppress(*SILENT):
            return await progress(self._pool, handed.batch, consignments)
        return None

    async def refusals(self, handed: Handed) -> list[tuple[str, str]]:
        """What could not be started, and why."""
        from workers import batches  # noqa: PLC0415

        return await batches.refusals(self._pool, handed.batch)

    async def result(self, handed: Handed) -> Tally:
        """What became of it, when it is finished; whoever is away meanwhile is waited for."""
        from scripts.patience import persist  # noqa: PLC0415

        return await persist(handed.handle.result)


@asynccontextmanager
async def opened(settings: Settings, data: Path | None) -> AsyncIterator[Desk]:
    """The desk, while the block runs; it writes with a login that may bring batches only."""
    client = await connection.temporal(settings)
    from ledger import connect  # noqa: PLC0415
    from workers.logins import Login  # noqa: PLC0415

    pool = await connect(connection.database_of(data, Login.IMPORTER))
    try:
        yield Desk(client, pool, settings.task_queue)
    finally:
        await pool.close()


async def follow(
    desk: Desk, handed: Handed, consignments: int, show: Callable[[Tally], None]
) -> Tally:
    """Looks again and again until the import is finished."""
    result = asyncio.create_task(desk.result(handed))
    while not result.done():
        seen = await desk.progress(handed, consignments)
        if seen is not None:
            show(seen)
        await asyncio.wait([result], timeout=LOOK_S)
    return result.result()
