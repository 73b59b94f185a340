"""Looks again and again: at the read models when the doorbell rings, at the gateway as well.

Whether the tracker itself is well is asked less often, and beside: no board waits for it.
"""

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Self

from ledger import LedgerUnavailable, connect
from models.health.findings import Finding
from projections.duty_board import Board, board
from scripts import findings
from scripts.gateway_client import heard
from scripts.watching.render import BoardView
from workers.settings import Settings

MOST = 200
"""More rows than any screen has."""
HEALTH_SECONDS = 20.0


class BoardPoller:
    """What was seen last; a database that goes away is said, and looked for again."""

    def __init__(self, settings: Settings, *, examines: bool = False) -> None:
        self._settings, self._examines = settings, examines
        self._pool: Any = None
        self._board: Board | None = None
        self._seen = time.monotonic()
        self._findings: list[Finding] | None = None
        self._examining: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Nothing is opened before the first look."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Let go of the database, at once if it does not answer."""
        if self._examining is not None:
            self._examining.cancel()
        if self._pool is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._pool.close(), 1)

    async def look(self) -> BoardView:
        """What there is to see now; whether all is well, as it was asked last."""
        if self._examines and self._examining is None:
            self._examining = asyncio.create_task(self._keep_examining())
        away = await self._look()
        told = await heard(self._settings.gateway_url, self._pool) if away is None else None
        return BoardView(datetime.now(UTC), self._board, told, away, findings=self._findings)

    async def examine(self) -> list[Finding]:
        """What is wrong now."""
        return await findings.examined(self._settings)

    async def _keep_examining(self) -> None:
        while True:
            self._findings = await self.examine()
            await asyncio.sleep(HEALTH_SECONDS)

    async def _look(self) -> int | None:
        """None when the database answered, else for how many seconds it has not."""
        try:
            if self._pool is None:
                self._pool = await connect(self._settings.database_url, max_size=1)
            self._board = await board(self._pool, MOST)
        except LedgerUnavailable:
            return int(time.monotonic() - self._seen)
        self._seen = time.monotonic()
        return None
