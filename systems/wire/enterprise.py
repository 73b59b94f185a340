"""Wire models of a pilot enterprise's management system; all it says is a claim."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from systems.wire.clearance import UnifiedNumber
from systems.wire.message import BoxNumber, Kilograms, Number, Wire

Numbers = Annotated[list[Number], Field(min_length=1)]


class PaperReading(Wire):
    """One value of a survey or an analysis, of one box if it is named."""

    parameter: Number
    value: Decimal
    unit: str
    instrument: str = ""
    background: Decimal | None = None
    container_no: BoxNumber | None = None


class PaperDocument(Wire):
    """One part of the papers: the hash is that of the evidence, in hex digits."""

    kind: Number
    number: str = ""
    issued: date | None = None
    valid_until: date | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")] = ""
    issuer: str = ""
    readings: list[PaperReading] = Field(default_factory=list)


class PreshipmentSubmitted(Wire):
    """The papers of a consignment were handed in before shipment: parts, or only their names."""

    SeqNo: UnifiedNumber
    documents: Annotated[list[PaperDocument | Number], Field(min_length=1)]


class PreshipmentWithdrawn(Wire):
    """The papers were taken back."""

    SeqNo: UnifiedNumber
    reason: str = ""


class ShipmentAmendedData(Wire):
    """Another box, seal, vessel or date than the papers name; what is empty stays."""

    SeqNo: UnifiedNumber
    container_no: BoxNumber | None = None
    new_container_no: BoxNumber | None = None
    seal_no: Number | None = None
    TrafName: Number | None = None
    etd: AwareDatetime | None = None
    eta: AwareDatetime | None = None
    reason: str = ""


class SealRecorded(Wire):
    """The number of the seal was noted when the doors were closed."""

    container_no: Number
    seal_no: Number


class ArrivalNotifiedData(Wire):
    """The enterprise reports that a box has come."""

    container_no: Number


SealStateCode = Literal["INTACT", "REPLACED", "BROKEN", "MISSING", "MISMATCH"]


class SealCheckedData(Wire):
    """The enterprise looked at a seal."""

    container_no: Number
    seal_no: Number
    state: SealStateCode
    photo: str | None = None


class UnloadingCompleted(Wire):
    """A box was unloaded and weighed; remarks as in NCTS unloading remarks."""

    container_no: Number
    gross_kg: Kilograms
    tare_kg: Kilograms
    net_kg: Kilograms
    video: str | None = None
    conform: bool | None = None
    complete: bool | None = None
    seal_state: SealStateCode | None = None
    start: AwareDatetime | None = None
    remarks: Annotated[str, StringConstraints(max_length=512)] = ""


class AppointmentBooked(Wire):
    """A slot for the inspection was agreed."""

    SeqNo: UnifiedNumber
    slot: AwareDatetime


class InspectionRequestedData(Wire):
    """The enterprise asks for an inspection, and why."""

    SeqNo: UnifiedNumber
    reason: Annotated[str, StringConstraints(min_length=1)]


class RectificationPlannedData(Wire):
    """How the goods will be treated."""

    SeqNo: UnifiedNumber
    plan: str


class ResultDisputedData(Wire):
    """The enterprise does not accept an inspection's result."""

    SeqNo: UnifiedNumber
    reason: str


class StockConsumed(Wire):
    """Goods of a lot went into production, or somewhere else."""

    SeqNo: UnifiedNumber
    container_no: Number | None = None
    how: Literal["CONSUMED", "SOLD", "MOVED", "MERGED"] = "CONSUMED"
    used_kg: Kilograms
    note: str = ""


class RectificationCompletedData(Wire):
    """Technical treatment was finished."""

    SeqNo: UnifiedNumber
    note: str = ""


class ReturnAppliedData(Wire):
    """The enterprise asks to send the goods back."""

    SeqNo: UnifiedNumber
    reason: str


class ReturnPlannedData(Wire):
    """The way back was booked."""

    SeqNo: UnifiedNumber
    carrier: Number
    booking: Number


class ReturnSealedData(Wire):
    """A box was repacked and sealed for its way back."""

    container_no: Number
    seal_no: Number
    gross_kg: Kilograms


class ReturnDepartedData(Wire):
    """The boxes of a return left the enterprise."""

    SeqNo: UnifiedNumber
    containers: Numbers


class DestructionCompleted(Wire):
    """The goods were destroyed under supervision."""

    SeqNo: UnifiedNumber
    note: str = ""


EnterpriseData = (
    PreshipmentSubmitted
    | PreshipmentWithdrawn
    | ShipmentAmendedData
    | SealRecorded
    | ArrivalNotifiedData
    | SealCheckedData
    | UnloadingCompleted
    | AppointmentBooked
    | InspectionRequestedData
    | RectificationPlannedData
    | RectificationCompletedData
    | ResultDisputedData
    | StockConsumed
    | ReturnAppliedData
    | ReturnPlannedData
    | ReturnSealedData
    | ReturnDepartedData
    | DestructionCompleted
)

ENTERPRISE_TYPES: dict[str, type[EnterpriseData]] = {
    "preshipment.submitted": PreshipmentSubmitted,
    "preshipment.withdrawn": PreshipmentWithdrawn,
    "shipment.amended": ShipmentAmendedData,
    "seal.recorded": SealRecorded,
    "arrival.notified": ArrivalNotifiedData,
    "seal.checked": SealCheckedData,
    "unloading.completed": UnloadingCompleted,
    "appointment.booked": AppointmentBooked,
    "inspection.requested": InspectionRequestedData,
    "rectification.planned": RectificationPlannedData,
    "rectification.completed": RectificationCompletedData,
    "result.disputed": ResultDisputedData,
    "stock.consumed": StockConsumed,
    "return.applied": ReturnAppliedData,
    "return.planned": ReturnPlannedData,
    "return.sealed": ReturnSealedData,
    "return.departed": ReturnDepartedData,
    "destruction.completed": DestructionCompleted,
}


class UnloadingRequest(Wire):
    """May this box be unloaded?"""

    SeqNo: UnifiedNumber
    container_no: BoxNumber


class UnloadingPermission(Wire):
    """It may, at this bay."""

    permission_no: str
    bay: str


LotState = Literal["HOLD", "FREE", "RECTIFY", "RETURN", "DESTROY"]


class LotOrder(Wire):
    """What is to be done with a lot, or with the goods of some of its boxes only."""

    state: LotState
    containers: list[BoxNumber] = Field(default_factory=list)


class LotStanding(Wire):
    """A lot and what may be done with it."""

    lot: str
    state: LotState


class Lot(LotStanding):
    """The goods of one consignment in the enterprise's stock."""

    SeqNo: str
    net_kg_by_box: dict[str, Decimal] = Field(default_factory=dict)
    state_by_box: dict[str, LotState] = Field(default_factory=dict)


class NoticeOrder(Wire):
    """Customs tells the enterprise something."""

    SeqNo: UnifiedNumber
    kind: Number
    text: str


class NoticeTaken(Wire):
    """The notice's own number."""

    notice_no: str


class StoredNotice(NoticeOrder):
    """A notice as the enterprise keeps it."""

    notice_no: str


class NoticeRecords(Wire):
    """The notices about one consignment, oldest first."""

    notices: list[StoredNotice] = Field(default_factory=list)


class AppointmentRecord(Wire):
    """The latest slot agreed for a consignment."""

    SeqNo: str
    slot: AwareDatetime


class Handling(Wire):
    """Which consignment a box belongs to, once its unloading was permitted."""

    SeqNo: str
