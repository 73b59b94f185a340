"""What an enterprise says: files, seals, unloading, treatment, returns."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from models.disposal.events import (
    ConsumptionReported,
    Destroyed,
    RectificationCompleted,
    RectificationPlanned,
    ResultDisputed,
)
from models.inbound.reading import Measured, NoContent, OfBox, Slot, Translation
from models.inbound.wire_fields import CODE, Amount, Box, Data, Instant, Maybe, Number, Text
from models.inspection.events import InspectionBooked, InspectionRequested, SealChecked, Unloaded
from models.kernel.terms import GoodsUse, SealState
from models.pre_shipment.events import PreShipmentWithdrawn, SealNumberRecorded, ShipmentAmended
from models.pre_shipment.messages import PreShipmentFile
from models.process.messages import Fact
from models.returns.events import ReturnApplied, ReturnDeparted, ReturnPlanned, ReturnSealed
from models.transport.events import ArrivalNotified


class _Seal(OfBox):
    seal_no: Maybe = ""
    state: Annotated[SealState, CODE]


class _Sealing(OfBox):
    seal_no: Number
    gross_kg: Amount


class _Unloading(OfBox):
    net_kg: Amount
    gross_kg: Amount | None = None
    tare_kg: Amount | None = None
    video: Maybe = ""
    remarks: Maybe = ""
    conform: bool | None = None
    complete: bool | None = None
    seal_state: SealState | None = None
    began: Instant | None = Field(None, validation_alias="start")


class _Part(Data):
    """A part of the pre-shipment file; a day that nobody can read makes the file unreadable."""

    kind: Number
    number: Maybe = ""
    issued: date | None = None
    valid_until: date | None = None
    sha256: Maybe = ""
    issuer: Maybe = ""
    readings: tuple[Measured, ...] = ()


class _File(Data):
    """Whole parts, or the short form: a list of their names."""

    documents: tuple[_Part | Text, ...]


class _Reasoned(Data):
    reason: Maybe = ""


class _Amendment(_Reasoned):
    box: Maybe = Field("", validation_alias="container_no")
    new_box: Maybe = Field("", validation_alias="new_container_no")
    seal: Maybe = Field("", validation_alias="seal_no")
    vessel: Maybe = Field("", validation_alias="TrafName")
    etd: Instant | None = None
    eta: Instant | None = None

    def fact(self) -> Fact:
        """What is empty stays as it was."""
        return ShipmentAmended(**{**self.model_dump(), "box": self.box or None})


class _SealNumber(OfBox):
    seal_no: Number


class _Noted(Data):
    note: Maybe = ""


class _Booking(Data):
    carrier: Maybe = ""
    booking: Maybe = ""


class _Plan(Data):
    plan: Maybe = ""


class _Consumption(Data):
    box: Box | None = Field(None, validation_alias="container_no")
    how: Annotated[GoodsUse, CODE] = GoodsUse.CONSUMED
    used_kg: Amount
    note: Maybe = ""


TRANSLATIONS: Mapping[str, Translation] = {
    "preshipment.submitted": Translation(_File, PreShipmentFile),
    "preshipment.withdrawn": Translation(_Reasoned, PreShipmentWithdrawn),
    "shipment.amended": Translation(_Amendment, ShipmentAmended, make=_Amendment.fact),
    "seal.recorded": Translation(_SealNumber, SealNumberRecorded),
    "arrival.notified": Translation(OfBox, ArrivalNotified),
    "seal.checked": Translation(_Seal, SealChecked),
    "unloading.completed": Translation(_Unloading, Unloaded),
    "appointment.booked": Translation(Slot, InspectionBooked),
    "inspection.requested": Translation(_Reasoned, InspectionRequested),
    "rectification.planned": Translation(_Plan, RectificationPlanned),
    "result.disputed": Translation(_Reasoned, ResultDisputed),
    "stock.consumed": Translation(_Consumption, ConsumptionReported),
    "rectification.completed": Translation(_Noted, RectificationCompleted),
    "return.applied": Translation(_Reasoned, ReturnApplied),
    "return.planned": Translation(_Booking, ReturnPlanned),
    "return.sealed": Translation(_Sealing, ReturnSealed),
    "return.departed": Translation(NoContent, ReturnDeparted),
    "destruction.completed": Translation(_Noted, Destroyed),
}
"""By message type."""
