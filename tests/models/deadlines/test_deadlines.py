"""Every deadline opens, closes, escalates at the exact instants, freezes, thaws and moves."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from models.arrival.events import VesselArrived
from models.arrival.messages import DeclarationStatus
from models.consignment.deadline import Deadline, deadline_key
from models.deadlines import engine
from models.deadlines.events import EscalationRaised
from models.deadlines.messages import AcknowledgeEscalation, ExtendDeadline
from models.disposal.events import Destroyed, RectificationCompleted, RectificationPlanned
from models.emergency.messages import RaiseEmergency, ReportIncident, ReportStep
from models.inspection.events import InspectionBooked
from models.inspection.messages import RecordInspection, RecordNoShow, StartInspection
from models.kernel.base_types import replace
from models.kernel.terms import (
    AuditDecision,
    Cause,
    Danger,
    Disposal,
    Effect,
    EmergencyStep,
    EscalationLevel,
    Hindrance,
    Mode,
    Overlay,
    Petition,
    ProcessPhase,
)
from models.port.messages import ResumeRemoval
from models.pre_shipment.events import PreShipmentWithdrawn, ShipmentAmended
from models.pre_shipment.messages import DecidePreShipment
from models.process import derived_status
from models.returns.events import (
    ReturnApplied,
    ReturnExited,
    ReturnGatedIn,
    ReturnGatedOut,
    ReturnLoaded,
    ReturnPlanned,
    ReturnSealed,
)
from models.returns.messages import DecideReturnApplication, ReturnTripAnswered
from models.rules.rulebook import rulebook
from models.supervision.messages import CallGaveUp, ExcuseViolation, FallBack, RetryCall
from models.traditional_port.events import ArrivedAtSite
from models.transport.events import (
    ArrivalNotified,
    BoxArrived,
    BoxFound,
    IncidentOnRoad,
    LockVerified,
    RouteLeft,
    RouteRegained,
    StopEnded,
    StopStarted,
    TelemetryLost,
    TelemetryRestored,
)
from models.transport.messages import BatteryReading
from tests.given import Given, Told, given, heard, later
from tests.history import START
from tests.models.stories import (
    ACKNOWLEDGE,
    APPROVE,
    APPROVED,
    ASHORE,
    AT_THE_FACTORY,
    AT_THE_SITE,
    BOX,
    BOX_2,
    BOX_3,
    CONFORM,
    DECLARED,
    DISPUTE,
    FAILED,
    FILE,
    FIRE,
    GO_ON,
    GRANT,
    HOLD,
    IDENTIFY,
    IN_THE_YARD,
    INSTRUCTION,
    LAB_PENDING,
    LIN,
    MISSING,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    RECTIFYING,
    RELEASED_IN_PORT,
    REQUESTED,
    RESUME,
    RETURN,
    SCANNED,
    SECOND,
    SLOT,
    TICK,
    TRADITIONAL,
    UNLOADED,
    UPHELD,
    WATCHED,
    concludes,
    disposal,
    gate_out,
    lab_result,
    letter,
    lock_alarm,
    permitted,
    removal,
    sampled,
    scan,
    seal,
    waste,
)

RULES = rulebook("2025-09")
INCIDENTS = {rule.id for rule in RULES.deadlines if rule.clock == "incident"}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

ETA = START + 30 * DAY
SHIP: tuple[Told, ...] = (*APPROVED, VesselArrived(vessel="EVER LUCID"))
ROAD_FROM_THE_PORT: tuple[Told, ...] = (*ON_THE_ROAD, BoxArrived(box=BOX))
SLOTTED: tuple[Told, ...] = (*IN_THE_YARD, INSTRUCTION, SLOT)
NO_FAULT = ExcuseViolation(officer=LIN, code="SV-10", box=BOX, reason="a drill", **SECOND)
LET_GO = ResumeRemoval(officer=LIN, box=BOX, reason="for the destination")
INCIDENT = ReportIncident(officer=LIN, report="all clear")
SUPPLEMENT = DecidePreShipment(officer=LIN, decision=AuditDecision.SUPPLEMENT, reason="no survey")
TOO_LATE = FallBack(officer=LIN, cause=Cause.PRE_SHIPMENT_TOO_LATE, reason="no file")
LONG_VOYAGE = ShipmentAmended(eta=START + 90 * DAY)
WITHDRAWN = PreShipmentWithdrawn(reason="sold elsewhere")
FOUND = BoxFound(box=BOX, lock_state="LOCKED")
GAVE_UP = CallGaveUp(call="trip:1", reason="503")
RETRY = RetryCall(officer=LIN, call="trip:1")


def danger(kind: Danger) -> RaiseEmergency:
    return FIRE.model_copy(update={"kind": kind})


SECURED, CALLED, SURVEYED, JUDGED = (ReportStep(officer=LIN, step=s) for s in EmergencyStep)
PLAN = ReturnPlanned(carrier="COSCO", booking="B1")
SEALING = ReturnSealed(box=BOX, seal_no="R1", gross_kg=Decimal(25350))
WAY_BACK = ReturnTripAnswered(
    box=BOX, trip_no="T-2", plate="浙B2", lock_no="LK-2", planned_drive_minutes=60
)
EXPORT = DeclarationStatus(letter="L", entry_id="310120250000000001", exported=True)
BOOKED = InspectionBooked(slot=ETA)

# What opens it, what closes it, and how long after the opening each level is due. Working days and
# hours: START is Monday 2025-09-15 10:00 in Ningbo, a story's ship arrives Wednesday 2025-10-15.
INSPECT = StartInspection(officer=LIN)
STILL_WET = RecordInspection(officer=LIN, conform=False)

POLICIES: dict[str, tuple[tuple[Told, ...], Told, list[timedelta]]] = {
    "D01": (SHIP, DECLARED, [7 * DAY, 11 * DAY, 13 * DAY, 15 * DAY]),
    "D02": (SHIP, DECLARED, [60 * DAY, 75 * DAY, 85 * DAY, 90 * DAY]),
    "D03": ((FILE,), APPROVE, [DAY, 2 * DAY, 4 * DAY]),
    "D04": (
        (),
        APPROVE,
        [27 * DAY, 28 * DAY, 29 * DAY],
    ),
    "D05": (PILOT[:-2], removal(), [4 * HOUR, 8 * HOUR, 24 * HOUR, 48 * HOUR]),
    "D06": ((*PILOT, removal()), gate_out(), [24 * HOUR, 40 * HOUR, 48 * HOUR, 72 * HOUR]),
    "D07": (PERMITTED, LockVerified(box=BOX, lock_no="LK-1"), [20 * MINUTE, 30 * MINUTE]),
    "D08": (ON_THE_ROAD, BoxArrived(box=BOX), [120 * MINUTE, 135 * MINUTE, 3 * HOUR, 4 * HOUR]),
    "D09": (ROAD_FROM_THE_PORT, ArrivalNotified(box=BOX), [20 * MINUTE, 30 * MINUTE, 2 * HOUR]),
    "D10": (ROAD_FROM_THE_PORT, seal(), [HOUR, 2 * HOUR, 4 * HOUR]),
    "D11": (ROAD_FROM_THE_PORT, BOOKED, [3 * HOUR, 4 * HOUR, 8 * HOUR]),
    "D12": (UNLOADED, INSPECT, [20 * HOUR, 24 * HOUR, 48 * HOUR, 72 * HOUR]),
    "D15": ((*PILOT, removal()), BOOKED, [10 * DAY, 15 * DAY, 18 * DAY, 20 * DAY]),
    # Each opens on the Wednesday of the story: two working days later is Friday, three Monday.
    "D13": ((*UNLOADED, sampled()), lab_result(), [6 * DAY, 7 * DAY, 12 * DAY]),
    "D14": ((*LAB_PENDING, lab_result()), concludes(), [DAY, 2 * DAY, 5 * DAY]),
    "L01": (FAILED, disposal(Disposal.RETURN), [DAY, 2 * DAY, 5 * DAY]),
    "L02": (RECTIFYING, RectificationPlanned(plan="dry it"), [5 * DAY, 6 * DAY, 7 * DAY]),
    "L03": ((*RECTIFYING, RectificationCompleted()), INSPECT, [DAY, 2 * DAY, 5 * DAY]),
    "L04": ((*UNLOADED, IDENTIFY), waste(solid=False), [21 * DAY, 28 * DAY, 35 * DAY]),
    "L05": ((*FAILED, DISPUTE), UPHELD, [45 * DAY, 55 * DAY, 60 * DAY]),
    "L06": (
        (*UNLOADED, InspectionBooked(slot=START), RecordNoShow(officer=LIN)),
        BOOKED,
        [3 * HOUR, 4 * HOUR, 8 * HOUR],
    ),
    "L07": ((*UNLOADED, INSPECT), CONFORM, [DAY, 2 * DAY, 5 * DAY]),
    "L08": (
        (*UNLOADED, INSPECT, IDENTIFY, waste(solid=False)),
        CONFORM,
        [DAY, 2 * DAY, 5 * DAY],
    ),
    "L09": (
        (*RECTIFYING, RectificationCompleted(), INSPECT, STILL_WET),
        RETURN,
        [DAY, 2 * DAY, 5 * DAY],
    ),
    "L11": ((*UNLOADED, CONFORM, letter("C")), CONFORM, [DAY, 2 * DAY, 5 * DAY]),
    "L10": (
        (*FAILED, disposal(Disposal.DESTROY)),
        Destroyed(),
        [12 * DAY, 14 * DAY, 16 * DAY],
    ),
    "L13": (
        (*FAILED, disposal(Disposal.DESTROY), Destroyed()),
        WATCHED,
        [DAY, 2 * DAY, 5 * DAY],
    ),
    "L12": (
        (*UNLOADED, REQUESTED),
        GRANT,
        [DAY, 2 * DAY, 5 * DAY],
    ),
    "D16": (
        RECTIFYING,
        RectificationCompleted(),
        # Two weekends lie in the first eight working days from a Wednesday.
        [7 * DAY, 12 * DAY, 14 * DAY, 15 * DAY],
    ),
    "D17": (
        (*ON_THE_ROAD, RETURN),
        ReturnExited(vessel="EVER LUCID"),
        [20 * DAY, 25 * DAY, 27 * DAY, 30 * DAY],
    ),
    "D18": ((*PILOT, FIRE), ACKNOWLEDGE, [2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE]),
    "D19": ((*PILOT, FIRE), INCIDENT, [HOUR, 2 * HOUR, 4 * HOUR]),
    "D20": (
        (*APPROVED, letter("SpL")),
        letter("L"),
        [7 * DAY, 11 * DAY, 13 * DAY, 14 * DAY],
    ),
    "E01": ((*PILOT, danger(Danger.RADIATION)), SECURED, [5 * MINUTE, 15 * MINUTE]),
    "E02": ((*PILOT, danger(Danger.RADIATION)), SURVEYED, [15 * MINUTE, 30 * MINUTE]),
    "E03": ((*PILOT, danger(Danger.RADIATION)), JUDGED, [30 * MINUTE, 60 * MINUTE]),
    "E04": ((*PILOT, danger(Danger.EXPLOSIVE)), CALLED, [5 * MINUTE, 15 * MINUTE, HOUR]),
    "E05": ((*PILOT, danger(Danger.EXPLOSIVE)), SECURED, [30 * MINUTE, HOUR]),
    "E06": (
        (*PILOT, danger(Danger.MISSING_BOX)),
        SURVEYED,
        [15 * MINUTE, 30 * MINUTE, HOUR],
    ),
    "E10": ((*PILOT, FIRE), GO_ON, [DAY, 2 * DAY, 3 * DAY]),
    "E07": ((*PILOT, FIRE), CALLED, [5 * MINUTE, 15 * MINUTE, HOUR]),
    "E08": ((*PILOT, danger(Danger.SPILL)), SECURED, [15 * MINUTE, 30 * MINUTE, HOUR]),
    "E09": (
        (*PILOT, danger(Danger.PERSON_IRRADIATED)),
        CALLED,
        [5 * MINUTE, 15 * MINUTE, HOUR],
    ),
    "R01": ((*UNLOADED, RETURN), PLAN, [5 * DAY, 6 * DAY, 8 * DAY]),
    "R02": ((*UNLOADED, RETURN), SEALING, [8 * DAY, 10 * DAY]),
    "R03": ((*UNLOADED, RETURN), ReturnGatedOut(box=BOX), [8 * DAY, 10 * DAY, 12 * DAY]),
    "R04": ((*UNLOADED, RETURN), ReturnGatedIn(box=BOX), [13 * DAY, 15 * DAY, 17 * DAY]),
    "R05": ((*UNLOADED, RETURN), EXPORT, [15 * DAY, 20 * DAY]),
    "R06": ((*UNLOADED, RETURN), ReturnLoaded(vessel="A"), [22 * DAY, 25 * DAY, 27 * DAY]),
    "R07": (
        (*UNLOADED, RETURN, SEALING, WAY_BACK, ReturnGatedOut(box=BOX)),
        ReturnGatedIn(box=BOX),
        [120 * MINUTE, 135 * MINUTE, 3 * HOUR, 4 * HOUR],
    ),
    "R09": (
        (*UNLOADED, RETURN, SEALING, WAY_BACK),
        LockVerified(box=BOX, lock_no="LK-2"),
        [4 * HOUR, 6 * HOUR],
    ),
    "R08": (
        (*UNLOADED, ReturnApplied(reason="wrong lot")),
        DecideReturnApplication(officer=LIN, decision=Petition.APPROVE),
        [10 * DAY, 15 * DAY, 20 * DAY],
    ),
    "D21": ((*PILOT, GAVE_UP), RETRY, [15 * MINUTE, 4 * HOUR]),
    "V01": ((*PILOT, gate_out()), NO_FAULT, [4 * HOUR, DAY, 2 * DAY]),
    "P01": ((FILE, SUPPLEMENT), FILE, [2 * DAY, 3 * DAY, 7 * DAY]),
    "P02": ((), FILE, [17 * DAY, 20 * DAY]),
    "P03": ((), FILE, [29 * DAY]),
    "P04": ((LONG_VOYAGE, FILE, APPROVE), WITHDRAWN, [50 * DAY, 60 * DAY]),
    "T01": (
        (*ON_THE_ROAD, RouteLeft(box=BOX)),
        RouteRegained(box=BOX),
        [3 * MINUTE, 15 * MINUTE],
    ),
    "T02": (
        (*ON_THE_ROAD, StopStarted(box=BOX)),
        StopEnded(box=BOX),
        [15 * MINUTE, 30 * MINUTE],
    ),
    "T03": (
        (*ON_THE_ROAD, TelemetryLost(box=BOX)),
        TelemetryRestored(box=BOX),
        [5 * MINUTE, 15 * MINUTE],
    ),
    "T04": (
        (*ON_THE_ROAD, TelemetryLost(box=BOX, in_tunnel=True)),
        TelemetryRestored(box=BOX),
        [30 * MINUTE],
    ),
    "T05": (
        (*ON_THE_ROAD, BatteryReading(box=BOX, percent=20)),
        BatteryReading(box=BOX, percent=90),
        [0 * MINUTE],
    ),
    "T06": (
        (*ON_THE_ROAD, BatteryReading(box=BOX, percent=10)),
        BatteryReading(box=BOX, percent=90),
        [0 * MINUTE, 30 * MINUTE],
    ),
    "T07": (MISSING, FOUND, [0 * HOUR, 22 * HOUR]),
    "T08": (ON_THE_ROAD, BoxArrived(box=BOX), [150 * MINUTE]),
    "T09": (
        (*ON_THE_ROAD, StopStarted(box=BOX)),
        IncidentOnRoad(box=BOX, hindrance=Hindrance.TRAFFIC),
        [10 * MINUTE],
    ),
    "A01": (
        (*ASHORE, letter("D")),
        letter("L", "310120251000000002"),
        [DAY, 3 * DAY, 7 * DAY],
    ),
    "A02": ((*ASHORE, letter("Z")), letter("L"), [DAY, 3 * DAY, 7 * DAY]),
    "A03": ((*PERMITTED, letter("C")), LET_GO, [2 * HOUR, 4 * HOUR, 8 * HOUR]),
    "Y01": (TRADITIONAL, scan(), [10 * HOUR, 18 * HOUR, 27 * HOUR]),
    "Y02": (SCANNED, SLOT, [36 * HOUR, 48 * HOUR, 72 * HOUR]),
    "Y03": (
        SLOTTED,
        ArrivedAtSite(box=BOX),
        [SLOT.slot + hours * HOUR - given(*SLOTTED).now for hours in (8, 12, 18)],
    ),
    "Y04": (AT_THE_SITE, CONFORM, [10 * HOUR, 16 * HOUR, 24 * HOUR]),
    "Y05": (RELEASED_IN_PORT, gate_out(), [26 * HOUR, 30 * HOUR, 54 * HOUR]),
}


def running(told: Given, name: str) -> Deadline:
    if RULES.deadline(name).scope == "danger":
        (known,) = (each for each in told.state.deadlines.values() if each.id == name)
        return known
    box = BOX if RULES.deadline(name).scope == "box" else None
    return told.state.deadlines[deadline_key(name, box)]


def alone(told: Given, name: str) -> Given:
    """The same consignment with no other deadline, so that each tick is about this one."""
    known = running(told, name)
    told.state = replace(told.state, deadlines={known.key: known})
    return told


def test_every_row_of_the_register_is_played_below() -> None:
    assert set(POLICIES) == {rule.id for rule in RULES.deadlines}


@pytest.mark.parametrize("name", POLICIES)
def test_a_deadline_opens_with_its_event_and_counts_from_it(name: str) -> None:
    opening, _, escalations = POLICIES[name]
    told = given(*opening)
    opened = running(told, name)
    assert opened.open
    assert [each.due - opened.opened_at for each in opened.escalations] == escalations


@pytest.mark.parametrize("name", POLICIES)
def test_a_deadline_escalates_level_by_level_at_the_exact_instants(name: str) -> None:
    told = alone(given(*POLICIES[name][0]), name)
    opened = running(told, name)
    for escalation in opened.escalations:
        told.now = escalation.due - timedelta(microseconds=1)
        told.when(later(TICK)).then()
        told.when(later(TICK, microseconds=1))
        raised = told.last[0]
        assert raised.occurred_at == escalation.due
        assert raised.body == EscalationRaised(
            deadline=name,
            box=opened.box,
            danger=opened.danger,
            level=escalation.level,
            due=escalation.due,
            party=escalation.party,
            also=escalation.also,
            effect=escalation.effect,
            answer_by=RULES.calendar.after(escalation.due, escalation.silence)
            if escalation.silence
            else None,
            seen=told.state.boxes[opened.box].last_seen if opened.box else None,
        )
        alone(told, name)
        told.when(AcknowledgeEscalation(officer=LIN, deadline=name, box=opened.box))
    assert told.when(TICK).last == []
    if RULES.deadline(name).repeats is None:
        assert running(told, name).level == opened.escalations[-1].level
    else:
        assert running(told, name).next is not None


@pytest.mark.parametrize("name", POLICIES)
def test_a_deadline_closes_with_its_event_and_never_fires_again(name: str) -> None:
    opening, closing, _ = POLICIES[name]
    told = given(*opening)
    if name == "D04":
        told.when(FILE)
    told.when(closing)
    closed = running(told, name)
    assert closed.closed_at == told.now
    assert not closed.moot
    alone(told, name).when(later(TICK, days=99)).then()


def stands_still(name: str, overlay: Overlay) -> bool:
    """Whether that overlay stops the deadline where it is played; of D07 it ends the permit."""
    rule = RULES.deadline(name)
    on_the_road = rule.road is None or overlay in rule.road.frozen_by
    return rule.clock == "ordinary" and on_the_road and name != "D07"


@pytest.mark.parametrize(
    "name, freeze, thaw",
    [
        pytest.param(name, freeze, thaw, id=f"{overlay}-{name}")
        for overlay, freeze, thaw in (
            (Overlay.HOLD, HOLD, RESUME),
            (Overlay.EMERGENCY, FIRE, GO_ON),
        )
        for name in POLICIES
        if stands_still(name, overlay)
    ],
)
def test_an_overlay_freezes_an_ordinary_deadline_and_gives_the_rest_of_its_time_back(
    name: str, freeze: Told, thaw: Told
) -> None:
    told = alone(given(*POLICIES[name][0]), name)
    before = running(told, name)
    told.when(later(freeze, seconds=1))
    frozen = told.now
    assert running(told, name).next is None
    told.state = replace(
        told.state, deadlines={k: d for k, d in told.state.deadlines.items() if k[:3] == name}
    )
    told.when(later(TICK, days=99)).then()
    told.when(thaw)
    after = running(told, name)
    assert after.frozen_since is None
    for escalation, was in zip(after.escalations, before.escalations, strict=True):
        assert escalation.due - was.due == (99 * DAY + MINUTE if was.due > frozen else 0 * DAY)


@pytest.mark.parametrize("name", ["D18", "D19"])
def test_an_incident_runs_on_while_everything_else_stands_still(name: str) -> None:
    told = given(*PILOT, HOLD, FIRE)
    assert running(told, name).next is not None


@pytest.mark.parametrize("order", [(HOLD, FIRE, RESUME, GO_ON), (FIRE, HOLD, GO_ON, RESUME)])
@pytest.mark.parametrize("nested", [False, True])
def test_two_overlays_at_once_freeze_for_as_long_as_any_of_them(
    order: tuple[Told, ...],
    nested: bool,  # noqa: FBT001
) -> None:
    first, second, third, fourth = order
    if nested:
        third, fourth = fourth, third
    told = given(*ROAD_FROM_THE_PORT)
    before = running(told, "D09").escalations[0].due
    told.when(first, later(second, hours=1), later(third, hours=1))
    assert told.state.frozen
    told.when(later(fourth, hours=1))
    assert not told.state.frozen
    assert running(told, "D09").escalations[0].due - before == 3 * HOUR


def test_a_deadline_that_opens_under_an_overlay_starts_frozen() -> None:
    told = given(*ON_THE_ROAD, HOLD, later(BoxArrived(box=BOX), hours=1))
    assert running(told, "D10").next is None
    told.when(later(RESUME, hours=5))
    notice = running(told, "D09")
    assert notice.escalations[0].due == told.now + 20 * MINUTE


def test_a_fact_from_before_the_freeze_lost_only_the_frozen_time() -> None:
    told = given(*ON_THE_ROAD)
    arrived = told.now + 10 * MINUTE
    told.when(later(HOLD, minutes=15), later(heard(BoxArrived(box=BOX), arrived), hours=1))
    told.when(later(RESUME, hours=1))
    assert running(told, "D09").escalations[0].due == arrived + 20 * MINUTE + 2 * HOUR


def test_a_level_that_was_due_before_the_freeze_fires_after_the_thaw_at_its_own_time() -> None:
    told = given(*ROAD_FROM_THE_PORT)
    due = running(told, "D09").escalations[0].due
    late_hold = HOLD.model_copy(update={"at": due + MINUTE})
    told.when(later(late_hold, hours=5), later(RESUME, hours=1), TICK)
    told.then("escalation-raised")
    assert told.last[0].occurred_at == due


def test_an_escalation_that_fired_stays_where_it_fired() -> None:
    told = given(*ON_THE_ROAD, later(TICK, hours=2))
    fired = running(told, "D08").escalations[0]
    told.when(HOLD, later(RESUME, hours=7))
    assert running(told, "D08").escalations[0] == fired


def test_an_extension_moves_what_has_not_fired() -> None:
    told = alone(given(*ON_THE_ROAD, later(TICK, hours=2)), "D08")
    before = running(told, "D08").escalations
    more = ExtendDeadline(
        officer=LIN, deadline="D08", box=BOX, hours=3, reason="accident", **SECOND
    )
    told.when(more).then("deadline-extended")
    after = running(told, "D08").escalations
    assert [a.due - b.due for a, b in zip(after, before, strict=True)] == [
        0 * HOUR,
        *[3 * HOUR] * 3,
    ]


def test_an_extension_under_a_hold_counts_beside_the_frozen_time() -> None:
    told = given(*ROAD_FROM_THE_PORT)
    before = running(told, "D09").escalations[0].due
    more = ExtendDeadline(
        officer=LIN, deadline="D09", box=BOX, hours=3, reason="accident", **SECOND
    )
    told.when(HOLD, more, later(RESUME, hours=1))
    assert running(told, "D09").escalations[0].due - before == 4 * HOUR + MINUTE


def test_on_another_course_a_deadline_is_moot_and_silent() -> None:
    told = given(*permitted(BOX, BOX_2), gate_out(BOX), RETURN, boxes=2)
    assert told.state.deadlines[f"D06/{BOX_2}"].moot
    assert {d.id for d in told.state.deadlines.values() if d.open and d.id[0] == "D"} == {
        "D08",
        "D17",
    }


def test_a_box_that_is_on_the_road_is_not_forgotten_when_its_return_is_ordered() -> None:
    told = given(*ON_THE_ROAD, RETURN, ReturnGatedIn(box=BOX))
    window = told.state.deadlines[f"D08/{BOX}"]
    assert window.closed_at is not None
    assert not window.moot


def test_a_closed_consignment_has_no_deadline() -> None:
    reject = DecidePreShipment.model_validate(
        {"officer": LIN, "decision": "REJECT", "reason": "wire"}
    )
    told = given(FILE, reject, WITHDRAWN)
    assert derived_status.next_due(told.state) is None
    told.when(later(TICK, days=99)).then()


def test_after_an_outage_each_tick_raises_one_level_in_the_order_they_were_due() -> None:
    told = given(*permitted(BOX, BOX_2), gate_out(BOX), gate_out(BOX_2), boxes=2)
    told.when(later(TICK, days=9))
    raised = [event for event in told.last if event.body.type == "escalation-raised"]
    while told.when(TICK).last:
        raised += [event for event in told.last if event.body.type == "escalation-raised"]
    assert all(len([e for e in raised if e.id == event.id]) == 1 for event in raised)
    due = [event.occurred_at for event in raised]
    assert due[:7] == sorted(due[:7])
    # Of two boxes each goes missing by itself.
    levels = [vars(e.body)["level"] for e in raised if e.box and not vars(e.body)["danger"]]
    assert levels == [
        1, 1, 2, 2, 1, 1, 3, 3, 4, 1, 4, 1, 2, 2,
    ]  # fmt: skip


def test_before_the_arrival_without_an_approval_the_pilot_is_off() -> None:
    told = alone(given(), "D04")
    told.when(later(TICK, days=30), TICK, TICK).then("escalation-raised", "fell-back")
    assert told.last[1].occurred_at == ETA - DAY
    assert told.state.mode is Mode.TRADITIONAL
    # Its own effect is no proof that the escalation was unfounded.
    assert told.state.deadlines["D04"].level == EscalationLevel.L3


def test_a_permit_that_is_not_used_lapses_and_can_be_asked_for_again() -> None:
    told = alone(given(*PERMITTED), "D06")
    told.when(later(TICK, hours=49), TICK, TICK).then(
        "escalation-raised", "removal-permit-lapsed", "gate-barred"
    )
    box = told.state.boxes[BOX]
    assert (box.permit_no, box.permit_attempts) == (None, 1)
    told.when(removal(visit="removal:2")).then("removal-permitted", "gate-reopened")
    pick_up = running(told, "D06")
    assert pick_up.next is not None
    assert pick_up.next.effect is Effect.FALL_BACK


def test_a_box_that_is_never_picked_up_ends_the_pilot_if_all_are_still_there() -> None:
    told = alone(given(*PERMITTED), "D06")
    told.when(later(TICK, hours=80), TICK, TICK, TICK).then("escalation-raised", "fell-back")
    assert told.state.course is ProcessPhase.TRADITIONAL


def test_of_three_boxes_one_that_stays_behind_only_escalates() -> None:
    told = given(*permitted(BOX, BOX_2, BOX_3), gate_out(BOX_2), gate_out(BOX_3), boxes=3)
    told = alone(told, "D06")
    told.when(later(TICK, hours=80), TICK, TICK, TICK).then("escalation-raised")
    assert told.state.mode is Mode.PILOT


def test_a_permit_heard_after_the_gate_passage_opens_nothing() -> None:
    told = given(*PILOT, gate_out(), removal())
    assert f"D06/{BOX}" not in told.state.deadlines


def test_a_box_that_does_not_come_is_missing() -> None:
    told = alone(given(*ON_THE_ROAD), "D08")
    told.when(later(TICK, hours=5), TICK, TICK, TICK).then(
        "escalation-raised", "box-missing", "emergency-raised"
    )
    assert told.state.boxes[BOX].missing
    assert told.state.overlays == (Overlay.EMERGENCY,)
    found = BoxFound(box=BOX, lock_state="LOCKED")
    told.when(found, GO_ON).then("danger-closed", "emergency-lifted")


def test_goods_that_are_not_rectified_in_time_go_back() -> None:
    told = alone(given(*RECTIFYING), "D16")
    told.when(later(TICK, days=40), TICK, TICK, TICK).then("escalation-raised", "return-ordered")
    assert told.state.course is ProcessPhase.RETURN
    assert told.state.deadlines["D17"].opened_at == told.last[0].occurred_at


def test_a_treatment_heard_too_late_withdraws_the_escalation_aloud() -> None:
    told = alone(given(*RECTIFYING), "D16")
    done = told.now + 10 * DAY
    told.when(later(TICK, days=40), TICK, TICK, TICK)
    state = told.when(heard(RectificationCompleted(), done)).then(
        *["escalation-withdrawn"] * 3, "rectification-completed"
    )
    assert state.course is ProcessPhase.RETURN
    assert "D16 L4 was unfounded, ORDER_RETURN was done" in state.notifications[-1].subject


def test_a_destruction_stops_the_rectification_clock() -> None:
    told = given(*RECTIFYING, disposal(Disposal.DESTROY))
    assert told.state.deadlines["D16"].moot


def test_a_second_treatment_has_an_escalation_policy_of_its_own() -> None:
    told = given(*FAILED, disposal(Disposal.RECTIFY))
    first = running(told, "D16").escalations[0].due
    again = RecordInspection(officer=LIN, conform=False)
    told.when(later(RectificationCompleted(), days=2), again, disposal(Disposal.RECTIFY))
    assert running(told, "D16").escalations[0].due > first


def test_an_earlier_end_that_is_heard_later_is_the_one_that_counts() -> None:
    told = given(*PILOT, later(TICK, hours=5))
    assert told.last[0].body.type == "escalation-raised"
    told.when(gate_out())
    earlier = told.now - 3 * HOUR
    state = told.when(heard(BoxArrived(box=BOX), earlier)).then(
        "escalation-withdrawn", "box-arrived"
    )
    assert state.deadlines[f"D05/{BOX}"].closed_at == earlier


def test_an_answer_is_about_the_levels_that_had_fired() -> None:
    told = given(*ON_THE_ROAD, later(TICK, hours=2))
    told.when(AcknowledgeEscalation(officer=LIN, deadline="D08", box=BOX))
    assert running(told, "D08").acknowledged_by == LIN
    told.when(later(TICK, hours=1))
    assert running(told, "D08").acknowledged_by is None


def test_the_earliest_level_of_all_deadlines_is_next() -> None:
    told = given(*AT_THE_FACTORY)
    due = engine.due(told.state)
    assert due is not None
    assert (due[0].id, derived_status.next_due(told.state)) == ("D11", due[1].due)


def test_a_deadline_of_a_reopened_emergency_gives_each_escalation_its_own_id() -> None:
    told = given(*PILOT)
    at = told.now
    raised, lifted = (c.model_copy(update={"at": at}) for c in (FIRE, GO_ON))
    for _ in range(2):
        told.when(raised, later(TICK, minutes=3), lifted)
    assert len({event.id for event in told.events}) == len(told.events)


def test_instants_are_in_utc() -> None:
    told = given(*UNLOADED, lock_alarm())
    zones = {
        escalation.due.tzinfo for d in told.state.deadlines.values() for escalation in d.escalations
    }
    assert {str(zone) for zone in zones} == {"UTC"}
    assert datetime(2025, 9, 15, 2, tzinfo=UTC) == START
