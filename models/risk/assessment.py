"""What an assessment says: whole numbers only, the same for the same input."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from models.kernel.risk_terms import Measure, Why
from models.kernel.terms import RiskLevel
from models.risk.records import Pair
from models.risk.standing import Move, Standing

MODEL: Literal["beta/1"] = "beta/1"
"""The way of reckoning, apart from the rulebook: the same rules may be reckoned in another."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Figures(_Record):
    """One rate of a pair: `found` batches of `exposure` thousandths that were looked at.

    `expected`, `mean` and `upper` are in basis points, `upper` with 95 %; `if_confirmed` is the
    upper bound if all that is `pending` were confirmed, `alone` that of the pair's own batches
    without any other. Below `percent_from` batches `few` says to print counts, no percentage.
    """

    measure: Measure
    found: int
    pending: int
    exposure: int
    expected: int
    mean: int
    upper: int
    if_confirmed: int
    alone: int
    few: bool
    level: RiskLevel


class Floored(_Record):
    """A level that is not bettered by rates, why, and the findings that set it."""

    level: RiskLevel
    why: Why
    because: tuple[str, ...] = ()


class PairAssessment(_Record):
    """The whole of what was reckoned for a pair; `proposed` is for an officer to decide."""

    pair: Pair
    batches: int
    looked_for: int
    figures: tuple[Figures, ...]
    harm_mean: int
    harm_upper: int
    score: dict[str, int]
    floors: tuple[Floored, ...]
    by_rule: RiskLevel
    level: RiskLevel
    proposed: RiskLevel | None = None


class GridWeight(_Record):
    """A point of the grid: a strength, a scaling in thousandths, its weight in millionths."""

    strength: int
    scaling: int
    weight: int


class PortfolioFigures(_Record):
    """What all pairs share in one rate; a strength at the grid's end tells nothing apart."""

    measure: Measure
    found: int
    exposure: int
    expected: int
    strengths: dict[str, int]
    grid: tuple[GridWeight, ...]


class Assessment(_Record):
    """An assessment of all pairs at a time: it may make worse, and proposes what is better.

    `missed_ppm` is how many critical batches a million may have passed, by rate and exposure;
    `digest` is the SHA-256 of what it was reckoned from.
    """

    at: AwareDatetime
    model: Literal["beta/1"] = MODEL
    digest: str
    portfolio: tuple[PortfolioFigures, ...]
    missed_ppm: int
    pairs: tuple[PairAssessment, ...]
    moves: tuple[Move, ...]
    standings: tuple[Standing, ...]
