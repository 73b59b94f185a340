"""Makes a read model anew beside the one in use, compares the two, and takes its rows over.

Without the change it is the proof that a read model shows what the ledger says. The projector goes
on all the while: it waits only for the comparison and the copy.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import asyncpg
from pydantic import BaseModel, ConfigDict

from ledger import Ledger, connect
from projections.catalogue import BY_NAME, PROJECTIONS
from projections.checkpoints import LEAVE_OUT
from projections.consignment_fold import FoldCache
from projections.errors import NeverRan, Rebuilding, UnreadableStream
from projections.horizon import Horizon
from projections.locks import TRY_LOCK
from projections.parallel_fold import StreamRange, folded, long_connection, shares, spread
from projections.projection import Projection
from projections.writer import as_json, write_rows

BATCH = 1000
EXAMPLES = 5

# Who runs this may be the projector, or somebody who may do more.
ACT_AS_PROJECTOR = "set role projector"
LOCK = "rebuild.{}"
POSITION = "select position from projections.checkpoints where name = $1"
HOLD_POSITION = f"{POSITION} for update"

Told = Callable[[int], None]


class Comparison(BaseModel):
    """A read model beside a fresh one: how many rows only one of the two has, and of whom."""

    model_config = ConfigDict(frozen=True)

    projection: str
    position: int
    events: int
    rows: int
    only_live: int
    only_fresh: int
    examples: tuple[str, ...]
    unreadable: tuple[UnreadableStream, ...] = ()
    seconds: float = 0
    switched: bool = False

    @property
    def equal(self) -> bool:
        """Whether the read model shows what the ledger says."""
        return self.only_live == self.only_fresh == 0


class Written(NamedTuple):
    """What a share came to: so many events, and the streams that could not be read."""

    events: int
    unreadable: tuple[UnreadableStream, ...]


class _Difference(NamedTuple):
    rows: int
    only_live: int
    only_fresh: int
    examples: tuple[str, ...]


async def prove(dsn: str) -> list[Comparison]:
    """Every read model beside a fresh one; nothing is changed."""
    return [await rebuild(dsn, each.name, switch=False) for each in PROJECTIONS]


async def rebuild(
    dsn: str, name: str, *, switch: bool = True, told: Told = lambda _: None
) -> Comparison:
    """Make a read model anew, as far as the one in use has come, and take its place.

    Args:
        dsn: The login of the projector, or one that may act as it.
        name: The projection.
        switch: Take its place; else only compare.
        told: Hears how many events have been folded so far.

    Raises:
        NeverRan: there is no read model to put in its place yet.
        Rebuilding: somebody else is doing this.
        LedgerUnavailable: no answer, or somebody reads the old table for too long; start again.
    """
    live, begin = BY_NAME[name], time.perf_counter()
    fresh = replace(live, table=f"read_v2.{name}")
    async with long_connection(dsn) as connection:
        await connection.execute(ACT_AS_PROJECTOR)
        if not await connection.fetchval(TRY_LOCK, LOCK.format(name)):
            raise Rebuilding(f"somebody else rebuilds {name} at this moment: wait for that")
        start = await connection.fetchval(POSITION, name)
        if start is None:
            raise NeverRan(f"{name} has no rows yet: start a projector first")
        await _empty(connection, fresh)
        events, unreadable = await _fill(dsn, connection, fresh, start, told)
        async with connection.transaction():
            position = await connection.fetchval(HOLD_POSITION, name)
            unreadable = await _catch_up(dsn, connection, fresh, start, position, unreadable)
            found = await _compare(connection, live, fresh)
            if switch:
                await _take_over(connection, live, fresh)
                await _passed_over(connection, name, unreadable.values())
        await _empty(connection, fresh)
    return Comparison(
        projection=name,
        position=position,
        events=events + position - start,
        seconds=round(time.perf_counter() - begin, 3),
        unreadable=tuple(unreadable.values()),
        switched=switch,
        **found._asdict(),
    )


async def _empty(connection: asyncpg.Connection, fresh: Projection) -> None:
    await connection.execute(f"truncate {fresh.table}")


async def _fill(
    dsn: str, connection: asyncpg.Connection, fresh: Projection, position: int, told: Told
) -> tuple[int, dict[str, UnreadableStream]]:
    """Fold every stream up to a position into the fresh table.

    How many events that were, and which streams could not be read.
    """
    events, unreadable = 0, dict[str, UnreadableStream]()

    def done(of_share: Written) -> None:
        nonlocal events
        events += of_share.events
        unreadable.update({one.stream_id: one for one in of_share.unreadable})
        told(events)

    work = partial(_write_share, dsn, fresh.name, fresh.table, position)
    await spread(work, await shares(connection, position, fresh.subject), done)
    return events, unreadable


async def _write_share(
    dsn: str, name: str, table: str, position: int, share: StreamRange
) -> Written:
    projection = replace(BY_NAME[name], table=table)
    async with long_connection(dsn) as connection:
        await connection.execute(ACT_AS_PROJECTOR)
        done = await folded(
            connection, share, Horizon(position), projection.keeps, projection.subject
        )
        await connection.execute(projection.insert, as_json(projection, done.subjects))
    return Written(done.events, done.unreadable)


async def _catch_up(  # noqa: PLR0913, PLR0917 - from where to where, and what is passed over
    dsn: str,
    connection: asyncpg.Connection,
    fresh: Projection,
    start: int,
    position: int,
    unreadable: dict[str, UnreadableStream],
) -> dict[str, UnreadableStream]:
    """Take in what was recorded since, as the runner does; it waits at `position`."""
    async with await connect(dsn, min_size=0) as pool:
        ledger = Ledger(pool)
        following = FoldCache(ledger, fresh.subject, fresh.keeps)
        following.unreadable = unreadable
        while start < position:
            batch = await ledger.read_after(start, limit=min(BATCH, position - start))
            touched = await following.after(batch)
            await write_rows(connection, fresh, touched)
            following.keep(touched)
            start = batch[-1].position
    return unreadable


async def _passed_over(
    connection: asyncpg.Connection, name: str, found: Iterable[UnreadableStream]
) -> None:
    """The new read model passes over what it could not read, and nothing else."""
    await connection.execute("delete from projections.unreadable where projection = $1", name)
    if columns := list(zip(*found, strict=True)):
        await connection.execute(LEAVE_OUT, name, *map(list, columns))


async def _compare(
    connection: asyncpg.Connection, live: Projection, fresh: Projection
) -> _Difference:
    count, examples = await _only_in(connection, live, fresh)
    other_count, other_examples = await _only_in(connection, fresh, live)
    rows = await connection.fetchval(f"select count(*) from {fresh.table}")  # noqa: S608 - ours
    named = sorted({*examples, *other_examples})[:EXAMPLES]
    return _Difference(rows, count, other_count, tuple(named))


async def _only_in(
    connection: asyncpg.Connection, one: Projection, other: Projection
) -> tuple[int, list[str]]:
    """How many rows only one of two tables has, and some of their consignments."""
    alone = f"""
        with alone as materialized (table {one.table} except table {other.table})
        select count(*), (array_agg(distinct {one.subject.column}))[1:{EXAMPLES}] from alone
    """  # noqa: S608 - our own names
    count, consignments = await connection.fetchrow(alone) or (0, None)
    return count, consignments or []


async def _take_over(connection: asyncpg.Connection, live: Projection, fresh: Projection) -> None:
    """The fresh rows in place of the old ones; who reads sees those until the transaction ends."""
    await connection.execute(f"delete from {live.table}")  # noqa: S608 - our own names
    await connection.execute(f"insert into {live.table} table {fresh.table}")
