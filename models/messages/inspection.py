"""At the inspection."""

from typing import Literal

from models.messages.message import Command, Instant, Message, Quantity
from models.terms import SealState, Suspicion


class SealReport(Message):
    """The seal as found at the enterprise."""

    type: Literal["seal_report"] = "seal_report"
    box: str
    seal_no: str
    state: SealState


class UnloadingReport(Message):
    """The box was unloaded; kilograms."""

    type: Literal["unloading_report"] = "unloading_report"
    box: str
    net_kg: Quantity
    remarks: str = ""


class Appointment(Message):
    """The enterprise booked an inspection."""

    type: Literal["appointment"] = "appointment"
    slot: Instant


class StartInspection(Command):
    """Say that the inspection has begun."""

    verb = "start_inspection"


class Finding(Message):
    """One defect found: reason of the catalogue, suspected or confirmed."""

    reason: str
    status: Literal[Suspicion.SUSPECTED, Suspicion.CONFIRMED] = Suspicion.CONFIRMED
    box: str | None = None
    note: str = ""
    leaking: bool = False


class Measurement(Message):
    """One reading: raw value, unit and instrument."""

    parameter: str
    value: Quantity
    unit: str
    instrument: str = ""


class RecordInspection(Command):
    """Record the result of an inspection: conforming, or with findings."""

    verb = "record_inspection"
    conform: bool
    started_at: Instant | None = None
    findings: tuple[Finding, ...] = ()
    readings: tuple[Measurement, ...] = ()
    opened: tuple[str, ...] = ()


class SettleSuspicion(Command):
    """Confirm or clear a suspected non-conformance."""

    verb = "settle_suspicion"
    reason: str
    verdict: Literal[Suspicion.CONFIRMED, Suspicion.CLEARED]
    box: str | None = None
    note: str = ""


class PermitUnloading(Message):
    """The seal is in order: unloading may be permitted."""

    box: str


InspectionFact = SealReport | UnloadingReport | Appointment
InspectionStep = PermitUnloading
