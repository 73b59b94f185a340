"""How the pairs of suppliers stand: each as of now, and every change of a level with its cause."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from models.kernel.risk_terms import Why
from models.kernel.terms import MetalKind, RiskLevel
from models.risk.react import FoundBatch
from models.risk.standing import Standing
from projections.projection import Projection
from projections.supplier_fold import SUPPLIER, FoldedSupplier, LevelChange


class PairRow(BaseModel):
    """What names a pair in a row of a supplier's stream."""

    model_config = ConfigDict(frozen=True)

    stream_id: str
    supplier: str
    enterprise: str
    kind: MetalKind


class RiskLevelRow(PairRow):
    """A row of `read.risk_levels`; `number` counts the changes of a supplier's pairs."""

    number: int
    event_type: str
    before_level: RiskLevel
    after_level: RiskLevel
    why: Why
    because: tuple[str, ...]
    reason: str
    until: datetime | None
    valid_from: datetime
    recorded_at: datetime
    event_id: UUID
    position: int
    version: int


class RiskPairRow(PairRow):
    """A row of `read.risk_pairs`: `standing` without what holds for a time only.

    `grave` are the findings of the supplier that weigh on all of its pairs.
    """

    level: RiskLevel
    why: Why
    since: datetime
    standing: Standing
    grave: tuple[FoundBatch, ...]
    position: int
    version: int


def level_rows(supplier: FoldedSupplier) -> Iterator[RiskLevelRow]:
    """A row for each change, in the order in which they were recorded."""
    for number, change in enumerate(supplier.changes, start=1):
        said = vars(change.body)
        yield RiskLevelRow(
            **_pair(supplier, change),
            number=number,
            event_type=change.body.type,
            before_level=change.before,
            after_level=change.after,
            why=change.why,
            because=said.get("because", ()),
            reason=said.get("reason", "") or said.get("document", ""),
            until=said.get("until"),
            valid_from=change.event.occurred_at,
            recorded_at=change.recorded_at,
            event_id=change.event.id,
            position=change.position,
            version=change.version,
        )


def pair_rows(supplier: FoldedSupplier) -> Iterator[RiskPairRow]:
    """A row for each pair."""
    known = supplier.state.stream
    for standing in known.risk.standings:
        yield RiskPairRow(
            stream_id=supplier.stream_id,
            **standing.pair._asdict(),
            level=standing.level,
            why=standing.why[0],
            since=standing.since,
            standing=standing,
            grave=known.risk.grave,
            position=supplier.touched[standing.pair],
            version=supplier.state.version,
        )


def _pair(supplier: FoldedSupplier, change: LevelChange) -> dict[str, Any]:
    return {"stream_id": supplier.stream_id, **change.body.pair._asdict()}


RISK_LEVELS = Projection(
    name="risk_levels", table="read_v1.risk_levels", rows=level_rows, subject=SUPPLIER
)
RISK_PAIRS = Projection(
    name="risk_pairs", table="read_v1.risk_pairs", rows=pair_rows, subject=SUPPLIER
)
