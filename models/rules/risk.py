"""What a rulebook says of the risk of goods; every value is our proposal with a default [prop].

Whole numbers only: rates and bounds in basis points (bp, 1/10000), sensitivities in thousandths.
Sensitivities are assumptions until blind re-inspection has measured them.
"""

from itertools import pairwise
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Band, Channel, Measure
from models.kernel.terms import RiskLevel

Bp = Annotated[int, Field(ge=0, le=10_000)]
Thousandths = Annotated[int, Field(ge=0, le=1000)]
Count = Annotated[int, Field(ge=1)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ceilings(_Row):
    """The highest value at which a level may be held; above the last one it is R4."""

    r1: Annotated[int, Field(ge=1)]
    r2: int
    r3: int

    @model_validator(mode="after")
    def _rise(self) -> Self:
        if not self.r1 < self.r2 < self.r3:
            raise ValueError(f"ceilings rise from R1 to R3: {self.r1}, {self.r2}, {self.r3}")
        return self

    def level(self, value: int) -> RiskLevel:
        """The best level that the value allows."""
        for ceiling, level in zip((self.r1, self.r2, self.r3), RiskLevel, strict=False):
            if value <= ceiling:
                return level
        return RiskLevel.R4


class PlannedShares(_Row):
    """What is looked at in a level, in bp; `at_least` boxes of every batch are emptied."""

    opened: Bp
    emptied: Bp
    sampled: Bp
    at_least: Annotated[int, Field(ge=0)] = 0


class RiskWindows(_Row):
    """How far back is looked, in months: rates with a hard edge, and what weighs at once."""

    rates_months: Count
    overrides_months: Count


class SmallNumbers(_Row):
    """Below how much evidence nothing is claimed; batches that were looked at."""

    percent_from: Count
    pair_least: Count
    kind_least: Count


class HyperGrid(_Row):
    """The prior over how alike the units are: strengths, and scalings of the expected rate.

    `spread` is the widest scaling, in thousandths of a natural logarithm; `centre` is the strength
    at which own evidence and expectation weigh the same.
    """

    least: Annotated[int, Field(ge=1)]
    most: int
    strengths: Annotated[int, Field(ge=2)]
    scalings: Annotated[int, Field(ge=3)]
    spread: Count
    centre: Count

    @model_validator(mode="after")
    def _is_a_grid(self) -> Self:
        if not self.least < self.most or self.scalings % 2 == 0:
            raise ValueError("least is below most, and the scalings are odd: one changes nothing")
        return self


class OverrideRules(_Row):
    """What sets a level whatever the rates say."""

    safety: Annotated[tuple[ReasonCode, ...], Field(min_length=1)]
    three_of: tuple[ReasonCode, ...]
    three: Count
    three_days: Count
    three_clean: Count
    officer_days: Count
    officer_better_days: Count
    cold_quarters: Count
    cold_census: Count


class SwitchingRules(_Row):
    """When a level moves by findings alone, and what a better one asks for."""

    census: Count
    watched: Count
    repeated: Count
    within: Count
    accumulated: Count
    leave_r4_days: Count
    leave_r4_clean: Count
    leave_r3_clean: Count
    leave_r2_clean: Count
    leave_r2_pair: Count
    leave_r2_days: Count
    margin: Thousandths
    least_kg: Count


class FloorStep(_Row):
    """The least random share as long as fewer whole unpacks than that were clean."""

    until_clean: Count
    share: Bp


class FloorRules(_Row):
    """The least share of batches that chance alone has unpacked whole."""

    steps: tuple[FloorStep, ...]
    least: Bp

    @model_validator(mode="after")
    def _falls(self) -> Self:
        shares = [*(step.share for step in self.steps), self.least]
        counts = [step.until_clean for step in self.steps]
        if shares != sorted(shares, reverse=True) or counts != sorted(counts) or not self.least:
            raise ValueError("the random share falls as clean unpacks add up, and never to none")
        return self

    def share(self, clean: int) -> int:
        """The share after so many clean whole unpacks."""
        return next((step.share for step in self.steps if clean < step.until_clean), self.least)


class LeakageBudget(_Row):
    """How much of what is wrong may pass at the most: AOQL by channel, critical a year.

    A plan is judged with the boxes of a batch and the clean batches before it is looked at less.
    """

    boxes: Bp
    laboratory: Bp
    critical_ppm: Count
    boxes_a_batch: Count
    clean_boxes: Count
    clean_laboratory: Count


class ChartRules(_Row):
    """A chart of findings: the rate that is borne, the one to find, the limit in hundredths."""

    borne: Annotated[int, Field(ge=1, le=9_999)]
    sought: Annotated[int, Field(ge=1, le=9_999)]
    limit: Count

    @model_validator(mode="after")
    def _seeks_worse(self) -> Self:
        if self.sought <= self.borne:
            raise ValueError(f"a chart seeks a rate above the one it bears: {self.sought} bp")
        return self


class ScoreRules(_Row):
    """The most points of each factor, the ceilings of their sum, and the tables of what is told."""

    most: dict[str, int]
    ceilings: Ceilings
    credit: dict[str, int]
    forms: dict[str, int]
    watched_codes: dict[str, int]


class RiskRules(_Row):
    """The block `risk`: bands, what can see what, ceilings, and how levels move."""

    note: str
    note_zh: str
    bands: dict[Band, tuple[ReasonCode, ...]]
    weights: dict[ReasonCode, Annotated[int, Field(ge=1, le=10)]]
    seen_by: dict[ReasonCode, tuple[Channel, ...]]
    sensitivities: dict[Channel, Thousandths]
    ceilings: dict[Measure, Ceilings]
    windows: RiskWindows
    small: SmallNumbers
    grid: HyperGrid
    overrides: OverrideRules
    switching: SwitchingRules
    floor: FloorRules
    plan: dict[RiskLevel, PlannedShares]
    leakage: LeakageBudget
    charts: dict[str, ChartRules]
    score: ScoreRules

    @model_validator(mode="after")
    def _every_reason_once(self) -> Self:
        named = sorted(reason for reasons in self.bands.values() for reason in reasons)
        if named != sorted(ReasonCode):
            raise ValueError("bands: every reason belongs to one band, and to one only")
        if lacking := sorted(set(ReasonCode) - set(self.weights)):
            raise ValueError(f"weights: nothing is said of {', '.join(lacking)}")
        weighed = [[self.weights[r] for r in self.bands.get(band, ())] for band in Band]
        if any(max(less) >= min(more) for less, more in pairwise(weighed) if less and more):
            raise ValueError("bands: a graver band weighs more, reason by reason")
        return self

    @model_validator(mode="after")
    def _nothing_is_left_out(self) -> Self:
        tables: tuple[tuple[str, set[str], set[str]], ...] = (
            ("seen_by", set(ReasonCode), {r for r, seen in self.seen_by.items() if seen}),
            ("sensitivities", set(Channel), {c for c, s in self.sensitivities.items() if s}),
            ("ceilings", set(Measure), set(self.ceilings)),
            ("plan", set(RiskLevel), set(self.plan)),
            ("bands", set(Band), set(self.bands)),
        )
        for name, wanted, found in tables:
            if lacking := sorted(wanted - found):
                raise ValueError(f"{name}: nothing is said of {', '.join(lacking)}")
        return self

    @model_validator(mode="after")
    def _worse_is_looked_at_more(self) -> Self:
        rows = [self.plan[level] for level in RiskLevel]
        for share in ("opened", "emptied", "sampled"):
            found = [getattr(row, share) for row in rows]
            if found != sorted(found):
                raise ValueError(f"plan: a worse level has less {share}: {found}")
        return self

    @model_validator(mode="after")
    def _graver_is_borne_less(self) -> Self:
        rows = [self.ceilings[each] for each in (Measure.CRITICAL, Measure.GRAVE, Measure.ANY)]
        for name in ("r1", "r2", "r3"):
            found = [getattr(row, name) for row in rows]
            if found != sorted(found):
                raise ValueError(f"ceilings: graver findings are borne more often: {name} {found}")
        return self

    def band(self, reason: ReasonCode) -> Band:
        """How grave a reason is."""
        return next(band for band, reasons in self.bands.items() if reason in reasons)
