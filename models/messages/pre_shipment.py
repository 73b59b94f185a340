"""Before the goods sail."""

from typing import Literal

from models.documents import Document
from models.incoming import Prose
from models.messages.inspection import Finding
from models.messages.message import Command, Instant, Message
from models.terms import Audit


class PreShipmentFile(Message):
    """The enterprise handed in its pre-shipment file, or more of it: parts, or only their names."""

    type: Literal["pre_shipment_file"] = "pre_shipment_file"
    documents: tuple[Document | str, ...]


class PreShipmentWithdrawal(Message):
    """The enterprise takes its pre-shipment file back."""

    type: Literal["pre_shipment_withdrawal"] = "pre_shipment_withdrawal"
    reason: Prose = ""


class ShipmentAmendment(Message):
    """What was named in the file is another now: a box, its seal, the vessel, its dates."""

    type: Literal["shipment_amendment"] = "shipment_amendment"
    box: str | None = None
    new_box: str = ""
    seal: str = ""
    vessel: str = ""
    etd: Instant | None = None
    eta: Instant | None = None
    reason: Prose = ""


class SealNumber(Message):
    """The number of the seal that closes a box, as noted at the loading."""

    type: Literal["seal_number"] = "seal_number"
    box: str
    seal_no: str


class DecidePreShipment(Command):
    """Approve the pre-shipment file, ask for a supplement, or reject it for good.

    `findings` are what speaks against it: a supplement can mend what is suspected.
    """

    verb = "decide_pre_shipment"
    decision: Audit
    reason: Prose = ""
    findings: tuple[Finding, ...] = ()


PreShipmentFact = PreShipmentFile | PreShipmentWithdrawal | ShipmentAmendment | SealNumber
