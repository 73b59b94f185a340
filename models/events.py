"""The catalogue of events: what the ledger records, in the past tense, with stable type strings.

`docs/events.md` is generated from this file. A change of meaning is a new type. Any change of a
model, also a field added with a default, is a new `schema_version` with a function in
`upcasting.py`; `tests/golden` holds on to that.
"""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from models.registration import Registration
from models.terms import (
    Cause,
    Check,
    Danger,
    Effect,
    Level,
    Mode,
    Outcome,
    Party,
    Resolution,
    RiskLevel,
    SealState,
    Suspicion,
    Triage,
)


class Body(BaseModel):
    """What an event says; `type` is its stable name, `box` the container it concerns, if one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: ClassVar[int] = 1

    type: str


class BoxBody(Body):
    """What an event says of one box."""

    box: str


class DeadlineBody(Body):
    """What an event says of a deadline, of the consignment or of one box."""

    deadline: str
    box: str | None = None


class ConsignmentRegistered(Body):
    """A consignment was imported from a manifest under a rulebook."""

    type: Literal["consignment-registered"] = "consignment-registered"
    registration: Registration
    rulebook: str


class PreShipmentSubmitted(Body):
    """The enterprise submitted its pre-shipment file."""

    type: Literal["pre-shipment-submitted"] = "pre-shipment-submitted"
    documents: tuple[str, ...]


class SupplementRequested(Body):
    """Customs asked for more documents."""

    type: Literal["supplement-requested"] = "supplement-requested"
    reason: str


class PreShipmentApproved(Body):
    """Customs approved the shipment for the named boxes and seals."""

    type: Literal["pre-shipment-approved"] = "pre-shipment-approved"
    valid_until: datetime


class PreShipmentRejected(Body):
    """Customs rejected the shipment; the goods do not sail under the pilot."""

    type: Literal["pre-shipment-rejected"] = "pre-shipment-rejected"
    reason: str


class Shipped(Body):
    """The vessel left the loading port."""

    type: Literal["shipped"] = "shipped"
    vessel: str


class VesselArrived(Body):
    """The vessel entered the port of discharge."""

    type: Literal["vessel-arrived"] = "vessel-arrived"
    vessel: str


class Discharged(Body):
    """All boxes of the bill left the vessel."""

    type: Literal["discharged"] = "discharged"


class DeclarationStatusChanged(Body):
    """The single window reported a status letter (domain 6.1)."""

    type: Literal["declaration-status-changed"] = "declaration-status-changed"
    letter: str
    meaning: str
    entry_id: str | None


class Declared(Body):
    """The declaration was received by customs."""

    type: Literal["declared"] = "declared"
    entry_id: str


class ModeDecided(Body):
    """Pilot or traditional, with all that the decision looked at."""

    type: Literal["mode-decided"] = "mode-decided"
    mode: Mode
    causes: tuple[Cause, ...]
    risk_level: RiskLevel
    enterprise_standing: str
    opened_share: Decimal
    emptied_share: Decimal
    rulebook: str


class FellBack(Body):
    """The pilot ended before gate-out: the traditional mode applies."""

    type: Literal["fell-back"] = "fell-back"
    cause: Cause
    reason: str


class RadiationMeasured(BoxBody):
    """A portal measured a box; readings as reported, units µSv/h and counts per second."""

    type: Literal["radiation-measured"] = "radiation-measured"
    result: Check
    portal_id: str
    dose_rate: Decimal
    background: Decimal


class AlarmTriaged(BoxBody):
    """An officer judged a portal alarm."""

    type: Literal["alarm-triaged"] = "alarm-triaged"
    verdict: Triage
    note: str


class MachineInspected(BoxBody):
    """A box was scanned."""

    type: Literal["machine-inspected"] = "machine-inspected"
    result: Check
    scan_id: str


class PortalWentOffline(BoxBody):
    """The radiation portal could not measure a box."""

    type: Literal["portal-went-offline"] = "portal-went-offline"
    portal_id: str


class RemovalPermitted(BoxBody):
    """Customs permitted the box to leave the port: the first of the two permissions."""

    type: Literal["removal-permitted"] = "removal-permitted"
    permit_no: str


class RemovalRefused(BoxBody):
    """Customs refused the removal; an officer must decide how to go on."""

    type: Literal["removal-refused"] = "removal-refused"
    reason: str


class RemovalPermitLapsed(BoxBody):
    """The box was not picked up in time: the permit must be asked for again."""

    type: Literal["removal-permit-lapsed"] = "removal-permit-lapsed"


class TransportOrdered(BoxBody):
    """A truck and a lock were ordered; the transit window in minutes follows from the drive."""

    type: Literal["transport-ordered"] = "transport-ordered"
    trip_no: str
    plate: str
    lock_no: str
    planned_drive_minutes: int
    window_minutes: int


class GatedOut(BoxBody):
    """The box left the port; `locked` is how the gate saw its lock."""

    type: Literal["gated-out"] = "gated-out"
    plate: str
    lock_no: str
    locked: bool = True
    seals: tuple[str, ...]


class LockAlarmed(BoxBody):
    """The lock of a box reported an alarm."""

    type: Literal["lock-alarmed"] = "lock-alarmed"
    alarm: str
    lock_no: str


class BoxMissing(BoxBody):
    """The box is long overdue on the road: possible diversion."""

    type: Literal["box-missing"] = "box-missing"


class BoxFound(BoxBody):
    """A missing box was found."""

    type: Literal["box-found"] = "box-found"
    lock_state: str
    note: str


class BoxArrived(BoxBody):
    """The box passed the enterprise's gate."""

    type: Literal["box-arrived"] = "box-arrived"
    plate: str


class ArrivalNotified(BoxBody):
    """The enterprise reported the arrival."""

    type: Literal["arrival-notified"] = "arrival-notified"


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


class NonconformanceSettled(Body):
    """A suspicion was confirmed or cleared; a cleared one does not count."""

    type: Literal["nonconformance-settled"] = "nonconformance-settled"
    reason: str
    status: Suspicion
    box: str | None = None
    note: str = ""


class ViolationRecorded(Body):
    """A breach of supervision (SV): kept apart from defects of the goods."""

    type: Literal["violation-recorded"] = "violation-recorded"
    code: str
    box: str | None = None
    note: str = ""


class ConformityAssessed(Body):
    """The goods conform."""

    type: Literal["conformity-assessed"] = "conformity-assessed"
    visit: int


class RectificationOrdered(Body):
    """The goods may be treated under supervision and inspected again."""

    type: Literal["rectification-ordered"] = "rectification-ordered"
    reason: str


class RectificationCompleted(Body):
    """The enterprise asks for re-inspection."""

    type: Literal["rectification-completed"] = "rectification-completed"
    note: str


class ReturnOrdered(Body):
    """The goods must leave the country."""

    type: Literal["return-ordered"] = "return-ordered"
    reason: str


class DestructionOrdered(Body):
    """The goods must be destroyed under supervision."""

    type: Literal["destruction-ordered"] = "destruction-ordered"
    reason: str


class Destroyed(Body):
    """The goods were destroyed."""

    type: Literal["destroyed"] = "destroyed"
    note: str


class ReturnPlanned(Body):
    """The enterprise named carrier and booking of the return."""

    type: Literal["return-planned"] = "return-planned"
    carrier: str
    booking: str


class ReturnDeparted(Body):
    """The returned boxes left the enterprise under lock."""

    type: Literal["return-departed"] = "return-departed"


class ReturnGatedIn(BoxBody):
    """A returned box passed the port gate."""

    type: Literal["return-gated-in"] = "return-gated-in"


class ExportDeclared(Body):
    """The return was declared for export."""

    type: Literal["export-declared"] = "export-declared"
    entry_id: str


class ReturnLoaded(Body):
    """The returned boxes are on board."""

    type: Literal["return-loaded"] = "return-loaded"
    vessel: str


class ReturnExited(Body):
    """The vessel with the returned boxes left: proof of exit."""

    type: Literal["return-exited"] = "return-exited"
    vessel: str


class ReleasedForUse(Body):
    """The goods may be used or sold: the second of the two permissions."""

    type: Literal["released-for-use"] = "released-for-use"


class ConsignmentClosed(Body):
    """Nothing more is to be done."""

    type: Literal["consignment-closed"] = "consignment-closed"
    outcome: Outcome


class EmergencyRaised(Body):
    """An emergency freezes the ordinary deadlines and opens its own."""

    type: Literal["emergency-raised"] = "emergency-raised"
    danger: Danger
    box: str | None = None
    reason: str


class DangerJoined(Body):
    """A further danger showed while an emergency was open: it joins that one."""

    type: Literal["danger-joined"] = "danger-joined"
    danger: Danger
    box: str | None = None
    reason: str


class EmergencyAcknowledged(Body):
    """An officer took charge."""

    type: Literal["emergency-acknowledged"] = "emergency-acknowledged"
    officer: str


class IncidentReported(Body):
    """The written report."""

    type: Literal["incident-reported"] = "incident-reported"
    report: str
    officer: str


class EmergencyLifted(Body):
    """An authorised officer ended the emergency and said how the consignment goes on."""

    type: Literal["emergency-lifted"] = "emergency-lifted"
    resolution: Resolution
    reason: str
    officer: str


class Held(Body):
    """An officer put the consignment on hold."""

    type: Literal["held"] = "held"
    reason: str
    officer: str


class Resumed(Body):
    """The hold ended."""

    type: Literal["resumed"] = "resumed"
    reason: str
    officer: str


class EscalationRaised(DeadlineBody):
    """A milestone of a deadline fired: `due` is when it was due, `party` who is told."""

    type: Literal["escalation-raised"] = "escalation-raised"
    level: Level
    due: datetime
    party: Party
    effect: Effect | None = None


class EscalationAcknowledged(DeadlineBody):
    """Somebody answered the escalations of a deadline."""

    type: Literal["escalation-acknowledged"] = "escalation-acknowledged"
    officer: str


class EscalationWithdrawn(DeadlineBody):
    """The fact had happened in time and was only heard late: the escalation was unfounded.

    Its effect, if it had one, stands: an officer must decide what becomes of it.
    """

    type: Literal["escalation-withdrawn"] = "escalation-withdrawn"
    level: Level
    effect: Effect | None = None


class DeadlineExtended(DeadlineBody):
    """An officer moved the milestones that have not fired yet."""

    type: Literal["deadline-extended"] = "deadline-extended"
    hours: int
    reason: str
    officer: str


class FactContradicted(Body):
    """A fact says otherwise than what is known, or its id was used for other content."""

    type: Literal["fact-contradicted"] = "fact-contradicted"
    fact: str
    known: str
    box: str | None = None


class FactNotUnderstood(Body):
    """A fact that nobody understands, kept as it came (JSON text)."""

    type: Literal["fact-not-understood"] = "fact-not-understood"
    system: str
    raw: str


class FactAfterClosure(Body):
    """A fact that came after the consignment was closed; not `unexpected` if that is its time."""

    type: Literal["fact-after-closure"] = "fact-after-closure"
    fact: str
    box: str | None = None
    unexpected: bool = True


class CallFailed(Body):
    """A call to a system failed for good: somebody must repair and retry it."""

    type: Literal["call-failed"] = "call-failed"
    call: str
    reason: str


class CallRetried(Body):
    """An officer asked for a failed call to be made again."""

    type: Literal["call-retried"] = "call-retried"
    call: str
    officer: str


def _kinds(base: type[Body]) -> list[type[Body]]:
    """All event kinds below a base; the bases themselves are none."""
    below = [kind for child in base.__subclasses__() for kind in _kinds(child)]
    return below or [base]


BODIES: tuple[type[Body], ...] = tuple(_kinds(Body))
BY_TYPE: dict[str, type[Body]] = {kind.model_fields["type"].default: kind for kind in BODIES}
