"""The events of which batches were made, up to a position: what a report can be traced to."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from ledger.connection import unavailable
from models.kernel.identity import consignment_workflow_id
from projections.batch_records import REACHED
from projections.errors import NeverRan, NotReached
from projections.risk_batches import RISK_BATCHES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import asyncpg

AT = "select recorded_at, encode(hash, 'hex') as hash from ledger.events where position = $1"

EVENTS = """
    select stream_id, position, encode(hash, 'hex') as hash
    from ledger.events
    where stream_id = any($1) and position <= $2
    order by position
"""


class Place(NamedTuple):
    """A position of the ledger, when it was recorded, and the hash of its event, in hex."""

    position: int
    recorded_at: datetime
    hash: str


async def place(pool: asyncpg.Pool, position: int | None = None) -> Place:
    """A position; None: as far as the read model of batches has come.

    Raises:
        NeverRan: there is no read model yet, or it has seen no event.
        NotReached: the ledger has no event there.
        LedgerUnavailable: the database does not answer.
    """
    with unavailable():
        wanted = position or await pool.fetchval(REACHED, RISK_BATCHES.name)
        if not wanted:
            raise NeverRan(f"{RISK_BATCHES.name} has no rows yet: start a projector first")
        found = await pool.fetchrow(AT, wanted)
    if found is None:
        raise NotReached(f"the ledger has no event at position {wanted}: name one that it has")
    return Place(wanted, found["recorded_at"], found["hash"])


async def batch_events(
    pool: asyncpg.Pool, batches: Sequence[str], position: int
) -> Mapping[str, Sequence[tuple[int, str]]]:
    """By tracking number, the positions and hashes of all its events up to a position.

    Raises:
        LedgerUnavailable: the database does not answer.
    """
    streams = {consignment_workflow_id(each): each for each in batches}
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    with unavailable():
        for row in await pool.fetch(EVENTS, list(streams), position):
            found[streams[row["stream_id"]]].append((row["position"], row["hash"]))
    return found
