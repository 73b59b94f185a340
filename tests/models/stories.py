"""What consignments are told on their way; each story goes on from the one before it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from models.arrival.events import Discharged, Shipped, VesselArrived
from models.arrival.messages import ApprovePilot, DeclarationStatus, InstructionAnswered, Seize
from models.deadlines.messages import Tick
from models.disposal.events import ResultDisputed
from models.disposal.messages import (
    DecideDisposal,
    SettleDispute,
    SuperviseDestruction,
    SuperviseTreatment,
)
from models.emergency.messages import (
    AcknowledgeEmergency,
    CloseDanger,
    LiftEmergency,
    RaiseEmergency,
)
from models.inspection.events import InspectionRequested, SealChecked, Unloaded
from models.inspection.messages import (
    ConcludeInspection,
    DecideInspectionRequest,
    InspectionFinding,
    PermitUnloading,
    RecordInspection,
    WaiveRequirements,
)
from models.kernel.measured import Measurement
from models.kernel.terms import (
    AuditDecision,
    CheckResult,
    Danger,
    Disposal,
    Outcome,
    Party,
    Petition,
    Resolution,
    SealState,
    Triage,
)
from models.laboratory.messages import (
    CommissionIdentification,
    IdentificationReport,
    LabResult,
    TakeSample,
    VoidSample,
)
from models.port.events import MachineInspected
from models.port.messages import PortalReading, RemovalAnswered, TriageAlarm
from models.pre_shipment.messages import (
    DecidePreShipment,
    PreShipmentFile,
)
from models.returns.messages import OrderReturn
from models.supervision.messages import Close, Hold, Release, Resume
from models.traditional_port.events import (
    ArrivedAtSite,
    InspectionInstructed,
    InspectionSlotGiven,
    ReturnedToYard,
)
from models.transport.events import BoxArrived, GatedOut, LockAlarmed
from models.transport.messages import TripAnswered
from tests.given import Told, later
from tests.history import PAPERS, START, sample_box, sample_seal
from tests.inspecting import (
    conforming,
    worked,
)

LIN = "Lin"
SECOND: dict[str, Any] = {"approver": "Gao Feng", "approver_role": Party.DIVISION}
"""Who allows what Lin may not order alone."""
BOX, BOX_2, BOX_3 = sample_box(1, 1), sample_box(1, 2), sample_box(1, 3)
ENTRY_ID = "310120251000000001"
SHIP_ARRIVES = START + timedelta(days=30)
HAULIER = "甬通集卡"
STRANGER = "CSQU3054383"
SEALS = {
    **{sample_box(1, nth): sample_seal(1, nth) for nth in (1, 2, 3)},
    STRANGER: "SL-STRANGE",
}

FILE = PreShipmentFile(documents=tuple(PAPERS.values()))
APPROVE = DecidePreShipment(officer=LIN, decision=AuditDecision.APPROVE)
DECLARED = DeclarationStatus(letter="L", entry_id=ENTRY_ID)
INSTRUCTED = InstructionAnswered(
    risk_level="R1",
    standing="ENROLLED",
    confirmed="ENROLLED",
    supplier_standing="ADMITTED",
    storage_kg=Decimal(5_000_000),
    transport_available=True,
    port_inspection=False,
)
CONFORM = conforming(LIN, BOX)
ACKNOWLEDGE = AcknowledgeEmergency(officer=LIN)
HOLD = Hold(officer=LIN, reason="papers under review")
RESUME = Resume(officer=LIN, reason="papers in order")
RETURN = OrderReturn(officer=LIN, reason="notice for the origin")
_CLOSED = LiftEmergency(
    officer=LIN,
    resolution=Resolution.RESUME,
    reason="harmless",
    role=Party.DIVISION,
    expert_report="measured twice",
    scene_cleared=True,
    lessons="look earlier",
)
GO_ON = _CLOSED
OUT = CloseDanger(
    officer=LIN,
    role=Party.DIVISION,
    danger=Danger.FIRE,
    reason="out",
    scene_cleared=True,
    lessons="none",
)
GO_BACK = _CLOSED.model_copy(update={"resolution": Resolution.RETURN, "reason": "source found"})
FIRE = RaiseEmergency(officer=LIN, kind=Danger.FIRE, reason="smoke")
TICK = Tick()


def reading(box: str = BOX, result: CheckResult = CheckResult.PASSED) -> PortalReading:
    return PortalReading(
        box=box,
        portal_id="RPM-1",
        dose_rate=Decimal("0.60") if result is CheckResult.ALARM else Decimal("0.10"),
        background=Decimal("0.09"),
        result=result,
    )


def letter(
    status: str, entry_id: str | None = ENTRY_ID, seq_no: str | None = None
) -> DeclarationStatus:
    return DeclarationStatus(letter=status, entry_id=entry_id, seq_no=seq_no)


def scan(box: str = BOX, result: CheckResult = CheckResult.PASSED) -> MachineInspected:
    return MachineInspected(box=box, scan_id="X-1", result=result)


def gate_out(box: str = BOX, **changed: object) -> GatedOut:
    seen = {"box": box, "plate": "浙B10001", "lock_no": "LK-1", "locked": True, "seals": ()}
    return GatedOut.model_validate({**seen, **changed})


def removal(box: str = BOX, visit: str = "removal:1") -> RemovalAnswered:
    return RemovalAnswered(box=box, visit=visit, permit_no="P-1", refusal=None)


def trip(box: str = BOX) -> TripAnswered:
    return TripAnswered(
        box=box,
        trip_no="T-1",
        plate="浙B10001",
        trailer="浙B1001挂",
        driver="D-1",
        haulier=HAULIER,
        lock_no="LK-1",
        planned_drive_minutes=60,
    )


def seal(
    box: str = BOX, state: SealState = SealState.INTACT, seal_no: str | None = None
) -> SealChecked:
    registered = SEALS[box]
    return SealChecked(box=box, seal_no=registered if seal_no is None else seal_no, state=state)


def reads(parameter: str, value: str, unit: str = "%", **more: object) -> Measurement:
    told = {"parameter": parameter, "value": value, "unit": unit, **more}
    return Measurement.model_validate(told)


def voided(number: str = "S-1") -> VoidSample:
    return VoidSample(officer=LIN, sample_no=number, reason="broken on the way")


def sampled(number: str = "S-1", box: str | None = None) -> TakeSample:
    return TakeSample(officer=LIN, sample_no=number, box=box, lab="NBTC", seal_no="LS-1")


def lab_result(number: str = "S-1", *readings: Measurement, report: str = "R-1") -> LabResult:
    found = readings or (reads("copper content", "99.1"),)
    return LabResult(sample_no=number, issuer="NBTC", report_no=report, readings=found)


def concludes(*, conform: bool = True) -> ConcludeInspection:
    return ConcludeInspection(officer=LIN, conform=conform)


def waiving(*codes: str, role: str = "C2_LEAD", approver: str | None = None) -> WaiveRequirements:
    return WaiveRequirements.model_validate(
        {
            "officer": LIN,
            "role": role,
            "requirements": codes,
            "reason": "the bay is flooded",
            "approver": approver,
        }
    )


def waste(*, solid: bool) -> IdentificationReport:
    return IdentificationReport(body="institute", report_no="ID-1", solid_waste=solid)


def weighed(box: str = BOX, kg: str = "21550") -> Unloaded:
    return Unloaded(box=box, net_kg=Decimal(kg))


def lock_alarm(*alarms: str, box: str = BOX) -> LockAlarmed:
    return LockAlarmed(box=box, lock_no="LK-1", alarms=alarms or ("ROPE_CUT",))


def triage(verdict: Triage, box: str = BOX) -> TriageAlarm:
    return TriageAlarm(officer=LIN, box=box, verdict=verdict)


def failing(reason: str = "NC-12", box: str | None = None) -> RecordInspection:
    found = InspectionFinding(reason=reason, box=box)
    return RecordInspection(officer=LIN, conform=False, findings=(found,))


def disposal(kind: Disposal) -> DecideDisposal:
    return DecideDisposal(officer=LIN, disposal=kind, reason="as the rules say")


DRIED = SuperviseTreatment(
    officer=LIN,
    place="drying floor 1",
    method="dried",
    before_kg=Decimal(21550),
    after_kg=Decimal(21390),
)
WATCHED = SuperviseDestruction(
    officer=LIN,
    place="furnace 2",
    method="smelted",
    weight_kg=Decimal(21550),
    witness="Zhou Min",
    video="video/1.mp4",
)
IDENTIFY = CommissionIdentification(officer=LIN, body="institute", reason="undismantled parts")
REQUESTED = InspectionRequested(reason="weight for the buyer")
GRANT = DecideInspectionRequest(officer=LIN, decision=Petition.APPROVE, reason="a certificate")
DISPUTE = ResultDisputed(reason="the sample was not ours")
REINSPECT = SettleDispute.model_validate(
    {"officer": LIN, "verdict": "REINSPECT", "reason": "the sample was mixed up"}
)
UPHELD = SettleDispute.model_validate(
    {"officer": LIN, "verdict": "UPHELD", "reason": "measured again"}
)

APPROVED: tuple[Told, ...] = (FILE, APPROVE)
ASHORE: tuple[Told, ...] = (
    *APPROVED,
    Shipped(vessel="EVER LUCID"),
    later(VesselArrived(vessel="EVER LUCID"), days=30),
    Discharged(),
    DECLARED,
)
UNDECLARED: tuple[Told, ...] = (
    *ASHORE[:-1],
    *(later(TICK, days=91), *[TICK] * 30),
)
APPROVE_PILOT = ApprovePilot(officer=LIN, document="17", approver="Wang", reason="clean")
SEIZE = Seize(officer=LIN, reason="nobody declares, owner not found")
PILOT: tuple[Told, ...] = (*ASHORE, INSTRUCTED)
TRADITIONAL: tuple[Told, ...] = (
    *ASHORE,
    INSTRUCTED.model_copy(update={"risk_level": "R2"}),
)


INSTRUCTION = InspectionInstructed(
    opened_share=Decimal(1), emptied_share=Decimal("0.30"), place="Beilun site 2"
)
SLOT = InspectionSlotGiven(slot=SHIP_ARRIVES + timedelta(days=2), place="Beilun site 2")


def checked(*boxes: str) -> tuple[Told, ...]:
    return (*PILOT, *(told for box in boxes for told in (reading(box), scan(box))))


def permitted(*boxes: str) -> tuple[Told, ...]:
    answers = [told for box in boxes for told in (removal(box), trip(box))]
    return (*checked(*boxes), *answers)


def on_the_road(*boxes: str) -> tuple[Told, ...]:
    return (*permitted(*boxes), *(gate_out(box) for box in boxes))


def at_the_factory(*boxes: str) -> tuple[Told, ...]:
    arrivals = [told for box in boxes for told in (BoxArrived(box=box), seal(box))]
    return (*on_the_road(*boxes), *arrivals)


def unloaded(*boxes: str) -> tuple[Told, ...]:
    ended = [told for box in boxes for told in (PermitUnloading(box=box), weighed(box))]
    return (*at_the_factory(*boxes), *ended)


SCANNED: tuple[Told, ...] = (*TRADITIONAL, reading(), scan())
IN_THE_YARD: tuple[Told, ...] = (*SCANNED, ReturnedToYard(box=BOX))
AT_THE_SITE: tuple[Told, ...] = (*IN_THE_YARD, INSTRUCTION, SLOT, ArrivedAtSite(box=BOX))
RELEASED_IN_PORT: tuple[Told, ...] = (*AT_THE_SITE, CONFORM, Release())
PERMITTED, ON_THE_ROAD, AT_THE_FACTORY = permitted(BOX), on_the_road(BOX), at_the_factory(BOX)
UNLOADED = unloaded(BOX)
# The window of a box ended two hours ago and more: D08 and T08 have come to their ends.
MISSING: tuple[Told, ...] = (*ON_THE_ROAD, later(TICK, hours=5), *[TICK] * 4)
FAILED: tuple[Told, ...] = (*UNLOADED, failing())
RECTIFYING: tuple[Told, ...] = (*FAILED, disposal(Disposal.RECTIFY))
LAB_PENDING: tuple[Told, ...] = (*UNLOADED, sampled(), CONFORM)
RELEASED: tuple[Told, ...] = (*UNLOADED, CONFORM, Release())
CLOSED: tuple[Told, ...] = (*RELEASED, Close(outcome=Outcome.RELEASED))
ALARMED: tuple[Told, ...] = (*PILOT, reading(result=CheckResult.ALARM))
WORKED = worked(LIN, BOX, BOX_2)
