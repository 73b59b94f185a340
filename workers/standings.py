"""How streams stand in the ledger: their heads, many at once, and which of them are closed."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from ledger.connection import unavailable
from models.identity import consignment_workflow_id, tracking_no_of
from models.reconciliation import Standing
from models.start import Head

CLOSED = "consignment-closed"
"""The terminal event: nothing opens a consignment again."""

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


class Database(Protocol):
    """The part of a connection pool that is used."""

    async def fetch(self, query: str, /, *args: object) -> Sequence[Any]:
        """Run a statement and return its rows."""


async def standings(
    database: Database, tracking_nos: Iterable[str] | None = None
) -> dict[str, Standing]:
    """The standing of these consignments, or of all; what has no stream is left out."""
    asked = None if tracking_nos is None else [*map(consignment_workflow_id, tracking_nos)]
    with unavailable():
        rows = await database.fetch(HEADS, asked, CLOSED, consignment_workflow_id(""))
    found = (
        Standing(
            consignment=tracking_no_of(row["stream_id"]),
            head=Head(version=row["version"], hash=row["hash"]),
            closed=row["closed"],
        )
        for row in rows
    )
    return {standing.consignment: standing for standing in found}


async def standing(database: Database, tracking_no: str) -> Standing:
    """The standing of one consignment; version 0 when there is no stream."""
    found = await standings(database, [tracking_no])
    nothing = Standing(consignment=tracking_no, head=Head(), closed=False)
    return found.get(tracking_no, nothing)


async def changed(database: Database, position: int) -> set[str]:
    """The consignments that were written to after a position."""
    with unavailable():
        rows = await database.fetch(CHANGED, position, consignment_workflow_id(""))
    return {tracking_no_of(row["stream_id"]) for row in rows}
