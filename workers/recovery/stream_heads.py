"""Reads stream heads from the ledger, many at once, and which streams are closed."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from ledger.connection import unavailable
from models.execution.reconciliation import StreamStanding
from models.kernel.stream_head import StreamHead
from workers.stream_kinds import CONSIGNMENTS, StreamKind

HEADS = """
    select distinct on (e.stream_id)
      e.stream_id, e.version, encode(e.hash, 'hex') as hash,
      exists (
        select from ledger.events c where c.stream_id = e.stream_id and c.event_type = $2
      ) as closed
    from ledger.events e
    where starts_with(e.stream_id, $3) and ($1::text[] is null or e.stream_id = any($1))
    order by e.stream_id, e.version desc
"""

CHANGED = """
    select distinct stream_id
    from ledger.events
    where position > $1 and starts_with(stream_id, $2)
"""


class HeadsDatabase(Protocol):
    """The part of a connection pool that is used."""

    async def fetch(self, query: str, /, *args: object) -> Sequence[Any]:
        """Run a statement and return its rows."""


async def standings(
    database: HeadsDatabase, numbers: Iterable[str] | None = None, kind: StreamKind = CONSIGNMENTS
) -> dict[str, StreamStanding]:
    """The standing of these numbers, or of all of the kind; what has no stream is left out."""
    asked = None if numbers is None else [*map(kind.stream, numbers)]
    with unavailable():
        rows = await database.fetch(HEADS, asked, kind.closed, kind.stream(""))
    found = (
        StreamStanding(
            number=kind.number(row["stream_id"]),
            head=StreamHead(version=row["version"], hash=row["hash"]),
            closed=row["closed"],
        )
        for row in rows
    )
    return {standing.number: standing for standing in found}


async def standing(
    database: HeadsDatabase, number: str, kind: StreamKind = CONSIGNMENTS
) -> StreamStanding:
    """The standing of one stream; version 0 when there is none."""
    found = await standings(database, [number], kind)
    nothing = StreamStanding(number=number, head=StreamHead(), closed=False)
    return found.get(number, nothing)


async def changed(database: HeadsDatabase, position: int) -> set[str]:
    """The consignments that were written to after a position."""
    with unavailable():
        rows = await database.fetch(CHANGED, position, CONSIGNMENTS.stream(""))
    return {CONSIGNMENTS.number(row["stream_id"]) for row in rows}
