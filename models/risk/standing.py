"""How a pair stands: its level, since when and why, and what counts towards the next move."""

from datetime import datetime, timedelta
from itertools import pairwise

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from models.kernel.risk_terms import Band, Why
from models.kernel.terms import Party, RiskLevel
from models.risk.records import Pair

LEVELS = tuple(RiskLevel)


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OfficerLevel(_Record):
    """A level that an officer gives for a time, with the reason that he gives."""

    level: RiskLevel
    party: Party
    reason: str = Field(min_length=1)
    since: AwareDatetime
    until: AwareDatetime


class ColdStart(_Record):
    """A level that an approval gives while own evidence is short; `sha256` is of the document."""

    level: RiskLevel
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", examples=[64 * "0"])
    since: AwareDatetime


class Circumstances(_Record):
    """What is known of a pair beside its batches; what nobody has told speaks against it.

    `credit_floor` is the least level at the enterprise's credit, `evidence` the parts of the
    pre-shipment evidence that are complete, in percent, `violations` its breaches in 12 months.
    """

    credit: str = ""
    credit_floor: RiskLevel = RiskLevel.R4
    form: str = ""
    code: str = ""
    evidence: int = Field(0, ge=0, le=100)
    violations: int | None = Field(None, ge=0)
    portal_alarm: bool = True
    grade_one_open: bool = False
    suspended: bool = False
    new_ground: bool = False
    returned_again: bool = False
    notice: RiskLevel | None = None
    chart_alarm: bool = False
    corrective_accepted: bool = False
    evidence_complete: bool = False
    officer: OfficerLevel | None = None
    cold: ColdStart | None = None


class Standing(_Record):
    """A pair at work. A pair that nobody has assessed is at R2: unknown is not good.

    `census` batches are still to be unpacked whole, in `watched` looked-for ones after it one more
    finding ends R1; `recent` says of the last ones whether anything was found, `counted` which
    batches count as found already, and in which band.
    """

    pair: Pair
    level: RiskLevel = RiskLevel.R2
    since: AwareDatetime
    why: tuple[Why, ...] = (Why.UNKNOWN,)
    census: int = 0
    watched: int = 0
    recent: tuple[bool, ...] = ()
    accumulated: int = 0
    clean: int = 0
    clean_whole: int = 0
    last_day: str = ""
    counted: tuple[tuple[str, Band], ...] = ()
    circumstances: Circumstances = Circumstances()

    def at(self, level: RiskLevel, why: Why, since: datetime) -> "Standing":
        """The same at another level; what counts towards a move counts anew."""
        changes = {"level": level, "why": (why,), "since": since, "census": 0, "watched": 0}
        return self.model_copy(update=changes | {"accumulated": 0, "recent": ()})


class Standings(_Record):
    """How all pairs stood after the last assessment; None before any.

    `fresh` are pairs that no assessment has looked at yet: all their batches count.
    """

    at: AwareDatetime | None = None
    rows: tuple[Standing, ...] = ()
    fresh: tuple[Pair, ...] = ()

    @model_validator(mode="after")
    def _each_pair_once(self) -> "Standings":
        pairs = sorted(row.pair for row in self.rows)
        if twice := sorted({a for a, b in pairwise(pairs) if a == b}):
            raise ValueError(f"{twice[0]} stands twice: leave one of them out")
        return self


class Move(_Record):
    """What a pair goes through: a worse level, or a census of its next batches; never a better one.

    `because` are the findings, or other causes by their ids.
    """

    pair: Pair
    before: RiskLevel
    after: RiskLevel
    why: Why
    because: tuple[str, ...] = ()
    at: AwareDatetime
    census: int = 0


def worse(level: RiskLevel, steps: int = 1) -> RiskLevel:
    """The level so many steps worse, R4 at the most."""
    return LEVELS[min(LEVELS.index(level) + steps, len(LEVELS) - 1)]


def better(level: RiskLevel) -> RiskLevel:
    """The level one step better, R1 at the most."""
    return LEVELS[max(LEVELS.index(level) - 1, 0)]


def days(number: int) -> timedelta:
    """So many days of 24 hours."""
    return timedelta(days=number)
