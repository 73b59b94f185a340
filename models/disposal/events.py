"""What becomes of goods that failed, unless they are returned."""

from decimal import Decimal
from typing import Literal

from models.inspection.events import Photo
from models.kernel.event_body import Body, Issuing
from models.kernel.event_types import EventType
from models.kernel.incoming import Prose
from models.kernel.language import Text
from models.kernel.terms import GoodsUse, Settlement


class RectificationOrdered(Issuing):
    """The goods may be treated under supervision and inspected again."""

    type: Literal[EventType.RECTIFICATION_ORDERED] = EventType.RECTIFICATION_ORDERED
    label = Text("责令整改", "rectification ordered")
    reason: str


class RectificationPlanned(Body):
    """The enterprise said how and until when it will treat the goods."""

    type: Literal[EventType.RECTIFICATION_PLANNED] = EventType.RECTIFICATION_PLANNED
    label = Text("整改方案已提交", "rectification planned")
    plan: Prose


class CodeAmended(Body):
    """The declaration was amended to another code and the duty was paid; CNY."""

    type: Literal[EventType.CODE_AMENDED] = EventType.CODE_AMENDED
    label = Text("归类改单", "code amended")
    entry_id: str
    code: str
    duty: Decimal
    receipt_no: str


class TreatmentSupervised(Body):
    """An officer watched the treatment: where, how, the kilograms before and after, with proof."""

    type: Literal[EventType.TREATMENT_SUPERVISED] = EventType.TREATMENT_SUPERVISED
    label = Text("监督整改", "treatment supervised")
    place: str
    method: str
    before_kg: Decimal
    after_kg: Decimal
    photos: tuple[Photo, ...]
    officer: str


class RectificationCompleted(Body):
    """The enterprise asks for re-inspection."""

    type: Literal[EventType.RECTIFICATION_COMPLETED] = EventType.RECTIFICATION_COMPLETED
    label = Text("整改完成", "rectification completed")
    note: Prose = ""


class DestructionOrdered(Issuing):
    """The goods must be destroyed under supervision."""

    type: Literal[EventType.DESTRUCTION_ORDERED] = EventType.DESTRUCTION_ORDERED
    label = Text("责令销毁", "destruction ordered")
    reason: str


class DestructionSupervised(Body):
    """An officer watched the destruction: where, how, how much (kilograms), with which proof.

    `witness` is the second officer, `video` where a film lies, `shortfall` why the rest of the lot
    is not there.
    """

    type: Literal[EventType.DESTRUCTION_SUPERVISED] = EventType.DESTRUCTION_SUPERVISED
    label = Text("监督销毁", "destruction supervised")
    place: str
    method: str
    weight_kg: Decimal
    photos: tuple[Photo, ...]
    officer: str
    witness: str
    video: str = ""
    shortfall: str = ""


class Destroyed(Body):
    """The enterprise said that the goods were destroyed."""

    type: Literal[EventType.DESTROYED] = EventType.DESTROYED
    label = Text("已销毁", "destroyed")
    note: Prose = ""


class DestructionAccounted(Body):
    """All of the lot is on record to be destroyed; kilograms. Only now the consignment can end."""

    type: Literal[EventType.DESTRUCTION_ACCOUNTED] = EventType.DESTRUCTION_ACCOUNTED
    label = Text("销毁数量核清", "destruction accounted for")
    destroyed_kg: Decimal
    lot_kg: Decimal
    shortfall: str = ""


class BoxesReleased(Issuing):
    """Some boxes of a batch may be used, by explicit decision; the rest goes on."""

    type: Literal[EventType.BOXES_RELEASED] = EventType.BOXES_RELEASED
    label = Text("部分放行", "boxes released")
    boxes: tuple[str, ...]
    reason: str
    officer: str


class ResultDisputed(Body):
    """The enterprise asks for a re-inspection of a result that went against it."""

    type: Literal[EventType.RESULT_DISPUTED] = EventType.RESULT_DISPUTED
    label = Text("对结果提出异议", "result disputed")
    reason: Prose = ""


class DisputeSettled(Body):
    """The result stands, or the goods are inspected again."""

    type: Literal[EventType.DISPUTE_SETTLED] = EventType.DISPUTE_SETTLED
    label = Text("异议已处理", "dispute settled")
    verdict: Settlement
    reason: str
    officer: str


class ReinspectionOrdered(Body):
    """A disputed result is set aside: what was confirmed is a suspicion again, nothing decided."""

    type: Literal[EventType.REINSPECTION_ORDERED] = EventType.REINSPECTION_ORDERED
    label = Text("准予复验", "re-inspection ordered")
    reason: str


class ConsumptionReported(Body):
    """The enterprise used, sold, moved or merged goods; kilograms. Not before the release."""

    type: Literal[EventType.CONSUMPTION_REPORTED] = EventType.CONSUMPTION_REPORTED
    label = Text("投料、出售或移动", "goods used, sold or moved")
    box: str | None = None
    how: GoodsUse = GoodsUse.CONSUMED
    used_kg: Decimal
    note: Prose = ""


EVENTS: tuple[type[Body], ...] = (
    RectificationOrdered,
    RectificationPlanned,
    CodeAmended,
    TreatmentSupervised,
    RectificationCompleted,
    DestructionOrdered,
    DestructionSupervised,
    Destroyed,
    DestructionAccounted,
    BoxesReleased,
    ResultDisputed,
    DisputeSettled,
    ReinspectionOrdered,
    ConsumptionReported,
)
