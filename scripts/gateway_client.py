"""When each system was last heard, if the gateway lives: that hears them."""

from datetime import datetime

import httpx2

from ledger import LedgerUnavailable
from workers.gateway.dead_letters import last_heard
from workers.recovery.stream_heads import HeadsDatabase

ANSWER_SECONDS = 3.0


async def heard(gateway_url: str, database: HeadsDatabase) -> dict[str, datetime | None] | None:
    """By system; None for one that never said anything, and for all when nobody answers."""
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
