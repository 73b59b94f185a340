"""What the data of each message type means: the fields as the systems spell them, and the fact.

Lenient: unknown fields are ignored, and only what the fact cannot do without is required.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field

from models import messages
from models.documents import Document
from models.fields import Amount as _Amount
from models.fields import Box as _Box
from models.fields import Data as _Data
from models.fields import Instant as _Instant
from models.fields import Maybe as _Maybe
from models.fields import Number as _Number
from models.fields import Text as _Text
from models.fields import box_number
from models.identity import is_entry_id
from models.messages import Fact
from models.terms import Check, Hindrance, SealState, System

Meaning = Callable[[object], Fact]
"""Reads the data of one message; raises ValueError when it cannot be translated."""


class _Nothing(_Data):
    """A message whose type says it all."""


class _Voyage(_Data):
    TrafName: _Maybe = ""


class _Status(_Data):
    EntryId: _Maybe = ""
    Status: _Number
    IEFlag: Literal["I", "E"] = "I"

    def fact(self) -> Fact:
        """Refuses a number whose structure or flag does not fit: it would become a wrong alias."""
        if self.EntryId and not is_entry_id(self.EntryId, imported=self.IEFlag == "I"):
            raise ValueError(f"EntryId {self.EntryId} does not fit IEFlag {self.IEFlag}")
        return messages.DeclarationStatus(
            letter=self.Status, entry_id=self.EntryId or None, exported=self.IEFlag == "E"
        )


class _OfBox(_Data):
    container_no: _Box


class _Radiation(_Data):
    portal_id: _Maybe = ""
    background: _Amount = Decimal(0)
    neutron_cps: _Amount = Decimal(0)
    dose_rate_uSv_h: _Amount  # noqa: N815 (the unit's own spelling)
    alarm_level: Annotated[int, Field(ge=0)]


class _Measured(_OfBox):
    radiation: _Radiation

    def fact(self) -> Fact:
        seen = self.radiation
        return messages.PortalReading(
            box=self.container_no,
            portal_id=seen.portal_id,
            dose_rate=seen.dose_rate_uSv_h,
            background=seen.background,
            neutrons=seen.neutron_cps,
            result=Check.ALARM if seen.alarm_level > 0 else Check.PASSED,
        )


class _Xray(_Data):
    scan_id: _Maybe = ""
    verdict: Literal["CLEAR", "SUSPECT"]
    suspicion: _Maybe = ""


class _Scanned(_OfBox):
    xray: _Xray

    def fact(self) -> Fact:
        return messages.ScanVerdict(
            box=self.container_no,
            scan_id=self.xray.scan_id,
            result=Check.ALARM if self.xray.verdict == "SUSPECT" else Check.PASSED,
            suspects=self.xray.suspicion or "NC-07",
        )


class _OfPlace(_OfBox):
    place: Literal["PORT", "ENTERPRISE"]
    plate: _Maybe = ""
    lock_no: _Maybe = ""


class _Passage(_OfPlace):
    direction: Literal["OUT", "IN"]
    lock_state: _Maybe = ""
    seal_nos: tuple[_Number, ...] = ()
    weight_kg: _Amount | None = None

    def fact(self) -> Fact:
        """A lock that is not said to be locked counts as open."""
        match self.direction, self.place:
            case "OUT", "PORT":
                return messages.GateOut(
                    box=self.container_no,
                    plate=self.plate,
                    lock_no=self.lock_no,
                    locked=self.lock_state == "LOCKED",
                    seals=self.seal_nos,
                )
            case "IN", "ENTERPRISE":
                return messages.Arrival(box=self.container_no, plate=self.plate)
            case "OUT", "ENTERPRISE":
                return messages.ReturnGateOut(
                    box=self.container_no,
                    plate=self.plate,
                    lock_no=self.lock_no,
                    locked=self.lock_state == "LOCKED",
                    seals=self.seal_nos,
                )
            case _:
                return messages.ReturnGateIn(
                    box=self.container_no,
                    plate=self.plate,
                    seals=self.seal_nos,
                    gross_kg=self.weight_kg,
                )


class _Geofence(_OfPlace):
    def fact(self) -> Fact:
        if self.place != "ENTERPRISE":
            raise ValueError(f"no step of the process is coming near {self.place}")
        return messages.Arrival(box=self.container_no, plate=self.plate)


class _Lock(_OfBox):
    lock_no: _Maybe = ""
    alarm: _Number


class _Offline(_OfBox):
    portal_id: _Maybe = ""


class _Found(_OfBox):
    lock_state: _Maybe = ""
    note: _Maybe = ""


class _Seal(_OfBox):
    seal_no: _Maybe = ""
    state: SealState


class _Sealing(_OfBox):
    seal_no: _Number
    gross_kg: _Amount


class _Unloading(_OfBox):
    net_kg: _Amount
    gross_kg: _Amount | None = None
    tare_kg: _Amount | None = None
    video: _Maybe = ""
    remarks: _Maybe = ""

    def fact(self) -> Fact:
        return messages.UnloadingReport(
            box=self.container_no, **self.model_dump(exclude={"container_no"})
        )


class _Locked(_OfBox):
    lock_no: _Maybe = ""


class _Silence(_OfBox):
    in_tunnel: bool = False


class _Battery(_OfBox):
    percent: Annotated[int, Field(ge=0, le=100)]


class _Incident(_OfBox):
    kind: Hindrance
    spilled: bool = False
    note: _Maybe = ""


class _Part(_Data):
    """A part of the pre-shipment file; a day that nobody can read makes the file unreadable."""

    kind: _Number
    number: _Maybe = ""
    issued: date | None = None
    valid_until: date | None = None
    sha256: _Maybe = ""
    issuer: _Maybe = ""


class _File(_Data):
    documents: tuple[_Part | _Text, ...]

    def fact(self) -> Fact:
        """Whole parts, or the short form: a list of their names."""
        parts = tuple(
            said if isinstance(said, str) else Document(**said.model_dump())
            for said in self.documents
        )
        return messages.PreShipmentFile(documents=parts)


class _Reasoned(_Data):
    reason: _Maybe = ""


class _Amendment(_Reasoned):
    container_no: Annotated[_Maybe, AfterValidator(box_number)] = ""
    new_container_no: Annotated[_Maybe, AfterValidator(box_number)] = ""
    seal_no: _Maybe = ""
    TrafName: _Maybe = ""
    etd: _Instant | None = None
    eta: _Instant | None = None

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


class _SealNumber(_OfBox):
    seal_no: _Number


class _Slot(_Data):
    slot: _Instant


class _Instruction(_Data):
    open_share: _Amount
    empty_share: _Amount
    place: _Maybe = ""


class _SiteSlot(_Slot):
    place: _Maybe = ""


class _Noted(_Data):
    note: _Maybe = ""


class _Booking(_Data):
    carrier: _Maybe = ""
    booking: _Maybe = ""


class _Recoding(_Data):
    EntryId: _Number
    CodeTS: _Number
    duty: _Amount
    receipt_no: _Number

    def fact(self) -> Fact:
        return messages.DeclarationAmendment(
            entry_id=self.EntryId, code=self.CodeTS, duty=self.duty, receipt_no=self.receipt_no
        )


class _Handover(_Data):
    sample_no: _Number
    holder: _Text
    seal: _Maybe = ""


class _Link(_Data):
    holder: _Text
    since: _Instant | None = None
    seal: _Maybe = ""


class _LabReading(_Data):
    parameter: _Number
    value: _Amount
    unit: _Text
    instrument: _Maybe = ""
    background: _Amount | None = None
    uncertainty: _Amount | None = None
    at: _Instant | None = None


class _LabResult(_Data):
    sample_no: _Number
    issuer: _Text
    report_no: _Number
    adopted: bool = False
    readings: tuple[_LabReading, ...] = ()
    custody: tuple[_Link, ...] = ()

    def fact(self) -> Fact:
        return messages.LabResult.model_validate(self.model_dump())


class _Identified(_Data):
    body: _Maybe = ""
    report_no: _Number
    solid_waste: bool


class _Plan(_Data):
    plan: _Maybe = ""


class _Dispute(_Data):
    reason: _Maybe = ""


class _Consumption(_Data):
    container_no: _Box | None = None
    used_kg: _Amount
    note: _Maybe = ""

    def fact(self) -> Fact:
        return messages.Consumption(box=self.container_no, used_kg=self.used_kg, note=self.note)


_D = TypeVar("_D", bound=_Data)


def _read(shape: type[_D], fact: Callable[[_D], Fact]) -> Meaning:
    return lambda data: fact(shape.model_validate(data))


MEANINGS: Mapping[tuple[System, str], Meaning] = {
    (System.CLEARANCE, "manifest.departed"): _read(
        _Voyage, lambda d: messages.VesselDeparture(vessel=d.TrafName)
    ),
    (System.CLEARANCE, "manifest.arrived"): _read(
        _Voyage, lambda d: messages.VesselArrival(vessel=d.TrafName)
    ),
    (System.CLEARANCE, "manifest.discharged"): _read(_Nothing, lambda _: messages.Discharge()),
    (System.CLEARANCE, "declaration.status"): _read(_Status, _Status.fact),
    (System.CLEARANCE, "instruction.issued"): _read(
        _Instruction,
        lambda d: messages.InspectionInstruction(
            opened_share=d.open_share, emptied_share=d.empty_share, place=d.place
        ),
    ),
    (System.CLEARANCE, "slot.assigned"): _read(
        _SiteSlot, lambda d: messages.InspectionSlot(slot=d.slot, place=d.place)
    ),
    (System.CHECKPOINT, "yard.returned"): _read(
        _OfBox, lambda d: messages.YardReturn(box=d.container_no)
    ),
    (System.CHECKPOINT, "site.arrived"): _read(
        _OfBox, lambda d: messages.SiteArrival(box=d.container_no)
    ),
    (System.CLEARANCE, "manifest.loaded"): _read(
        _Voyage, lambda d: messages.ReturnLoading(vessel=d.TrafName)
    ),
    (System.CLEARANCE, "manifest.exited"): _read(
        _Voyage, lambda d: messages.ReturnExit(vessel=d.TrafName)
    ),
    (System.CHECKPOINT, "radiation.measured"): _read(_Measured, _Measured.fact),
    (System.CHECKPOINT, "xray.scanned"): _read(_Scanned, _Scanned.fact),
    (System.CHECKPOINT, "gate.passage"): _read(_Passage, _Passage.fact),
    (System.CHECKPOINT, "geofence.entered"): _read(_Geofence, _Geofence.fact),
    (System.CHECKPOINT, "lock.alarm"): _read(
        _Lock, lambda d: messages.LockAlarm(box=d.container_no, lock_no=d.lock_no, alarm=d.alarm)
    ),
    (System.CHECKPOINT, "lock.applied"): _read(
        _Locked, lambda d: messages.LockFastening(box=d.container_no, lock_no=d.lock_no)
    ),
    (System.CHECKPOINT, "lock.verified"): _read(
        _Locked, lambda d: messages.LockVerification(box=d.container_no, lock_no=d.lock_no)
    ),
    (System.CHECKPOINT, "lock.battery"): _read(
        _Battery, lambda d: messages.BatteryReading(box=d.container_no, percent=d.percent)
    ),
    (System.CHECKPOINT, "route.left"): _read(
        _OfBox, lambda d: messages.RouteDeparture(box=d.container_no)
    ),
    (System.CHECKPOINT, "route.regained"): _read(
        _OfBox, lambda d: messages.RouteReturn(box=d.container_no)
    ),
    (System.CHECKPOINT, "stop.started"): _read(
        _OfBox, lambda d: messages.Standstill(box=d.container_no)
    ),
    (System.CHECKPOINT, "stop.ended"): _read(
        _OfBox, lambda d: messages.MovingOn(box=d.container_no)
    ),
    (System.CHECKPOINT, "telemetry.lost"): _read(
        _Silence, lambda d: messages.SignalLoss(box=d.container_no, in_tunnel=d.in_tunnel)
    ),
    (System.CHECKPOINT, "telemetry.restored"): _read(
        _OfBox, lambda d: messages.SignalReturn(box=d.container_no)
    ),
    (System.CHECKPOINT, "incident.reported"): _read(
        _Incident,
        lambda d: messages.RoadIncident(
            box=d.container_no, hindrance=d.kind, spilled=d.spilled, note=d.note
        ),
    ),
    (System.CHECKPOINT, "portal.offline"): _read(
        _Offline, lambda d: messages.PortalOutage(box=d.container_no, portal_id=d.portal_id)
    ),
    (System.CHECKPOINT, "box.found"): _read(
        _Found,
        lambda d: messages.BoxSighting(box=d.container_no, lock_state=d.lock_state, note=d.note),
    ),
    (System.ENTERPRISE, "preshipment.submitted"): _read(_File, _File.fact),
    (System.ENTERPRISE, "preshipment.withdrawn"): _read(
        _Reasoned, lambda d: messages.PreShipmentWithdrawal(reason=d.reason)
    ),
    (System.ENTERPRISE, "shipment.amended"): _read(_Amendment, _Amendment.fact),
    (System.ENTERPRISE, "seal.recorded"): _read(
        _SealNumber, lambda d: messages.SealNumber(box=d.container_no, seal_no=d.seal_no)
    ),
    (System.ENTERPRISE, "arrival.notified"): _read(
        _OfBox, lambda d: messages.ArrivalNotice(box=d.container_no)
    ),
    (System.ENTERPRISE, "seal.checked"): _read(
        _Seal,
        lambda d: messages.SealReport(box=d.container_no, seal_no=d.seal_no, state=d.state),
    ),
    (System.ENTERPRISE, "unloading.completed"): _read(_Unloading, _Unloading.fact),
    (System.ENTERPRISE, "appointment.booked"): _read(
        _Slot, lambda d: messages.Appointment(slot=d.slot)
    ),
    (System.CLEARANCE, "declaration.amended"): _read(_Recoding, _Recoding.fact),
    (System.CLEARANCE, "sample.handed_over"): _read(
        _Handover, lambda d: messages.SampleHandover(**d.model_dump())
    ),
    (System.CLEARANCE, "lab.result"): _read(_LabResult, _LabResult.fact),
    (System.CLEARANCE, "identification.reported"): _read(
        _Identified, lambda d: messages.IdentificationReport(**d.model_dump())
    ),
    (System.ENTERPRISE, "rectification.planned"): _read(
        _Plan, lambda d: messages.RectificationPlan(plan=d.plan)
    ),
    (System.ENTERPRISE, "result.disputed"): _read(
        _Dispute, lambda d: messages.ResultDispute(reason=d.reason)
    ),
    (System.ENTERPRISE, "stock.consumed"): _read(_Consumption, _Consumption.fact),
    (System.ENTERPRISE, "rectification.completed"): _read(
        _Noted, lambda d: messages.RectificationReport(note=d.note)
    ),
    (System.ENTERPRISE, "return.planned"): _read(
        _Booking, lambda d: messages.ReturnPlan(carrier=d.carrier, booking=d.booking)
    ),
    (System.ENTERPRISE, "return.sealed"): _read(
        _Sealing,
        lambda d: messages.ReturnSealing(
            box=d.container_no, seal_no=d.seal_no, gross_kg=d.gross_kg
        ),
    ),
    (System.ENTERPRISE, "return.departed"): _read(_Nothing, lambda _: messages.ReturnDeparture()),
    (System.ENTERPRISE, "destruction.completed"): _read(
        _Noted, lambda d: messages.DestructionReport(note=d.note)
    ),
}


def meaning(system: System, kind: str, data: object) -> Fact | None:
    """The fact that a message states, None when the type or its data cannot be translated."""
    read = MEANINGS.get((system, kind))
    try:
        return None if read is None else read(data)
    except (ValueError, ArithmeticError, RecursionError):
        return None
