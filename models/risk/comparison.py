"""What other rules would have come to, beside what really was done: whole numbers only."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from models.kernel.codes import ReasonCode
from models.kernel.terms import MetalKind, RiskLevel
from models.risk.assessment import MODEL


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Record):
    """A count that is known, or lies between two."""

    least: int
    most: int


class Looked(_Record):
    """What was, or would have been, opened, emptied and sent to a laboratory."""

    opened: Span
    emptied: Span
    sampled: Span


class Escaped(_Record):
    """A confirmed finding that the other rules would have missed, in which batch of whose."""

    batch: str
    finding: str
    reason: ReasonCode
    supplier: str


class Moved(_Record):
    """A pair at its last batch: the level that was used, and the one under the other rules."""

    enterprise: str
    supplier: str
    kind: MetalKind
    before: RiskLevel
    after: RiskLevel


class Expected(_Record):
    """Batches found besides, in thousandths: expected, between what the bounds of pairs allow."""

    mean: int
    least: int
    most: int


class WhatIf(_Record):
    """The other rules beside what really was done, for the batches that were drawn in a span.

    `exact` batches are known to the box. `unknown` findings would perhaps have been missed,
    `stricter` batches would have been looked at more than they were. `exact_before` is the day from
    which levels may follow from what is only bounded; None if nothing is. `harm` is the
    weight, in tenths, of the batches of which all that was found would have been missed.
    """

    model: str = MODEL
    begins: date
    ends: date
    batches: int
    exact: int
    bounded: int
    stricter: int
    boxes: int
    was: Looked
    would_be: Looked
    levels: dict[RiskLevel, dict[RiskLevel, int]]
    escaped: tuple[Escaped, ...]
    unknown: tuple[Escaped, ...]
    missed_batches: int
    harm: int
    found_besides: Expected
    hurt: tuple[Moved, ...]
    helped: tuple[Moved, ...]
    first_difference: date | None
    exact_before: date | None
    weaker: tuple[str, ...] = ()
