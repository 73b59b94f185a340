"""At the inspection: seal, unloading, readings, defects, conclusion."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from models.events.body import Body, BoxBody
from models.terms import SealState, Suspicion, Verdict


class SealChecked(BoxBody):
    """The seal was checked at the enterprise."""

    type: Literal["seal-checked"] = "seal-checked"
    seal_no: str
    state: SealState


class UnloadingPermitted(BoxBody):
    """Customs allow the box to be opened and unloaded."""

    type: Literal["unloading-permitted"] = "unloading-permitted"


class Unloaded(BoxBody):
    """The box was unloaded and weighed; kilograms. No word of a video is None, a missing one ""."""

    type: Literal["unloaded"] = "unloaded"
    net_kg: Decimal
    remarks: str
    gross_kg: Decimal | None = None
    tare_kg: Decimal | None = None
    video: str | None = None


class InspectionBooked(Body):
    """The enterprise booked the inspection."""

    type: Literal["inspection-booked"] = "inspection-booked"
    slot: datetime


class AppointmentMissed(Body):
    """The slot passed, and the enterprise had not made the goods available."""

    type: Literal["appointment-missed"] = "appointment-missed"
    slot: datetime
    note: str
    officer: str


class InspectionStarted(Body):
    """An inspector began."""

    type: Literal["inspection-started"] = "inspection-started"
    officer: str


class Yardstick(BaseModel):
    """The limit that a reading was held against, with its source and how sure that is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    operator: str
    limit: Decimal
    unit: str
    reason: str
    source: str
    confidence: str


class Reading(BaseModel):
    """One measurement: raw value and unit as read, and what it came to under which rulebook.

    `compared` was held against the limit: above the background where that counts, and rounded.
    `parameter` is the one name of what was measured, `written` what was said instead of it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    parameter: str
    written: str = ""
    value: Decimal
    unit: str
    instrument: str
    box: str | None = None
    background: Decimal | None = None
    uncertainty: Decimal | None = None
    rulebook: str
    verdict: Verdict
    compared: Decimal | None = None
    approximation: str = ""
    limit: Yardstick | None = None


class Photo(BaseModel):
    """Where a photo lies, and the SHA-256 of its file: it can be shown to be the same one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    sha256: str


class Look(BaseModel):
    """A section of the protocol that was gone through, and what was seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    section: str
    in_order: bool
    note: str = ""
    photos: tuple[Photo, ...] = ()


class MeasurementsRecorded(Body):
    """Readings and photos outside a record, such as the handheld re-check before unloading."""

    type: Literal["measurements-recorded"] = "measurements-recorded"
    box: str | None = None
    readings: tuple[Reading, ...]
    photos: tuple[Photo, ...]
    officer: str


class InspectionRecorded(Body):
    """The inspection record in the order of the protocol; `visit` counts those of a consignment.

    `uncovered` are the sections of the protocol that nobody looked at or measured for; `unwatched`
    says that the goods were treated without an officer on record to have watched it.
    """

    type: Literal["inspection-recorded"] = "inspection-recorded"
    visit: int
    conform: bool
    readings: tuple[Reading, ...]
    opened: tuple[str, ...]
    officer: str
    protocol: str = ""
    looks: tuple[Look, ...] = ()
    uncovered: tuple[str, ...] = ()
    unwatched: bool = False


class InspectionConcluded(Body):
    """What had waited for the laboratory was concluded."""

    type: Literal["inspection-concluded"] = "inspection-concluded"
    visit: int
    conform: bool
    note: str
    officer: str


class NonconformanceRaised(Body):
    """A defect of the goods is suspected or confirmed; `afloat` by their papers alone."""

    type: Literal["nonconformance-raised"] = "nonconformance-raised"
    reason: str
    status: Suspicion
    box: str | None = None
    note: str = ""
    leaking: bool = False
    afloat: bool = False


class NonconformanceSettled(Body):
    """A suspicion was confirmed or cleared; a cleared one does not count. `afloat` as above."""

    type: Literal["nonconformance-settled"] = "nonconformance-settled"
    reason: str
    status: Suspicion
    box: str | None = None
    note: str = ""
    afloat: bool = False


class ConformityAssessed(Body):
    """The goods conform."""

    type: Literal["conformity-assessed"] = "conformity-assessed"
    visit: int
