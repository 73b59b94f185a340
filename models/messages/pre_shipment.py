"""Before the goods sail."""

from typing import Literal

from models.messages.message import Command, Message
from models.terms import Audit


class PreShipmentFile(Message):
    """The enterprise submitted (again) its pre-shipment file."""

    type: Literal["pre_shipment_file"] = "pre_shipment_file"
    documents: tuple[str, ...]


class DecidePreShipment(Command):
    """Approve the pre-shipment file, ask for a supplement, or reject the shipment."""

    verb = "decide_pre_shipment"
    decision: Audit
    reason: str = ""


PreShipmentFact = PreShipmentFile
