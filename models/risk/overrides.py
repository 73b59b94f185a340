"""What sets a level whatever the rates say (risk.md 2.3): the least levels of a pair, and why."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Band, Why
from models.kernel.terms import Party, RiskLevel
from models.risk.records import BatchRecord, Finding, Pair
from models.risk.standing import Circumstances, ColdStart, OfficerLevel, better, days
from models.rules.risk import OverrideRules, RiskRules

_PARTIES = frozenset({Party.INSPECTION_OFFICER, Party.INSPECTION_LEAD})
_DIVISION = frozenset({Party.DIVISION, Party.DIVISION_LEAD})
# No officer lifts what these have set.
_FIRM = frozenset({Why.SAFETY_FOUND, Why.CREDIT, Why.THREE_IN_A_YEAR, Why.RETURNED_AGAIN})
_SHORT = frozenset({Why.FEW_BATCHES, Why.UNKNOWN, Why.BOUND, Why.SCORE})
_QUARTER_DAYS = 92


class Floor(NamedTuple):
    """No better than this level, and why; `because` are the findings that set it."""

    level: RiskLevel
    why: Why
    because: tuple[str, ...] = ()


class Grave(NamedTuple):
    """A confirmed finding of a supplier that weighs on all its pairs for a year."""

    pair: Pair
    batch: str
    finding: Finding


def grave(batches: Iterable[BatchRecord], rules: RiskRules) -> tuple[Grave, ...]:
    """The findings that overrides count, oldest first."""
    rows = [
        Grave(batch.pair, batch.id, finding)
        for batch in batches
        for finding in batch.confirmed
        if counts(finding.reason, rules)
    ]
    return tuple(sorted(rows, key=lambda row: (row.finding.occurred_at, row.batch, row.finding.id)))


def counts(reason: ReasonCode, rules: RiskRules) -> bool:
    """Whether a finding weighs on the whole supplier."""
    return rules.band(reason) is not Band.MINOR or reason in rules.overrides.three_of


def of_supplier(
    pair: Pair, found: Sequence[Grave], clean_since: int, rules: RiskRules, at: datetime
) -> Iterator[Floor]:
    """What the findings of a supplier in the last year set: O1 and O5.

    `clean_since` are the pair's clean batches in a row that were unpacked whole.
    """
    safety = [row for row in found if row.finding.reason in rules.overrides.safety]
    own = [row for row in safety if row.pair == pair]
    others = {row.batch: row for row in safety if row.pair != pair}
    if own:
        yield Floor(RiskLevel.R4, Why.SAFETY_FOUND, _ids(own))
    if others:
        level = RiskLevel.R4 if len(others) > 1 else RiskLevel.R3
        yield Floor(level, Why.SAME_SUPPLIER, _ids(others.values()))
    batches = {row.batch: row for row in found}
    if len(batches) >= rules.overrides.three and not _served(batches, clean_since, rules, at):
        yield Floor(RiskLevel.R4, Why.THREE_IN_A_YEAR, _ids(batches.values()))


def of_circumstances(told: Circumstances) -> Iterator[Floor]:
    """What is known beside the goods sets: O2, O3, O4, O6, O7, O8."""
    if told.credit_floor is not RiskLevel.R1:
        yield Floor(told.credit_floor, Why.CREDIT)
    if told.new_ground:
        yield Floor(RiskLevel.R2, Why.NEW_GROUND)
    if told.grade_one_open or told.suspended:
        yield Floor(RiskLevel.R3, Why.STANDING)
    if told.returned_again:
        yield Floor(RiskLevel.R4, Why.RETURNED_AGAIN)
    if told.notice is not None:
        yield Floor(max(told.notice, RiskLevel.R3), Why.NOTICE)
    if told.chart_alarm:
        yield Floor(RiskLevel.R3, Why.CHART)


def officers(
    floors: Sequence[Floor], officer: OfficerLevel | None, rules: OverrideRules, at: datetime
) -> tuple[Floor, ...]:
    """O9: an officer makes it worse, for some weeks; the division better by one step, for fewer."""
    if officer is None or not officer.since <= at < officer.until:
        return tuple(floors)
    level = max((floor.level for floor in floors), default=RiskLevel.R1)
    held = officer.until - officer.since
    if officer.level >= level:
        allowed = officer.party in _PARTIES | _DIVISION and held <= days(rules.officer_days)
        return (*floors, Floor(officer.level, Why.OFFICER)) if allowed else tuple(floors)
    one_step = officer.level is better(level)
    brief = held <= days(rules.officer_better_days)
    firm = any(floor.level > officer.level and floor.why in _FIRM for floor in floors)
    if officer.party not in _DIVISION or not one_step or not brief or firm:
        return tuple(floors)
    kept = [floor for floor in floors if floor.level <= officer.level]
    return (*kept, Floor(officer.level, Why.OFFICER))


def cold_start(
    floors: Sequence[Floor], told: Circumstances, rules: OverrideRules, at: datetime
) -> tuple[Floor, ...]:
    """O10: an approval stands for what a pair cannot have shown yet, for two quarters."""
    cold = told.cold
    if cold is None or not cold_holds(cold, rules, at):
        return tuple(floors)
    kept = [floor for floor in floors if floor.why not in _SHORT]
    return (*kept, Floor(cold.level, Why.COLD_START))


def cold_holds(cold: ColdStart, rules: OverrideRules, at: datetime) -> bool:
    """Whether an approval still stands in for what the pair has not shown."""
    return cold.since <= at < cold_ends(cold.since, rules)


def cold_ends(since: datetime, rules: OverrideRules) -> datetime:
    """When an approval that was given then ends to stand in."""
    return since + days(_QUARTER_DAYS * rules.cold_quarters)


def _served(batches: dict[str, Grave], clean_since: int, rules: RiskRules, at: datetime) -> bool:
    """Whether the time is over that the latest of them asks for, and as many batches were clean."""
    latest = max(row.finding.occurred_at for row in batches.values())
    over = at - latest >= days(rules.overrides.three_days)
    return over and clean_since >= rules.overrides.three_clean


def _ids(rows: Iterable[Grave]) -> tuple[str, ...]:
    return tuple(sorted(row.finding.id for row in rows))
