"""Before the goods sail: the enterprise's file and the decision on it."""

from datetime import datetime
from typing import Literal

from models.consignment.pre_shipment_file import Document
from models.inspection.events import Reading
from models.kernel.event_body import Body, BoxBody
from models.kernel.event_types import EventType
from models.kernel.incoming import Prose
from models.kernel.language import Text


class PreShipmentSubmitted(Body):
    """The enterprise submitted its pre-shipment file, or more parts of it.

    `readings` are the values that its parts give, with what they come to.
    """

    type: Literal[EventType.PRE_SHIPMENT_SUBMITTED] = EventType.PRE_SHIPMENT_SUBMITTED
    label = Text("装运前材料已提交", "pre-shipment file submitted")
    documents: tuple[Document, ...]
    readings: tuple[Reading, ...] = ()


class SupplementRequested(Body):
    """Customs asked for more documents."""

    type: Literal[EventType.SUPPLEMENT_REQUESTED] = EventType.SUPPLEMENT_REQUESTED
    label = Text("要求补充材料", "supplement requested")
    reason: str


class PreShipmentApproved(Body):
    """Customs approved the shipment for the named boxes and seals."""

    type: Literal[EventType.PRE_SHIPMENT_APPROVED] = EventType.PRE_SHIPMENT_APPROVED
    label = Text("装运前审核通过", "pre-shipment file approved")
    valid_until: datetime
    covers_arrival: bool


class PreShipmentRejected(Body):
    """Customs rejected the file: goods that sail all the same come in the traditional mode."""

    type: Literal[EventType.PRE_SHIPMENT_REJECTED] = EventType.PRE_SHIPMENT_REJECTED
    label = Text("装运前审核不予通过", "pre-shipment file rejected")
    reason: str


class PreShipmentWithdrawn(Body):
    """The enterprise took its file back: nothing is left to approve."""

    type: Literal[EventType.PRE_SHIPMENT_WITHDRAWN] = EventType.PRE_SHIPMENT_WITHDRAWN
    label = Text("装运前材料已撤回", "pre-shipment file withdrawn")
    reason: Prose = ""


class PreShipmentExpired(Body):
    """The approval ran out before the mode was decided."""

    type: Literal[EventType.PRE_SHIPMENT_EXPIRED] = EventType.PRE_SHIPMENT_EXPIRED
    label = Text("装运前审核失效", "pre-shipment approval expired")
    valid_until: datetime


class PreShipmentReopened(Body):
    """What was approved has changed: the audit begins anew."""

    type: Literal[EventType.PRE_SHIPMENT_REOPENED] = EventType.PRE_SHIPMENT_REOPENED
    label = Text("重新审核", "pre-shipment audit reopened")
    reason: str


class ShipmentAmended(Body):
    """A box, its seal, the vessel or its dates are no longer those that the file named."""

    type: Literal[EventType.SHIPMENT_AMENDED] = EventType.SHIPMENT_AMENDED
    label = Text("装运信息变更", "shipment amended")
    box: str | None = None
    new_box: str = ""
    seal: str = ""
    vessel: str = ""
    etd: datetime | None = None
    eta: datetime | None = None
    reason: Prose = ""


class SealNumberRecorded(BoxBody):
    """The number of the seal that closes a box."""

    type: Literal[EventType.SEAL_NUMBER_RECORDED] = EventType.SEAL_NUMBER_RECORDED
    label = Text("封志号已登记", "seal number recorded")
    seal_no: str


EVENTS: tuple[type[Body], ...] = (
    PreShipmentSubmitted,
    SupplementRequested,
    PreShipmentApproved,
    PreShipmentRejected,
    PreShipmentWithdrawn,
    PreShipmentExpired,
    PreShipmentReopened,
    ShipmentAmended,
    SealNumberRecorded,
)
