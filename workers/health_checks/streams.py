"""Which streams of the ledger are open."""

from ledger.connection import unavailable
from workers.recovery.stream_heads import HeadsDatabase
from workers.stream_kinds import StreamKind

OPEN = """
    select e.stream_id
    from ledger.events e
    where e.version = 1 and starts_with(e.stream_id, $1) and not exists (
      select from ledger.events c where c.stream_id = e.stream_id and c.event_type = $2
    )
"""


async def open_streams(database: HeadsDatabase, kind: StreamKind) -> set[str]:
    """The streams of a kind that somebody must go on with."""
    with unavailable():
        rows = await database.fetch(OPEN, kind.stream(""), kind.closed)
    return {row["stream_id"] for row in rows}
