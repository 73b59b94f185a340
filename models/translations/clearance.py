"""What the clearance system says: voyages, declarations, instructions, samples, results."""

from collections.abc import Mapping
from typing import Literal

from models import messages
from models.fields import Amount, Data, Instant, Maybe, Number, Text
from models.identity import is_entry_id, is_seq_no
from models.messages import Fact
from models.translations.reading import Meaning, Nothing, Slot, read


class _Voyage(Data):
    TrafName: Maybe = ""


class _Status(Data):
    SeqNo: Maybe = ""
    EntryId: Maybe = ""
    Status: Number
    IEFlag: Literal["I", "E"] = "I"

    def fact(self) -> Fact:
        """Refuses a number whose structure or flag does not fit: it would become a wrong alias."""
        if self.SeqNo and not is_seq_no(self.SeqNo):
            raise ValueError(f"SeqNo {self.SeqNo} is no unified number")
        if self.EntryId and not is_entry_id(self.EntryId, imported=self.IEFlag == "I"):
            raise ValueError(f"EntryId {self.EntryId} does not fit IEFlag {self.IEFlag}")
        return messages.DeclarationStatus(
            letter=self.Status,
            entry_id=self.EntryId or None,
            exported=self.IEFlag == "E",
            seq_no=self.SeqNo or None,
        )


class _ManifestStatus(Data):
    Status: Number
    reason: Maybe = ""


class _Instruction(Data):
    open_share: Amount
    empty_share: Amount
    place: Maybe = ""


class _SiteSlot(Slot):
    place: Maybe = ""


class _Recoding(Data):
    EntryId: Number
    CodeTS: Number
    duty: Amount
    receipt_no: Number

    def fact(self) -> Fact:
        return messages.DeclarationAmendment(
            entry_id=self.EntryId, code=self.CodeTS, duty=self.duty, receipt_no=self.receipt_no
        )


class _Handover(Data):
    sample_no: Number
    holder: Text
    seal: Maybe = ""


class _Link(Data):
    holder: Text
    since: Instant | None = None
    seal: Maybe = ""


class _LabReading(Data):
    parameter: Number
    value: Amount
    unit: Text
    instrument: Maybe = ""
    background: Amount | None = None
    uncertainty: Amount | None = None
    at: Instant | None = None


class _LabResult(Data):
    sample_no: Number
    issuer: Text
    report_no: Number
    adopted: bool = False
    readings: tuple[_LabReading, ...] = ()
    custody: tuple[_Link, ...] = ()

    def fact(self) -> Fact:
        return messages.LabResult.model_validate(self.model_dump())


class _Identified(Data):
    body: Maybe = ""
    report_no: Number
    solid_waste: bool


MEANINGS: Mapping[str, Meaning] = {
    "manifest.departed": read(_Voyage, lambda d: messages.VesselDeparture(vessel=d.TrafName)),
    "manifest.arrived": read(_Voyage, lambda d: messages.VesselArrival(vessel=d.TrafName)),
    "manifest.discharged": read(Nothing, lambda _: messages.Discharge()),
    "manifest.status": read(
        _ManifestStatus, lambda d: messages.ManifestStatus(status=d.Status, reason=d.reason)
    ),
    "declaration.status": read(_Status, _Status.fact),
    "instruction.issued": read(
        _Instruction,
        lambda d: messages.InspectionInstruction(
            opened_share=d.open_share, emptied_share=d.empty_share, place=d.place
        ),
    ),
    "slot.assigned": read(_SiteSlot, lambda d: messages.InspectionSlot(slot=d.slot, place=d.place)),
    "manifest.loaded": read(_Voyage, lambda d: messages.ReturnLoading(vessel=d.TrafName)),
    "manifest.exited": read(_Voyage, lambda d: messages.ReturnExit(vessel=d.TrafName)),
    "declaration.amended": read(_Recoding, _Recoding.fact),
    "sample.handed_over": read(_Handover, lambda d: messages.SampleHandover(**d.model_dump())),
    "lab.result": read(_LabResult, _LabResult.fact),
    "identification.reported": read(
        _Identified, lambda d: messages.IdentificationReport(**d.model_dump())
    ),
}
"""By message type."""
