"""What the data of each message type means: the fields as the systems spell them, and the fact.

Lenient: unknown fields are ignored, and only what the fact cannot do without is required.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from models import messages
from models.calendar import CHINA
from models.documents import Document
from models.identity import is_entry_id
from models.messages import Fact
from models.terms import Check, Hindrance, SealState, System

Meaning = Callable[[object], Fact]
"""Reads the data of one message; raises ValueError when it cannot be translated."""

_SENSIBLE_YEARS = range(2000, 2100)
_DATE_ONLY = len("2025-09-11")


def instant(text: object) -> datetime:
    """A point in time from ISO 8601; without a zone it is local time in China (domain 6.1).

    Raises:
        ValueError: not a date with a time of day, or a year that no consignment can have.
    """
    if not isinstance(text, str) or len(text) <= _DATE_ONLY:
        raise ValueError(f"{text!r} is not a date with a time of day in ISO 8601")
    time = datetime.fromisoformat(text)
    if time.year not in _SENSIBLE_YEARS:
        raise ValueError(f"the year of {text!r} is not between 2000 and 2099")
    return (time if time.tzinfo else time.replace(tzinfo=CHINA)).astimezone(UTC)


def box_number(text: str) -> str:
    """A container number without the spaces and hyphens it is often printed with."""
    return "".join(char for char in text.upper() if char not in " -")


def _storable(text: str) -> str:
    """Refuse what neither the ledger nor PostgreSQL can keep."""
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("it contains U+0000 or half a surrogate pair")
    return text


def _or_nothing(value: object) -> object:
    return "" if value is None else value


_Text = Annotated[str, AfterValidator(_storable)]
_Number = Annotated[_Text, StringConstraints(min_length=1, max_length=64)]
_Maybe = Annotated[_Text, BeforeValidator(_or_nothing)]
_Box = Annotated[_Text, AfterValidator(box_number), StringConstraints(min_length=1, max_length=64)]
_Amount = Annotated[Decimal, Field(ge=0, max_digits=30)]
_Instant = Annotated[datetime, BeforeValidator(instant)]


class _Data(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="ignore", coerce_numbers_to_str=True, str_strip_whitespace=True
    )


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
    remarks: _Maybe = ""


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
    (System.ENTERPRISE, "unloading.completed"): _read(
        _Unloading,
        lambda d: messages.UnloadingReport(box=d.container_no, net_kg=d.net_kg, remarks=d.remarks),
    ),
    (System.ENTERPRISE, "appointment.booked"): _read(
        _Slot, lambda d: messages.Appointment(slot=d.slot)
    ),
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
