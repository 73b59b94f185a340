"""What was reckoned of each pair: one row for each assessment and rate, and for its harm."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from models.kernel.risk_terms import Measure
from models.kernel.terms import RiskLevel
from models.rules.rulebook import rulebook
from projections.projection import Projection
from projections.risk_levels import PairRow
from projections.supplier_fold import SUPPLIER, FoldedSupplier, MadeAssessment


class RiskCellRow(PairRow):
    """A row of `read.risk_cells`; rates in basis points, exposure in thousandths of a batch.

    Of harm there is a mean and a bound, and nothing is counted.
    """

    as_of: datetime
    measure: Measure
    found: int | None = None
    pending: int | None = None
    exposure: int | None = None
    expected_bp: int | None = None
    mean_bp: int
    upper_bp: int
    if_confirmed_bp: int | None = None
    alone_bp: int | None = None
    few: bool | None = None
    level: RiskLevel
    batches: int
    looked_for: int
    proposed: RiskLevel | None
    model: str
    rulebook: str
    input_sha256: str
    event_id: UUID
    position: int
    version: int


def rows(supplier: FoldedSupplier) -> Iterator[RiskCellRow]:
    """The rates of every assessment of every pair, and its harm."""
    for made in supplier.assessments:
        yield from _cells(supplier.stream_id, made)


def _cells(stream_id: str, made: MadeAssessment) -> Iterator[RiskCellRow]:
    body, assessed = made.body, made.body.assessed
    told = {
        "stream_id": stream_id,
        **body.pair._asdict(),
        "as_of": body.as_of,
        "batches": assessed.batches,
        "looked_for": assessed.looked_for,
        "proposed": assessed.proposed,
        "model": body.model,
        "rulebook": body.rulebook,
        "input_sha256": body.input_sha256,
        "event_id": made.event.id,
        "position": made.position,
        "version": made.version,
    }
    for each in assessed.figures:
        yield RiskCellRow(
            **told,
            measure=each.measure,
            found=each.found,
            pending=each.pending,
            exposure=each.exposure,
            expected_bp=each.expected,
            mean_bp=each.mean,
            upper_bp=each.upper,
            if_confirmed_bp=each.if_confirmed,
            alone_bp=each.alone,
            few=each.few,
            level=each.level,
        )
    yield RiskCellRow(
        **told,
        measure=Measure.HARM,
        mean_bp=assessed.harm_mean,
        upper_bp=assessed.harm_upper,
        level=rulebook(body.rulebook).risk.ceilings[Measure.HARM].level(assessed.harm_upper),
    )


RISK_CELLS = Projection(name="risk_cells", table="read_v1.risk_cells", rows=rows, subject=SUPPLIER)
