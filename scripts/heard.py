"""When each system was last heard, as the gateway tells."""

from __future__ import annotations

from datetime import datetime

import httpx2

ANSWER_SECONDS = 3.0


async def heard(gateway_url: str) -> dict[str, datetime | None] | None:
    """By system; None for one that never said anything, and for all when nobody answers."""
    try:
        async with httpx2.AsyncClient(timeout=ANSWER_SECONDS, trust_env=False) as client:
            answer = await client.get(f"{gateway_url}/last-heard")
            answer.raise_for_status()
    except httpx2.HTTPError:
        return None
    said = answer.json().items()
    return {
        system: datetime.fromisoformat(each["received_at"]) if each else None
        for system, each in said
    }
