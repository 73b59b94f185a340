"""Facts are never refused: they complete, repeat or contradict what is known."""

from datetime import timedelta
from decimal import Decimal

import pytest

from models.arrival.events import Discharged, Shipped, VesselArrived
from models.arrival.messages import DeclarationStatus, ManifestStatus
from models.deadlines.events import EscalationWithdrawn
from models.disposal.events import (
    CodeAmended,
    ConsumptionReported,
    Destroyed,
    RectificationCompleted,
    RectificationPlanned,
)
from models.inspection.events import InspectionBooked
from models.inspection.messages import PermitUnloading
from models.kernel.terms import (
    CheckResult,
    EscalationLevel,
    Hindrance,
    Overlay,
    PreShipment,
    ProcessPhase,
    SealState,
    Stage,
    Triage,
)
from models.laboratory.events import SampleHandedOver
from models.notifications.table import notifications_of
from models.port.events import PortalWentOffline
from models.pre_shipment.events import PreShipmentWithdrawn, SealNumberRecorded, ShipmentAmended
from models.pre_shipment.messages import PreShipmentFile
from models.process import derived_status, messages
from models.process.facts import understood
from models.process.messages import Fact
from models.returns.events import (
    ReturnApplied,
    ReturnDeparted,
    ReturnExited,
    ReturnGatedIn,
    ReturnGatedOut,
    ReturnLoaded,
    ReturnPlanned,
    ReturnSealed,
)
from models.supervision.events import FactAfterClosure, FactNotUnderstood, ViolationExcused
from models.supervision.messages import Unknown
from models.traditional_port.events import ArrivedAtSite, ReturnedToYard
from models.transport.events import (
    ArrivalNotified,
    BoxArrived,
    BoxFound,
    GatedOut,
    IncidentOnRoad,
    LockApplied,
    LockVerified,
    RouteLeft,
    RouteRegained,
    StopEnded,
    StopStarted,
    TelemetryLost,
    TelemetryRestored,
)
from models.transport.messages import BatteryReading
from tests.given import Told, given, heard, later
from tests.models.stories import (
    ACKNOWLEDGE,
    ALARMED,
    APPROVE,
    APPROVED,
    ASHORE,
    AT_THE_FACTORY,
    BOX,
    BOX_2,
    CLOSED,
    DECLARED,
    DISPUTE,
    ENTRY_ID,
    FAILED,
    FILE,
    GO_BACK,
    GO_ON,
    IDENTIFY,
    INSTRUCTION,
    LAB_PENDING,
    MISSING,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    RECTIFYING,
    REQUESTED,
    SLOT,
    STRANGER,
    TICK,
    TRADITIONAL,
    UNLOADED,
    gate_out,
    lab_result,
    lock_alarm,
    reading,
    sampled,
    scan,
    seal,
    triage,
    waste,
    weighed,
)

GOING_BACK: tuple[Told, ...] = (*ALARMED, ACKNOWLEDGE, GO_BACK)

HANDED = SampleHandedOver(sample_no="S-1", holder="courier", seal="LS-1")
AMENDED = CodeAmended(entry_id=ENTRY_ID, code="7404000050", duty=Decimal(20000), receipt_no="T-1")
CONSUMED = ConsumptionReported(box=BOX, used_kg=Decimal(500))

FACTS: list[tuple[tuple[Told, ...], Fact, tuple[str, ...]]] = [
    ((), FILE, ("pre-shipment-submitted",)),
    ((FILE,), PreShipmentWithdrawn(reason="sold"), ("pre-shipment-withdrawn",)),
    ((), ShipmentAmended(vessel="EVER LATER"), ("shipment-amended",)),
    ((), SealNumberRecorded(box=BOX, seal_no="SL0000011"), ("seal-number-recorded",)),
    (APPROVED, Shipped(vessel="EVER LUCID"), ("shipped",)),
    (APPROVED, VesselArrived(vessel="EVER LUCID"), ("vessel-arrived",)),
    (APPROVED, Discharged(), ("discharged",)),
    (APPROVED, DECLARED, ("declaration-status-changed", "declared")),
    (ASHORE, DeclarationStatus(letter="P", entry_id=ENTRY_ID), ("declaration-status-changed",)),
    (APPROVED, ManifestStatus(status="02"), ("manifest-status-changed",)),
    (PILOT, reading(), ("radiation-measured",)),
    (TRADITIONAL, ReturnedToYard(box=BOX), ("returned-to-yard",)),
    (TRADITIONAL, INSTRUCTION, ("inspection-instructed",)),
    (TRADITIONAL, SLOT, ("inspection-slot-given",)),
    (TRADITIONAL, ArrivedAtSite(box=BOX), ("arrived-at-site",)),
    (PILOT, scan(), ("machine-inspected",)),
    (PILOT, PortalWentOffline(box=BOX, portal_id="R"), ("portal-went-offline", "fell-back")),
    (PERMITTED, gate_out(), ("gated-out",)),
    (PERMITTED, LockApplied(box=BOX, lock_no="LK-1"), ("lock-applied",)),
    (PERMITTED, LockVerified(box=BOX, lock_no="LK-1"), ("lock-verified",)),
    (ON_THE_ROAD, lock_alarm(), ("lock-alarmed", "violation-recorded", "emergency-raised")),
    (ON_THE_ROAD, BatteryReading(box=BOX, percent=20), ("lock-battery-low",)),
    (ON_THE_ROAD, RouteLeft(box=BOX), ("route-left",)),
    (ON_THE_ROAD, RouteRegained(box=BOX), ("route-regained",)),
    (ON_THE_ROAD, StopStarted(box=BOX), ("stop-started",)),
    (ON_THE_ROAD, StopEnded(box=BOX), ("stop-ended",)),
    (ON_THE_ROAD, TelemetryLost(box=BOX), ("telemetry-lost",)),
    (ON_THE_ROAD, TelemetryRestored(box=BOX), ("telemetry-restored",)),
    (
        ON_THE_ROAD,
        IncidentOnRoad(box=BOX, hindrance=Hindrance.TRAFFIC),
        ("incident-on-road",),
    ),
    (ON_THE_ROAD, BoxArrived(box=BOX), ("box-arrived",)),
    (ON_THE_ROAD, BoxFound(box=BOX, lock_state="LOCKED"), ("box-found",)),
    (AT_THE_FACTORY, ArrivalNotified(box=BOX), ("arrival-notified",)),
    (ON_THE_ROAD, seal(), ("seal-checked",)),
    ((*AT_THE_FACTORY, PermitUnloading(box=BOX)), weighed(), ("unloaded",)),
    (
        UNLOADED,
        InspectionBooked.model_validate({"slot": "2025-11-01T09:00"}),
        ("inspection-booked",),
    ),
    (RECTIFYING, RectificationCompleted(note="dried"), ("rectification-completed",)),
    ((*UNLOADED, sampled()), HANDED, ("sample-handed-over",)),
    (LAB_PENDING, lab_result(), ("lab-result-received", "lab-work-completed")),
    (
        (*UNLOADED, IDENTIFY),
        waste(solid=False),
        ("identification-reported", "nonconformance-settled"),
    ),
    (RECTIFYING, RectificationPlanned(plan="dry it"), ("rectification-planned",)),
    (RECTIFYING, AMENDED, ("code-amended",)),
    (FAILED, DISPUTE, ("result-disputed",)),
    (UNLOADED, REQUESTED, ("inspection-requested",)),
    (UNLOADED, ReturnApplied(reason="wrong lot"), ("return-applied",)),
    (UNLOADED, CONSUMED, ("consumption-reported", "violation-recorded")),
    (UNLOADED, Destroyed(note="smelted"), ("destroyed",)),
    (GOING_BACK, ReturnPlanned(carrier="COSCO", booking="B1"), ("return-planned",)),
    (GOING_BACK, ReturnDeparted(), ("return-departed",)),
    (
        GOING_BACK,
        ReturnSealed(box=BOX, seal_no="R", gross_kg=Decimal(25350)),
        ("return-sealed",),
    ),
    (GOING_BACK, ReturnGatedOut(box=BOX), ("return-gated-out",)),
    (GOING_BACK, ReturnGatedIn(box=BOX), ("return-gated-in",)),
    (GOING_BACK, ReturnLoaded(vessel="EVER LUCID"), ("return-loaded",)),
    (
        GOING_BACK,
        ReturnExited(vessel="EVER LUCID"),
        ("return-exited", "supplier-review-requested"),
    ),
    (
        GOING_BACK,
        DeclarationStatus(letter="L", entry_id="310120250000000001", exported=True),
        ("declaration-status-changed", "export-declared"),
    ),
    (PILOT, Unknown(raw="{}"), ("fact-not-understood",)),
]


def _told(row: tuple[tuple[Told, ...], Fact, tuple[str, ...]]) -> str:
    return row[2][-1]


@pytest.mark.parametrize("row", FACTS, ids=_told)
def test_a_fact_becomes_its_event(row: tuple[tuple[Told, ...], Fact, tuple[str, ...]]) -> None:
    before, fact, recorded = row
    given(*before).when(fact).then(*recorded)


def test_every_kind_of_fact_is_told_above_and_has_a_place_in_the_decisions() -> None:
    facts = {type(fact) for _, fact, _ in FACTS}
    assert facts == understood()
    assert set(messages.FACTS) == facts


@pytest.mark.parametrize("row", FACTS, ids=_told)
def test_the_same_message_again_is_no_news(
    row: tuple[tuple[Told, ...], Fact, tuple[str, ...]],
) -> None:
    before, fact, _ = row
    told = given(*before)
    report = heard(fact, told.now, "twice")
    told.when(report)
    told.when(report).then()


@pytest.mark.parametrize("row", FACTS, ids=_told)
def test_a_message_id_with_other_content_is_a_contradiction_and_only_once(
    row: tuple[tuple[Told, ...], Fact, tuple[str, ...]],
) -> None:
    before, fact, _ = row
    told = given(*before)
    other = heard(lock_alarm("UNLOCK"), told.now, "one id")
    told.when(heard(fact, told.now, "one id"))
    told.when(other).then("fact-contradicted")
    told.when(other).then()
    assert len({event.id for event in told.events}) == len(told.events)


def test_the_same_happening_under_another_id_is_no_news() -> None:
    given(*ON_THE_ROAD).when(gate_out()).then()


def test_a_happening_told_otherwise_is_a_contradiction_that_people_hear_of() -> None:
    state = given(*ON_THE_ROAD).when(gate_out(plate="浙B99999")).then("fact-contradicted")
    assert state.boxes[BOX].gated_out is not None
    assert "gated-out" in state.notifications[-1].subject


def test_a_box_of_another_consignment_is_a_contradiction() -> None:
    state = given(*PERMITTED).when(gate_out(STRANGER)).then("fact-contradicted")
    assert STRANGER not in state.boxes


def test_an_unknown_fact_is_kept_as_it_came_and_operations_hear_of_it() -> None:
    kept = FactNotUnderstood(system="checkpoint", raw='{"a": 1}')
    state = given(*PILOT).when(Unknown(raw='{"a": 1}')).then(kept)
    assert state.notifications[-1].party == "OPS"


def test_a_fact_after_closure_is_recorded_as_such_and_changes_nothing_else() -> None:
    closed = given(*CLOSED)
    before = closed.state
    after = closed.when(lock_alarm()).then("fact-after-closure")
    assert after.boxes == before.boxes
    assert after.overlays == ()
    assert after.notifications[-1].subject == "after closure: lock-alarmed"


def test_what_is_known_already_raises_no_alarm_after_closure() -> None:
    told = given(*CLOSED)
    left = told.state.boxes[BOX].gated_out
    assert left is not None
    told.when(heard(gate_out(), left)).then()


def test_a_re_booked_appointment_counts_and_the_booking_stays_closed_at_the_first() -> None:
    told = given(*AT_THE_FACTORY, later(_slot("2025-10-20T09:00"), hours=1))
    first = told.state.deadlines["D11"].closed_at
    state = told.when(later(_slot("2025-10-21T09:00"), hours=1)).then("inspection-booked")
    assert state.deadlines["D11"].closed_at == first


def test_a_submission_that_is_older_than_its_approval_does_not_reopen_the_audit() -> None:
    told = given(FILE, later(APPROVE, hours=5))
    old = heard(PreShipmentFile(documents=("draft",)), told.now - timedelta(hours=2))
    state = told.when(old).then("pre-shipment-submitted")
    assert state.pre_shipment is PreShipment.APPROVED
    assert not state.deadlines["D03"].open


def test_a_change_after_the_approval_reopens_the_audit() -> None:
    told = given(*APPROVED).when(later(FILE, hours=3))
    state = told.then("pre-shipment-submitted", "pre-shipment-reopened")
    assert state.pre_shipment is PreShipment.SUBMITTED
    assert state.deadlines["D03"].open


def test_a_report_of_an_earlier_treatment_does_not_end_the_one_that_runs() -> None:
    told = given(*RECTIFYING)
    old = heard(RectificationCompleted(), told.now - timedelta(days=1))
    state = told.when(old).then("fact-contradicted")
    assert not state.rectified
    assert state.deadlines["D16"].open


def test_an_arrival_heard_late_closes_the_window_in_time_and_withdraws_the_escalation() -> None:
    told = given(*ON_THE_ROAD)
    out = told.now
    told.when(later(TICK, hours=2)).then("escalation-raised", "violation-recorded")
    assert told.state.violations == ("SV-05",)
    state = told.when(heard(BoxArrived(box=BOX), out + timedelta(hours=1))).then(
        EscalationWithdrawn(deadline="D08", box=BOX, level=EscalationLevel.L1),
        ViolationExcused(
            code="SV-05",
            box=BOX,
            reason="D08 L1 was unfounded",
            officer="guomen",
            approver="guomen",
        ),
        "box-arrived",
    )
    window = state.deadlines[f"D08/{BOX}"]
    assert window.closed_at == out + timedelta(hours=1)
    assert window.level is None
    assert state.violations == ()


def test_only_the_levels_that_were_unfounded_are_withdrawn() -> None:
    told = given(*ON_THE_ROAD)
    out = told.now
    told.when(later(TICK, hours=5), TICK, TICK, TICK)
    late = heard(BoxArrived(box=BOX), out + timedelta(hours=2, minutes=10))
    told.when(late).then(*["escalation-withdrawn"] * 3, "box-arrived", "fleet-resumed")
    assert told.state.violations == ("SV-05",)
    assert told.state.deadlines[f"D08/{BOX}"].level == 1


def test_a_box_declared_missing_that_had_arrived_in_time_is_not_missing_and_people_hear_of_it() -> (
    None
):
    told = given(*MISSING)
    out = told.state.boxes[BOX].gated_out
    assert out is not None
    state = told.when(heard(BoxArrived(box=BOX), out + timedelta(hours=1))).then(
        "escalation-withdrawn",
        "violation-excused",
        *["escalation-withdrawn"] * 4,
        "box-arrived",
        "fleet-resumed",
    )
    assert not state.boxes[BOX].missing
    assert [alarm.subject for alarm in state.notifications[-3:-1]] == [
        "D08 L3 was unfounded, STOP_FLEET was done",
        "D08 L4 was unfounded, DECLARE_MISSING was done",
    ]
    assert state.overlays == (Overlay.EMERGENCY,)


def test_a_gate_out_heard_after_the_fallback_withdraws_it_aloud() -> None:
    told = given(*PERMITTED)
    at = told.now + timedelta(hours=30)
    told.when(later(TICK, hours=80), *[TICK] * 5).then("escalation-raised", "fell-back")
    state = told.when(heard(gate_out(), at)).then(*["escalation-withdrawn"] * 3, "gated-out")
    assert state.deadlines[f"D06/{BOX}"].closed_at == at
    assert not state.deadlines[f"D06/{BOX}"].moot
    assert [a.subject for a in state.notifications[-2:]] == [
        "D06 L3 was unfounded, LAPSE_PERMIT was done",
        "D06 L4 was unfounded, FALL_BACK was done",
    ]


def test_an_arrival_heard_before_the_gate_passage_needs_no_window() -> None:
    told = given(*PERMITTED)
    out = told.now
    arrived = heard(BoxArrived(box=BOX), out + timedelta(hours=1), "a")
    told.when(later(arrived, hours=1)).then("box-arrived")
    state = told.when(heard(gate_out(), out, "b")).then("gated-out")
    assert state.deadlines[f"D08/{BOX}"].closed_at == out + timedelta(hours=1)
    assert state.violations == ()
    assert derived_status.stage(state) is Stage.FACTORY


def test_a_drive_that_was_too_long_shows_whichever_end_is_heard_first() -> None:
    told = given(*PERMITTED)
    out = told.now
    told.when(later(heard(BoxArrived(box=BOX), out + timedelta(hours=9), "a"), hours=9))
    state = told.when(heard(gate_out(), out, "b")).then(
        "gated-out", "escalation-raised", "violation-recorded"
    )
    assert state.violations == ("SV-05",)


def test_a_seal_report_before_the_arrival_completes_the_picture() -> None:
    state = given(*ON_THE_ROAD, seal()).when(BoxArrived(box=BOX)).then("box-arrived")
    assert state.boxes[BOX].seal_state is SealState.INTACT
    assert f"D10/{BOX}" not in state.deadlines


def test_boxes_go_their_own_ways() -> None:
    told = given(*PILOT, reading(BOX), scan(BOX), reading(BOX_2), boxes=2)
    assert told.state.boxes[BOX].cleared
    assert not told.state.boxes[BOX_2].cleared
    assert told.state.course is ProcessPhase.PILOT


def test_a_second_pass_does_not_undo_an_alarm() -> None:
    told = given(*ALARMED)
    state = told.when(reading()).then("radiation-measured")
    assert not state.boxes[BOX].cleared
    given(*ALARMED, reading(), scan(), triage(Triage.INNOCENT)).when(GO_ON).then(
        "danger-closed", "emergency-lifted"
    )


def test_a_second_pass_after_a_verdict_leaves_the_verdict() -> None:
    told = given(*ALARMED, scan(), triage(Triage.INNOCENT), reading())
    assert told.state.boxes[BOX].cleared
    found = given(*ALARMED, scan(), triage(Triage.SOURCE), reading())
    assert not found.state.boxes[BOX].cleared


def test_a_second_alarm_needs_a_verdict_of_its_own() -> None:
    told = given(*ALARMED, scan(), triage(Triage.INNOCENT), reading(result=CheckResult.ALARM))
    assert not told.state.boxes[BOX].cleared


def test_kilograms_are_kept_as_they_were_weighed() -> None:
    told = given(*AT_THE_FACTORY, PermitUnloading(box=BOX), weighed(kg="21549.75"))
    assert told.state.boxes[BOX].net_kg == Decimal("21549.75")


def _slot(time: str) -> InspectionBooked:
    return InspectionBooked.model_validate({"slot": time})


def test_clearance_closing_its_file_after_the_release_alarms_nobody() -> None:
    told = given(*CLOSED).when(DeclarationStatus(letter="R", entry_id=None))
    (closed,) = told.last
    assert closed.body == FactAfterClosure(fact="declaration-status", unexpected=False)
    assert notifications_of(closed) == ()


def test_a_gate_passage_that_contradicts_after_the_release_is_an_alarm() -> None:
    elsewhere = GatedOut(box=BOX, plate="浙B00001", lock_no="L", locked=True)
    told = given(*CLOSED).when(elsewhere)
    assert [alarm.subject for event in told.last for alarm in notifications_of(event)] == [
        "after closure: gated-out"
    ]
