"""At the inspection."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from models.incoming import Prose
from models.messages.message import Command, Instant, Message, Quantity
from models.terms import SealState, Suspicion


class SealReport(Message):
    """The seal as found at the enterprise; another number than the registered one is suspect."""

    type: Literal["seal_report"] = "seal_report"
    box: str
    seal_no: str
    state: SealState


class UnloadingReport(Message):
    """The box was unloaded; kilograms. No word of a video is None, a missing one ""."""

    type: Literal["unloading_report"] = "unloading_report"
    box: str
    net_kg: Quantity
    remarks: Prose = ""
    gross_kg: Quantity | None = None
    tare_kg: Quantity | None = None
    video: str | None = None


class Appointment(Message):
    """The enterprise booked an inspection."""

    type: Literal["appointment"] = "appointment"
    slot: Instant


class RecordNoShow(Command):
    """Say that the slot passed without the goods being made available."""

    verb = "record_no_show"
    note: Prose = ""


class StartInspection(Command):
    """Say that the inspection has begun."""

    verb = "start_inspection"


class Finding(Message):
    """One defect found: reason of the catalogue, suspected or confirmed."""

    reason: str
    status: Literal[Suspicion.SUSPECTED, Suspicion.CONFIRMED] = Suspicion.CONFIRMED
    box: str | None = None
    note: Prose = ""
    leaking: bool = False


class Measurement(Message):
    """One reading: raw value, unit and instrument; `at` if it is of another day than the record."""

    parameter: str
    value: Quantity
    unit: str
    instrument: str = ""
    box: str | None = None
    background: Quantity | None = None
    uncertainty: Quantity | None = None
    at: Instant | None = None


class Picture(Message):
    """A photo as evidence: where it lies, and the SHA-256 of its file."""

    name: str
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class SectionLook(Message):
    """A section of the protocol that was gone through, and what was seen."""

    section: str
    in_order: bool = True
    note: Prose = ""
    photos: tuple[Picture, ...] = ()


class RecordMeasurements(Command):
    """Record readings and photos of the moment, such as the re-check before unloading."""

    verb = "record_measurements"
    box: str | None = None
    readings: tuple[Measurement, ...] = ()
    photos: tuple[Picture, ...] = ()


class RecordInspection(Command):
    """Record the result of an inspection: conforming, or with findings."""

    verb = "record_inspection"
    conform: bool
    started_at: Instant | None = None
    findings: tuple[Finding, ...] = ()
    readings: tuple[Measurement, ...] = ()
    looks: tuple[SectionLook, ...] = ()
    opened: tuple[str, ...] = ()


class ConcludeInspection(Command):
    """Conclude an inspection whose record had to wait for the laboratory."""

    verb = "conclude_inspection"
    conform: bool
    findings: tuple[Finding, ...] = ()
    note: Prose = ""


class SettleSuspicion(Command):
    """Confirm or clear a suspected non-conformance."""

    verb = "settle_suspicion"
    reason: str
    verdict: Literal[Suspicion.CONFIRMED, Suspicion.CLEARED]
    box: str | None = None
    note: Prose = ""


class PermitUnloading(Message):
    """The seal is in order: unloading may be permitted."""

    box: str


InspectionFact = SealReport | UnloadingReport | Appointment
InspectionStep = PermitUnloading
