"""What a confirmed finding does at once: only ever worse, for the pair and for its supplier's.

Pure: who tells it keeps the state; a finding that counts already moves nothing again.
"""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from models.kernel.base_types import Frozen
from models.kernel.terms import Suspicion
from models.risk import overrides
from models.risk.overrides import Grave
from models.risk.records import Finding, Pair
from models.risk.spans import months_before
from models.risk.standing import Move, Standing
from models.risk.switching import FoundIn, found
from models.rules.risk import RiskRules


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FoundBatch(_Record):
    """A finding, and whose goods it is about."""

    pair: Pair
    batch: str
    finding: Finding


class LevelNews(Frozen):
    """That a finding made pairs of a supplier worse, or put one in census."""

    supplier: str
    finding: str


class SupplierRisk(_Record):
    """How the pairs of one supplier stand, and the grave findings of the last year."""

    supplier: str
    standings: tuple[Standing, ...] = ()
    grave: tuple[FoundBatch, ...] = ()


class Reaction(_Record):
    """The state after a finding, and what moved."""

    state: SupplierRisk
    moves: tuple[Move, ...] = ()


def react(state: SupplierRisk, told: FoundBatch, rules: RiskRules) -> tuple[Move, ...]:
    """What moves when a finding is confirmed, the pair itself first."""
    return reacted(state, told, rules).moves


def reacted(state: SupplierRisk, told: FoundBatch, rules: RiskRules) -> Reaction:
    """The same with the state that it leaves; a suspicion and what was stopped abroad do nothing.

    Raises:
        ValueError: the finding is about another supplier's goods.
    """
    if told.pair.supplier != state.supplier:
        raise ValueError(
            f"{told.batch} is of {told.pair.supplier}, not of {state.supplier}: tell its own stream"
        )
    finding = told.finding
    if finding.suspicion is not Suspicion.CONFIRMED or finding.abroad:
        return Reaction(state=state)
    at = finding.occurred_at
    standings = {row.pair: row for row in state.standings}
    own = standings.get(told.pair) or Standing(pair=told.pair, since=at)
    band = rules.band(finding.reason)
    known = FoundIn(told.batch, band, finding.id, at)
    standings[told.pair], moves = found(own, known, rules.switching)
    graves = _graves(state, told, rules, at)
    floored = [_floored(row, graves, rules, at) for _, row in sorted(standings.items())]
    moves += tuple(move for _, each in floored for move in each)
    return Reaction(
        state=SupplierRisk(
            supplier=state.supplier,
            standings=tuple(row for row, _ in floored),
            grave=graves,
        ),
        moves=moves,
    )


def _graves(
    state: SupplierRisk, told: FoundBatch, rules: RiskRules, at: datetime
) -> tuple[FoundBatch, ...]:
    since = months_before(at, rules.windows.overrides_months)
    known = [row for row in state.grave if row.finding.occurred_at > since]
    again = any(row.finding.id == told.finding.id for row in known)
    counts = overrides.counts(told.finding.reason, rules)
    return tuple(known if again or not counts else [*known, told])


def _floored(
    standing: Standing, graves: tuple[FoundBatch, ...], rules: RiskRules, at: datetime
) -> tuple[Standing, tuple[Move, ...]]:
    rows = [Grave(row.pair, row.batch, row.finding) for row in graves]
    floors = list(overrides.of_supplier(standing.pair, rows, standing.clean_whole, rules, at))
    floor = max(floors, key=lambda each: each.level, default=None)
    if floor is None or floor.level <= standing.level:
        return standing, ()
    move = Move(
        pair=standing.pair,
        before=standing.level,
        after=floor.level,
        why=floor.why,
        because=floor.because,
        at=at,
    )
    return standing.at(floor.level, floor.why, at), (move,)
