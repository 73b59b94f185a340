"""What the clearance system says: voyages, declarations, instructions, samples, results."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from models.arrival.events import Discharged, Shipped, VesselArrived
from models.arrival.messages import DeclarationStatus, ManifestStatus
from models.disposal.events import CodeAmended
from models.inbound import dangers
from models.inbound.reading import Measured, NoContent, Slot, Translation
from models.inbound.wire_fields import (
    CODE,
    Amount,
    Data,
    Instant,
    Letter,
    Maybe,
    Number,
    Plain,
    Text,
)
from models.kernel.identity import is_entry_id, is_seq_no
from models.kernel.spelling import plain
from models.laboratory.events import SampleHandedOver
from models.laboratory.messages import IdentificationReport, LabResult
from models.process.messages import Fact
from models.returns.events import ReturnExited, ReturnLoaded
from models.traditional_port.events import InspectionInstructed, InspectionSlotGiven


class _Voyage(Data):
    vessel: Maybe = Field("", validation_alias="TrafName")


class _Status(Data):
    SeqNo: Plain = ""
    EntryId: Plain = ""
    Status: Letter
    IEFlag: Annotated[Literal["I", "E"], CODE] = "I"

    def fact(self) -> Fact:
        """Refuses a number whose structure or flag does not fit: it would become a wrong alias."""
        if self.SeqNo and not is_seq_no(self.SeqNo):
            raise ValueError(f"SeqNo {self.SeqNo} is no unified number")
        if self.EntryId and not is_entry_id(self.EntryId, imported=self.IEFlag == "I"):
            raise ValueError(f"EntryId {self.EntryId} does not fit IEFlag {self.IEFlag}")
        return DeclarationStatus(
            letter=self.Status,
            entry_id=self.EntryId or None,
            exported=self.IEFlag == "E",
            seq_no=self.SeqNo or None,
        )


class _ManifestStatus(Data):
    status: Letter = Field(validation_alias="Status")
    reason: Maybe = ""


class _Instruction(Data):
    opened_share: Amount = Field(validation_alias="open_share")
    emptied_share: Amount = Field(validation_alias="empty_share")
    place: Maybe = ""


class _SiteSlot(Slot):
    place: Maybe = ""


class _Recoding(Data):
    entry_id: Annotated[Number, AfterValidator(plain)] = Field(validation_alias="EntryId")
    code: Annotated[Number, AfterValidator(plain)] = Field(validation_alias="CodeTS")
    duty: Amount
    receipt_no: Number


class _Handover(Data):
    sample_no: Number
    holder: Text
    seal: Maybe = ""


class _Link(Data):
    holder: Text
    since: Instant | None = None
    seal: Maybe = ""


class _LabResult(Data):
    sample_no: Number
    issuer: Text
    report_no: Number
    adopted: bool = False
    readings: tuple[Measured, ...] = ()
    custody: tuple[_Link, ...] = ()


class _Identified(Data):
    body: Maybe = ""
    report_no: Number
    solid_waste: bool


TRANSLATIONS: Mapping[str, Translation] = {
    "manifest.departed": Translation(_Voyage, Shipped),
    "manifest.arrived": Translation(_Voyage, VesselArrived),
    "manifest.discharged": Translation(NoContent, Discharged),
    "manifest.status": Translation(_ManifestStatus, ManifestStatus),
    "declaration.status": Translation(_Status, DeclarationStatus, make=_Status.fact),
    "instruction.issued": Translation(_Instruction, InspectionInstructed),
    "slot.assigned": Translation(_SiteSlot, InspectionSlotGiven),
    "manifest.loaded": Translation(_Voyage, ReturnLoaded),
    "manifest.exited": Translation(_Voyage, ReturnExited),
    "declaration.amended": Translation(_Recoding, CodeAmended),
    "sample.handed_over": Translation(_Handover, SampleHandedOver),
    "lab.result": Translation(_LabResult, LabResult, danger=dangers.contaminated),
    "identification.reported": Translation(_Identified, IdentificationReport),
}
"""By message type."""
