"""Limits the rate of each sender: an address before authentication, then a system.

Counted in memory, by each gateway for itself. Who sends too much is answered 429 with the seconds
to wait; nothing of it is kept, and sending it again then is right.
"""

import logging
import math
import time

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from models.kernel.terms import System
from workers.gateway.webhook_errors import TooMany, answer_of

WINDOW_SECONDS = 10
"""A burst may use up what is allowed for so long."""

_REFUSALS_LOGGED = RateLimitItemPerSecond(20, WINDOW_SECONDS)
_REFUSALS_NOTED = RateLimitItemPerSecond(1, WINDOW_SECONDS)
# A container's own check, which must not fail because a stranger asks too much.
_FREE = "/health"


class Rates:
    """Counts what came; `system` and `peer` are how many requests a second each may send."""

    def __init__(self, *, system: int, peer: int) -> None:
        self._system = RateLimitItemPerSecond(system * WINDOW_SECONDS, WINDOW_SECONDS)
        self._peer = RateLimitItemPerSecond(peer * WINDOW_SECONDS, WINDOW_SECONDS)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    async def require_system(self, system: System) -> None:
        """Count a message of a system that has proved who it is.

        Raises:
            TooMany: it has sent too many of late.
        """
        await self._require(self._system, "system", system)

    async def require_peer(self, address: str) -> None:
        """Count a request from an address, whoever it may be.

        Raises:
            TooMany: too many came from there of late.
        """
        await self._require(self._peer, "peer", address)

    async def may_log(self, address: str) -> bool:
        """Whether one more refusal of this address is worth a line: a flood must fill no disk."""
        return await self._limiter.hit(_REFUSALS_LOGGED, "refused", address)

    async def may_note(self, what: str) -> bool:
        """Whether one more refusal is written down: anybody may send what is refused."""
        return await self._limiter.hit(_REFUSALS_NOTED, "noted", what)

    async def _require(self, allowed: RateLimitItem, kind: str, name: str) -> None:
        if not await self._limiter.hit(allowed, kind, name):
            ends = (await self._limiter.get_window_stats(allowed, kind, name)).reset_time
            raise TooMany(kind, name, math.ceil(max(ends - time.time(), 1)))


class Sparing(logging.Filter):
    """Lets few warnings of a log through in a while, and every error: strangers cause warnings."""

    def __init__(self, most: int = 20) -> None:
        super().__init__()
        self._most = most
        self._began = -math.inf
        self._seen = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this one is written."""
        if record.levelno != logging.WARNING:
            return True
        if record.created - self._began > WINDOW_SECONDS:
            self._began, self._seen = record.created, 0
        self._seen += 1
        return self._seen <= self._most


class PeerRate:
    """ASGI middleware: counts every request by its address before anything of it is read."""

    def __init__(self, app: ASGIApp, rates: Rates) -> None:
        self._app = app
        self._rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 429."""
        if scope["type"] == "http" and scope["path"] != _FREE:
            try:
                await self._rates.require_peer(peer_of(Request(scope)))
            except TooMany as refusal:
                await answer_of(refusal)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def peer_of(request: Request) -> str:
    """The address that a request comes from."""
    return request.client.host if request.client else "unknown"
