"""What an officer may do when; a refusal says why and what to do instead."""

from datetime import timedelta
from decimal import Decimal
from typing import Literal

import pytest

from models.deadlines.messages import AcknowledgeEscalation, ConfirmEntry, ExtendDeadline, Reinstate
from models.disposal.events import RectificationCompleted
from models.disposal.messages import ReferCase, ReleaseBoxes
from models.emergency.events import DangerJoined
from models.emergency.messages import ReportIncident, ReportStep
from models.inspection.events import InspectionBooked, InspectionRecorded
from models.inspection.messages import (
    RecordMeasurements,
    RecordNoShow,
    SettleSuspicion,
    StartInspection,
)
from models.kernel.base_types import replace
from models.kernel.errors import Refused
from models.kernel.event import to_entry
from models.kernel.measured import Measurement
from models.kernel.message import Command
from models.kernel.terms import (
    AuditDecision,
    Cause,
    CheckResult,
    Danger,
    Disposal,
    EmergencyStep,
    EscalationLevel,
    Mode,
    Party,
    Petition,
    PreShipment,
    ProcessPhase,
    SealState,
    Stage,
    Suspicion,
    System,
    Triage,
)
from models.port.messages import ResumeRemoval
from models.pre_shipment.events import PreShipmentApproved
from models.pre_shipment.messages import DecidePreShipment
from models.process import derived_status
from models.process.decide import decide_command
from models.process.messages import (
    COMMANDS,
    DecideStandingAct,
    Fact,
    PermitOnPaper,
    ReportByHand,
    Retract,
)
from models.process.stored_events import from_entries
from models.returns.events import (
    ReturnApplied,
    ReturnDeparted,
    ReturnGatedIn,
    ReturnPlanned,
    ReturnSealed,
)
from models.returns.messages import (
    AcceptReturn,
    CallOffReturnTruck,
    DecidePenalty,
    DecideReturnApplication,
    ReturnTripAnswered,
)
from models.rules.rulebook import rulebook
from models.supervision.messages import CallGaveUp, ExcuseViolation, FallBack, RetryCall, Unknown
from models.transport.events import ArrivalNotified, BoxArrived, StopStarted
from models.transport.messages import ApproveTransshipment, ResumeFleet, SendOfficer, SwapTractor
from tests.given import Given, Told, given, heard, later, refused
from tests.history import START as FIRST
from tests.models.stories import (
    ACKNOWLEDGE,
    ALARMED,
    APPROVE,
    APPROVE_PILOT,
    APPROVED,
    ASHORE,
    AT_THE_FACTORY,
    BOX,
    BOX_2,
    CLOSED,
    CONFORM,
    DISPUTE,
    DRIED,
    FAILED,
    FILE,
    FIRE,
    GO_BACK,
    GO_ON,
    GRANT,
    HOLD,
    IDENTIFY,
    LAB_PENDING,
    LIN,
    MISSING,
    ON_THE_ROAD,
    OUT,
    PERMITTED,
    PILOT,
    RECTIFYING,
    REINSPECT,
    RELEASED,
    REQUESTED,
    RESUME,
    RETURN,
    SCANNED,
    SECOND,
    SEIZE,
    STRANGER,
    TICK,
    TRADITIONAL,
    UNDECLARED,
    UNLOADED,
    UPHELD,
    WATCHED,
    WORKED,
    checked,
    concludes,
    disposal,
    failing,
    gate_out,
    lab_result,
    letter,
    lock_alarm,
    reads,
    sampled,
    scan,
    seal,
    triage,
    unloaded,
    voided,
    waiving,
)

REJECT = DecidePreShipment(officer=LIN, decision=AuditDecision.REJECT, reason="coated wire")
SUPPLEMENT = DecidePreShipment(officer=LIN, decision=AuditDecision.SUPPLEMENT, reason="no photos")
START = StartInspection(officer=LIN)
INCIDENT = ReportIncident(officer=LIN, report="cordon, survey, all clear")
LET_GO = ResumeRemoval(officer=LIN, box=BOX, reason="for the destination")
FALL_BACK = FallBack(officer=LIN, reason="no lock available")
RETRY = RetryCall(officer=LIN, call="trip:1")
GAVE_UP = CallGaveUp(call="trip:1", reason="503")
RECTIFIED = RectificationCompleted(note="dried")
SUSPECT_SCAN = scan(result=CheckResult.ALARM)


def settle(
    verdict: Literal[Suspicion.CONFIRMED, Suspicion.CLEARED],
    reason: str = "NC-15",
    box: str | None = BOX,
) -> SettleSuspicion:
    return SettleSuspicion(
        officer=LIN, reason=reason, verdict=verdict, box=box, note="looked at again"
    )


def extend(deadline: str = "D12", box: str | None = None, hours: int = 24) -> ExtendDeadline:
    return ExtendDeadline(
        officer=LIN, deadline=deadline, box=box, hours=hours, reason="no inspector", **SECOND
    )


def answer(deadline: str, box: str | None = None) -> AcknowledgeEscalation:
    return AcknowledgeEscalation(officer=LIN, deadline=deadline, box=box)


def excuse(reason: str = "motorway closed") -> ExcuseViolation:
    return ExcuseViolation(officer=LIN, code="SV-05", box=BOX, reason=reason, **SECOND)


TAKE_BACK = Retract(
    officer=LIN, fact="box-arrived", box=BOX, reason="another box", approver="Wang Li"
)
SEAL_STANDS = DecideStandingAct(
    officer=LIN, act="seal-checked", box=BOX, stands=True, reason="looked", approver="Wang Li"
)


ON_PAPER = PermitOnPaper.model_validate(
    {
        "officer": LIN,
        "permission": "REMOVAL",
        "box": BOX,
        "document": "P-7",
        "reason": "clearance is down",
        "approver": "Wang Li",
    }
)


def by_hand(fact: Fact) -> ReportByHand:
    return ReportByHand(officer=LIN, fact=fact, reason="the feed is down")


def swap_tractor(plate: str = "浙B20002") -> SwapTractor:
    return SwapTractor(officer=LIN, box=BOX, plate=plate, reason="gearbox broken")


def transship() -> ApproveTransshipment:
    return ApproveTransshipment(officer=LIN, box=BOX, plate="浙B20002", reason="trailer burnt")


SEND = SendOfficer(officer=LIN, box=BOX, reason="look at the seal")


CALL_OFF = CallOffReturnTruck(officer=LIN, box=BOX, reason="the goods are destroyed instead")
TRUCK_BACK: tuple[Told, ...] = (
    ReturnSealed(box=BOX, seal_no="R1", gross_kg=Decimal(25000)),
    ReturnTripAnswered(
        box=BOX, trip_no="T2", plate="浙B20002", lock_no="LK-2", planned_drive_minutes=70
    ),
)


def accept() -> AcceptReturn:
    return AcceptReturn(officer=LIN, box=BOX, reason="weighed again")


STEP = ReportStep(officer=LIN, step=EmergencyStep.CALLED)
PENALTY = DecidePenalty(officer=LIN, amount_cny=Decimal(500000), reason="solid waste")
BROKEN_BACK: tuple[Told, ...] = (
    *UNLOADED,
    RETURN,
    ReturnSealed(box=BOX, seal_no="R1", gross_kg=Decimal(25350)),
    ReturnGatedIn(box=BOX, seals=("R1",), gross_kg=Decimal(24000)),
)
DRIVE_ON = ResumeFleet(officer=LIN, box=BOX, reason="the driver answers")
ARRIVED = given(*ON_THE_ROAD).now
ENTERED_LATE: tuple[Told, ...] = (
    *(*ON_THE_ROAD, BoxArrived(box=BOX), later(TICK, hours=1), *[TICK] * 9),
    heard(ArrivalNotified(box=BOX), ARRIVED + timedelta(minutes=5), system=System.ENTERPRISE),
)
BELIEVE = ConfirmEntry(officer=LIN, deadline="D09", box=BOX, reason="seen on the camera", **SECOND)
REINSTATE = Reinstate(officer=LIN, deadline="D16", reason="treated in time", **SECOND)
LATE_ARRIVAL: tuple[Told, ...] = (*ON_THE_ROAD, later(BoxArrived(box=BOX), hours=3))
TREATED = heard(RECTIFIED, given(*RECTIFYING).now + timedelta(days=4))
# Forty days later the return has been ordered; then we hear that the goods were treated in time.
UNFOUNDED: tuple[Told, ...] = (*RECTIFYING, later(TICK, days=40), *[TICK] * 20, TREATED)
CONFIRM, CLEAR = settle(Suspicion.CONFIRMED), settle(Suspicion.CLEARED)
MISMATCH: tuple[Told, ...] = (*AT_THE_FACTORY, seal(state=SealState.MISMATCH))
OVERDUE: tuple[Told, ...] = (*ON_THE_ROAD, later(TICK, hours=3))

BOOKED: tuple[Told, ...] = (*UNLOADED, InspectionBooked(slot=FIRST))
DAY = timedelta(days=1)
NO_SHOW = RecordNoShow(officer=LIN, note="the bay was locked")
HANDHELD = RecordMeasurements(
    officer=LIN, box=BOX, readings=(reads("dose rate", "0.12", "µSv/h", background="0.09"),)
)
TWO_BOXES: tuple[Told, ...] = (*unloaded(BOX, BOX_2), WORKED, failing("NC-09", BOX_2))
FREE_ONE = ReleaseBoxes(officer=LIN, boxes=(BOX,), reason="the defect is in the other box")

REFER = ReferCase(officer=LIN, to="anti-smuggling", reason="false name")
WANTED = ReturnApplied(reason="wrong lot")
GRANTED = DecideReturnApplication(officer=LIN, decision=Petition.APPROVE)


def told_to(command: Command, *before: Told) -> Given:
    """A consignment of one box, or of the two that are told apart."""
    return given(*before, boxes=2 if isinstance(command, ReleaseBoxes) else 1)


ALLOWED: list[tuple[tuple[Told, ...], Command, tuple[str, ...]]] = [
    ((FILE,), APPROVE, ("pre-shipment-approved",)),
    ((FILE,), SUPPLEMENT, ("supplement-requested",)),
    ((FILE,), REJECT, ("pre-shipment-rejected", "fell-back")),
    (ALARMED, triage(Triage.SUSPECT), ("alarm-triaged",)),
    (UNLOADED, START, ("inspection-started",)),
    (TRADITIONAL, START, ("inspection-started",)),
    ((*UNLOADED, START), CONFORM, ("inspection-recorded", "conformity-assessed")),
    ((*UNLOADED, START), failing(), ("nonconformance-raised", "inspection-recorded")),
    (MISMATCH, CONFIRM, ("nonconformance-settled",)),
    (MISMATCH, CLEAR, ("nonconformance-settled",)),
    (BOOKED, NO_SHOW, ("appointment-missed", "violation-recorded")),
    (AT_THE_FACTORY, HANDHELD, ("measurements-recorded",)),
    (UNLOADED, sampled(), ("sample-taken",)),
    ((*UNLOADED, sampled()), voided(), ("sample-voided", "lab-work-completed")),
    (LAB_PENDING[:-1], CONFORM, ("inspection-started", "inspection-recorded")),
    (
        (*LAB_PENDING, lab_result()),
        concludes(),
        ("inspection-concluded", "conformity-assessed"),
    ),
    (UNLOADED, IDENTIFY, ("identification-commissioned", "nonconformance-raised")),
    (TWO_BOXES, FREE_ONE, ("boxes-released",)),
    ((*FAILED, DISPUTE), UPHELD, ("dispute-settled",)),
    ((*FAILED, DISPUTE), REINSPECT, ("dispute-settled", "reinspection-ordered")),
    (FAILED, REFER, ("case-referred",)),
    (UNLOADED, waiving(f"OPEN/{BOX}"), ("requirements-waived",)),
    (RECTIFYING, DRIED, ("treatment-supervised",)),
    ((*UNLOADED, WANTED), GRANTED, ("return-ordered",)),
    ((*FAILED, disposal(Disposal.DESTROY)), WATCHED, ("destruction-supervised",)),
    (FAILED, disposal(Disposal.RECTIFY), ("rectification-ordered",)),
    (FAILED, disposal(Disposal.RETURN), ("return-ordered",)),
    (
        (*FAILED, RETURN, *TRUCK_BACK, disposal(Disposal.DESTROY)),
        CALL_OFF,
        ("return-transport-called-off",),
    ),
    (FAILED, disposal(Disposal.DESTROY), ("destruction-ordered",)),
    (RECTIFYING, disposal(Disposal.DESTROY), ("destruction-ordered",)),
    (ON_THE_ROAD, RETURN, ("return-ordered",)),
    (ON_THE_ROAD, FIRE, ("emergency-raised",)),
    ((*ON_THE_ROAD, lock_alarm()), FIRE, ("danger-joined",)),
    ((*ON_THE_ROAD, FIRE), ACKNOWLEDGE, ("emergency-acknowledged",)),
    ((*ON_THE_ROAD, FIRE), INCIDENT, ("incident-reported",)),
    ((*ON_THE_ROAD, FIRE, GO_ON), INCIDENT, ("incident-reported",)),
    ((*ON_THE_ROAD, FIRE), GO_ON, ("danger-closed", "emergency-lifted")),
    ((*ON_THE_ROAD, FIRE, lock_alarm()), OUT, ("danger-closed",)),
    ((*ON_THE_ROAD, FIRE), GO_BACK, ("danger-closed", "emergency-lifted", "return-ordered")),
    ((*ON_THE_ROAD, RETURN, FIRE), GO_BACK, ("danger-closed", "emergency-lifted")),
    (OVERDUE, answer("D08", BOX), ("escalation-acknowledged",)),
    (UNDECLARED, SEIZE, ("goods-seized", "consignment-closed")),
    (ASHORE, APPROVE_PILOT, ("pilot-approved",)),
    ((*UNLOADED, REQUESTED), GRANT, ("inspection-request-decided",)),
    (PILOT, HOLD, ("held",)),
    ((*PILOT, HOLD), RESUME, ("resumed",)),
    (UNLOADED, extend(), ("deadline-extended",)),
    ((*PERMITTED, letter("C")), LET_GO, ("removal-resumed",)),
    (PERMITTED, FALL_BACK, ("fell-back", "removal-permit-withdrawn", "gate-barred")),
    (APPROVED, FALL_BACK, ("fell-back",)),
    (ON_THE_ROAD, swap_tractor(), ("tractor-swapped",)),
    (ON_THE_ROAD, transship(), ("transshipment-approved",)),
    (ON_THE_ROAD, SEND, ("officer-sent",)),
    ((*OVERDUE, *[TICK] * 4), DRIVE_ON, ("fleet-resumed",)),
    ((*PILOT, GAVE_UP), RETRY, ("call-retried",)),
    ((*CLOSED, GAVE_UP), RETRY, ("call-retried",)),
    ((*ON_THE_ROAD, FIRE), STEP, ("emergency-step-done",)),
    (BROKEN_BACK, accept(), ("return-accepted",)),
    ((*UNLOADED, RETURN), PENALTY, ("penalty-decided",)),
    (LATE_ARRIVAL, excuse(), ("violation-excused",)),
    (
        ENTERED_LATE,
        BELIEVE,
        ("entry-confirmed", *["escalation-withdrawn"] * 2, "violation-excused"),
    ),
    (UNFOUNDED, REINSTATE, ("effect-undone",)),
    (ON_THE_ROAD, by_hand(BoxArrived(box=BOX)), ("entered-by-hand", "box-arrived")),
    (AT_THE_FACTORY, TAKE_BACK, ("fact-retracted",)),
    ((*AT_THE_FACTORY, TAKE_BACK), SEAL_STANDS, ("standing-act-decided",)),
    (
        (*checked(BOX), CallGaveUp(call=f"removal:{BOX}:1", reason="closed")),
        ON_PAPER,
        ("permitted-on-paper", "removal-permitted"),
    ),
]

REFUSED: list[tuple[tuple[Told, ...], Command, str]] = [
    ((*FAILED, RETURN, *TRUCK_BACK), CALL_OFF, "the destruction has not been decided"),
    ((), APPROVE, "AWAITED; only a SUBMITTED one"),
    (APPROVED, APPROVE, "APPROVED; only a SUBMITTED one"),
    ((FILE,), REJECT.model_copy(update={"reason": " "}), "give a reason"),
    ((*ASHORE, FILE), REJECT, "the goods have arrived"),
    (PILOT, triage(Triage.INNOCENT), "no portal alarm"),
    (PILOT, triage(Triage.INNOCENT, STRANGER), "not part of this consignment"),
    ((*ALARMED, triage(Triage.SOURCE)), triage(Triage.INNOCENT), "a source was found"),
    (ASHORE, START, "nothing can be inspected while the course is INBOUND"),
    (AT_THE_FACTORY, START, "not unloaded yet"),
    ((*UNLOADED, START), START, "started already"),
    ((*UNLOADED, HOLD), START, "frozen by HOLD"),
    ((*UNLOADED, FIRE, HOLD), START, "frozen by EMERGENCY, HOLD"),
    ((*UNLOADED, CONFORM), START, "found to conform"),
    (FAILED, START, "decide its disposal first"),
    (RECTIFYING, START, "being rectified"),
    ((*UNLOADED, RETURN), CONFORM, "course is RETURN"),
    (UNLOADED, failing("NC-99"), "unknown reason NC-99"),
    (UNLOADED, failing("NC-12", STRANGER), "not part of this consignment"),
    (UNLOADED, CONFORM.model_copy(update={"opened": (STRANGER,)}), "not part of this"),
    (UNLOADED, CONFORM.model_copy(update={"opened": (), "emptied": ()}), "open it (opened)"),
    (UNLOADED, waiving(f"EMPTY/{BOX}"), "is not outstanding; outstanding are SECTION/-/4.4"),
    (UNLOADED, waiving(f"OPEN/{BOX}", role="C2"), "not waived in the role C2; it is in C2_LEAD"),
    (SCANNED[:-1], waiving(f"MACHINE/{BOX}"), "not waived in the role C2_LEAD; it is in C3"),
    (SCANNED[:-1], waiving(f"MACHINE/{BOX}", role="C3"), "name the approver"),
    (SCANNED[:-1], waiving(f"MACHINE/{BOX}", role="C3", approver=" lin "), "by the person"),
    (TRADITIONAL, waiving(f"RADIATION/{BOX}", role="C3", approver="Zhao"), "it is in none"),
    (UNLOADED, failing().model_copy(update={"conform": True}), "findings are listed"),
    (UNLOADED, failing().model_copy(update={"findings": ()}), "no finding is CONFIRMED"),
    ((*MISMATCH, CONFIRM, *UNLOADED[-2:]), CONFORM, "NC-15 is confirmed; decide its disposal"),
    ((*UNLOADED, SUSPECT_SCAN), CONFORM, "settle first what is suspected: NC-07"),
    (UNLOADED, CONFIRM, "NC-15 is not suspected here; suspected are none"),
    (MISMATCH, settle(Suspicion.CLEARED, box=None), "is not suspected here"),
    (UNLOADED, NO_SHOW, "no slot is booked"),
    ((*UNLOADED, InspectionBooked(slot=FIRST + 60 * DAY)), NO_SHOW, "it has not come yet"),
    ((*BOOKED, START), NO_SHOW, "the inspection has begun"),
    (UNLOADED, HANDHELD.model_copy(update={"readings": ()}), "at least one reading"),
    ((*UNLOADED, sampled()), sampled(), "was taken already"),
    ((*UNLOADED, CONFORM), sampled(), "found to conform"),
    (ASHORE, sampled(), "course is INBOUND"),
    (ASHORE, SEIZE, "legal time to declare is not over"),
    (UNLOADED, voided(), "no report on a sample S-1 is waited for"),
    (UNLOADED, concludes(), "no recorded inspection waits"),
    (LAB_PENDING, CONFORM, "waits for its conclusion"),
    (LAB_PENDING, concludes(), "has not reported on S-1 at NBTC"),
    (LAB_PENDING, concludes(conform=False), "no finding is CONFIRMED"),
    (APPROVED, IDENTIFY, "have not arrived"),
    ((*UNLOADED, IDENTIFY), IDENTIFY, "runs already"),
    ((*UNLOADED, IDENTIFY), CONFORM, "being identified"),
    (
        (*UNLOADED, IDENTIFY),
        settle(Suspicion.CLEARED, "NC-08", None),
        "the identification decides",
    ),
    (TWO_BOXES[:-1], FREE_ONE, "nothing has been inspected yet"),
    (TWO_BOXES, FREE_ONE.model_copy(update={"boxes": (BOX, BOX_2)}), "that is all there is"),
    ((*TWO_BOXES[:-1], failing("NC-09")), FREE_ONE, "NC-09 is open on box"),
    ((*TWO_BOXES, sampled(box=BOX)), FREE_ONE, "has not reported on S-1"),
    ((*TWO_BOXES, FREE_ONE), FREE_ONE, "has been released already"),
    ((*TWO_BOXES, HOLD), FREE_ONE, "frozen by HOLD"),
    (FAILED, UPHELD, "no result is disputed"),
    ((*FAILED, RETURN, DISPUTE, ReturnDeparted()), REINSPECT, "the goods have left"),
    ((*FAILED, DISPUTE), disposal(Disposal.RETURN), "settle that first"),
    (FAILED, REFER.model_copy(update={"to": ""}), "give a reason"),
    (FAILED, WATCHED, "has not been decided"),
    (FAILED, DRIED, "no treatment has been decided"),
    (UNLOADED, GRANTED, "no application for a return waits"),
    (UNLOADED, disposal(Disposal.RETURN), "no non-conformance is confirmed"),
    (RECTIFYING, disposal(Disposal.RECTIFY), "RECTIFY has been decided already"),
    ((*FAILED, RETURN), disposal(Disposal.RECTIFY), "RETURN has been decided already"),
    ((*UNLOADED, failing("NC-09")), disposal(Disposal.RECTIFY), "NC-09 does not allow RECTIFY"),
    ((*FAILED, FIRE), disposal(Disposal.RETURN), "lift it first"),
    (APPROVED, RETURN, "have not arrived"),
    ((*ON_THE_ROAD, RETURN), RETURN, "ordered already"),
    ((*ON_THE_ROAD, FIRE), RETURN, "lift it first"),
    (RELEASED, RETURN, "released for use"),
    ((*ON_THE_ROAD, FIRE), FIRE, "open already: FIRE"),
    (PILOT, ACKNOWLEDGE, "no emergency is open"),
    ((*ON_THE_ROAD, FIRE), OUT, "FIRE is the last one"),
    ((*ON_THE_ROAD, FIRE, lock_alarm()), GO_ON, "several dangers are open"),
    ((*PILOT, FIRE, ACKNOWLEDGE), ACKNOWLEDGE, "Lin has acknowledged FIRE already"),
    (PILOT, INCIDENT, "no emergency to report on"),
    (PILOT, GO_ON, "no emergency is open"),
    (ALARMED, GO_ON, "judged not at all; RESUME needs INNOCENT"),
    ((*ALARMED, triage(Triage.SUSPECT)), GO_ON, "judged SUSPECT"),
    ((*ALARMED, triage(Triage.SOURCE)), GO_ON, "judged SOURCE"),
    (MISSING, GO_ON, "still missing"),
    (ON_THE_ROAD, answer("D08", BOX), "has not escalated"),
    (ON_THE_ROAD, answer("D08"), "deadline D08 does not run here"),
    (ON_THE_ROAD, answer("D99"), "deadline D99 does not run here; open: "),
    ((*PILOT, HOLD), HOLD, "on hold already"),
    (PILOT, HOLD.model_copy(update={"reason": ""}), "give a reason"),
    (PILOT, RESUME, "not on hold"),
    (AT_THE_FACTORY, extend("D08", BOX), "D08 is closed"),
    (
        (*ON_THE_ROAD, StopStarted(box=BOX), later(TICK, hours=1), TICK, TICK),
        extend("T02", BOX),
        "every level of T02 has fired",
    ),
    (PERMITTED, LET_GO, "no permit of box"),
    (ON_THE_ROAD, FALL_BACK, "only before gate-out"),
    (TRADITIONAL, FALL_BACK, "only before gate-out; mode TRADITIONAL"),
    (PILOT, swap_tractor(), "no truck is ordered"),
    (ON_THE_ROAD, swap_tractor("浙B10001"), "expected already"),
    (ON_THE_ROAD, swap_tractor(" "), "name the plate"),
    (AT_THE_FACTORY, swap_tractor(), "has arrived; settle what was recorded there"),
    (AT_THE_FACTORY, transship(), "has arrived"),
    (AT_THE_FACTORY, SEND, "has arrived"),
    (PILOT, RETRY, "failing: none"),
    (
        OVERDUE,
        answer("D08", BOX).model_copy(update={"level": EscalationLevel.L3}),
        "it stands at L1",
    ),
    (ON_THE_ROAD, STEP, "no emergency is open"),
    ((*ON_THE_ROAD, FIRE, STEP), STEP, "CALLED has been reported already"),
    ((*ON_THE_ROAD, FIRE), GO_ON.model_copy(update={"role": None}), "no role is named"),
    ((*ON_THE_ROAD, FIRE), GO_ON.model_copy(update={"role": Party.HAULIER}), "H: this emergency"),
    ((*ON_THE_ROAD, FIRE), GO_ON.model_copy(update={"lessons": " "}), "say: lessons"),
    ((*ON_THE_ROAD, FIRE), GO_BACK.model_copy(update={"scene_cleared": False}), "scene_cleared"),
    ((*UNLOADED, RETURN), accept(), "has not come back to the port"),
    ((*BROKEN_BACK, accept()), accept(), "came back as it should"),
    (UNLOADED, PENALTY, "no return has been ordered"),
    (PILOT, APPROVE_PILOT, "the mode is decided already"),
    (UNLOADED, GRANT, "asked for no inspection"),
    ((*UNLOADED, RETURN, PENALTY), PENALTY, "decided already"),
    (ON_THE_ROAD, excuse(), "SV-05 of box"),
    (LATE_ARRIVAL, excuse(reason=" "), "give a reason"),
    ((*LATE_ARRIVAL, excuse()), excuse(), "does not count here"),
    (RECTIFYING, REINSTATE, "no effect of D16 proved unfounded"),
    ((*UNFOUNDED, ReturnPlanned(carrier="C", booking="B")), REINSTATE, "too late: return-planned"),
    ((*UNFOUNDED, REINSTATE), REINSTATE, "nothing is left to undo"),
    (OVERDUE, DRIVE_ON, "no fleet is stopped for box"),
    (OVERDUE, BELIEVE.model_copy(update={"deadline": "D08"}), "stands against what was entered"),
    ((*ENTERED_LATE, BELIEVE), BELIEVE, "no escalation of D09 stands"),
    (ON_THE_ROAD, by_hand(gate_out()), "known already, in the same words"),
    (ON_THE_ROAD, TAKE_BACK, "no box-arrived of"),
    (AT_THE_FACTORY, SEAL_STANDS, "no seal-checked waits for a decision"),
    (checked(BOX), ON_PAPER, "does not wait for a system"),
    (ON_THE_ROAD, by_hand(gate_out(plate="浙B6")), "does not fit what is known: gated-out"),
    (ON_THE_ROAD, by_hand(gate_out(STRANGER)), "not part of this consignment"),
    (ON_THE_ROAD, by_hand(Unknown(raw="{}")), "not a raw message"),
    *[
        (CLOSED, command, "the consignment is closed (RELEASED)")
        for command in (APPROVE, START, CONFORM, RETURN, FIRE, HOLD, FALL_BACK, INCIDENT)
    ],
]


@pytest.mark.parametrize("before, command, recorded", ALLOWED, ids=range(len(ALLOWED)))
def test_a_command_that_the_rules_allow_is_obeyed(
    before: tuple[Told, ...], command: Command, recorded: tuple[str, ...]
) -> None:
    told_to(command, *before).when(command).then(*recorded)


@pytest.mark.parametrize("before, command, because", REFUSED, ids=range(len(REFUSED)))
def test_a_command_that_the_rules_forbid_is_refused_with_its_reason(
    before: tuple[Told, ...], command: Command, because: str
) -> None:
    told = told_to(command, *before)
    state = told.state
    told.when(command).then(refused(because))
    assert told.state is state


def test_every_command_is_obeyed_above_and_refused_above() -> None:
    verbs = set(COMMANDS)
    assert {command.verb for _, command, _ in ALLOWED} == verbs
    assert {command.verb for _, command, _ in REFUSED} == verbs


@pytest.mark.parametrize("before, command, recorded", ALLOWED, ids=range(len(ALLOWED)))
def test_a_command_sent_twice_is_obeyed_once(
    before: tuple[Told, ...], command: Command, recorded: tuple[str, ...]
) -> None:
    told = told_to(command, *before)
    first = decide_command(told.state, command, "one id", told.now)
    again = decide_command(told.state, command, "one id", told.now + timedelta(hours=1))
    assert [event.id for event in first] == [event.id for event in again]
    told.state = replace(told.state, seen={"one id": first[0].digest})
    assert decide_command(told.state, command, "one id", told.now) == []
    assert len(first) == len(recorded)


def test_an_id_that_was_used_for_another_command_is_refused() -> None:
    told = given(*PILOT)
    first = decide_command(told.state, HOLD, "one id", told.now)
    state = replace(told.state, seen={"one id": first[0].digest})
    with pytest.raises(Refused, match="used for something else"):
        decide_command(state, RESUME, "one id", told.now)


def test_an_approval_is_valid_for_sixty_days() -> None:
    told = given(FILE)
    told.when(APPROVE)
    valid = told.now + timedelta(days=60)
    told.then(PreShipmentApproved(valid_until=valid, covers_arrival=True))


def test_a_supplemented_file_is_audited_again() -> None:
    told = given(FILE, SUPPLEMENT)
    assert told.state.pre_shipment is PreShipment.SUPPLEMENT
    assert told.when(later(FILE, hours=1), APPROVE).state.pre_shipment is PreShipment.APPROVED


def test_what_an_officer_enters_late_happened_when_he_says() -> None:
    told = given(*UNLOADED)
    at = told.now - timedelta(hours=1)
    told.when(HOLD.model_copy(update={"at": at}))
    assert told.last[0].occurred_at == at


def test_no_command_happens_in_the_future() -> None:
    """Clocks may differ a little; what is ordered for another day is ordered on that day."""
    told = given(*UNLOADED)
    told.when(HOLD.model_copy(update={"at": told.now + timedelta(minutes=5)}))
    assert told.last[0].occurred_at == told.now
    ahead = HOLD.model_copy(update={"at": given(*UNLOADED).now + timedelta(hours=1)})
    given(*UNLOADED).when(ahead).then(refused("dated ahead"))


@pytest.mark.parametrize("hours, allowed", [(71, True), (73, False), (24 * 60, False)])
def test_a_command_is_dated_back_by_three_days_at_the_most(hours: int, *, allowed: bool) -> None:
    told = given(*UNLOADED)
    told.when(HOLD.model_copy(update={"at": told.now - timedelta(hours=hours)}))
    assert bool(told.last) is allowed
    assert allowed or "72" in told.refusal


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
def test_nobody_gives_a_command_by_a_blank(blank: str) -> None:
    told = given(*UNLOADED).when(HOLD.model_copy(update={"officer": blank}))
    told.then(refused("name the officer"))


TWO_PERSONS = {
    "extend_deadline": (UNLOADED, extend()),
    "excuse_violation": ((*ON_THE_ROAD, later(TICK, hours=9), *[TICK] * 9), excuse()),
    "confirm_entry": (UNLOADED, BELIEVE),
    "reinstate": (UNLOADED, REINSTATE),
}


def test_the_rulebook_says_what_takes_two_persons() -> None:
    assert {row.verb for row in rulebook("2025-09").approvals} == {*TWO_PERSONS, "enrol"}


@pytest.mark.parametrize("verb", TWO_PERSONS)
@pytest.mark.parametrize(
    "second, why",
    [
        ({"approver": None}, "takes two"),
        ({"approver": ""}, "takes two"),
        ({"approver": " \u3000"}, "takes two"),
        ({"approver": LIN}, "by the person who gives it"),
        ({"approver": " lin"}, "by the person who gives it"),
        ({"approver": "LIN "}, "by the person who gives it"),
        ({"approver": "Ｌｉｎ"}, "by the person who gives it"),
        ({"approver_role": None}, "may not allow"),
        ({"approver_role": Party.INSPECTION_OFFICER}, "may not allow"),
        ({"approver_role": Party.ENTERPRISE}, "may not allow"),
    ],
)
def test_one_person_under_two_spellings_is_one_and_the_second_needs_a_role(
    verb: str, second: dict[str, object], why: str
) -> None:
    before, command = TWO_PERSONS[verb]
    told = given(*before).when(command.model_copy(update=second))
    told.then(refused(why))
    assert verb in told.refusal


def test_whoever_names_a_second_person_where_none_is_asked_for_names_another_one() -> None:
    given(*UNLOADED).when(HOLD.model_copy(update={"approver": "LIN"})).then(
        refused("by the person")
    )
    told = given(*UNLOADED).when(HOLD.model_copy(update={"approver": "Wang Li"}))
    assert told.last[0].approver == "Wang Li"


def test_the_second_person_is_recorded_with_the_events() -> None:
    (event,) = given(*UNLOADED).when(extend()).last
    assert (event.approver, event.approver_role) == ("Gao Feng", Party.DIVISION)
    entry = to_entry(event)
    said = entry.metadata
    assert (said["approver"], said["approver_role"]) == ("Gao Feng", "C3")
    assert from_entries([entry]) == [event]


def test_an_inspection_entered_late_began_when_the_record_says_and_withdraws_the_escalation() -> (
    None
):
    told = given(*UNLOADED)
    began = told.now + timedelta(hours=1)
    told.when(later(TICK, hours=21), TICK, TICK, TICK).then("escalation-raised")
    record = CONFORM.model_copy(update={"started_at": began})
    told.when(record).then(
        *["escalation-withdrawn"] * 2,
        "violation-excused",
        *["escalation-withdrawn"] * 2,
        "inspection-started",
        "inspection-recorded",
        "conformity-assessed",
    )
    assert told.state.deadlines["D12"].closed_at == began


def test_no_inspection_began_after_it_was_recorded() -> None:
    told = given(*UNLOADED)
    told.when(CONFORM.model_copy(update={"started_at": told.now + timedelta(minutes=9)}))
    assert told.last[0].occurred_at == told.now


def test_readings_keep_the_rulebook_that_they_were_taken_under() -> None:
    wet = Measurement.model_validate({"parameter": "moisture", "value": "1.4", "unit": "%"})
    told = given(*UNLOADED).when(failing().model_copy(update={"readings": (wet,)}))
    record = told.last[-1].body
    assert isinstance(record, InspectionRecorded)
    assert record.readings[0].rulebook == "2025-09"
    assert record.readings[0].value == wet.value


def test_goods_that_fail_again_get_a_new_disposal() -> None:
    told = given(*RECTIFYING, RECTIFIED, failing("NC-09"))
    assert derived_status.stage(told.state) is Stage.DISPOSAL
    assert told.state.disposal is None
    told.when(disposal(Disposal.RECTIFY)).then(refused("NC-09 does not allow RECTIFY"))
    state = told.when(disposal(Disposal.RETURN)).then("return-ordered")
    assert state.course is ProcessPhase.RETURN


def test_goods_can_be_rectified_twice_each_time_with_a_full_escalation_policy() -> None:
    told = given(*RECTIFYING, later(RECTIFIED, days=1), failing(), disposal(Disposal.RECTIFY))
    assert not told.state.rectified
    assert told.state.deadlines["D16"].opened_at == told.now
    told.when(START).then(refused("being rectified"))
    state = told.when(later(DRIED, days=1), RECTIFIED, CONFORM).state
    assert state.conforms
    assert state.inspections == 3


def test_a_report_that_came_before_the_order_does_not_count_as_treatment() -> None:
    told = given(*FAILED, RECTIFIED, later(disposal(Disposal.RECTIFY), hours=1))
    told.when(START).then(refused("being rectified"))
    assert told.state.deadlines["D16"].open


def test_a_defect_that_no_treatment_cures_blocks_conformity_even_after_a_treatment() -> None:
    told = given(*RECTIFYING, SUSPECT_SCAN, RECTIFIED)
    told.when(settle(Suspicion.CONFIRMED, "NC-07"))
    told.when(CONFORM).then(refused("NC-07 is confirmed"))
    told.when(disposal(Disposal.RETURN)).then("return-ordered")


def test_a_new_suspicion_does_not_reopen_what_was_confirmed() -> None:
    told = given(*MISMATCH, CONFIRM, seal(state=SealState.MISMATCH), CLEAR)
    assert [d.status for d in told.state.defects] == [Suspicion.CONFIRMED, Suspicion.CLEARED]


def test_a_cleared_suspicion_does_not_count() -> None:
    told = given(*MISMATCH, CLEAR, *UNLOADED[-2:])
    assert told.state.confirmed() == []
    told.when(CONFORM).then("inspection-started", "inspection-recorded", "conformity-assessed")


def test_all_boxes_are_unloaded_before_the_inspection() -> None:
    told = given(*unloaded(BOX), boxes=2)
    told.when(START).then(refused(f"not unloaded yet: {BOX_2}"))


def test_a_fallback_keeps_its_cause_when_the_mode_is_decided() -> None:
    told = given(*APPROVED, FALL_BACK, *PILOT[2:])
    assert told.state.mode is Mode.TRADITIONAL
    assert told.state.causes == (Cause.OFFICER,)


def test_of_three_boxes_one_that_stays_cannot_end_the_pilot_of_the_two_that_left() -> None:
    told = given(*ON_THE_ROAD, gate_out(BOX_2), boxes=3)
    told.when(FALL_BACK).then(refused("only before gate-out"))


def test_a_lock_opened_in_an_emergency_on_another_box_keeps_the_first_danger() -> None:
    told = given(*ON_THE_ROAD, lock_alarm(), boxes=2)
    told.when(FIRE.model_copy(update={"box": BOX_2})).then(
        DangerJoined(danger=Danger.FIRE, box=BOX_2, reason="smoke")
    )


def test_a_resumed_hold_that_is_back_dated_brings_no_deadline_forward() -> None:
    told = given(*UNLOADED)
    due = told.state.deadlines["D12"].escalations[0].due
    early = RESUME.model_copy(update={"at": told.now - timedelta(hours=5)})
    told.when(HOLD, early).then("resumed")
    assert told.state.deadlines["D12"].escalations[0].due == due


def test_a_report_with_the_clock_of_another_system_does_not_bring_a_deadline_forward() -> None:
    told = given(*ON_THE_ROAD)
    due = told.state.deadlines[f"D08/{BOX}"].escalations[0].due
    told.when(heard(lock_alarm(), told.now + timedelta(minutes=10)), GO_ON)
    assert told.state.deadlines[f"D08/{BOX}"].escalations[0].due == due


@pytest.mark.parametrize("note", ["", " "])
def test_a_suspicion_is_not_cleared_without_a_word(note: str) -> None:
    clear = settle(Suspicion.CLEARED).model_copy(update={"note": note})
    given(*MISMATCH).when(clear).then(refused("say by what the suspicion is cleared"))
