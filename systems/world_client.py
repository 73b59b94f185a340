"""Carries the world's word to the three systems over HTTP.

A system, the gateway or what lies behind it may be down for a while: telling it again is harmless,
because the same happening has the same id whenever it is told.
"""

import asyncio
import time
from collections.abc import Mapping

import httpx2
from pydantic import JsonValue

from systems.scenario import Data, SystemFault, SystemName, WorldEvent
from systems.wire.message import MessageReceipt

_FIRST_PAUSE_S = 0.05
_LONGEST_PAUSE_S = 2.0


class NotTold(Exception):
    """What happened could not be told: the system or the gateway was away for too long."""


class WorldClient:
    """Tells happenings and faults to the systems; the answer waits for the tracker.

    Each system is shown its own world token, and no other's.
    """

    def __init__(
        self,
        http: httpx2.AsyncClient,
        urls: Mapping[SystemName, str],
        tokens: Mapping[SystemName, str],
        patience_s: float = 180.0,
    ) -> None:
        self._http = http
        self._urls = urls
        self._tokens = tokens
        self._patience_s = patience_s

    async def tell(self, happening: WorldEvent) -> None:
        """Report a happening until its message has reached the tracker, if it is meant to.

        Raises:
            NotTold: it did not within the patience, or the system refused it.
        """
        body: Data = {
            "type": happening.type,
            "time": happening.at.isoformat(),
            "data": happening.data,
            "delivery": happening.delivery,
        }
        await self._insist("POST", happening.system, "happenings", body)

    async def disturb(self, fault: SystemFault) -> None:
        """Replace the fault plan of a system."""
        await self._insist("PUT", fault.system, "faults", fault.settings)

    async def declare(self, head: Data) -> None:
        """Register a declaration head with clearance, as a broker would."""
        await self._insist("PUT", "clearance", "declarations", head)

    async def introduce(self, standing: Data, fleet: Data) -> None:
        """Say how customs sees an enterprise, and which trucks and locks there are for it."""
        await self._insist("PUT", "clearance", "standing", standing)
        await self._insist("PUT", "checkpoint", "fleets", fleet)

    async def _insist(self, method: str, system: SystemName, path: str, body: Data) -> None:
        ends, pause = time.monotonic() + self._patience_s, _FIRST_PAUSE_S
        url = f"{self._urls[system]}/world/{path}"
        token = self._tokens[system]
        while (obstacle := await self._obstacle(method, url, token, body)) is not None:
            if time.monotonic() > ends:
                raise NotTold(f"{system} {path} {body.get('type', '')}: {obstacle}")
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)

    async def _obstacle(self, method: str, url: str, token: str, body: Data) -> str | None:
        """Do it once; what stood in the way and may pass, None when it is done.

        Raises:
            NotTold: when trying again would not help.
        """
        try:
            shown = {"Authorization": f"Bearer {token}"}
            answer = await self._http.request(method, url, json=body, headers=shown)
        except httpx2.TransportError as error:
            return f"{url} cannot be reached: {error!r}"
        if answer.is_server_error:
            return f"{url} answered {answer.status_code}: {answer.text[:200]}"
        if not answer.is_success:
            raise NotTold(f"{url} refused {body}: {answer.text[:500]}")
        return _undelivered(answer) if "happenings" in url else None


def _undelivered(answer: httpx2.Response) -> str | None:
    """Why the tracker has not been told yet, None when it has, or is not meant to be."""
    receipt = MessageReceipt.model_validate_json(answer.content)
    if not receipt.delivered:
        meant = (receipt.reason or "").startswith(("hidden", "lost", "held back"))
        return None if meant else receipt.reason
    return "the gateway parked it" if _status(receipt.answer) == "parked" else None


def _status(answer: JsonValue) -> JsonValue:
    return answer.get("status") if isinstance(answer, dict) else None
