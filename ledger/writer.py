"""Many callers, one transaction: requests that arrive while one is in flight travel together.

A long queue goes in two: while the server writes one half, the other is spelled and hashed here.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, Self, cast

from ledger.envelope import Append, Appended
from ledger.errors import Conflict, LedgerUnavailable

MOST_REQUESTS = 500
"""In one transaction, so that a long queue cannot run into the statement timeout."""

LONG_QUEUE = 32
"""From here on two transactions are under way; below, one commit for all costs less."""


MOST_SENDERS = 2
"""So many connections a writer uses at a time."""


class BatchAppender(Protocol):
    """What the writer needs of a ledger."""

    async def append_many(self, requests: Sequence[Append]) -> Sequence[Appended | Conflict]:
        """Answer each request, in order."""
        ...


class CoalescingWriter:
    """Stands before a ledger and has the same `append`. One for each process is meant.

    Requests for one stream keep their order. A caller that is cancelled does not know whether
    its request was sent; as after LedgerUnavailable, sending it again is safe.
    """

    def __init__(self, ledger: BatchAppender) -> None:
        self._ledger = ledger
        self._waiting: deque[_Waiting] = deque()
        self._under_way: set[str] = set()
        self._senders: set[asyncio.Task[None]] = set()
        self._closed = False

    async def append(self, request: Append) -> Appended:
        """Record the events of one request; see `Ledger.append`.

        Raises:
            Conflict: the stream went on differently; nothing was written.
            LedgerUnavailable: outcome unknown, or the writer is closed; send it again.
        """
        if self._closed:
            raise LedgerUnavailable("the writer is closed: this process is stopping")
        waiting = _Waiting(request)
        self._waiting.append(waiting)
        if len(self._senders) < (MOST_SENDERS if self._outstanding >= LONG_QUEUE else 1):
            self._senders.add(asyncio.create_task(self._send(), name="ledger writer"))
        return await waiting.answer

    async def close(self) -> None:
        """Take no more requests and answer those already taken."""
        self._closed = True
        while self._senders:
            await asyncio.wait(self._senders)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def _outstanding(self) -> int:
        return len(self._waiting) + len(self._under_way)

    async def _send(self) -> None:
        try:
            while batch := self._take():
                await self._settle(batch)
                self._under_way.difference_update(waiting.request.stream_id for waiting in batch)
        finally:
            # At once, not when the task is found done: a request in between would wait for ever.
            self._senders.discard(cast("asyncio.Task[None]", asyncio.current_task()))

    def _take(self) -> list[_Waiting]:
        """The next requests, one a stream and none of a stream that is under way."""
        batch: list[_Waiting] = []
        later: list[_Waiting] = []
        outstanding = self._outstanding
        share = min(outstanding if outstanding < LONG_QUEUE else outstanding // 2, MOST_REQUESTS)
        while self._waiting and len(batch) < share:
            waiting = self._waiting.popleft()
            if waiting.request.stream_id in self._under_way:
                later.append(waiting)
            elif not waiting.answer.cancelled():
                self._under_way.add(waiting.request.stream_id)
                batch.append(waiting)
        self._waiting.extendleft(reversed(later))
        return batch

    async def _settle(self, batch: list[_Waiting]) -> None:
        try:
            answers = await self._ledger.append_many([waiting.request for waiting in batch])
        except LedgerUnavailable as error:
            for waiting in batch:
                waiting.fail(LedgerUnavailable(str(error)), error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the callers must hear of it
            await self._settle_apart(batch, error)
        else:
            for waiting, answer in zip(batch, answers, strict=True):
                waiting.settle(answer)

    async def _settle_apart(self, batch: list[_Waiting], error: Exception) -> None:
        # One request that PostgreSQL cannot take must not fail its neighbours for ever.
        if len(batch) == 1:
            batch[0].fail(error)
            return
        for waiting in batch:
            await self._settle([waiting])


def _unanswered() -> asyncio.Future[Appended]:
    return asyncio.get_running_loop().create_future()


@dataclass(frozen=True, slots=True)
class _Waiting:
    request: Append
    answer: asyncio.Future[Appended] = field(default_factory=_unanswered)

    def settle(self, answer: Appended | Conflict) -> None:
        if isinstance(answer, Conflict):
            self.fail(answer)
        elif not self.answer.done():
            self.answer.set_result(answer)

    def fail(self, error: Exception, cause: Exception | None = None) -> None:
        if not self.answer.done():
            error.__cause__ = cause or error.__cause__
            self.answer.set_exception(error)
