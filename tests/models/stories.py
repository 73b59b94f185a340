"""What consignments are told on their way; each story goes on from the one before it."""

from datetime import timedelta
from decimal import Decimal

from models import messages as m
from models.terms import (
    Audit,
    Check,
    Danger,
    Disposal,
    Outcome,
    Party,
    Resolution,
    SealState,
    Triage,
)
from tests.given import Told, later
from tests.history import PAPERS, START, sample_box, sample_seal

LIN = "Lin"
BOX, BOX_2, BOX_3 = sample_box(1, 1), sample_box(1, 2), sample_box(1, 3)
ENTRY_ID = "310120251000000001"
SHIP_ARRIVES = START + timedelta(days=30)
HAULIER = "甬通集卡"
STRANGER = "CSQU3054383"
SEALS = {
    **{sample_box(1, nth): sample_seal(1, nth) for nth in (1, 2, 3)},
    STRANGER: "SL-STRANGE",
}

FILE = m.PreShipmentFile(documents=PAPERS)
APPROVE = m.DecidePreShipment(officer=LIN, decision=Audit.APPROVE)
DECLARED = m.DeclarationStatus(letter="L", entry_id=ENTRY_ID)
INSTRUCTED = m.InstructionAnswered(risk_level="R1", standing="ENROLLED")
CONFORM = m.RecordInspection(officer=LIN, conform=True)
ACKNOWLEDGE = m.AcknowledgeEmergency(officer=LIN)
HOLD = m.Hold(officer=LIN, reason="papers under review")
RESUME = m.Resume(officer=LIN, reason="papers in order")
RETURN = m.OrderReturn(officer=LIN, reason="notice for the origin")
_CLOSED = m.LiftEmergency(
    officer=LIN,
    resolution=Resolution.RESUME,
    reason="harmless",
    role=Party.DIVISION,
    expert_report="measured twice",
    scene_cleared=True,
    lessons="look earlier",
)
GO_ON = _CLOSED
GO_BACK = _CLOSED.model_copy(update={"resolution": Resolution.RETURN, "reason": "source found"})
FIRE = m.RaiseEmergency(officer=LIN, kind=Danger.FIRE, reason="smoke")
TICK = m.Tick()


def reading(box: str = BOX, result: Check = Check.PASSED) -> m.PortalReading:
    return m.PortalReading(
        box=box,
        portal_id="RPM-1",
        dose_rate=Decimal("0.60") if result is Check.ALARM else Decimal("0.10"),
        background=Decimal("0.09"),
        result=result,
    )


def letter(
    status: str, entry_id: str | None = ENTRY_ID, seq_no: str | None = None
) -> m.DeclarationStatus:
    return m.DeclarationStatus(letter=status, entry_id=entry_id, seq_no=seq_no)


def scan(box: str = BOX, result: Check = Check.PASSED) -> m.ScanVerdict:
    return m.ScanVerdict(box=box, scan_id="X-1", result=result)


def gate_out(box: str = BOX, **changed: object) -> m.GateOut:
    seen = {"box": box, "plate": "浙B10001", "lock_no": "LK-1", "locked": True, "seals": ()}
    return m.GateOut.model_validate({**seen, **changed})


def removal(box: str = BOX, visit: str = "removal:1") -> m.RemovalAnswered:
    return m.RemovalAnswered(box=box, visit=visit, permit_no="P-1", refusal=None)


def trip(box: str = BOX) -> m.TripAnswered:
    return m.TripAnswered(
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
) -> m.SealReport:
    registered = SEALS[box]
    return m.SealReport(box=box, seal_no=registered if seal_no is None else seal_no, state=state)


def reads(parameter: str, value: str, unit: str = "%", **more: object) -> m.Measurement:
    told = {"parameter": parameter, "value": value, "unit": unit, **more}
    return m.Measurement.model_validate(told)


def voided(number: str = "S-1") -> m.VoidSample:
    return m.VoidSample(officer=LIN, sample_no=number, reason="broken on the way")


def sampled(number: str = "S-1", box: str | None = None) -> m.TakeSample:
    return m.TakeSample(officer=LIN, sample_no=number, box=box, lab="NBTC", seal_no="LS-1")


def lab_result(number: str = "S-1", *readings: m.Measurement, report: str = "R-1") -> m.LabResult:
    return m.LabResult(sample_no=number, issuer="NBTC", report_no=report, readings=readings)


def concludes(*, conform: bool = True) -> m.ConcludeInspection:
    return m.ConcludeInspection(officer=LIN, conform=conform)


def waste(*, solid: bool) -> m.IdentificationReport:
    return m.IdentificationReport(body="institute", report_no="ID-1", solid_waste=solid)


def weighed(box: str = BOX, kg: str = "21550") -> m.UnloadingReport:
    return m.UnloadingReport(box=box, net_kg=Decimal(kg))


def lock_alarm(alarm: str = "ROPE_CUT", box: str = BOX) -> m.LockAlarm:
    return m.LockAlarm(box=box, lock_no="LK-1", alarm=alarm)


def triage(verdict: Triage, box: str = BOX) -> m.TriageAlarm:
    return m.TriageAlarm(officer=LIN, box=box, verdict=verdict)


def failing(reason: str = "NC-12", box: str | None = None) -> m.RecordInspection:
    found = m.Finding(reason=reason, box=box)
    return m.RecordInspection(officer=LIN, conform=False, findings=(found,))


def disposal(kind: Disposal) -> m.DecideDisposal:
    return m.DecideDisposal(officer=LIN, disposal=kind, reason="as the rules say")


DRIED = m.SuperviseTreatment(
    officer=LIN,
    place="drying floor 1",
    method="dried",
    before_kg=Decimal(21550),
    after_kg=Decimal(21390),
)
IDENTIFY = m.CommissionIdentification(officer=LIN, body="institute", reason="undismantled parts")
DISPUTE = m.ResultDispute(reason="the sample was not ours")
REINSPECT = m.SettleDispute.model_validate(
    {"officer": LIN, "verdict": "REINSPECT", "reason": "the sample was mixed up"}
)
UPHELD = m.SettleDispute.model_validate(
    {"officer": LIN, "verdict": "UPHELD", "reason": "measured again"}
)

APPROVED: tuple[Told, ...] = (FILE, APPROVE)
ASHORE: tuple[Told, ...] = (
    *APPROVED,
    m.VesselDeparture(vessel="EVER LUCID"),
    later(m.VesselArrival(vessel="EVER LUCID"), days=30),
    m.Discharge(),
    DECLARED,
)
UNDECLARED: tuple[Told, ...] = (
    *ASHORE[:-1],
    *(later(TICK, days=91), *[TICK] * 30),
)
SEIZE = m.Seize(officer=LIN, reason="nobody declares, owner not found")
PILOT: tuple[Told, ...] = (*ASHORE, INSTRUCTED)
TRADITIONAL: tuple[Told, ...] = (
    *ASHORE,
    m.InstructionAnswered(risk_level="R2", standing="ENROLLED"),
)


INSTRUCTION = m.InspectionInstruction(
    opened_share=Decimal(1), emptied_share=Decimal("0.30"), place="Beilun site 2"
)
SLOT = m.InspectionSlot(slot=SHIP_ARRIVES + timedelta(days=2), place="Beilun site 2")


def checked(*boxes: str) -> tuple[Told, ...]:
    return (*PILOT, *(told for box in boxes for told in (reading(box), scan(box))))


def permitted(*boxes: str) -> tuple[Told, ...]:
    answers = [told for box in boxes for told in (removal(box), trip(box))]
    return (*checked(*boxes), *answers)


def on_the_road(*boxes: str) -> tuple[Told, ...]:
    return (*permitted(*boxes), *(gate_out(box) for box in boxes))


def at_the_factory(*boxes: str) -> tuple[Told, ...]:
    arrivals = [told for box in boxes for told in (m.Arrival(box=box), seal(box))]
    return (*on_the_road(*boxes), *arrivals)


def unloaded(*boxes: str) -> tuple[Told, ...]:
    ended = [told for box in boxes for told in (m.PermitUnloading(box=box), weighed(box))]
    return (*at_the_factory(*boxes), *ended)


SCANNED: tuple[Told, ...] = (*TRADITIONAL, reading(), scan())
IN_THE_YARD: tuple[Told, ...] = (*SCANNED, m.YardReturn(box=BOX))
AT_THE_SITE: tuple[Told, ...] = (*IN_THE_YARD, INSTRUCTION, SLOT, m.SiteArrival(box=BOX))
RELEASED_IN_PORT: tuple[Told, ...] = (*AT_THE_SITE, CONFORM, m.Release())
PERMITTED, ON_THE_ROAD, AT_THE_FACTORY = permitted(BOX), on_the_road(BOX), at_the_factory(BOX)
UNLOADED = unloaded(BOX)
# The window of a box ended two hours ago and more: D08 and T08 have come to their ends.
MISSING: tuple[Told, ...] = (*ON_THE_ROAD, later(TICK, hours=5), *[TICK] * 4)
FAILED: tuple[Told, ...] = (*UNLOADED, failing())
RECTIFYING: tuple[Told, ...] = (*FAILED, disposal(Disposal.RECTIFY))
LAB_PENDING: tuple[Told, ...] = (*UNLOADED, sampled(), CONFORM)
RELEASED: tuple[Told, ...] = (*UNLOADED, CONFORM, m.Release())
CLOSED: tuple[Told, ...] = (*RELEASED, m.Close(outcome=Outcome.RELEASED))
ALARMED: tuple[Told, ...] = (*PILOT, reading(result=Check.ALARM))
