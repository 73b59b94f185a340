"""Before the goods sail: the enterprise's file and the decision on it."""

from datetime import datetime
from typing import Literal

from models.events.body import Body


class PreShipmentSubmitted(Body):
    """The enterprise submitted its pre-shipment file."""

    type: Literal["pre-shipment-submitted"] = "pre-shipment-submitted"
    documents: tuple[str, ...]


class SupplementRequested(Body):
    """Customs asked for more documents."""

    type: Literal["supplement-requested"] = "supplement-requested"
    reason: str


class PreShipmentApproved(Body):
    """Customs approved the shipment for the named boxes and seals."""

    type: Literal["pre-shipment-approved"] = "pre-shipment-approved"
    valid_until: datetime


class PreShipmentRejected(Body):
    """Customs rejected the shipment; the goods do not sail under the pilot."""

    type: Literal["pre-shipment-rejected"] = "pre-shipment-rejected"
    reason: str
