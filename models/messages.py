"""Everything that can reach a consignment: facts, commands, and steps of the process itself.

A fact says what happened and is never refused. A command wants something and may be refused.
A step is what the workflow tells itself: an answer of a system, a due deadline, the end.
"""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from models.calendar import CHINA
from models.terms import (
    Audit,
    Cause,
    Check,
    Danger,
    Disposal,
    Outcome,
    Resolution,
    SealState,
    Suspicion,
    System,
    Triage,
)

# Beyond these bounds arithmetic on instants and quantities could fail in the middle of a life.
_SENSIBLE_YEARS = range(2000, 2100)
_LONGEST_EXTENSION_HOURS = 366 * 24


def _instant(time: datetime) -> datetime:
    """Without a zone it is local time in China (domain 6.1)."""
    if time.year not in _SENSIBLE_YEARS:
        raise ValueError(f"the year of {time.isoformat()} is not between 2000 and 2099")
    return time if time.tzinfo else time.replace(tzinfo=CHINA)


Instant = Annotated[datetime, AfterValidator(_instant)]
Quantity = Annotated[Decimal, Field(max_digits=30)]


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# --- facts ---------------------------------------------------------------------------------------


class PreShipmentFile(_Message):
    """The enterprise submitted (again) its pre-shipment file."""

    type: Literal["pre_shipment_file"] = "pre_shipment_file"
    documents: tuple[str, ...]


class VesselDeparture(_Message):
    """The vessel left the loading port."""

    type: Literal["vessel_departure"] = "vessel_departure"
    vessel: str


class VesselArrival(_Message):
    """The vessel entered the port of discharge."""

    type: Literal["vessel_arrival"] = "vessel_arrival"
    vessel: str


class Discharge(_Message):
    """Discharge of the bill is complete."""

    type: Literal["discharge"] = "discharge"


class DeclarationStatus(_Message):
    """A status letter of the single window; `exported` for the return's export declaration."""

    type: Literal["declaration_status"] = "declaration_status"
    letter: str
    entry_id: str | None
    exported: bool = False


class PortalReading(_Message):
    """A radiation portal measured a box; µSv/h."""

    type: Literal["portal_reading"] = "portal_reading"
    box: str
    portal_id: str
    dose_rate: Quantity
    background: Quantity
    result: Check


class ScanVerdict(_Message):
    """The image of a box was judged."""

    type: Literal["scan_verdict"] = "scan_verdict"
    box: str
    scan_id: str
    result: Check


class PortalOutage(_Message):
    """The portal could not measure a box."""

    type: Literal["portal_outage"] = "portal_outage"
    box: str
    portal_id: str


class GateOut(_Message):
    """The box left the port."""

    type: Literal["gate_out"] = "gate_out"
    box: str
    plate: str
    lock_no: str
    locked: bool
    seals: tuple[str, ...] = ()


class LockAlarm(_Message):
    """The lock reported an alarm."""

    type: Literal["lock_alarm"] = "lock_alarm"
    box: str
    lock_no: str
    alarm: str


class Arrival(_Message):
    """The box passed the enterprise's gate."""

    type: Literal["arrival"] = "arrival"
    box: str
    plate: str = ""


class BoxSighting(_Message):
    """A missing box was found."""

    type: Literal["box_sighting"] = "box_sighting"
    box: str
    lock_state: str
    note: str = ""


class ArrivalNotice(_Message):
    """The enterprise reports the arrival."""

    type: Literal["arrival_notice"] = "arrival_notice"
    box: str


class SealReport(_Message):
    """The seal as found at the enterprise."""

    type: Literal["seal_report"] = "seal_report"
    box: str
    seal_no: str
    state: SealState


class UnloadingReport(_Message):
    """The box was unloaded; kilograms."""

    type: Literal["unloading_report"] = "unloading_report"
    box: str
    net_kg: Quantity
    remarks: str = ""


class Appointment(_Message):
    """The enterprise booked an inspection."""

    type: Literal["appointment"] = "appointment"
    slot: Instant


class RectificationReport(_Message):
    """The enterprise finished the treatment and asks for re-inspection."""

    type: Literal["rectification_report"] = "rectification_report"
    note: str = ""


class DestructionReport(_Message):
    """The goods were destroyed under supervision."""

    type: Literal["destruction_report"] = "destruction_report"
    note: str = ""


class ReturnPlan(_Message):
    """Carrier and booking of the return."""

    type: Literal["return_plan"] = "return_plan"
    carrier: str
    booking: str


class ReturnDeparture(_Message):
    """The boxes left the enterprise on their way back."""

    type: Literal["return_departure"] = "return_departure"


class ReturnGateIn(_Message):
    """A returned box passed the port gate."""

    type: Literal["return_gate_in"] = "return_gate_in"
    box: str


class ReturnLoading(_Message):
    """The returned boxes are on board."""

    type: Literal["return_loading"] = "return_loading"
    vessel: str


class ReturnExit(_Message):
    """The vessel with the returned boxes left."""

    type: Literal["return_exit"] = "return_exit"
    vessel: str


class Unknown(_Message):
    """A message that no translation exists for; JSON text as it came."""

    type: Literal["unknown"] = "unknown"
    raw: str


Fact = Annotated[
    PreShipmentFile
    | VesselDeparture
    | VesselArrival
    | Discharge
    | DeclarationStatus
    | PortalReading
    | ScanVerdict
    | PortalOutage
    | GateOut
    | LockAlarm
    | Arrival
    | BoxSighting
    | ArrivalNotice
    | SealReport
    | UnloadingReport
    | Appointment
    | RectificationReport
    | DestructionReport
    | ReturnPlan
    | ReturnDeparture
    | ReturnGateIn
    | ReturnLoading
    | ReturnExit
    | Unknown,
    Field(discriminator="type"),
]


class Report(_Message):
    """One fact with its envelope: the id that the sending system gave it, and when it happened."""

    id: str
    system: System
    occurred_at: Instant
    fact: Fact


# --- commands ------------------------------------------------------------------------------------


class Command(_Message):
    """What an officer wants; `at` is when it happened in the world, by default now."""

    verb: ClassVar[str]

    officer: str
    at: Instant | None = None


class DecidePreShipment(Command):
    """Approve the pre-shipment file, ask for a supplement, or reject the shipment."""

    verb = "decide_pre_shipment"
    decision: Audit
    reason: str = ""


class TriageAlarm(Command):
    """Judge a portal alarm."""

    verb = "triage_alarm"
    box: str
    verdict: Triage
    note: str = ""


class StartInspection(Command):
    """Say that the inspection has begun."""

    verb = "start_inspection"


class Finding(_Message):
    """One defect found: reason of the catalogue, suspected or confirmed."""

    reason: str
    status: Literal[Suspicion.SUSPECTED, Suspicion.CONFIRMED] = Suspicion.CONFIRMED
    box: str | None = None
    note: str = ""


class Measurement(_Message):
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


class DecideDisposal(Command):
    """Decide what becomes of goods that failed."""

    verb = "decide_disposal"
    disposal: Disposal
    reason: str


class OrderReturn(Command):
    """Order the goods out of the country."""

    verb = "order_return"
    reason: str


class RaiseEmergency(Command):
    """Raise an emergency by hand."""

    verb = "raise_emergency"
    kind: Danger
    box: str | None = None
    reason: str


class AcknowledgeEmergency(Command):
    """Take charge of the emergency."""

    verb = "acknowledge_emergency"


class ReportIncident(Command):
    """File the written report of the emergency."""

    verb = "report_incident"
    report: str


class LiftEmergency(Command):
    """End the emergency and say how the consignment goes on."""

    verb = "lift_emergency"
    resolution: Resolution
    reason: str


class AcknowledgeEscalation(Command):
    """Answer the escalations of a deadline."""

    verb = "acknowledge_escalation"
    deadline: str
    box: str | None = None


class Hold(Command):
    """Put the consignment on hold: its ordinary deadlines freeze."""

    verb = "hold"
    reason: str


class Resume(Command):
    """End the hold: the deadlines go on with the time they had left."""

    verb = "resume"
    reason: str


class ExtendDeadline(Command):
    """Give a deadline more time; hours."""

    verb = "extend_deadline"
    deadline: str
    box: str | None = None
    hours: Annotated[int, Field(gt=0, le=_LONGEST_EXTENSION_HOURS)]
    reason: str


class FallBack(Command):
    """End the pilot for this consignment before its first box leaves the port."""

    verb = "fall_back"
    cause: Cause = Cause.OFFICER
    reason: str


class RetryCall(Command):
    """Make a failed call to a system again."""

    verb = "retry_call"
    call: str


COMMANDS: dict[str, type[Command]] = {kind.verb: kind for kind in Command.__subclasses__()}


# --- steps ---------------------------------------------------------------------------------------


class InstructionAnswered(_Message):
    """Clearance told checks and standing; now the mode can be decided."""

    risk_level: str
    standing: str


class RemovalAnswered(_Message):
    """Clearance permitted or refused the removal of a box."""

    box: str
    visit: str
    permit_no: str
    refusal: str | None


class TripAnswered(_Message):
    """The checkpoint system assigned truck, lock and planned drive (minutes)."""

    box: str
    trip_no: str
    plate: str
    lock_no: str
    planned_drive_minutes: int


class PermitUnloading(_Message):
    """The seal is in order: unloading may be permitted."""

    box: str


class Release(_Message):
    """Everything is in order: release for use."""


class Close(_Message):
    """Nothing more is to be done."""

    outcome: Outcome


class CallGaveUp(_Message):
    """A call failed for good."""

    call: str
    reason: str


class Tick(_Message):
    """Time has passed: raise what is due."""


Step = (
    InstructionAnswered
    | RemovalAnswered
    | TripAnswered
    | PermitUnloading
    | Release
    | Close
    | CallGaveUp
    | Tick
)
