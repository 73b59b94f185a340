"""From what an assessment started, as the ledger had it at a position: streams of risk, moves."""

from __future__ import annotations

from itertools import groupby, starmap
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from ledger.connection import unavailable
from models.process.stored_events import to_event
from models.risk import portfolio, supplier_stream
from models.risk.night import ground
from models.risk.records import BatchRecord
from models.risk.standing import Move, Standings
from models.risk.supplier_events import LevelWorsened
from projections.parallel_fold import StoredRow
from projections.stream_reader import StoredEvent
from projections.supplier_fold import FoldedSupplier, LevelChange, follow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import asyncpg

RISK_EVENTS = """
    select
      position, stream_id, version, event_id, event_type, schema_version, occurred_at, recorded_at,
      data, metadata
    from ledger.events
    where starts_with(stream_id, 'risk/') and position <= $1
    order by stream_id, version
"""


class Ground(NamedTuple):
    """All batches under their pairs' names, how pairs stood, and every move until then."""

    batches: tuple[BatchRecord, ...]
    before: Standings
    moves: tuple[Move, ...]


async def ground_at(pool: asyncpg.Pool, batches: Sequence[BatchRecord], position: int) -> Ground:
    """What an assessment at a position would start from; what is known of pairs is what was told.

    Raises:
        BadEvent: this code cannot follow an event of a supplier.
        LedgerUnavailable: the database does not answer.
    """
    with unavailable():
        lines = list(starmap(StoredRow, await pool.fetch(RISK_EVENTS, position)))
    return ground_of(lines, batches)


def ground_of(lines: Iterable[StoredRow], batches: Sequence[BatchRecord]) -> Ground:
    """The same from the events of the streams of risk, stream by stream."""
    streams = {name: list(of) for name, of in groupby(lines, attrgetter("stream_id"))}
    told = streams.pop(portfolio.STREAM, [])
    last = portfolio.fold(to_event(each).body for each in told).assessed
    folded = {name: _folded(of) for name, of in streams.items()}
    # An assessment that was begun and not finished is none.
    known = [
        supplier_stream.fold(
            folded[name].state.stream.risk.supplier,
            map(to_event, of),
            last.as_of if last else supplier_stream.NEVER,
        )
        for name, of in streams.items()
    ]
    every, before = ground(batches, known, {}, last)
    moves = [_move(change) for each in folded.values() for change in each.changes]
    return Ground(every, before, tuple(sorted(moves, key=lambda m: (m.at, m.pair, m.after))))


def _folded(stored: Sequence[StoredEvent]) -> FoldedSupplier:
    *_, last = _following(stored)
    return last


def _following(stored: Sequence[StoredEvent]) -> Iterator[FoldedSupplier]:
    known = None
    for each in stored:
        known = follow(known, each)
        yield known


def _move(change: LevelChange) -> Move:
    body = change.body
    return Move(
        pair=body.pair,
        before=change.before,
        after=change.after,
        why=change.why,
        because=body.because if isinstance(body, LevelWorsened) else (),
        at=change.event.occurred_at,
    )
