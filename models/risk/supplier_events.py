"""What the ledger records of one overseas supplier: how its pairs stand, and why they moved."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.language import Text
from models.kernel.risk_terms import Why
from models.kernel.terms import MetalKind, Party, RiskLevel
from models.risk.assessment import PairAssessment
from models.risk.records import BatchRecord, Finding, Pair
from models.risk.standing import Standing

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", examples=[64 * "0"])]


class PairBody(Body):
    """What an event says of one pair."""

    enterprise: str
    supplier: str
    kind: MetalKind

    @property
    def pair(self) -> Pair:
        """Whose level it bears on."""
        return Pair(self.enterprise, self.supplier, self.kind)


class PairAssessed(PairBody):
    """The whole of what was reckoned for a pair, and how it stands from then on.

    `as_of` and `input_sha256` are those of the assessment.
    """

    type: Literal[EventType.PAIR_ASSESSED] = EventType.PAIR_ASSESSED
    label = Text("组合已评估", "pair assessed")
    as_of: AwareDatetime
    model: str
    rulebook: str
    input_sha256: str
    assessed: PairAssessment
    standing: Standing


class FindingCounted(PairBody):
    """A confirmed finding counts from now on; `standing` is how its pair stands after it.

    `grave`: it weighs on all pairs of the supplier for a year. What moved is recorded before it.
    """

    type: Literal[EventType.FINDING_COUNTED] = EventType.FINDING_COUNTED
    label = Text("不合格情形已计入", "finding counted")
    consignment: str
    finding: Finding
    grave: bool
    rulebook: str
    standing: Standing


class LevelWorsened(PairBody):
    """A level became worse, by the findings or other causes in `because`."""

    type: Literal[EventType.LEVEL_WORSENED] = EventType.LEVEL_WORSENED
    label = Text("风险等级上调", "level worsened")
    before: RiskLevel
    after: RiskLevel
    why: Why
    because: tuple[str, ...] = ()


class LevelImproved(PairBody):
    """A review made a level one step better; `minutes_sha256` is of its minutes."""

    type: Literal[EventType.LEVEL_IMPROVED] = EventType.LEVEL_IMPROVED
    label = Text("风险等级下调", "level improved")
    before: RiskLevel
    after: RiskLevel
    reason: str
    minutes_sha256: Sha256


class LevelApproved(PairBody):
    """A document gives a pair its level while it cannot have shown one yet.

    `census` are its first batches, which are to be unpacked whole. `synthetic`: the document was
    made up, for a demonstration or a test.
    """

    type: Literal[EventType.LEVEL_APPROVED] = EventType.LEVEL_APPROVED
    label = Text("初始风险等级已批准", "level approved")
    level: RiskLevel
    document: str
    sha256: Sha256
    role: Party
    until: AwareDatetime
    census: int
    synthetic: bool = False


class CensusBegun(PairBody):
    """The next `batches` of a pair are unpacked whole; `watched` more are looked at closely."""

    type: Literal[EventType.CENSUS_BEGUN] = EventType.CENSUS_BEGUN
    label = Text("全掏检验开始", "census begun")
    batches: int
    watched: int
    because: tuple[str, ...] = ()


class CensusEnded(PairBody):
    """All batches of the census were unpacked whole."""

    type: Literal[EventType.CENSUS_ENDED] = EventType.CENSUS_ENDED
    label = Text("全掏检验结束", "census ended")


class LevelOverridden(PairBody):
    """An officer gives another level for a time, with his reason."""

    type: Literal[EventType.LEVEL_OVERRIDDEN] = EventType.LEVEL_OVERRIDDEN
    label = Text("风险等级由人工指定", "level overridden")
    level: RiskLevel
    role: Party
    reason: str
    until: AwareDatetime


class OverrideEnded(PairBody):
    """An officer's level no longer holds."""

    type: Literal[EventType.OVERRIDE_ENDED] = EventType.OVERRIDE_ENDED
    label = Text("人工指定等级结束", "override ended")
    role: Party
    reason: str


class SupplierHeard(Body):
    """The supplier has said what it has to say on its levels; the document holds it."""

    type: Literal[EventType.SUPPLIER_HEARD] = EventType.SUPPLIER_HEARD
    label = Text("已听取供货商陈述", "supplier heard")
    supplier: str
    role: Party
    statement: str
    sha256: Sha256


class HistoryImported(PairBody):
    """Batches from before the ledger, read out of a file; every table flags them.

    `sha256` is of the document that vouches for them, `file_sha256` of the file they were read
    from, which is called `source`. `synthetic`: they are made up, and no real ones stand beside.
    """

    type: Literal[EventType.HISTORY_IMPORTED] = EventType.HISTORY_IMPORTED
    label = Text("历史记录已导入", "history imported")
    batches: tuple[BatchRecord, ...]
    sha256: Sha256
    source: str
    file_sha256: Sha256
    synthetic: bool = False


EVENTS: tuple[type[Body], ...] = (
    PairAssessed,
    FindingCounted,
    LevelWorsened,
    LevelImproved,
    LevelApproved,
    CensusBegun,
    CensusEnded,
    LevelOverridden,
    OverrideEnded,
    SupplierHeard,
    HistoryImported,
)
