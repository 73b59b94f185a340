"""Reads the whole ledger and proves it, on as many processors as there are; any size.

Each process reads ranges of positions on a connection of its own. In memory are one range a process
and one head a stream.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ProcessPoolExecutor

import asyncpg

from ledger.attestation import Attestation, AttestedRecord, read_seals
from ledger.connection import CONNECT_SECONDS, SERVER_SETTINGS, connect, unavailable
from ledger.coverage import judged
from ledger.proof import Proof, Prover
from ledger.receipts import held_together
from ledger.segment_check import Segment, examine
from ledger.transfer import PREFETCH, Connection

RANGE = 50_000
"""How many events a process examines at a time."""

# Spelled by the server: what is hashed needs no other form, and Python would take longer.
COLUMNS = """
      position, stream_id, version, event_id::text, event_type, schema_version,
      to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      data::text, metadata::text, prev_hash, hash,
      to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
"""

FROM = """
    from ledger.events
    where position between $1 and $2
    order by position
"""

READ = f"select {COLUMNS} {FROM}"

LAST = {
    AttestedRecord.EVENTS: "select coalesce(max(position), 0) from ledger.events",
    AttestedRecord.RECEIPTS: "select coalesce(max(number), 0) from ledger.receipts",
}

# Over positions that are not there, however many, it goes in one step.
NEXT = {
    AttestedRecord.EVENTS: "select min(position) from ledger.events where position >= $1",
    AttestedRecord.RECEIPTS: "select min(number) from ledger.receipts where number >= $1",
}

# Positions begin at 1: what someone put before belongs to nothing and must be seen.
_FAR_BELOW = -(2**63)

Progress = Callable[[int, int], None]
"""Told how many events of how many have been examined."""


async def verify(
    dsn: str,
    *,
    kept: Sequence[Attestation] = (),
    trusted: AbstractSet[str] = frozenset(),
    processes: int | None = None,
    progress: Progress | None = None,
) -> Proof:
    """Check positions 1…N, versions, links, each hash computed anew, seals, and raw messages.

    Whatever is wrong is named and passed over.

    Args:
        dsn: A login that may read.
        kept: Seals that were exported: the ledger must still be what they vouch for.
        trusted: Public keys in hex; when there are any, no other may have signed a seal.
        processes: How many to use; as many as there are processors by default.
        progress: Called after each range.

    Raises:
        LedgerUnavailable: the database went away; start again.
    """
    async with await connect(dsn, max_size=2) as pool:
        own = await read_seals(pool)
        prover = Prover(judged(own, kept, trusted))
        with unavailable():
            last: int = await pool.fetchval(LAST[AttestedRecord.EVENTS])
        async for section in _sections(dsn, pool, last, processes or os.cpu_count() or 1):
            prover.take(section)
            if progress is not None:
                progress(prover.position, last)
        with unavailable():
            receipts = await pool.fetchval(LAST[AttestedRecord.RECEIPTS])
            async with pool.acquire() as connection:
                prover.take_receipts(await held_together(connection, receipts))
    return prover.proof()


async def ranges(
    pool: asyncpg.Pool, record: AttestedRecord, first: int, last: int, size: int
) -> AsyncIterator[tuple[int, int]]:
    """The positions from the first to the last, in pieces; long runs of nothing are left out."""
    while first <= last:
        end = min(first + size - 1, last)
        yield first, end
        if end == last:
            return
        with unavailable():
            following: int | None = await pool.fetchval(NEXT[record], end + 1)
        if following is None or following > last:
            return
        first = end + 1 if following <= end + size else following


async def _sections(
    dsn: str, pool: asyncpg.Pool, last: int, processes: int
) -> AsyncIterator[Segment]:
    """The sections in order; a few are examined ahead."""
    pieces = ranges(pool, AttestedRecord.EVENTS, 1, last, RANGE)
    if last <= RANGE or processes == 1:
        async for first, end in pieces:
            yield await _examined(dsn, first, end)
        return
    # Not forked: the parent may have threads, and holds connections.
    context = multiprocessing.get_context("spawn")
    loop = asyncio.get_running_loop()
    executor = ProcessPoolExecutor(processes, mp_context=context)
    try:
        ahead: deque[asyncio.Future[Segment]] = deque()
        async for first, end in pieces:
            ahead.append(loop.run_in_executor(executor, examine_range, dsn, first, end))
            if len(ahead) > 2 * processes:
                yield await ahead.popleft()
        while ahead:
            yield await ahead.popleft()
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def examine_range(dsn: str, first: int, last: int) -> Segment:
    """Examine the events at these positions; runs in a process of its own."""
    # Nothing here makes cycles, and looking for them among the heads takes a tenth of the time.
    gc.disable()
    return asyncio.run(_examined(dsn, first, last))


async def _examined(dsn: str, first: int, last: int) -> Segment:
    with unavailable():
        connection = await asyncpg.connect(
            dsn, timeout=CONNECT_SECONDS, server_settings=SERVER_SETTINGS
        )
        try:
            return await seen(connection, first, last)
        finally:
            connection.terminate()


async def seen(connection: Connection, first: int, last: int) -> Segment:
    """Read and examine the events at these positions."""
    section = Segment(first)
    below = first if first > 1 else _FAR_BELOW
    async with connection.transaction(readonly=True):
        cursor = await connection.cursor(READ, below, last)
        while rows := await cursor.fetch(PREFETCH):
            examine(rows, section)
    section.end(last)
    return section
