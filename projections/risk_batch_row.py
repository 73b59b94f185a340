"""A row of `read.risk_batches`, and the batch that the risk is reckoned from."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from models.consignment.selection import Why
from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Channel
from models.kernel.terms import MetalKind, Mode, Outcome, RiskLevel
from models.risk.draw import Chances
from models.risk.records import BatchRecord, Finding, Inspected, pair_of
from projections.projection import ViewRow
from projections.risk_findings import FoundDefect

_OF_LOOKS = tuple(Inspected.model_fields)


class Drawn(BaseModel):
    """By what the boxes were drawn: scheme, level, probabilities in basis points, and why.

    `at` is when they were, `chances` are those of the ledger: by them another plan is drawn.
    """

    model_config = ConfigDict(frozen=True)

    at: datetime
    chances: Chances
    scheme: str
    level: RiskLevel
    opened_bp: int
    emptied_bp: int
    sampled_bp: int
    full_unpack: bool
    why: tuple[Why, ...]


class RiskBatchRow(ViewRow):
    """A row of `read.risk_batches`; what each column means is said in the migration."""

    enterprise: str
    supplier: str
    kind: MetalKind
    category: str
    code: str
    origin: str
    load_port: str
    net_kg: int
    mode: Mode
    level: RiskLevel | None
    assessment_stream: str | None = None
    assessment_version: int | None = None
    assessment_hash: str | None = None
    selection: Drawn | None
    boxes: int
    opened: int
    emptied: int
    sampled: int
    done: tuple[Channel, ...]
    uncovered: tuple[ReasonCode, ...]
    unanalysed: tuple[ReasonCode, ...]
    whole: bool
    beyond: int
    exposure: dict[ReasonCode, int]
    findings: tuple[FoundDefect, ...]
    outcome: Outcome | None
    escaped: bool
    rulebook: str
    concluded_at: datetime
    updated_at: datetime
    version: int
    position: int

    @property
    def record(self) -> BatchRecord:
        """What the risk is reckoned from; a level that nobody decided by was the strictest."""
        return BatchRecord(
            id=self.consignment,
            concluded_at=self.concluded_at,
            # As its supplier's stream names the pair.
            **pair_of(self.enterprise, self.supplier, self.kind)._asdict(),
            category=self.category,
            code=self.code,
            origin=self.origin,
            load_port=self.load_port,
            net_kg=self.net_kg,
            level=self.level or RiskLevel.R4,
            inspected=Inspected.model_validate({name: getattr(self, name) for name in _OF_LOOKS}),
            findings=tuple(filter(None, map(_finding, self.findings))),
        )


def _finding(found: FoundDefect) -> Finding | None:
    """What the risk counts of a defect; None of one that is none of the sixteen reasons."""
    if found.reason is None:
        return None
    return Finding(
        id=str(found.event_id),
        reason=found.reason,
        suspicion=found.status,
        occurred_at=found.occurred_at,
        abroad=found.abroad,
        escaped=found.escaped,
        stage=found.stage,
    )
