"""The load: streams that each append and wait for the answer, for some seconds."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeAlias
from uuid import uuid4

from ledger import Append, CoalescingWriter, Envelope, Head, Ledger
from models.kernel.event_types import EventType

Pool: TypeAlias = Any
"""A pool of connections; the driver itself is imported below the scripts only."""

SECONDS = 2.0
DATA = {
    "container_no": "MSKU1234565",
    "lock_no": "L-000123",
    "plate": "浙B12345",
    "weight_kg": "26480.0",
    "remarks": "x" * 280,
}
"""About 400 bytes, as an event of ours has."""


async def together(callers: Sequence[Callable[[], Awaitable[object]]], events: int) -> float:
    """Events a second when each caller calls without a pause."""
    begin, calls = time.perf_counter(), 0

    async def repeat(call: Callable[[], Awaitable[object]]) -> None:
        nonlocal calls
        while time.perf_counter() < begin + SECONDS:
            await call()
            calls += 1

    await asyncio.gather(*(repeat(call) for call in callers))
    return calls * events / (time.perf_counter() - begin)


def in_threads(callers: Sequence[Callable[[], object]], events: int, threads: int) -> float:
    """The same for calls that block: each thread serves its share of the callers in turn."""
    begin = time.perf_counter()

    def serve(first: int) -> int:
        mine, calls = callers[first::threads], 0
        for nth in count():
            if time.perf_counter() >= begin + SECONDS:
                break
            mine[nth % len(mine)]()
            calls += 1
        return calls

    with ThreadPoolExecutor(threads) as pool:
        calls = sum(pool.map(serve, range(threads)))
    return calls * events / (time.perf_counter() - begin)


async def appends(ledger: Ledger, streams: int, events: int) -> float:
    """Our append: all streams of a process share one coalescing writer."""
    async with CoalescingWriter(ledger) as writer:
        return await together([_stream(writer, events) for _ in range(streams)], events)


def _stream(writer: CoalescingWriter, events: int) -> Callable[[], Awaitable[None]]:
    stream_id = f"bench/{uuid4()}"
    head = Head.start(stream_id)

    async def call() -> None:
        nonlocal head
        envelopes = tuple(
            Envelope(
                event_id=uuid4(),
                event_type=EventType.GATED_OUT,
                occurred_at=datetime.now(UTC),
                data=dict(DATA),
            )
            for _ in range(events)
        )
        answer = await writer.append(Append(stream_id=stream_id, after=head, events=envelopes))
        head = answer.head

    return call
