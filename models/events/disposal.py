"""What becomes of goods that failed, unless they are returned."""

from decimal import Decimal
from typing import Literal

from models.events.body import Body, Issuing
from models.events.inspection import Photo
from models.terms import Settlement, Use


class RectificationOrdered(Issuing):
    """The goods may be treated under supervision and inspected again."""

    type: Literal["rectification-ordered"] = "rectification-ordered"
    reason: str


class RectificationPlanned(Body):
    """The enterprise said how and until when it will treat the goods."""

    type: Literal["rectification-planned"] = "rectification-planned"
    plan: str


class CodeAmended(Body):
    """The declaration was amended to another code and the duty was paid; CNY."""

    type: Literal["code-amended"] = "code-amended"
    entry_id: str
    code: str
    duty: Decimal
    receipt_no: str


class TreatmentSupervised(Body):
    """An officer watched the treatment: where, how, the kilograms before and after, with proof."""

    type: Literal["treatment-supervised"] = "treatment-supervised"
    place: str
    method: str
    before_kg: Decimal
    after_kg: Decimal
    photos: tuple[Photo, ...]
    officer: str


class RectificationCompleted(Body):
    """The enterprise asks for re-inspection."""

    type: Literal["rectification-completed"] = "rectification-completed"
    note: str


class DestructionOrdered(Issuing):
    """The goods must be destroyed under supervision."""

    type: Literal["destruction-ordered"] = "destruction-ordered"
    reason: str


class DestructionSupervised(Body):
    """An officer watched the destruction: where, how, how much (kilograms), with which proof."""

    type: Literal["destruction-supervised"] = "destruction-supervised"
    place: str
    method: str
    weight_kg: Decimal
    photos: tuple[Photo, ...]
    officer: str


class Destroyed(Body):
    """The goods were destroyed."""

    type: Literal["destroyed"] = "destroyed"
    note: str


class BoxesReleased(Issuing):
    """Some boxes of a batch may be used, by explicit decision; the rest goes on."""

    type: Literal["boxes-released"] = "boxes-released"
    boxes: tuple[str, ...]
    reason: str
    officer: str


class ResultDisputed(Body):
    """The enterprise asks for a re-inspection of a result that went against it."""

    type: Literal["result-disputed"] = "result-disputed"
    reason: str


class DisputeSettled(Body):
    """The result stands, or the goods are inspected again."""

    type: Literal["dispute-settled"] = "dispute-settled"
    verdict: Settlement
    reason: str
    officer: str


class ReinspectionOrdered(Body):
    """A disputed result is set aside: what was confirmed is a suspicion again, nothing decided."""

    type: Literal["reinspection-ordered"] = "reinspection-ordered"
    reason: str


class CaseReferred(Body):
    """The case was handed to another authority."""

    type: Literal["case-referred"] = "case-referred"
    to: str
    reason: str


class ConsumptionReported(Body):
    """The enterprise used, sold, moved or merged goods; kilograms. Not before the release."""

    type: Literal["consumption-reported"] = "consumption-reported"
    box: str | None = None
    how: Use = Use.CONSUMED
    used_kg: Decimal
    note: str
