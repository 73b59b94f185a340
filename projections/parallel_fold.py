"""Folds the ledger from its beginning, stream after stream, on every processor there is.

A stream is folded as a whole, so each consignment costs one state and its rows are made once.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import groupby, starmap
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import asyncpg

from ledger.connection import CONNECT_SECONDS, speak_json, unavailable
from projections.consignment_fold import CONSIGNMENT, Keeps, StreamSubject, never
from projections.errors import BadEvent, UnreadableStream
from projections.gc_disabled import without_collector
from projections.horizon import Horizon, from_registration

STREAMS_A_SHARE = 100
FEW_STREAMS_A_SHARE = 20
PARTS_OF_THE_REST = 8
"""A share is at most this part of what is left: small at last, so that all end together."""
FEW_STREAMS = 1000
"""So many are folded before another process has started."""
AHEAD = 2
"""Shares given to each process, so that one waits there when another is done."""

# Instead of the login's own, which are for work of seconds.
LONG_TIMEOUTS = {
    "lock_timeout": "5s",
    "statement_timeout": "15min",
    "idle_in_transaction_session_timeout": "5min",
}

STREAMS = """
    select stream_id
    from ledger.events
    where version = 1 and position <= $1
    order by stream_id
"""

EVENTS = """
    select
      position, stream_id, version, event_id, event_type, schema_version, occurred_at, recorded_at,
      data, metadata
    from ledger.events
    where stream_id between $1 and $2
      and position <= $3
      and ($4::timestamptz is null or occurred_at <= $4)
      and ($5::timestamptz is null or recorded_at <= $5)
    order by stream_id, version
"""

Result = TypeVar("Result")


class StreamRange(NamedTuple):
    """Some streams that lie next to each other, from the first to the last."""

    first: str
    last: str
    streams: int


class StoredRow(NamedTuple):
    """A row of `EVENTS`: a tenth of the price of a `ledger.Recorded`."""

    position: int
    stream_id: str
    version: int
    event_id: UUID
    event_type: str
    schema_version: int
    occurred_at: datetime
    recorded_at: datetime
    data: dict[str, Any]
    metadata: dict[str, str]


class FoldResult(NamedTuple):
    """The consignments (or other subjects) of a share, and from how many events they were made."""

    subjects: Sequence[Any]
    events: int
    unreadable: tuple[UnreadableStream, ...] = ()


async def shares(
    connection: asyncpg.Connection, position: int, subject: StreamSubject[Any] = CONSIGNMENT
) -> list[StreamRange]:
    """All streams of a subject that begin at or before a position."""
    rows = await connection.fetch(STREAMS, position)
    streams = [row["stream_id"] for row in rows if subject.owns(row["stream_id"])]
    return [StreamRange(chunk[0], chunk[-1], len(chunk)) for chunk in _chunks(streams)]


def _chunks(streams: Sequence[str]) -> Iterator[Sequence[str]]:
    while streams:
        size = max(len(streams) // PARTS_OF_THE_REST, FEW_STREAMS_A_SHARE)
        size = min(size, STREAMS_A_SHARE)
        yield streams[:size]
        streams = streams[size:]


async def folded(
    connection: asyncpg.Connection,
    share: StreamRange,
    horizon: Horizon,
    keeps: Keeps = never,
    subject: StreamSubject[Any] = CONSIGNMENT,
) -> FoldResult:
    """The consignments (or other subjects) of a share as they stand at a horizon.

    Of a stream that this code cannot follow, what stood before; it is `unreadable`.
    """
    rows = await connection.fetch(EVENTS, share.first, share.last, *horizon)
    unreadable: list[UnreadableStream] = []
    subjects = list(_fold(starmap(StoredRow, rows), keeps, subject, unreadable.append))
    return FoldResult(subjects, len(rows), tuple(unreadable))


def _fold(
    rows: Iterable[StoredRow],
    keeps: Keeps,
    subject: StreamSubject[Any],
    passed_over: Callable[[UnreadableStream], None],
) -> Iterator[Any]:
    for stream, of_stream in groupby(rows, attrgetter("stream_id")):
        if not subject.owns(stream):
            continue
        known = None
        try:
            for known in subject.told(None, from_registration(of_stream), keeps):  # noqa: B007
                pass
        except BadEvent as bad:
            passed_over(bad.told)
        if known is not None:
            yield known


async def spread(
    work: Callable[[StreamRange], Coroutine[Any, Any, Result]],
    over: Sequence[StreamRange],
    done: Callable[[Result], None],
) -> None:
    """Do the work on every share, in any order: here, and in a process on each other processor.

    `work` is a function of a module, or a `partial` of one: it must reach the other processes.
    `done` hears each result as it comes.
    """
    left, loop = iter(over), asyncio.get_running_loop()
    many = sum(share.streams for share in over) > FEW_STREAMS
    others = (os.cpu_count() or 1) - 1 if many else 0
    spawned = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(others, spawned, initializer=gc.disable) if others else None

    async def here() -> None:
        for share in left:
            done(await work(share))

    async def elsewhere() -> None:
        for share in left:
            done(await loop.run_in_executor(pool, _run, work, share))

    workers = [here(), *(elsewhere() for _ in range(AHEAD * others))]
    tasks = [asyncio.ensure_future(each) for each in workers]
    try:
        # For the whole of it: given back in between, it looks through all rows and states at once.
        with without_collector():
            await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


def _run(work: Callable[[StreamRange], Coroutine[Any, Any, Result]], share: StreamRange) -> Result:
    return asyncio.run(work(share))


@asynccontextmanager
async def long_connection(dsn: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection for work that may take minutes; only waiting for a lock is cut short."""
    settings = {"application_name": "guomen", **LONG_TIMEOUTS, "timezone": "UTC"}
    with unavailable():
        connection = await asyncpg.connect(
            dsn, timeout=CONNECT_SECONDS, server_settings={**settings, "jit": "off"}
        )
        try:
            await speak_json(connection)
            yield connection
        finally:
            await connection.close(timeout=CONNECT_SECONDS)
