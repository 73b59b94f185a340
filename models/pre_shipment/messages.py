"""Before the goods sail."""

from typing import Literal

from models.consignment.pre_shipment_file import Document
from models.consignment.state import State
from models.inspection.messages import InspectionFinding
from models.kernel.incoming import Prose
from models.kernel.language import Text
from models.kernel.message import Command, RawFact, fields
from models.kernel.terms import AuditDecision, Party
from models.pre_shipment.events import PreShipmentWithdrawn, SealNumberRecorded, ShipmentAmended


class PreShipmentFile(RawFact):
    """The enterprise handed in its pre-shipment file, or more of it: parts, or only their names."""

    type: Literal["pre-shipment-file"] = "pre-shipment-file"
    label = Text("装运前材料", "pre-shipment file")
    documents: tuple[Document | str, ...]


def _some_reason(_: State) -> list[str]:
    """An approval, which is the example, needs none."""
    return ["a document is missing"]


class DecidePreShipment(Command):
    """Approve the pre-shipment file, ask for a supplement, or reject it for good.

    `findings` are what speaks against it: a supplement can mend what is suspected.
    """

    verb = "decide_pre_shipment"
    label = Text("审核装运前材料", "decide on the pre-shipment file")
    given_by = (Party.INSPECTION_OFFICER,)
    suggestions = fields(reason=_some_reason)
    example = fields(decision="APPROVE")

    decision: AuditDecision
    reason: Prose = ""
    findings: tuple[InspectionFinding, ...] = ()


PreShipmentFact = PreShipmentFile | PreShipmentWithdrawn | ShipmentAmended | SealNumberRecorded

COMMANDS: tuple[type[Command], ...] = (DecidePreShipment,)
