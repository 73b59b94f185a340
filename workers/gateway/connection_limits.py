"""Limits connections to the gateway: time for a request, number at once.

uvicorn waits for ever for the head of a request, and keeps whoever came first. Here a connection
that is slow is ended, and when all places are taken, a new one takes that of a connection that has
not sent its whole request yet: first of the address that has most, the longest waiting first. So
whoever opens many connections and says little only hinders himself.
"""

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, cast

import h11
import structlog
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from uvicorn.protocols.http.h11_impl import RequestResponseCycle

HEAD_SECONDS = 5.0
"""How long the head of a request may take, and a new connection to begin with it."""
IDLE_SECONDS = 15
"""How long a connection is kept for another request: longer than clients keep theirs."""
REQUEST_SECONDS = 30.0
"""How long a request may take from its head to the last byte of the answer."""
MOST_CONNECTIONS = 400
LONGEST_HEAD = 16 * 1024

# One read may bring a quarter of a megabyte, which must not be taken apart in one go.
_SLICE = 8 * 1024

_logger = structlog.get_logger(__name__)


class GuardedProtocol(H11Protocol):
    """One connection, with deadlines."""

    since: float
    _deadline: asyncio.TimerHandle | None = None
    _phase: "tuple[bool, bool, RequestResponseCycle | None] | None" = None

    @property
    def unfinished(self) -> bool:
        """Nothing whole has been asked yet: no answer is lost with it."""
        return self.conn.their_state in {h11.IDLE, h11.SEND_BODY}

    @property
    def alive(self) -> bool:
        """Nobody has ended it."""
        return not self.transport.is_closing()

    @property
    def peer(self) -> str:
        """The address at the other end."""
        return self.client[0] if self.client else ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a place; of the others one must go if there is none."""
        super().connection_made(cast("asyncio.Transport", transport))
        self._watch()
        if len(self.connections) > MOST_CONNECTIONS:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        """Take the data in small parts, as far as they belong to a request that can be accepted."""
        for start in range(0, len(data), _SLICE):
            super().data_received(data[start : start + _SLICE])
            if self.transport.is_closing() or self._in_chunks():
                break
        self._watch()

    def on_response_complete(self) -> None:
        """The next request has its own deadline."""
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave the place."""
        self._cancel()
        super().connection_lost(exc)

    def end(self, why: str) -> None:
        """End the connection at once."""
        _logger.debug("a connection is ended", peer=self.peer, why=why)
        self._cancel()
        self.transport.abort()

    def _in_chunks(self) -> bool:
        """Such a body is refused whatever it says: it must not be taken apart chunk by chunk."""
        chunked = any(name == b"transfer-encoding" for name, _ in self.headers or ())
        return chunked and self.conn.their_state is h11.SEND_BODY

    def _watch(self) -> None:
        waits, begun = self.conn.their_state is h11.IDLE, bool(self.conn.trailing_data[0])
        phase = (waits, waits and begun, self.cycle)
        if phase == self._phase or not self.alive:
            return
        self._cancel()
        self._phase = phase
        self.since = self.loop.time()
        idle = waits and not begun and self.cycle is not None
        seconds = IDLE_SECONDS if idle else HEAD_SECONDS if waits else REQUEST_SECONDS
        self._deadline = self.loop.call_later(seconds, self.end, "it is too slow")

    def _cancel(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()

    def _make_room(self) -> None:
        # Those that have just been ended stand in the set until the loop comes to them.
        ours = (each for each in self.connections if isinstance(each, GuardedProtocol))
        there = [each for each in ours if each.alive]
        of_peer = Counter(each.peer for each in there)
        unfinished = [each for each in there if each is not self and each.unfinished]
        if len(there) > MOST_CONNECTIONS and unfinished:
            # With none of them uvicorn answers 503 (`limit_concurrency`).
            first = min(unfinished, key=lambda each: (-of_peer[each.peer], each.since))
            first.end("its place is needed")
