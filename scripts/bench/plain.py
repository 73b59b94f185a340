"""What PostgreSQL itself gives: a bare insert with an identity column, and COPY as the ceiling.

Neither checks versions, links hashes or numbers in commit order.
"""

import time
from collections.abc import Awaitable, Callable
from itertools import count
from uuid import uuid4

from models.kernel.event_types import EventType
from scripts.bench.load import DATA, SECONDS, Pool, together

ROWS_A_COPY = 10_000

TABLE = """
    drop table if exists bench_plain;
    create table bench_plain (
      position bigint generated always as identity primary key,
      stream_id text, version integer, event_id uuid unique, event_type text,
      schema_version smallint, occurred_at timestamptz, recorded_at timestamptz,
      data jsonb, metadata jsonb, prev_hash bytea, hash bytea,
      unique (stream_id, version)
    )
"""
INSERT = """
    insert into bench_plain (
      stream_id, version, event_id, event_type, schema_version, occurred_at, recorded_at,
      data, metadata, prev_hash, hash
    )
    select
      $1, n, gen_random_uuid(), 'gated-out', 1, now(), clock_timestamp(),
      $4, '{}', sha256('a'), sha256('b')
    from generate_series($2::int, $3::int) n
    returning position
"""
COLUMNS = ("stream_id", "version", "event_id", "event_type", "schema_version", "data", "metadata")


async def inserts(pool: Pool, streams: int, events: int) -> float:
    """One insert statement an append, on as many connections as the pool has."""
    await pool.execute(TABLE)

    def caller() -> Callable[[], Awaitable[object]]:
        stream_id, versions = f"bench/{uuid4()}", count(1, events)

        def call() -> Awaitable[object]:
            first = next(versions)
            answer: Awaitable[object] = pool.fetch(
                INSERT, stream_id, first, first + events - 1, DATA
            )
            return answer

        return call

    rate = await together([caller() for _ in range(streams)], events)
    await pool.execute("drop table bench_plain")
    return rate


async def copies(pool: Pool) -> float:
    """COPY into the same table, some thousand rows a transaction, one connection."""
    await pool.execute(TABLE)
    begin, rows = time.perf_counter(), 0
    async with pool.acquire() as connection:
        while time.perf_counter() < begin + SECONDS:
            stream_id = f"bench/{uuid4()}"
            records: list[tuple[object, ...]] = [
                (stream_id, version, uuid4(), EventType.GATED_OUT, 1, DATA, {})
                for version in range(ROWS_A_COPY)
            ]
            await connection.copy_records_to_table("bench_plain", records=records, columns=COLUMNS)
            rows += ROWS_A_COPY
    rate = rows / (time.perf_counter() - begin)
    await pool.execute("drop table bench_plain")
    return rate
