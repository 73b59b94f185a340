"""The stream `risk/<supplier>`: how its pairs stand, folded from its events, and its own level.

Pure. What counts is what had happened at a time; the level there is that of the standing, made
better or worse by what holds for a time only: an approval, an officer.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from pydantic import ConfigDict, Field

from models.kernel.base_types import Frozen
from models.kernel.event import Event
from models.kernel.incoming import Incoming
from models.kernel.risk_terms import Why
from models.kernel.terms import RiskLevel
from models.risk import overrides
from models.risk.overrides import Floor, Grave
from models.risk.react import FoundBatch, SupplierRisk
from models.risk.records import BatchRecord, Pair
from models.risk.spans import months_before
from models.risk.standing import Circumstances, ColdStart, OfficerLevel, Standing
from models.risk.supplier_events import (
    CensusBegun,
    CensusEnded,
    FindingCounted,
    HistoryImported,
    LevelApproved,
    LevelImproved,
    LevelOverridden,
    LevelWorsened,
    OverrideEnded,
    PairAssessed,
    PairBody,
)
from models.rules.risk import RiskRules

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Before any assessment."""


class SupplierStream(Frozen):
    """What the stream of a supplier comes to; `assessed` is the latest of each pair."""

    risk: SupplierRisk
    assessed: tuple[PairAssessed, ...] = ()
    imported: tuple[BatchRecord, ...] = ()

    def standing(self, pair: Pair) -> Standing | None:
        """How a pair stands; None if nothing is recorded of it."""
        return next((row for row in self.risk.standings if row.pair == pair), None)

    def census(self, pair: Pair) -> int:
        """How many batches of a pair are still to be unpacked whole."""
        row = self.standing(pair)
        return row.census if row is not None else 0

    def after(self, body: PairBody, at: datetime) -> "SupplierStream":
        """What it would come to with one more event."""
        return _with(self, body, at)


class LevelNow(NamedTuple):
    """The level of a pair at a time, why, and the findings that it goes back to."""

    level: RiskLevel
    why: Why
    because: tuple[str, ...] = ()


class PinnedLevel(Incoming):
    """The level of a pair at a time, and by which stand of its supplier's stream it was said.

    Whoever folds the stream up to `version`, without what happened later, comes to the same. While
    `census` batches of the pair are still to be unpacked whole, each that is drawn is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: RiskLevel
    why: Why
    because: tuple[str, ...] = ()
    census: int = Field(0, ge=0)
    stream: str
    version: int
    hash: str


def fold(supplier: str, events: Iterable[Event], before: datetime | None = None) -> SupplierStream:
    """What these events come to, the oldest first.

    Assessments later than `before` are left out, if it is given: they were begun and not finished.
    """
    known = SupplierStream(risk=SupplierRisk(supplier=supplier))
    for event in events:
        match event.body:
            case PairAssessed(as_of=as_of) if before is not None and as_of > before:
                pass
            case HistoryImported(batches=batches):
                known = known.model_copy(update={"imported": known.imported + batches})
            case PairBody() as body:
                known = _with(known, body, event.occurred_at)
            case _:
                pass
    return known


def level_at(known: SupplierStream, pair: Pair, at: datetime, rules: RiskRules) -> LevelNow:
    """The level of a pair at a time, with the approval and the officer's level that hold then.

    Of a pair that nothing is recorded of it is R2, or what its supplier's findings set.
    """
    row = known.standing(pair) or Standing(pair=pair, since=at)
    floors = [*_floors(row, at, rules), *_of_supplier(known, row, at, rules)]
    found = overrides.officers(floors, row.circumstances.officer, rules.overrides, at)
    return LevelNow(*max(found, key=lambda floor: floor.level))


def _floors(row: Standing, at: datetime, rules: RiskRules) -> Iterator[Floor]:
    yield Floor(row.level, row.why[0])
    cold = row.circumstances.cold
    if Why.COLD_START in row.why and (
        cold is None or not overrides.cold_holds(cold, rules.overrides, at)
    ):
        yield Floor(RiskLevel.R2, Why.FEW_BATCHES)
    if row.circumstances.returned_again:
        yield Floor(RiskLevel.R4, Why.RETURNED_AGAIN)


def _of_supplier(
    known: SupplierStream, row: Standing, at: datetime, rules: RiskRules
) -> Iterator[Floor]:
    since = months_before(at, rules.windows.overrides_months)
    graves = [
        Grave(each.pair, each.batch, each.finding)
        for each in known.risk.grave
        if since < each.finding.occurred_at <= at
    ]
    yield from overrides.of_supplier(row.pair, graves, row.clean_whole, rules, at)


def _with(known: SupplierStream, body: PairBody, at: datetime) -> SupplierStream:
    before = known.standing(body.pair) or Standing(pair=body.pair, since=at)
    after = _after(before, body, at)
    others = [row for row in known.risk.standings if row.pair != body.pair]
    changes: dict[str, object] = {"standings": tuple(sorted([*others, after], key=_pair))}
    if isinstance(body, FindingCounted) and body.grave:
        told = FoundBatch(pair=body.pair, batch=body.consignment, finding=body.finding)
        graves = [row for row in known.risk.grave if row.finding.id != told.finding.id]
        changes["grave"] = (*graves, told)
    risk = known.risk.model_copy(update=changes)
    if not isinstance(body, PairAssessed):
        return known.model_copy(update={"risk": risk})
    assessed = (*(each for each in known.assessed if each.pair != body.pair), body)
    return known.model_copy(update={"risk": risk, "assessed": assessed})


def _after(row: Standing, body: PairBody, at: datetime) -> Standing:
    match body:
        case PairAssessed(standing=standing) | FindingCounted(standing=standing):
            # What an officer or a document gives is recorded by itself, and holds by itself.
            held = row.circumstances
            return _told(standing, officer=held.officer, cold=held.cold)
        case LevelWorsened(after=after, why=why):
            return row.at(after, why, at)
        case LevelImproved(after=after):
            return row.at(after, Why.REVIEW, at)
        case LevelApproved(level=level, census=census):
            cold = ColdStart(level=level, sha256=body.sha256, since=at)
            given = _told(row.at(level, Why.COLD_START, at), cold=cold)
            return given.model_copy(update={"census": census})
        case CensusBegun(batches=batches, watched=watched):
            return row.model_copy(update={"census": batches, "watched": watched})
        case CensusEnded():
            return row.model_copy(update={"census": 0})
        case LevelOverridden(level=level, role=role, reason=reason, until=until):
            given_level = OfficerLevel(
                level=level, party=role, reason=reason, since=at, until=until
            )
            return _told(row, officer=given_level)
        case OverrideEnded():
            return _told(row, officer=None)
        case _:
            return row


def _told(row: Standing, **changes: object) -> Standing:
    told = Circumstances.model_copy(row.circumstances, update=changes)
    return row.model_copy(update={"circumstances": told})


def _pair(row: Standing) -> Pair:
    return row.pair
