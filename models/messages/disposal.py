"""Goods that failed."""

from typing import Annotated, Literal

from pydantic import Field

from models.incoming import Prose
from models.messages.inspection import Picture
from models.messages.message import Command, Message, Quantity
from models.terms import Disposal, Settlement, Use


class RectificationPlan(Message):
    """How the enterprise will treat the goods."""

    type: Literal["rectification_plan"] = "rectification_plan"
    plan: Prose


class DeclarationAmendment(Message):
    """The declaration was amended to another code and the duty was paid; CNY."""

    type: Literal["declaration_amendment"] = "declaration_amendment"
    entry_id: str
    code: str
    duty: Quantity
    receipt_no: str


class RectificationReport(Message):
    """The enterprise finished the treatment and asks for re-inspection."""

    type: Literal["rectification_report"] = "rectification_report"
    note: Prose = ""


class DestructionReport(Message):
    """The goods were destroyed under supervision."""

    type: Literal["destruction_report"] = "destruction_report"
    note: Prose = ""


class ResultDispute(Message):
    """The enterprise does not accept the result and asks for a re-inspection."""

    type: Literal["result_dispute"] = "result_dispute"
    reason: Prose = ""


class Consumption(Message):
    """The enterprise used goods of a lot, or did something else with them; kilograms."""

    type: Literal["consumption"] = "consumption"
    box: str | None = None
    how: Use = Use.CONSUMED
    used_kg: Quantity
    note: Prose = ""


class DecideDisposal(Command):
    """Decide what becomes of goods that failed."""

    verb = "decide_disposal"
    disposal: Disposal
    explicit: bool = False
    reason: Prose


class ReleaseBoxes(Command):
    """Release some boxes of a batch for use; the rest goes on."""

    verb = "release_boxes"
    boxes: Annotated[tuple[str, ...], Field(min_length=1)]
    reason: Prose


class SettleDispute(Command):
    """Decide on a disputed result: it stands, or the goods are inspected again."""

    verb = "settle_dispute"
    verdict: Settlement
    reason: Prose


class ReferCase(Command):
    """Hand the case to another authority."""

    verb = "refer_case"
    to: str
    reason: Prose


class SuperviseTreatment(Command):
    """Record the treatment that was watched; kilograms before and after it."""

    verb = "supervise_treatment"
    place: str
    method: str
    before_kg: Quantity
    after_kg: Quantity
    photos: tuple[Picture, ...] = ()


class SuperviseDestruction(Command):
    """Record the destruction that was watched; kilograms."""

    verb = "supervise_destruction"
    place: str
    method: str
    weight_kg: Quantity
    photos: tuple[Picture, ...] = ()


DisposalFact = (
    RectificationPlan
    | DeclarationAmendment
    | RectificationReport
    | DestructionReport
    | ResultDispute
    | Consumption
)
