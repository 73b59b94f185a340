"""The batches that an assessment reckons with: as they were known at a position, and true then.

A row that says no more than that is taken as it is. A consignment that went on afterwards is folded
anew from the ledger, up to there: the same question always has the same answer.
"""

from __future__ import annotations

from datetime import datetime
from itertools import groupby, starmap
from operator import attrgetter
from typing import TYPE_CHECKING

from ledger.connection import unavailable
from models.kernel.identity import consignment_workflow_id
from models.risk.records import BatchRecord
from projections.consignment_fold import CONSIGNMENT
from projections.errors import BadEvent, NeverRan, NotReached, UnreadableBatches
from projections.horizon import from_registration
from projections.parallel_fold import StoredRow
from projections.risk_batch_row import RiskBatchRow
from projections.risk_batches import RISK_BATCHES, keeps, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import asyncpg

    from projections.checkpoints import Connection

STREAMS_AT_ONCE = 50

REACHED = "select position from projections.checkpoints where name = $1"

UNREADABLE = """
    select stream_id from projections.unreadable
    where projection = $1 and position <= $2
    order by stream_id
"""

AS_THEY_ARE = f"""
    select {", ".join(RiskBatchRow.model_fields)}
    from read.risk_batches
    where position <= $1 and updated_at <= $2 and concluded_at <= $2
"""  # noqa: S608 - our own column names

# Whoever has gone on since. The board knows of all; beyond where it has come, the ledger does.
GONE_ON = """
    with board as (
      select coalesce(max(position), 0) as position
      from projections.checkpoints where name = 'status'
    )
    select stream_id from read.status where position > $1 or updated_at > $2
    union
    select stream_id from ledger.events, board
    where ledger.events.position > least(board.position, $1)
      and starts_with(stream_id, 'consignment/')
    order by 1
"""

EVENTS = """
    select
      position, stream_id, version, event_id, event_type, schema_version, occurred_at, recorded_at,
      data, metadata
    from ledger.events
    where stream_id = any($1) and position <= $2 and occurred_at <= $3
    order by stream_id, version
"""


async def batch_rows(
    pool: asyncpg.Pool, at: datetime, *, position: int | None = None
) -> tuple[RiskBatchRow, ...]:
    """The rows of all batches that were decided on, by time and number.

    Args:
        pool: Of any login that reads the ledger and the read models.
        at: What happened later does not count: neither a batch nor a finding, nor what it came to.
        position: What was recorded later does not count; None: as far as the read model has come.

    Raises:
        NeverRan: there is no read model yet.
        NotReached: the read model has not come to that position.
        UnreadableBatches: it passes consignments over; without them every rate is too good.
        LedgerUnavailable: the database does not answer.
    """
    with unavailable():
        async with (
            pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            until = await _until(connection, position)
            found = [
                RiskBatchRow.model_validate(dict(row))
                for row in await connection.fetch(AS_THEY_ARE, until, at)
            ]
            known = {consignment_workflow_id(row.consignment) for row in found}
            others = [row["stream_id"] for row in await connection.fetch(GONE_ON, until, at)]
            left = [stream for stream in others if stream not in known]
            for nth in range(0, len(left), STREAMS_AT_ONCE):
                found += await _anew(connection, left[nth : nth + STREAMS_AT_ONCE], until, at)
    return tuple(sorted(found, key=lambda row: (row.concluded_at, row.consignment)))


async def batch_records(
    pool: asyncpg.Pool, at: datetime, *, position: int | None = None
) -> tuple[BatchRecord, ...]:
    """The same as the risk is reckoned from; raises the same."""
    return tuple(row.record for row in await batch_rows(pool, at, position=position))


async def _until(connection: Connection, position: int | None) -> int:
    """Up to where is read; nothing that the read model passes over may lie before."""
    reached: int | None = await connection.fetchval(REACHED, RISK_BATCHES.name)
    if reached is None:
        raise NeverRan(f"{RISK_BATCHES.name} has no rows yet: start a projector first")
    if position is not None and position > reached:
        raise NotReached(
            f"the projection {RISK_BATCHES.name} stands at {reached}, before position {position}:"
            " wait for it, and see that a projector runs (python -m workers.projector)"
        )
    until = reached if position is None else position
    passed_over = await connection.fetch(UNREADABLE, RISK_BATCHES.name, until)
    if passed_over:
        raise UnreadableBatches([row["stream_id"] for row in passed_over])
    return until


async def _anew(
    connection: Connection, streams: Sequence[str], position: int, at: datetime
) -> list[RiskBatchRow]:
    """These consignments as they stood."""
    return folded(starmap(StoredRow, await connection.fetch(EVENTS, streams, position, at)))


def folded(lines: Iterable[StoredRow]) -> list[RiskBatchRow]:
    """The rows that these events of consignments come to, stream by stream.

    Raises:
        UnreadableBatches: one cannot be followed; without it every rate is too good.
    """
    found: list[RiskBatchRow] = []
    for stream, told in groupby(lines, attrgetter("stream_id")):
        known = None
        try:
            for known in CONSIGNMENT.told(None, from_registration(told), keeps):  # noqa: B007
                pass
        except BadEvent as bad:
            raise UnreadableBatches([stream]) from bad
        if known is not None:
            found += rows(known)
    return found
