"""What is played on a real server to be captured, one short script a scenario, each to its end."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from temporalio.client import WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy

from activities.errors import ledger_unavailable
from models.arrival.messages import LevelHint
from models.deadlines.messages import AcknowledgeEscalation, ExtendDeadline
from models.disposal.events import Destroyed, RectificationCompleted
from models.disposal.messages import DecideDisposal
from models.emergency.messages import AcknowledgeEmergency, LiftEmergency, ReportIncident
from models.execution.activity_io import LevelFound, LevelsTold, Permission, Pulled
from models.execution.workflow_io import Receipt, Snapshot, Start
from models.inspection.events import InspectionBooked
from models.inspection.messages import InspectionFinding, RecordInspection
from models.kernel.risk_terms import Why
from models.kernel.terms import (
    AuditDecision,
    CheckResult,
    Disposal,
    Party,
    Resolution,
    RiskLevel,
    System,
    Triage,
)
from models.port.events import MachineInspected, PortalWentOffline
from models.port.messages import PortalReading, TriageAlarm
from models.pre_shipment.events import PreShipmentWithdrawn
from models.pre_shipment.messages import DecidePreShipment, PreShipmentFile
from models.process.messages import Report
from models.returns.events import ReturnExited, ReturnGatedIn, ReturnLoaded, ReturnPlanned
from models.supervision.messages import Hold, Resume, RetryCall, Unknown
from models.transport.events import BoxArrived, BoxFound, GatedOut, LockAlarmed
from tests.history import PAPERS
from tests.inspecting import conforming
from tests.levels import pinned
from tests.models.stories import DRIED, WATCHED
from tests.workflows.consignment_driver import (
    CLOSING,
    Journey,
    at_the_factory,
    checked_in_the_port,
    gate_out,
    on_the_road,
    port_checks,
    released,
    to_the_port,
)
from tests.workflows.fake_activities import silence
from workflows.consignment import ConsignmentWorkflow
from workflows.current_details import summary
from workflows.search_attributes import initial

OFFICER = "Chen Wei"
RESUME = LiftEmergency(officer=OFFICER, resolution=Resolution.RESUME, **CLOSING, reason="harmless")


@dataclass(frozen=True)
class Scenario:
    """A script and the consignment that plays it."""

    play: Callable[[Journey], Awaitable[object]]
    boxes: int = 1
    continue_after: int | None = None


async def _inspected(trip: Journey) -> None:
    await trip.act(conforming(OFFICER, *(await trip.state()).boxes))
    await trip.ending()


async def three_boxes(trip: Journey) -> None:
    """Side by side through the port and on the road; what the gates see arrives all at once."""
    await to_the_port(trip)
    boxes = list((await trip.state()).boxes)
    for trip.box in boxes:
        await checked_in_the_port(trip)
    await trip.idle()
    gates = [GatedOut(box=b, plate="浙B12345", lock_no="L-1", locked=True) for b in boxes]
    await asyncio.gather(*(trip.report(gate, f"out {gate.box}", trip.now) for gate in gates))
    await trip.fact(InspectionBooked(slot=trip.now + timedelta(hours=6)))
    for trip.box in boxes:
        await at_the_factory(trip)
    await _inspected(trip)


async def rejected(trip: Journey) -> None:
    """Supplemented once, then rejected; the goods do not sail."""
    for decision in (AuditDecision.SUPPLEMENT, AuditDecision.REJECT):
        await trip.fact(PreShipmentFile(documents=(*PAPERS.values(), decision)))
        decided = DecidePreShipment(officer=OFFICER, decision=decision, reason="grade unclear")
        await trip.act(decided)
    await trip.fact(PreShipmentWithdrawn(reason="not shipped"))
    await trip.ending()


async def fallback(trip: Journey) -> None:
    """The portal is out of order: the port inspects, and the goods are picked up."""
    await to_the_port(trip)
    await trip.fact(PortalWentOffline(box=trip.box, portal_id="P1"))
    await trip.fact(MachineInspected(box=trip.box, scan_id="X-1", result=CheckResult.PASSED))
    await trip.act(conforming(OFFICER, trip.box))
    await trip.fact(gate_out(trip))
    await trip.ending()


async def _portal_alarm(trip: Journey) -> None:
    await to_the_port(trip)
    reading = PortalReading(
        box=trip.box,
        portal_id="P1",
        dose_rate=Decimal("0.9"),
        background=Decimal("0.1"),
        result=CheckResult.ALARM,
    )
    await trip.fact(reading)
    await trip.act(AcknowledgeEmergency(officer=OFFICER))


async def _triaged(trip: Journey, verdict: Triage) -> None:
    await trip.act(TriageAlarm(officer=OFFICER, box=trip.box, verdict=verdict))
    await trip.act(ReportIncident(officer=OFFICER, report="surveyed by hand"))


async def innocent_alarm(trip: Journey) -> None:
    """Natural potassium: the pilot goes on."""
    await _portal_alarm(trip)
    await trip.fact(MachineInspected(box=trip.box, scan_id="X1", result=CheckResult.PASSED))
    await _triaged(trip, Triage.INNOCENT)
    await trip.act(RESUME)
    await trip.fact(gate_out(trip))
    await trip.fact(InspectionBooked(slot=trip.now + timedelta(hours=6)))
    await at_the_factory(trip)
    await _inspected(trip)


async def source_return(trip: Journey) -> None:
    """A source: the goods go back where they came from."""
    await _portal_alarm(trip)
    await _triaged(trip, Triage.SOURCE)
    back = LiftEmergency(
        officer=OFFICER, resolution=Resolution.RETURN, **CLOSING, reason="source secured"
    )
    await trip.act(back)
    await trip.fact(ReturnPlanned(carrier="COSCO", booking="B1"))
    await trip.fact(ReturnGatedIn(box=trip.box))
    await trip.fact(ReturnLoaded(vessel="EVER LUCID"))
    await trip.fact(ReturnExited(vessel="EVER LUCID"))
    await trip.ending()


async def _failed(trip: Journey, reason: str, disposal: Disposal) -> None:
    await to_the_port(trip)
    await on_the_road(trip)
    await _failed_at_the_factory(trip, reason, disposal)


async def _failed_at_the_factory(trip: Journey, reason: str, disposal: Disposal) -> None:
    await at_the_factory(trip)
    finding = InspectionFinding(reason=reason)
    await trip.act(RecordInspection(officer=OFFICER, conform=False, findings=(finding,)))
    await trip.act(DecideDisposal(officer=OFFICER, disposal=disposal, reason="as ruled"))


async def rectification(trip: Journey) -> None:
    """Too wet, dried, inspected again."""
    await _failed(trip, "NC-12", Disposal.RECTIFY)
    await _treated(trip)


async def _treated(trip: Journey) -> None:
    await trip.act(DRIED)
    await trip.fact(RectificationCompleted(note="dried"))
    await _inspected(trip)


async def destroyed(trip: Journey) -> None:
    """Medical waste between the bales: nothing of it may be used or sent back."""
    await _failed(trip, "NC-07", Disposal.DESTROY)
    await trip.fact(Destroyed(note="burnt"))
    await trip.act(WATCHED)
    await trip.ending()


async def hold_extension(trip: Journey) -> None:
    """Held in the port, given more time, held again on the road."""
    await to_the_port(trip)
    await trip.act(Hold(officer=OFFICER, reason="documents under review"))
    await checked_in_the_port(trip)
    await trip.act(Resume(officer=OFFICER, reason="review done"))
    more = ExtendDeadline(
        officer=OFFICER,
        deadline="D06",
        box=trip.box,
        hours=24,
        reason="no truck today",
        approver="Gao Feng",
        approver_role=Party.DIVISION,
    )
    await trip.act(more)
    await trip.fact(gate_out(trip))
    await trip.act(Hold(officer=OFFICER, reason="road closed"))
    await trip.act(Resume(officer=OFFICER, reason="road open"))
    await trip.fact(InspectionBooked(slot=trip.now + timedelta(hours=6)))
    await at_the_factory(trip)
    await _inspected(trip)


async def _left_the_port(trip: Journey, ago: timedelta) -> None:
    """The gate reports late: levels of the transit window are due at once."""
    await to_the_port(trip)
    await checked_in_the_port(trip)
    await trip.idle()
    await trip.report(gate_out(trip), "late gate-out", trip.now - ago)
    await trip.idle()


async def truck_late(trip: Journey) -> None:
    """Two escalations, one answered; then it arrives."""
    await _left_the_port(trip, timedelta(minutes=185))
    answer = AcknowledgeEscalation(officer=OFFICER, deadline="D08", box=trip.box)
    await trip.act(answer)
    await trip.fact(InspectionBooked(slot=trip.now + timedelta(hours=6)))
    await at_the_factory(trip)
    await _inspected(trip)


async def box_missing(trip: Journey) -> None:
    """The whole escalation policy, which declares the box missing; it is found and goes on."""
    await _left_the_port(trip, timedelta(hours=5))
    await trip.act(AcknowledgeEmergency(officer=OFFICER))
    await trip.fact(BoxFound(box=trip.box, lock_state="LOCKED", note="at km 12"))
    await trip.act(ReportIncident(officer=OFFICER, report="breakdown of the truck"))
    await trip.act(RESUME)
    await trip.fact(InspectionBooked(slot=trip.now + timedelta(hours=6)))
    await at_the_factory(trip)
    await _inspected(trip)


async def message_pulled(trip: Journey) -> None:
    """The arrival got lost; it is pulled before anybody is alarmed."""
    lost = Report(
        id="lost",
        system=System.CHECKPOINT,
        occurred_at=trip.now - timedelta(minutes=100),
        fact=BoxArrived(box=trip.box, plate="浙B12345"),
    )
    trip.doors.answers["pull_messages"] = Pulled(reports=(lost,))
    await _left_the_port(trip, timedelta(minutes=170))
    await trip.fact(InspectionBooked(slot=trip.now + timedelta(hours=6)))
    await at_the_factory(trip)
    await _inspected(trip)


async def call_retried(trip: Journey) -> None:
    """The ledger is away once, which a retry heals; a refused call waits for an officer."""
    trip.doors.refusing.add("order_transport")
    failures = [ledger_unavailable("the ledger does not answer")]

    async def away() -> None:
        if failures:
            raise failures.pop()

    await to_the_port(trip)
    trip.doors.ledger_away = away
    await checked_in_the_port(trip)
    await trip.idle()
    trip.doors.refusing.clear()
    await trip.act(RetryCall(officer=OFFICER, call=f"trip:{trip.box}"))
    await trip.fact(gate_out(trip))
    await trip.fact(InspectionBooked(slot=trip.now + timedelta(hours=6)))
    await at_the_factory(trip)
    await _inspected(trip)


async def slow_ledger(trip: Journey) -> None:
    """The box gets permit and truck, and people hear of an alarm, while a record is under way."""
    written = asyncio.Event()

    async def slow() -> None:
        await written.wait()

    await to_the_port(trip)
    await trip.idle()
    trip.doors.before["record"] = slow
    odd = Unknown(raw='{"type": "odd"}')
    await trip.report(odd, "odd-1", trip.now)
    for n, check in enumerate(port_checks(trip.box)):
        await trip.report(check, f"check-{n}", trip.now)
    await _only_records_are_under_way(trip)
    written.set()
    await trip.idle()
    await trip.fact(odd)
    await trip.fact(gate_out(trip))
    await trip.fact(InspectionBooked(slot=trip.now + timedelta(hours=6)))
    await at_the_factory(trip)
    await _inspected(trip)


async def _only_records_are_under_way(trip: Journey) -> None:
    while True:
        raw = (await trip.handle.describe()).raw_description
        asked = {each.activity_type.name for each in raw.pending_activities}
        if asked == {"record"} and not raw.HasField("pending_workflow_task"):
            return
        await asyncio.sleep(0.05)


async def call_unanswered(trip: Journey) -> None:
    """The checkpoint gives no answer in the first round, nor in the second."""
    silences = [silence(), silence()]

    async def silent() -> None:
        if silences:
            raise silences.pop()

    trip.doors.before["order_transport"] = silent
    await to_the_port(trip)
    await checked_in_the_port(trip)
    await trip.idle()
    await trip.fact(gate_out(trip))
    await trip.fact(InspectionBooked(slot=trip.now + timedelta(hours=6)))
    await at_the_factory(trip)
    await _inspected(trip)


async def removal_refused(trip: Journey) -> None:
    """Clearance refuses a box; an officer has it asked again."""
    trip.doors.answers["permit_removal"] = Permission(refusal="declaration is under review")
    await to_the_port(trip)
    await checked_in_the_port(trip)
    (failing,) = (await trip.state()).failing_calls
    trip.doors.answers.clear()
    await trip.act(RetryCall(officer=OFFICER, call=failing))
    await trip.fact(gate_out(trip))
    await trip.fact(InspectionBooked(slot=trip.now + timedelta(hours=6)))
    await at_the_factory(trip)
    await _inspected(trip)


async def heard_after_the_end(trip: Journey) -> None:
    """A closed consignment is opened again to hear one more fact; only that run is kept."""
    ending = await released(trip)
    state = await trip.state()
    told = Snapshot(state=state, head=ending.head)
    again = WithStartWorkflowOperation(
        ConsignmentWorkflow.run,
        Start(snapshot=told, rulebook=state.rulebook),
        id=trip.handle.id,
        task_queue=(await trip.handle.describe()).task_queue,
        static_summary=summary(state.registration),
        search_attributes=initial(state),
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
    )
    late = LockAlarmed(box=trip.box, lock_no="L-1", alarms=("LOW_BATTERY",))
    report = Report(id="late", system=System.CHECKPOINT, occurred_at=trip.now, fact=late)
    await trip.handle._client.execute_update_with_start_workflow(
        ConsignmentWorkflow.report, report, start_workflow_operation=again
    )
    await trip.ending()


async def worse_level(trip: Journey) -> None:
    """The pair became worse by another's finding, then by its own, which others hear of."""
    trip.doors.answers |= {
        "look_at_level": LevelFound(assessment=pinned(RiskLevel.R3), because=("another's",)),
        "tell_finding": LevelsTold(
            before=RiskLevel.R3, after=RiskLevel.R4, why=Why.ACCUMULATED, others=1
        ),
    }
    await to_the_port(trip)
    await on_the_road(trip)
    hint = LevelHint(id="another's", supplier="Kobe Metals")
    await trip.handle.execute_update(hint.verb, hint, id="hint", result_type=Receipt)
    await _failed_at_the_factory(trip, "NC-12", Disposal.RECTIFY)
    await _treated(trip)


SCENARIOS = {
    "smooth": Scenario(released),
    "three-boxes": Scenario(three_boxes, boxes=3),
    "rejected": Scenario(rejected),
    "fallback": Scenario(fallback),
    "innocent-alarm": Scenario(innocent_alarm),
    "source-return": Scenario(source_return),
    "rectification": Scenario(rectification),
    "destroyed": Scenario(destroyed),
    "hold-extension": Scenario(hold_extension),
    "truck-late": Scenario(truck_late),
    "box-missing": Scenario(box_missing),
    "message-pulled": Scenario(message_pulled),
    "call-retried": Scenario(call_retried),
    "slow-ledger": Scenario(slow_ledger),
    "call-unanswered": Scenario(call_unanswered),
    "removal-refused": Scenario(removal_refused),
    "heard-after-the-end": Scenario(heard_after_the_end),
    "worse-level": Scenario(worse_level),
    "continued": Scenario(released, continue_after=5),
}
