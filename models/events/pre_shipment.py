"""Before the goods sail: the enterprise's file and the decision on it."""

from datetime import datetime
from typing import Literal

from models.documents import Document
from models.events.body import Body, BoxBody


class PreShipmentSubmitted(Body):
    """The enterprise submitted its pre-shipment file, or more parts of it."""

    type: Literal["pre-shipment-submitted"] = "pre-shipment-submitted"
    documents: tuple[Document, ...]


class SupplementRequested(Body):
    """Customs asked for more documents."""

    type: Literal["supplement-requested"] = "supplement-requested"
    reason: str


class PreShipmentApproved(Body):
    """Customs approved the shipment for the named boxes and seals."""

    type: Literal["pre-shipment-approved"] = "pre-shipment-approved"
    valid_until: datetime
    covers_arrival: bool


class PreShipmentRejected(Body):
    """Customs rejected the file: goods that sail all the same come in the traditional mode."""

    type: Literal["pre-shipment-rejected"] = "pre-shipment-rejected"
    reason: str


class PreShipmentWithdrawn(Body):
    """The enterprise took its file back: nothing is left to approve."""

    type: Literal["pre-shipment-withdrawn"] = "pre-shipment-withdrawn"
    reason: str


class PreShipmentExpired(Body):
    """The approval ran out before the mode was decided."""

    type: Literal["pre-shipment-expired"] = "pre-shipment-expired"
    valid_until: datetime


class PreShipmentReopened(Body):
    """What was approved has changed: the audit begins anew."""

    type: Literal["pre-shipment-reopened"] = "pre-shipment-reopened"
    reason: str


class ShipmentAmended(Body):
    """A box, its seal, the vessel or its dates are no longer those that the file named."""

    type: Literal["shipment-amended"] = "shipment-amended"
    box: str | None = None
    new_box: str = ""
    seal: str = ""
    vessel: str = ""
    etd: datetime | None = None
    eta: datetime | None = None
    reason: str


class SealNumberRecorded(BoxBody):
    """The number of the seal that closes a box."""

    type: Literal["seal-number-recorded"] = "seal-number-recorded"
    seal_no: str
