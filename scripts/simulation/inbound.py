"""The world until the boxes are checked in the port: papers, voyage, portal, scanner."""

from datetime import timedelta
from decimal import Decimal

from models.arrival.events import Discharged, Shipped, VesselArrived
from models.arrival.messages import DeclarationStatus
from models.kernel.clock import CHINA
from models.kernel.event import Event
from models.kernel.terms import AuditDecision, Cause, CheckResult, Mode, PreShipment, Triage
from models.port.events import MachineInspected, PortalWentOffline, RadiationMeasured
from models.port.messages import PortalReading, TriageAlarm
from models.pre_shipment.events import PreShipmentSubmitted, SupplementRequested
from models.pre_shipment.messages import DecidePreShipment, PreShipmentFile
from models.supervision.events import ConsignmentRegistered, Held
from models.supervision.messages import FallBack, Hold, Resume
from scripts.simulation import assumptions as a
from scripts.simulation.papers import whole_file
from scripts.simulation.simulator import Act, Answers, Life, Told, saying

AUDITOR, CHECKPOINT, LEAD = "Zhou Min", "Chen Hao", "Wang Li"
BETWEEN_BOXES = timedelta(minutes=6)
PORTAL_BEFORE_SCAN = timedelta(minutes=25)
BACKGROUND, PASSED, ALARMED = Decimal("0.09"), Decimal("0.11"), Decimal("0.62")


def _registered(life: Life, _: Event) -> None:
    goods, chance = life.batch.registration, life.chance
    if life.mode is Mode.TRADITIONAL:
        life.later(timedelta(0), _leave_the_pilot, always=True)
    elif chance.happens(a.FILES_LATE):
        life.at(goods.eta + chance.lasts(a.FILED_LATE), _file, always=True)
    else:
        life.at(goods.etd + chance.lasts(a.FILED), _file, always=True)
    arrival = goods.eta + chance.lasts(a.LATENESS)
    vessel, entry_id = goods.vessel, f"310120251{goods.seq_no[-9:]}"
    life.at(goods.etd, saying(Shipped(vessel=vessel)), always=True)
    life.at(arrival, saying(VesselArrived(vessel=vessel)), always=True)
    life.at(arrival + chance.lasts(a.DISCHARGED), saying(Discharged()), always=True)
    life.at(
        arrival + chance.lasts(a.DECLARED),
        saying(DeclarationStatus(letter="L", entry_id=entry_id)),
        always=True,
    )


def _leave_the_pilot(_: Life) -> Told:
    return FallBack(officer=LEAD, cause=Cause.OFFICER, reason="played for comparison")


def _file(life: Life) -> Told:
    """Nobody files for goods that have left the pilot."""
    if life.state.mode is Mode.TRADITIONAL:
        return None
    goods, issued = life.state.registration, life.now.astimezone(CHINA).date()
    return PreShipmentFile(documents=whole_file(life.state.rulebook, goods.kind, issued))


def _filed(life: Life, _: Event) -> None:
    life.at_work(a.AUDITED, _audit, f"{life.once('file')}", always=True)


def _audit(life: Life) -> Told:
    if life.state.pre_shipment is not PreShipment.SUBMITTED:
        return None
    if life.chance.happens(a.FILES_LACKING) and life.once("supplement"):
        return DecidePreShipment(
            officer=AUDITOR,
            decision=AuditDecision.SUPPLEMENT,
            reason="photo of the full box is missing",
        )
    return DecidePreShipment(officer=AUDITOR, decision=AuditDecision.APPROVE)


def _discharged(life: Life, _: Event) -> None:
    """Box after box goes through portal and scanner; a hold may follow."""
    span = a.CHECKED_PILOT if life.mode is Mode.PILOT else a.CHECKED
    first = life.chance.lasts(span)
    for nth, box in enumerate(life.state.boxes):
        done = first + nth * BETWEEN_BOXES
        life.later(done - PORTAL_BEFORE_SCAN, _portal(box), always=True)
        life.later(done, _scanner(box), always=True)
    if life.chance.happens(a.HOLDS):
        life.later(first, saying(Hold(officer=LEAD, reason="papers")), always=True)


def _portal(box: str) -> Act:
    def measure(life: Life) -> Told:
        if life.chance.happens(a.PORTALS_OFFLINE, box) and life.once(f"offline {box}"):
            life.later(life.chance.lasts(a.REMEASURED, box), measure, always=True)
            return PortalWentOffline(box=box, portal_id="P1")
        alarmed = life.chance.happens(a.ALARMS, box)
        return PortalReading(
            box=box,
            portal_id="P1",
            dose_rate=ALARMED if alarmed else PASSED,
            background=BACKGROUND,
            result=CheckResult.ALARM if alarmed else CheckResult.PASSED,
        )

    return measure


def _scanner(box: str) -> Act:
    def scan(life: Life) -> Told:
        seen = life.chance.happens(a.IMAGES, box)
        result = CheckResult.ALARM if seen else CheckResult.PASSED
        return MachineInspected(box=box, scan_id=f"X-{box}", result=result)

    return scan


def _measured(life: Life, event: Event) -> None:
    box = event.box or ""
    if life.state.boxes[box].radiation is CheckResult.ALARM:
        life.later(life.chance.lasts(a.TRIAGED, box), _triage(box), always=True)


def _triage(box: str) -> Act:
    def judge(life: Life) -> Told:
        source = life.chance.happens(a.SOURCES, box)
        verdict = Triage.SOURCE if source else Triage.INNOCENT
        return TriageAlarm(officer=CHECKPOINT, box=box, verdict=verdict)

    return judge


def _held(life: Life, _: Event) -> None:
    resume = Resume(officer=LEAD, reason="papers in order")
    life.later(life.chance.lasts(a.HELD), saying(resume), always=True)


ANSWERS: Answers = {
    ConsignmentRegistered: _registered,
    PreShipmentSubmitted: _filed,
    SupplementRequested: lambda life, _: life.later(
        life.chance.lasts(a.RESUBMITTED), _file, always=True
    ),
    Discharged: _discharged,
    RadiationMeasured: _measured,
    Held: _held,
}
