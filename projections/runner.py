"""Keeps one read model up with the ledger: tail, fold, write the rows and the checkpoint together.

An event takes effect exactly once. A stream with one that cannot be followed is passed over, and
the others go on: the reason stands in the checkpoint, and the stream is read again now and then.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Never

import asyncpg
import structlog

from ledger import AppendListener, Ledger, LedgerUnavailable, Recorded, connect
from ledger.connection import unavailable
from projections.checkpoints import Checkpoint, Connection
from projections.consignment_fold import FoldCache
from projections.errors import CheckpointMoved
from projections.projection import Projection
from projections.writer import write_rows

BATCH = 1000
SHORTEST_NAP, LONGEST_NAP = 0.05, 1.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.05, 2.0
REST = 0.1
READ_AGAIN = 2.0
"""How many seconds apart what was passed over is tried again."""


async def keep_up(projection: Projection, dsn: str) -> Never:
    """Run a projection until cancelled, on connections of its own.

    None is needed at the start: the database may come later, or go away and come back.
    """
    async with await connect(dsn, min_size=0) as pool, AppendListener(dsn) as doorbell:
        await ProjectionRunner(projection, pool, doorbell).run()


class ProjectionRunner:
    """Runs one projection. Any number may run: one leads, the others wait until it is gone."""

    def __init__(
        self, projection: Projection, pool: asyncpg.Pool, doorbell: AppendListener
    ) -> None:
        self._projection = projection
        self._pool = pool
        self._doorbell = doorbell
        self._ledger = Ledger(pool)
        self._following = FoldCache(self._ledger, projection.subject, projection.keeps)
        self._pause = SHORTEST_PAUSE
        self._connected, self._again = True, 0.0
        self._log = structlog.get_logger(__name__).bind(projection=projection.name)

    async def run(self) -> Never:
        """Keep up until cancelled, through lost connections, other runners and bad events."""
        while True:
            try:
                with unavailable():
                    async with self._pool.acquire() as connection:
                        await self._lead(connection)
            except LedgerUnavailable as error:
                if self._connected:
                    self._log.warning("waits for the database", reason=str(error))
                self._connected = False
            await asyncio.sleep(self._pause)
            self._pause = min(2 * self._pause, LONGEST_PAUSE)

    async def _lead(self, connection: Connection) -> None:
        """Keep up if no other runner does; returns when there is a reason to try again later."""
        checkpoint = Checkpoint(connection, self._projection.name)
        leads = await checkpoint.lead()
        self._connected = True
        if not leads:
            return
        try:
            with unavailable():
                await self._keep_up(connection, checkpoint)
        except LedgerUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, people must see it
            # Going out gives the lead away: another runner may know what this one does not.
            if await checkpoint.note(_said(error)):
                self._log.error("stands still", reason=_said(error))

    async def _keep_up(self, connection: Connection, checkpoint: Checkpoint) -> Never:
        nap = SHORTEST_NAP
        while True:
            moved = 0
            with suppress(CheckpointMoved):
                await self._read_again(connection, checkpoint)
                moved = await self._step(connection, checkpoint)
                self._pause = SHORTEST_PAUSE
            nap = SHORTEST_NAP if moved else min(2 * nap, LONGEST_NAP)
            if moved < BATCH:
                # Who comes alone is seen at once; who comes in a stream shares a transaction.
                if moved:
                    await asyncio.sleep(REST)
                await self._doorbell.wait(nap)

    async def _step(self, connection: Connection, checkpoint: Checkpoint) -> int:
        """Take in the next events; how many there were."""
        before = await checkpoint.position()
        batch = await self._ledger.read_after(before, limit=BATCH)
        if batch:
            await self._take_in(batch, connection, checkpoint)
        return len(batch)

    async def _read_again(self, connection: Connection, checkpoint: Checkpoint) -> None:
        """What was passed over, and can be followed by now: by a newer release, say."""
        now = asyncio.get_running_loop().time()
        if now < self._again:
            return
        self._again = now + READ_AGAIN
        position = await checkpoint.position()
        for stream in await checkpoint.unreadable():
            found = await self._following.again(stream, position)
            if found is not None:
                async with connection.transaction():
                    await write_rows(connection, self._projection, {stream: found})
                    await checkpoint.read_again(stream)
                self._log.info("reads a stream again", stream=stream)

    async def _take_in(
        self, batch: Sequence[Recorded], connection: Connection, checkpoint: Checkpoint
    ) -> None:
        known = await checkpoint.unreadable()
        self._following.unreadable = dict(known)
        touched = await self._following.after(batch)
        fresh = [one for one in self._following.unreadable.values() if one.stream_id not in known]
        async with connection.transaction():
            await checkpoint.pass_over(fresh)
            await checkpoint.advance(batch[0].position - 1, batch[-1].position)
            await write_rows(connection, self._projection, touched)
        self._following.keep(touched)
        for one in fresh:
            self._log.error("passes a stream over", stream=one.stream_id, reason=one.why)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
