"""Cuts a reader's nap short when something was appended. Nothing may depend on it: readers poll."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Self

import asyncpg

from ledger.connection import CONNECT_SECONDS, unavailable
from ledger.errors import LedgerUnavailable

CHANNEL = "ledger"
CHECK_SECONDS = 30.0
RETRY_SECONDS = 1.0


class AppendListener:
    """One connection of its own that listens, and connects again whenever it is lost.

    It also rings after each (re)connection, because a notification may have been missed.
    """

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._rung = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    async def wait(self, timeout: float) -> bool:
        """Wait until it rings, but no longer than `timeout` seconds. True if it rang."""
        rang = await _happens(self._rung, timeout)
        self._rung.clear()
        return rang

    async def __aenter__(self) -> Self:
        self._listening = asyncio.create_task(self._listen(), name="ledger doorbell")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    async def _listen(self) -> None:
        while True:
            with suppress(LedgerUnavailable, asyncpg.PostgresError), unavailable():
                await self._listen_until_lost()
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen_until_lost(self) -> None:
        lost = asyncio.Event()
        connection = await asyncpg.connect(self._dsn, timeout=CONNECT_SECONDS)
        try:
            connection.add_termination_listener(lambda _: lost.set())
            await connection.add_listener(CHANNEL, self._ring)
            self._rung.set()
            while not await _happens(lost, CHECK_SECONDS):
                await connection.execute("select 1", timeout=CONNECT_SECONDS)
        finally:
            connection.terminate()

    def _ring(self, *_: object) -> None:
        self._rung.set()


async def _happens(event: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    return event.is_set()
