"""The world until the boxes are checked in the port: papers, voyage, portal, scanner."""

from datetime import timedelta
from decimal import Decimal

from models import events, messages
from models.record import Event
from models.terms import Audit, Cause, Check, Mode, PreShipment, Triage
from scripts.simulation import assumptions as a
from scripts.simulation.life import Act, Answers, Life, Told, saying

AUDITOR, CHECKPOINT, LEAD = "Zhou Min", "Chen Hao", "Wang Li"
DOCUMENTS = (
    "contract",
    "supplier-declaration",
    "grade-and-standard",
    "composition-analysis",
    "radiation-survey",
    "photo-empty",
    "photo-half",
    "photo-two-thirds",
    "photo-full",
    "photo-doors-closed",
    "packing-list",
    "boxes-and-seals",
    "booking",
    "vessel",
    "route",
)
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
    life.at(goods.etd, saying(messages.VesselDeparture(vessel=vessel)), always=True)
    life.at(arrival, saying(messages.VesselArrival(vessel=vessel)), always=True)
    life.at(arrival + chance.lasts(a.DISCHARGED), saying(messages.Discharge()), always=True)
    life.at(
        arrival + chance.lasts(a.DECLARED),
        saying(messages.DeclarationStatus(letter="L", entry_id=entry_id)),
        always=True,
    )


def _leave_the_pilot(_: Life) -> Told:
    return messages.FallBack(officer=LEAD, cause=Cause.OFFICER, reason="played for comparison")


def _file(life: Life) -> Told:
    """Nobody files for goods that have left the pilot."""
    if life.state.mode is Mode.TRADITIONAL:
        return None
    return messages.PreShipmentFile(documents=DOCUMENTS)


def _filed(life: Life, _: Event) -> None:
    life.at_work(a.AUDITED, _audit, f"{life.once('file')}", always=True)


def _audit(life: Life) -> Told:
    if life.state.pre_shipment is not PreShipment.SUBMITTED:
        return None
    if life.chance.happens(a.FILES_LACKING) and life.once("supplement"):
        return messages.DecidePreShipment(
            officer=AUDITOR, decision=Audit.SUPPLEMENT, reason="photo of the full box is missing"
        )
    return messages.DecidePreShipment(officer=AUDITOR, decision=Audit.APPROVE)


def _discharged(life: Life, _: Event) -> None:
    """Box after box goes through portal and scanner; a hold may follow."""
    span = a.CHECKED_PILOT if life.mode is Mode.PILOT else a.CHECKED
    first = life.chance.lasts(span)
    for nth, box in enumerate(life.state.boxes):
        done = first + nth * BETWEEN_BOXES
        life.later(done - PORTAL_BEFORE_SCAN, _portal(box), always=True)
        life.later(done, _scanner(box), always=True)
    if life.chance.happens(a.HOLDS):
        life.later(first, saying(messages.Hold(officer=LEAD, reason="papers")), always=True)


def _portal(box: str) -> Act:
    def measure(life: Life) -> Told:
        if life.chance.happens(a.PORTALS_OFFLINE, box) and life.once(f"offline {box}"):
            life.later(life.chance.lasts(a.REMEASURED, box), measure, always=True)
            return messages.PortalOutage(box=box, portal_id="P1")
        alarmed = life.chance.happens(a.ALARMS, box)
        return messages.PortalReading(
            box=box,
            portal_id="P1",
            dose_rate=ALARMED if alarmed else PASSED,
            background=BACKGROUND,
            result=Check.ALARM if alarmed else Check.PASSED,
        )

    return measure


def _scanner(box: str) -> Act:
    def scan(life: Life) -> Told:
        seen = life.chance.happens(a.IMAGES, box)
        result = Check.ALARM if seen else Check.PASSED
        return messages.ScanVerdict(box=box, scan_id=f"X-{box}", result=result)

    return scan


def _measured(life: Life, event: Event) -> None:
    box = event.box or ""
    if life.state.boxes[box].radiation is Check.ALARM:
        life.later(life.chance.lasts(a.TRIAGED, box), _triage(box), always=True)


def _triage(box: str) -> Act:
    def judge(life: Life) -> Told:
        source = life.chance.happens(a.SOURCES, box)
        verdict = Triage.SOURCE if source else Triage.INNOCENT
        return messages.TriageAlarm(officer=CHECKPOINT, box=box, verdict=verdict)

    return judge


def _held(life: Life, _: Event) -> None:
    resume = messages.Resume(officer=LEAD, reason="papers in order")
    life.later(life.chance.lasts(a.HELD), saying(resume), always=True)


ANSWERS: Answers = {
    events.ConsignmentRegistered: _registered,
    events.PreShipmentSubmitted: _filed,
    events.SupplementRequested: lambda life, _: life.later(
        life.chance.lasts(a.RESUBMITTED), _file, always=True
    ),
    events.Discharged: _discharged,
    events.RadiationMeasured: _measured,
    events.Held: _held,
}
