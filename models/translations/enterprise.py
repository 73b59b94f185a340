"""What an enterprise says: files, seals, unloading, treatment, returns."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from models import messages
from models.documents import Document
from models.fields import Amount, Box, Data, Instant, Maybe, Number, Text, box_number
from models.messages import Fact
from models.terms import SealState, Use
from models.translations.reading import Meaning, Nothing, OfBox, Slot, read


class _Seal(OfBox):
    seal_no: Maybe = ""
    state: SealState


class _Sealing(OfBox):
    seal_no: Number
    gross_kg: Amount


class _Unloading(OfBox):
    net_kg: Amount
    gross_kg: Amount | None = None
    tare_kg: Amount | None = None
    video: Maybe = ""
    remarks: Maybe = ""

    def fact(self) -> Fact:
        return messages.UnloadingReport(
            box=self.container_no, **self.model_dump(exclude={"container_no"})
        )


class _Part(Data):
    """A part of the pre-shipment file; a day that nobody can read makes the file unreadable."""

    kind: Number
    number: Maybe = ""
    issued: date | None = None
    valid_until: date | None = None
    sha256: Maybe = ""
    issuer: Maybe = ""


class _File(Data):
    documents: tuple[_Part | Text, ...]

    def fact(self) -> Fact:
        """Whole parts, or the short form: a list of their names."""
        parts = tuple(
            said if isinstance(said, str) else Document(**said.model_dump())
            for said in self.documents
        )
        return messages.PreShipmentFile(documents=parts)


class _Reasoned(Data):
    reason: Maybe = ""


class _Amendment(_Reasoned):
    container_no: Annotated[Maybe, AfterValidator(box_number)] = ""
    new_container_no: Annotated[Maybe, AfterValidator(box_number)] = ""
    seal_no: Maybe = ""
    TrafName: Maybe = ""
    etd: Instant | None = None
    eta: Instant | None = None

    def fact(self) -> Fact:
        """What is empty stays as it was."""
        return messages.ShipmentAmendment(
            box=self.container_no or None,
            new_box=self.new_container_no,
            seal=self.seal_no,
            vessel=self.TrafName,
            etd=self.etd,
            eta=self.eta,
            reason=self.reason,
        )


class _SealNumber(OfBox):
    seal_no: Number


class _Noted(Data):
    note: Maybe = ""


class _Booking(Data):
    carrier: Maybe = ""
    booking: Maybe = ""


class _Plan(Data):
    plan: Maybe = ""


class _Dispute(Data):
    reason: Maybe = ""


class _Consumption(Data):
    container_no: Box | None = None
    how: Use = Use.CONSUMED
    used_kg: Amount
    note: Maybe = ""

    def fact(self) -> Fact:
        return messages.Consumption(
            box=self.container_no, **self.model_dump(exclude={"container_no"})
        )


MEANINGS: Mapping[str, Meaning] = {
    "preshipment.submitted": read(_File, _File.fact),
    "preshipment.withdrawn": read(
        _Reasoned, lambda d: messages.PreShipmentWithdrawal(reason=d.reason)
    ),
    "shipment.amended": read(_Amendment, _Amendment.fact),
    "seal.recorded": read(
        _SealNumber, lambda d: messages.SealNumber(box=d.container_no, seal_no=d.seal_no)
    ),
    "arrival.notified": read(OfBox, lambda d: messages.ArrivalNotice(box=d.container_no)),
    "seal.checked": read(
        _Seal,
        lambda d: messages.SealReport(box=d.container_no, seal_no=d.seal_no, state=d.state),
    ),
    "unloading.completed": read(_Unloading, _Unloading.fact),
    "appointment.booked": read(Slot, lambda d: messages.Appointment(slot=d.slot)),
    "rectification.planned": read(_Plan, lambda d: messages.RectificationPlan(plan=d.plan)),
    "result.disputed": read(_Dispute, lambda d: messages.ResultDispute(reason=d.reason)),
    "stock.consumed": read(_Consumption, _Consumption.fact),
    "rectification.completed": read(_Noted, lambda d: messages.RectificationReport(note=d.note)),
    "return.applied": read(_Dispute, lambda d: messages.ReturnApplication(reason=d.reason)),
    "return.planned": read(
        _Booking, lambda d: messages.ReturnPlan(carrier=d.carrier, booking=d.booking)
    ),
    "return.sealed": read(
        _Sealing,
        lambda d: messages.ReturnSealing(
            box=d.container_no, seal_no=d.seal_no, gross_kg=d.gross_kg
        ),
    ),
    "return.departed": read(Nothing, lambda _: messages.ReturnDeparture()),
    "destruction.completed": read(_Noted, lambda d: messages.DestructionReport(note=d.note)),
}
"""By message type."""
