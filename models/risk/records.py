"""What the risk is reckoned from: a concluded batch, how it was looked at, what was found."""

from typing import NamedTuple, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from models.kernel.codes import ReasonCode
from models.kernel.identity import tidy_name
from models.kernel.risk_terms import Band, Channel
from models.kernel.terms import MetalKind, RiskLevel, Stage, Suspicion
from models.rules.risk import RiskRules

IMPORTED = "history/"
"""What ids of batches from before the ledger begin with: no consignment is called so."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Pair(NamedTuple):
    """Who buys from whom what kind: the unit that carries a level."""

    enterprise: str
    supplier: str
    kind: MetalKind


def pair_of(enterprise: str, supplier: str, kind: MetalKind) -> Pair:
    """The pair of these names, however they are written."""
    return Pair(tidy_name(enterprise), tidy_name(supplier), kind)


class Finding(_Record):
    """A defect that was suspected, confirmed or cleared.

    `abroad`: it was stopped before shipment, and speaks of no goods that came. `escaped`: it was
    found after the goods had been released. `stage` is where they were, if that is known.
    """

    id: str
    reason: ReasonCode
    suspicion: Suspicion
    occurred_at: AwareDatetime
    abroad: bool = False
    escaped: bool = False
    stage: Stage | None = None


class Inspected(_Record):
    """The plan as it was executed: boxes, and the looks that were taken at all of them.

    `done` are the looks whose result is final. `uncovered` are reasons whose section of the
    protocol nobody covered, `unanalysed` those that no laboratory analysed for. `whole`: chance
    alone had the batch unpacked whole; `beyond` of its findings lay in boxes that the plan would
    not have touched.
    """

    boxes: int = Field(ge=1)
    opened: int = Field(ge=0)
    emptied: int = Field(ge=0)
    done: tuple[Channel, ...] = ()
    uncovered: tuple[ReasonCode, ...] = ()
    unanalysed: tuple[ReasonCode, ...] = ()
    whole: bool = False
    beyond: int = Field(0, ge=0)

    @model_validator(mode="after")
    def _no_more_than_there_are(self) -> Self:
        if not self.emptied <= self.opened <= self.boxes:
            raise ValueError(
                f"of {self.boxes} boxes {self.opened} opened and {self.emptied} emptied: what is"
                " emptied was opened, and no more is opened than there are"
            )
        return self


class BatchRecord(_Record):
    """One concluded batch; `supplier` is the group that its names stand for."""

    id: str = Field(min_length=1)
    concluded_at: AwareDatetime
    enterprise: str = Field(min_length=1)
    supplier: str = Field(min_length=1)
    kind: MetalKind
    category: str = ""
    code: str = ""
    origin: str = ""
    load_port: str = ""
    net_kg: int = Field(0, ge=0)
    level: RiskLevel = RiskLevel.R4
    inspected: Inspected
    findings: tuple[Finding, ...] = ()

    @property
    def pair(self) -> Pair:
        """Whose level it bears on."""
        return Pair(self.enterprise, self.supplier, self.kind)

    @property
    def imported(self) -> bool:
        """Whether a document tells of it, and no ledger: whatever shows it says so."""
        return self.id.startswith(IMPORTED)

    @property
    def confirmed(self) -> tuple[Finding, ...]:
        """What counts: confirmed of goods that came."""
        return tuple(
            f for f in self.findings if f.suspicion is Suspicion.CONFIRMED and not f.abroad
        )

    @property
    def pending(self) -> tuple[Finding, ...]:
        """What may yet be confirmed."""
        return tuple(
            f for f in self.findings if f.suspicion is Suspicion.SUSPECTED and not f.abroad
        )


def gravest(findings: tuple[Finding, ...], rules: RiskRules) -> Band | None:
    """The band in which a batch counts, None if nothing was found."""
    found = {rules.band(finding.reason) for finding in findings}
    return next((band for band in reversed(Band) if band in found), None)


def heaviest(findings: tuple[Finding, ...], rules: RiskRules) -> int:
    """The severity of a batch in tenths: the greatest weight of what was found."""
    return max((rules.weights[finding.reason] for finding in findings), default=0)
