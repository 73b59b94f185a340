"""What the single window says of the declaration (domain 6.1)."""

from decimal import Decimal
from typing import Literal

from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.language import Text


class DeclarationStatusChanged(Body):
    """The single window reported a status letter, of the form with that unified number if named."""

    type: Literal[EventType.DECLARATION_STATUS_CHANGED] = EventType.DECLARATION_STATUS_CHANGED
    label = Text("报关单状态变化", "status of the declaration changed")
    letter: str
    meaning: str
    entry_id: str | None
    exported: bool = False
    seq_no: str | None = None


class DeclarationBody(Body):
    """What a status letter meant; the number is None as long as only the unified one is known."""

    letter: str
    entry_id: str | None


class Declared(DeclarationBody):
    """Customs received the declaration, or received it anew: under another number, on a new form.

    A new form has a unified number of its own; the one before it stays an alias.
    """

    type: Literal[EventType.DECLARED] = EventType.DECLARED
    label = Text("已申报", "declared")
    seq_no: str | None = None


class DeclarationNumbered(DeclarationBody):
    """A declaration that was received before got its 18-digit number."""

    type: Literal[EventType.DECLARATION_NUMBERED] = EventType.DECLARATION_NUMBERED
    label = Text("报关单已编号", "declaration numbered")


class DeclarationAmended(DeclarationBody):
    """A new version of the declaration was received under the same number."""

    type: Literal[EventType.DECLARATION_AMENDED] = EventType.DECLARATION_AMENDED
    label = Text("报关单改单", "declaration amended")


class DeclarationRejected(DeclarationBody):
    """The declaration was returned, or failed."""

    type: Literal[EventType.DECLARATION_REJECTED] = EventType.DECLARATION_REJECTED
    label = Text("报关单被退单", "declaration rejected")


class DeclarationNeedsAction(DeclarationBody):
    """The declaration was sent back for change, is reviewed again, or suspended."""

    type: Literal[EventType.DECLARATION_NEEDS_ACTION] = EventType.DECLARATION_NEEDS_ACTION
    label = Text("报关单待处理", "declaration needs action")


class DeclarationReviewed(DeclarationBody):
    """Customs finished the review of the papers."""

    type: Literal[EventType.DECLARATION_REVIEWED] = EventType.DECLARATION_REVIEWED
    label = Text("审单完毕", "declaration reviewed")


class DutyDue(DeclarationBody):
    """There is duty to pay."""

    type: Literal[EventType.DUTY_DUE] = EventType.DUTY_DUE
    label = Text("税款待缴", "duty due")


class InspectionOrdered(DeclarationBody):
    """Customs ordered an inspection of the goods."""

    type: Literal[EventType.INSPECTION_ORDERED] = EventType.INSPECTION_ORDERED
    label = Text("布控查验", "inspection ordered")


class ReleasedUnderGuarantee(DeclarationBody):
    """Customs take a guarantee for the duty; it releases no goods by itself."""

    type: Literal[EventType.RELEASED_UNDER_GUARANTEE] = EventType.RELEASED_UNDER_GUARANTEE
    label = Text("担保验放", "released under guarantee")


class DeclarationClosed(DeclarationBody):
    """Customs closed the file of the declaration."""

    type: Literal[EventType.DECLARATION_CLOSED] = EventType.DECLARATION_CLOSED
    label = Text("报关单结关", "declaration closed")


class DeclarationCancelled(DeclarationBody):
    """The declaration was deleted or withdrawn: the goods must be declared anew."""

    type: Literal[EventType.DECLARATION_CANCELLED] = EventType.DECLARATION_CANCELLED
    label = Text("报关单已删撤", "declaration cancelled")


class SummaryAccepted(DeclarationBody):
    """The summary of a two-step declaration was accepted: the full one must follow."""

    type: Literal[EventType.SUMMARY_ACCEPTED] = EventType.SUMMARY_ACCEPTED
    label = Text("概要申报已接受", "summary declaration accepted")


class DeclarationCompleted(DeclarationBody):
    """The full declaration followed its summary."""

    type: Literal[EventType.DECLARATION_COMPLETED] = EventType.DECLARATION_COMPLETED
    label = Text("完整申报已提交", "declaration completed")


class GoodsSeized(Body):
    """Customs seized goods that nobody declared within the legal time."""

    type: Literal[EventType.GOODS_SEIZED] = EventType.GOODS_SEIZED
    label = Text("海关提取货物", "goods seized")
    reason: str
    officer: str


class DeclaredLate(Body):
    """The goods were declared after the free days: a fee is due, in the currency of the value."""

    type: Literal[EventType.DECLARED_LATE] = EventType.DECLARED_LATE
    label = Text("滞报", "declared late")
    days: int
    fee: Decimal
    currency: str


class ManifestStatusChanged(Body):
    """Clearance reported a status of the manifest that the bill stands on."""

    type: Literal[EventType.MANIFEST_STATUS_CHANGED] = EventType.MANIFEST_STATUS_CHANGED
    label = Text("舱单状态变化", "status of the manifest changed")
    status: str
    meaning: str


class ManifestBody(Body):
    """What a status of the manifest meant, and why, where clearance says so."""

    status: str
    reason: str = ""


class ManifestRefused(ManifestBody):
    """The manifest was not accepted: the carrier must send it again."""

    type: Literal[EventType.MANIFEST_REFUSED] = EventType.MANIFEST_REFUSED
    label = Text("舱单被退单", "manifest refused")


class BillReleased(ManifestBody):
    """The bill is released as cargo of its vessel: neither a permit to remove nor for use."""

    type: Literal[EventType.BILL_RELEASED] = EventType.BILL_RELEASED
    label = Text("提单放行", "bill released")


class LoadingRefused(ManifestBody):
    """The goods may not be loaded."""

    type: Literal[EventType.LOADING_REFUSED] = EventType.LOADING_REFUSED
    label = Text("不准装载", "loading refused")


class DischargeRefused(ManifestBody):
    """The goods may not be discharged."""

    type: Literal[EventType.DISCHARGE_REFUSED] = EventType.DISCHARGE_REFUSED
    label = Text("不准卸载", "discharge refused")


EVENTS: tuple[type[Body], ...] = (
    DeclarationStatusChanged,
    Declared,
    DeclarationNumbered,
    DeclarationAmended,
    DeclarationRejected,
    DeclarationNeedsAction,
    DeclarationReviewed,
    DutyDue,
    InspectionOrdered,
    ReleasedUnderGuarantee,
    DeclarationClosed,
    DeclarationCancelled,
    SummaryAccepted,
    DeclarationCompleted,
    GoodsSeized,
    DeclaredLate,
    ManifestStatusChanged,
    ManifestRefused,
    BillReleased,
    LoadingRefused,
    DischargeRefused,
)
