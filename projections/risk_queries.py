"""What is asked of the read models of risk; each statement stands here once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from models.risk.react import SupplierRisk
from models.risk.records import Pair
from models.risk.supplier_stream import LevelNow, SupplierStream, level_at
from projections.risk_cells import RiskCellRow
from projections.risk_levels import RiskLevelRow, RiskPairRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import asyncpg

    from models.rules.risk import RiskRules

PAIRS = f"""
    select {", ".join(RiskPairRow.model_fields)}
    from read.risk_pairs
    order by supplier, enterprise, kind
"""  # noqa: S608 - our own column names

# The figures of the latest assessment of each pair; of one pair if it is named.
CELLS = f"""
    select {", ".join(RiskCellRow.model_fields)}
    from read.risk_cells c
    where c.position = (
      select max(l.position) from read.risk_cells l
      where l.stream_id = c.stream_id and l.enterprise = c.enterprise and l.kind = c.kind
    )
    order by supplier, enterprise, kind, measure
"""  # noqa: S608 - our own column names

CHANGES = f"""
    select {", ".join(RiskLevelRow.model_fields)}
    from read.risk_levels
    where supplier = $1 and enterprise = $2 and kind = $3
    order by position
"""  # noqa: S608 - our own column names

PLACES = """
    select event_id, position, stream_id, version, event_type, occurred_at,
      encode(hash, 'hex') as hash
    from ledger.events
    where event_id = any($1)
    order by position
"""


class EventPlace(NamedTuple):
    """Where an event stands in the ledger, and by which hash."""

    event_id: UUID
    position: int
    stream_id: str
    version: int
    event_type: str
    occurred_at: datetime
    hash: str


async def pairs(pool: asyncpg.Pool) -> list[RiskPairRow]:
    """Every pair of which anything is recorded, by supplier."""
    return [RiskPairRow.model_validate(dict(row)) for row in await pool.fetch(PAIRS)]


async def cells(pool: asyncpg.Pool) -> dict[Pair, list[RiskCellRow]]:
    """What the latest assessment of each pair says."""
    found: dict[Pair, list[RiskCellRow]] = {}
    for row in await pool.fetch(CELLS):
        cell = RiskCellRow.model_validate(dict(row))
        found.setdefault(Pair(cell.enterprise, cell.supplier, cell.kind), []).append(cell)
    return found


async def changes(pool: asyncpg.Pool, pair: Pair) -> list[RiskLevelRow]:
    """Every change of the level of a pair, the oldest first."""
    rows = await pool.fetch(CHANGES, pair.supplier, pair.enterprise, pair.kind)
    return [RiskLevelRow.model_validate(dict(row)) for row in rows]


async def places(pool: asyncpg.Pool, ids: Iterable[UUID]) -> dict[UUID, EventPlace]:
    """Where events stand in the ledger; of one that is not there, nothing."""
    rows = await pool.fetch(PLACES, sorted(set(ids)))
    return {row["event_id"]: EventPlace(**dict(row)) for row in rows}


def levels_now(rows: Sequence[RiskPairRow], at: datetime, rules: RiskRules) -> dict[Pair, LevelNow]:
    """The level of every pair at a time, with what holds for a time only."""
    by_supplier: dict[str, list[RiskPairRow]] = {}
    for row in rows:
        by_supplier.setdefault(row.supplier, []).append(row)
    found: dict[Pair, LevelNow] = {}
    for supplier, own in by_supplier.items():
        standings = tuple(row.standing for row in own)
        risk = SupplierRisk(supplier=supplier, standings=standings, grave=own[-1].grave)
        known = SupplierStream(risk=risk)
        found |= {row.pair: level_at(known, row.pair, at, rules) for row in standings}
    return found
