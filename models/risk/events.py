"""What the ledger records of the portfolio as a whole: keys of draws, assessments, reviews."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.language import Text
from models.kernel.terms import MetalKind, RiskLevel
from models.risk.assessment import PortfolioFigures


class DrawKeyCommitted(Body):
    """The key of a quarter's draws is chosen: its digest binds us, the key stays secret.

    `replaces` is the digest of a key that was lost, and `reason` how: draws under that one can
    never be recomputed.
    """

    type: Literal[EventType.DRAW_KEY_COMMITTED] = EventType.DRAW_KEY_COMMITTED
    label = Text("抽箱密钥已承诺", "draw key committed")
    quarter: str
    sha256: str
    replaces: str = ""
    reason: str = ""


class DrawKeyRevealed(Body):
    """The key of a quarter that is over: everybody can recompute its draws."""

    type: Literal[EventType.DRAW_KEY_REVEALED] = EventType.DRAW_KEY_REVEALED
    label = Text("抽箱密钥已公开", "draw key revealed")
    quarter: str
    key: str


class AssessmentMade(Body):
    """All pairs were assessed, as of a time; it counts once this is recorded.

    `input_sha256` is of the batches that it was reckoned from, `results_sha256` of what came out.
    `missed_ppm` is how many critical batches a million may have passed.
    """

    type: Literal[EventType.ASSESSMENT_MADE] = EventType.ASSESSMENT_MADE
    label = Text("风险评估已作出", "assessment made")
    as_of: AwareDatetime
    model: str
    rulebook: str
    input_sha256: str
    results_sha256: str
    batches: int
    pairs: int
    worsened: int
    missed_ppm: int
    portfolio: tuple[PortfolioFigures, ...]


class ReviewScheduled(Body):
    """The review of a quarter is due: better levels are proposed, and wait for a decision."""

    type: Literal[EventType.REVIEW_SCHEDULED] = EventType.REVIEW_SCHEDULED
    label = Text("风险等级复核已排定", "review scheduled")
    quarter: str
    due: AwareDatetime


class ReviewDecision(BaseModel):
    """What was decided of one pair: one step better, or kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    enterprise: str
    supplier: str
    kind: MetalKind
    before: RiskLevel
    after: RiskLevel
    reason: str


class ReviewHeld(Body):
    """The review of a quarter was held; `minutes_sha256` is of its minutes."""

    type: Literal[EventType.REVIEW_HELD] = EventType.REVIEW_HELD
    label = Text("风险等级复核已进行", "review held")
    quarter: str
    minutes_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", examples=[64 * "0"])]
    decisions: tuple[ReviewDecision, ...]


EVENTS: tuple[type[Body], ...] = (
    DrawKeyCommitted,
    DrawKeyRevealed,
    AssessmentMade,
    ReviewScheduled,
    ReviewHeld,
)
