"""At the inspection: seal, unloading, readings, defects, conclusion."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from models.events.body import Body, BoxBody
from models.terms import SealState, Suspicion


class SealChecked(BoxBody):
    """The seal was checked at the enterprise."""

    type: Literal["seal-checked"] = "seal-checked"
    seal_no: str
    state: SealState


class UnloadingPermitted(BoxBody):
    """Customs allow the box to be opened and unloaded."""

    type: Literal["unloading-permitted"] = "unloading-permitted"


class Unloaded(BoxBody):
    """The box was unloaded and weighed; kilograms."""

    type: Literal["unloaded"] = "unloaded"
    net_kg: Decimal
    remarks: str


class InspectionBooked(Body):
    """The enterprise booked the inspection."""

    type: Literal["inspection-booked"] = "inspection-booked"
    slot: datetime


class InspectionStarted(Body):
    """An inspector began."""

    type: Literal["inspection-started"] = "inspection-started"
    officer: str


class Reading(BaseModel):
    """One measurement: raw value and unit as read, with the instrument and the rule version."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    parameter: str
    value: Decimal
    unit: str
    instrument: str
    rulebook: str


class InspectionRecorded(Body):
    """The inspection record; `visit` counts the inspections of this consignment."""

    type: Literal["inspection-recorded"] = "inspection-recorded"
    visit: int
    conform: bool
    readings: tuple[Reading, ...]
    opened: tuple[str, ...]
    officer: str


class NonconformanceRaised(Body):
    """A defect of the goods is suspected or confirmed."""

    type: Literal["nonconformance-raised"] = "nonconformance-raised"
    reason: str
    status: Suspicion
    box: str | None = None
    note: str = ""
    leaking: bool = False


class NonconformanceSettled(Body):
    """A suspicion was confirmed or cleared; a cleared one does not count."""

    type: Literal["nonconformance-settled"] = "nonconformance-settled"
    reason: str
    status: Suspicion
    box: str | None = None
    note: str = ""


class ConformityAssessed(Body):
    """The goods conform."""

    type: Literal["conformity-assessed"] = "conformity-assessed"
    visit: int
