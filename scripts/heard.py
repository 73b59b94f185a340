"""When each system was last heard, if the gateway lives: that hears them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import httpx2

from ledger import LedgerUnavailable

if TYPE_CHECKING:
    from workers.standings import Database

ANSWER_SECONDS = 3.0


async def heard(gateway_url: str, database: Database) -> dict[str, datetime | None] | None:
    """By system; None for one that never said anything, and for all when nobody answers."""
    from workers.dead_letters import last_heard  # noqa: PLC0415

    if not await _lives(gateway_url):
        return None
    try:
        found = await last_heard(database)
    except LedgerUnavailable:
        return None
    return {system.value: at for system, at in found.items()}


async def _lives(gateway_url: str) -> bool:
    try:
        async with httpx2.AsyncClient(timeout=ANSWER_SECONDS, trust_env=False) as client:
            return (await client.get(f"{gateway_url}/health")).is_success
    except httpx2.HTTPError:
        return False
