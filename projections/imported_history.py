"""The batches from before the ledger, with what vouches for each, out of the events."""

import asyncpg

from ledger import Recorded
from ledger.connection import unavailable
from models.history import Imported
from models.process.stored_events import to_event
from models.risk.supplier_events import HistoryImported

IMPORTED = """
    select
      position, stream_id, version, event_id, event_type, schema_version, occurred_at, recorded_at,
      data, metadata, encode(prev_hash, 'hex') as prev_hash, encode(hash, 'hex') as hash
    from ledger.events
    where event_type = 'history-imported' and ($1::bigint is null or position <= $1)
    order by position
"""


async def imported(pool: asyncpg.Pool, position: int | None = None) -> list[Imported]:
    """Every batch that was imported up to a position, with what vouches for it.

    Raises:
        LedgerUnavailable: no answer.
    """
    with unavailable():
        rows = await pool.fetch(IMPORTED, position)
    found = []
    for row in rows:
        event = to_event(Recorded.model_construct(**dict(row)))
        body = event.body
        if isinstance(body, HistoryImported):
            found += [
                Imported(batch, body.sha256, body.source, body.synthetic, event.occurred_at)
                for batch in body.batches
            ]
    return found
