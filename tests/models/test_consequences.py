"""What follows at once from an event stands beside it in the ledger."""

from datetime import timedelta

import pytest

from models import events, outlook
from models import messages as m
from models.terms import (
    Cause,
    Check,
    Danger,
    Mode,
    Overlay,
    SealState,
    Stage,
    Suspicion,
    System,
    Triage,
)
from tests.given import Given, Told, given, heard, later
from tests.history import sample_registration
from tests.models.stories import (
    ACKNOWLEDGE,
    ALARMED,
    APPROVE,
    AT_THE_FACTORY,
    BOX,
    BOX_2,
    FILE,
    FIRE,
    GO_ON,
    LIN,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    SEALS,
    UNLOADED,
    failing,
    gate_out,
    lock_alarm,
    on_the_road,
    reading,
    scan,
    seal,
    triage,
    weighed,
)

SEAL = SEALS[BOX]


def test_a_portal_alarm_raises_an_emergency_that_freezes_the_ordinary_deadlines() -> None:
    state = (
        given(*PILOT)
        .when(reading(result=Check.ALARM))
        .then(
            "radiation-measured",
            events.EmergencyRaised(
                danger=Danger.RADIATION, box=BOX, reason="portal RPM-1 measured 0.60 µSv/h"
            ),
        )
    )
    assert state.overlays == (Overlay.EMERGENCY,)
    assert state.deadlines[f"D05/{BOX}"].next is None
    assert state.deadlines["D18"].next is not None
    assert state.alarms[-1].subject.startswith("emergency RADIATION")


@pytest.mark.parametrize(
    "outcome, reason", [("", "NC-01"), ("SEALED_SOURCE", "NC-01"), ("CONTAMINATED_METAL", "NC-03")]
)
def test_a_source_is_a_confirmed_defect_by_what_it_proved_to_be_and_ends_the_pilot(
    outcome: str, reason: str
) -> None:
    state = (
        given(*ALARMED)
        .when(triage(Triage.SOURCE).model_copy(update={"outcome": outcome}))
        .then("alarm-triaged", "nonconformance-raised", "fell-back")
    )
    assert [d.reason for d in state.confirmed()] == [reason]
    assert state.causes == (Cause.RADIATION,)


@pytest.mark.parametrize("verdict", [Triage.INNOCENT, Triage.SUSPECT])
def test_any_other_verdict_leaves_the_pilot_on(verdict: Triage) -> None:
    state = given(*ALARMED).when(triage(verdict)).then("alarm-triaged")
    assert state.mode is Mode.PILOT


def test_foreign_matter_in_the_image_is_suspected_and_ends_the_pilot() -> None:
    state = (
        given(*PILOT)
        .when(scan(result=Check.ALARM))
        .then("machine-inspected", "nonconformance-raised", "fell-back")
    )
    assert [d.reason for d in state.suspicions(BOX)] == ["NC-07"]
    assert state.mode is Mode.TRADITIONAL


def test_a_portal_that_fails_after_it_measured_changes_nothing() -> None:
    out = m.PortalOutage(box=BOX, portal_id="RPM-1")
    given(*PILOT, reading()).when(out).then("portal-went-offline")


def test_the_pilot_is_not_left_once_a_box_has_left_the_port() -> None:
    told = given(*on_the_road(BOX), boxes=2)
    told.when(scan(BOX_2, Check.ALARM)).then("machine-inspected", "nonconformance-raised")
    told.when(m.PortalOutage(box=BOX_2, portal_id="R")).then("portal-went-offline")
    assert told.state.mode is Mode.PILOT


def test_another_truck_at_the_gate_is_a_violation() -> None:
    state = (
        given(*PERMITTED)
        .when(gate_out(plate="浙B66666"))
        .then(
            "gated-out",
            events.ViolationRecorded(
                code="SV-07", box=BOX, note="truck 浙B66666, ordered 浙B10001"
            ),
        )
    )
    assert state.boxes[BOX].gated_out is not None


def test_a_box_that_leaves_with_an_open_lock_is_an_emergency() -> None:
    state = (
        given(*PERMITTED)
        .when(gate_out(locked=False))
        .then("gated-out", "violation-recorded", "emergency-raised")
    )
    assert state.violations == ("SV-02",)


def test_a_cut_lock_is_a_violation_and_an_emergency() -> None:
    state = (
        given(*ON_THE_ROAD)
        .when(lock_alarm())
        .then("lock-alarmed", "violation-recorded", "emergency-raised")
    )
    assert state.violations == ("SV-02",)
    assert state.deadlines[f"D08/{BOX}"].frozen_since is not None


def test_a_low_battery_is_no_emergency() -> None:
    given(*ON_THE_ROAD).when(lock_alarm("LOW_BATTERY")).then("lock-alarmed", "lock-battery-low")


@pytest.mark.parametrize("alarm", ["VIBRATION", "MOTOR_FAULT", "WRONG_PASSWORD"])
def test_an_alarm_that_opens_nothing_is_recorded_only(alarm: str) -> None:
    given(*ON_THE_ROAD).when(lock_alarm(alarm)).then("lock-alarmed")


def test_an_alarm_that_nobody_knows_counts_as_an_opened_lock() -> None:
    told = given(*ON_THE_ROAD).when(lock_alarm("SHAKEN"))
    told.then("lock-alarmed", "violation-recorded", "emergency-raised")


def test_the_alarm_of_another_lock_says_nothing_of_the_box() -> None:
    other = m.LockAlarm(box=BOX, lock_no="LK-77", alarm="ROPE_CUT")
    given(*ON_THE_ROAD).when(other).then("fact-contradicted")


def test_a_further_danger_joins_the_open_emergency_and_people_hear_of_it() -> None:
    told = given(*PILOT, FIRE, ACKNOWLEDGE)
    state = told.when(reading(result=Check.ALARM)).then("radiation-measured", "danger-joined")
    assert state.emergency is not None
    assert state.emergency.danger is Danger.FIRE
    assert state.alarms[-1].subject.startswith("the emergency widens, RADIATION")
    told.when(GO_ON)
    assert "judged not at all" in told.refusal


def test_the_same_danger_again_is_one_emergency() -> None:
    given(*ALARMED).when(reading(result=Check.ALARM)).then("radiation-measured")


def test_a_danger_after_the_lift_is_a_new_emergency() -> None:
    told = given(*ON_THE_ROAD, lock_alarm(), ACKNOWLEDGE, GO_ON)
    state = told.when(later(lock_alarm("BACK_COVER"), hours=1)).then(
        "lock-alarmed", "violation-recorded", "emergency-raised"
    )
    assert state.emergency is not None
    assert state.emergency.acknowledged_by is None
    assert state.deadlines["D18"].open


def test_an_arrival_after_the_window_is_a_violation() -> None:
    told = given(*ON_THE_ROAD)
    told.when(later(m.Arrival(box=BOX), hours=2, minutes=1)).then(
        "box-arrived",
        "escalation-raised",
        events.ViolationRecorded(code="SV-05", box=BOX, note="D08 reached L1"),
    )


def test_an_arrival_at_the_last_instant_is_in_time() -> None:
    given(*ON_THE_ROAD).when(later(m.Arrival(box=BOX), hours=2)).then("box-arrived")


def test_no_window_is_exceeded_while_an_emergency_stops_its_clock() -> None:
    told = given(*ON_THE_ROAD, later(lock_alarm(), minutes=30))
    told.when(later(m.Arrival(box=BOX), hours=5)).then("box-arrived")


SENT = m.SendOfficer(officer=LIN, box=BOX, reason="seal to be looked at")
CHANGED = m.ApproveTransshipment(officer=LIN, box=BOX, plate="浙B10002", reason="axle broken")
NEW_SEAL = seal(state=SealState.REPLACED, seal_no="SL-9")
SEEN_TO: dict[str, tuple[Told, ...]] = {
    "an officer was sent": (SENT,),
    "a transshipment was approved": (CHANGED,),
    "the emergency of its lock is over": (lock_alarm(), ACKNOWLEDGE, GO_ON),
    "its lock joined an emergency that is over": (FIRE, lock_alarm(), ACKNOWLEDGE, GO_ON),
}
NOT_SEEN_TO: dict[str, tuple[Told, ...]] = {
    "nobody saw it": (),
    "the emergency of its lock is open": (lock_alarm(), ACKNOWLEDGE),
    "another emergency is over": (FIRE, ACKNOWLEDGE, GO_ON),
    "an officer saw another box": (SENT.model_copy(update={"box": BOX_2}),),
    "the lock of another box": (lock_alarm(box=BOX_2), ACKNOWLEDGE, GO_ON),
}


def test_a_seal_in_order_has_no_consequence() -> None:
    given(*ON_THE_ROAD, m.Arrival(box=BOX)).when(seal()).then("seal-checked")


@pytest.mark.parametrize("why", SEEN_TO)
def test_a_seal_is_replaced_by_those_who_may(why: str) -> None:
    told = given(*ON_THE_ROAD, *SEEN_TO[why], m.Arrival(box=BOX))
    assert told.when(NEW_SEAL).then("seal-checked").boxes[BOX].seal == "SL-9"


@pytest.mark.parametrize("why", NOT_SEEN_TO)
def test_a_seal_that_nobody_was_allowed_to_replace_was_opened(why: str) -> None:
    told = given(*on_the_road(BOX, BOX_2), *NOT_SEEN_TO[why], m.Arrival(box=BOX), boxes=2)
    known = len(told.state.violations)
    after = told.when(NEW_SEAL).then("seal-checked", "violation-recorded", "nonconformance-raised")
    assert after.violations[known:] == ("SV-01",)
    assert [d.reason for d in after.suspicions(BOX)] == ["NC-15"]


def test_an_officer_who_came_after_the_seal_was_looked_at_did_not_replace_it() -> None:
    told = given(*ON_THE_ROAD, SENT)
    earlier = heard(NEW_SEAL, told.now - timedelta(minutes=30), system=System.ENTERPRISE)
    told.when(earlier).then("seal-checked", "violation-recorded", "nonconformance-raised")


@pytest.mark.parametrize("state", [SealState.BROKEN, SealState.MISSING])
def test_a_seal_that_was_opened_is_a_violation_and_a_suspicion(state: SealState) -> None:
    told = given(*ON_THE_ROAD, m.Arrival(box=BOX)).when(seal(state=state))
    after = told.then("seal-checked", "violation-recorded", "nonconformance-raised")
    assert after.violations == ("SV-01",)
    assert [d.reason for d in after.suspicions(BOX)] == ["NC-15"]


@pytest.mark.parametrize(
    "state, seal_no, note",
    [
        (SealState.MISMATCH, SEAL, "seal MISMATCH"),
        (SealState.MISMATCH, "OTHER-999", f"seal MISMATCH: OTHER-999, registered {SEAL}"),
        (SealState.INTACT, "OTHER-999", f"seal INTACT: OTHER-999, registered {SEAL}"),
    ],
)
def test_a_seal_with_another_number_is_a_suspicion_only(
    state: SealState, seal_no: str, note: str
) -> None:
    told = given(*ON_THE_ROAD, m.Arrival(box=BOX)).when(seal(state=state, seal_no=seal_no))
    after = told.then(
        "seal-checked",
        events.NonconformanceRaised(reason="NC-15", status=Suspicion.SUSPECTED, box=BOX, note=note),
    )
    assert after.violations == ()


def test_a_number_that_nobody_read_or_registered_is_no_suspicion() -> None:
    given(*ON_THE_ROAD, m.Arrival(box=BOX)).when(seal(seal_no="")).then("seal-checked")
    known = sample_registration(1)
    unsealed = (known.boxes[0].model_copy(update={"seal": ""}),)
    told = Given(known.model_copy(update={"boxes": unsealed}))
    for each in (*ON_THE_ROAD, m.Arrival(box=BOX)):
        told.tell(each)
    told.when(seal(seal_no="OTHER-999")).then("seal-checked")


def test_the_number_that_was_recorded_at_the_loading_is_the_one_to_expect() -> None:
    recorded = m.SealNumber(box=BOX, seal_no="SL-9")
    told = given(FILE, recorded, APPROVE, *ON_THE_ROAD[2:], m.Arrival(box=BOX))
    told.when(seal(seal_no="SL-9")).then("seal-checked")
    told.when(seal(seal_no=SEAL)).then("seal-checked", "nonconformance-raised")


def test_the_number_of_a_seal_that_replaced_another_is_the_one_to_expect() -> None:
    told = given(*ON_THE_ROAD, m.Arrival(box=BOX), NEW_SEAL)
    assert told.state.boxes[BOX].seal == "SL-9"
    told.when(seal(seal_no="SL-9")).then("seal-checked")
    told.when(seal(seal_no=SEAL)).then("seal-checked", "nonconformance-raised")


def test_unloading_before_the_permission_is_a_violation() -> None:
    state = given(*AT_THE_FACTORY).when(weighed()).then("unloaded", "violation-recorded")
    assert state.violations == ("SV-09",)


def test_unloading_before_the_permission_is_one_whenever_it_is_heard() -> None:
    told = given(*AT_THE_FACTORY, m.PermitUnloading(box=BOX))
    earlier = heard(weighed(), told.now - timedelta(minutes=1))
    state = told.when(earlier).then("unloaded", "violation-recorded")
    assert state.violations == ("SV-09",)


@pytest.mark.parametrize("kg", ["21350", "21750", "21550.0"])
def test_a_weight_within_the_tolerance_conforms_to_the_papers(kg: str) -> None:
    # 200 kg is more than half a per cent of 21,550 kg.
    given(*AT_THE_FACTORY, m.PermitUnloading(box=BOX)).when(weighed(kg=kg)).then("unloaded")


@pytest.mark.parametrize("kg", ["21349.9", "21750.1"])
def test_a_weight_beyond_the_tolerance_is_suspected(kg: str) -> None:
    told = given(*AT_THE_FACTORY, m.PermitUnloading(box=BOX)).when(weighed(kg=kg))
    state = told.then("unloaded", "nonconformance-raised")
    assert "declared" in str(told.last[-1].body)
    assert state.defects[0].status is Suspicion.SUSPECTED


@pytest.mark.parametrize(
    "reason, danger",
    [
        ("NC-01", Danger.RADIATION),
        ("NC-02.FIXED", Danger.RADIATION),
        ("NC-03", Danger.RADIATION),
        ("NC-04", Danger.EXPLOSIVE),
    ],
)
def test_radiation_and_explosives_found_by_the_inspector_are_an_emergency_first(
    reason: str, danger: Danger
) -> None:
    state = (
        given(*UNLOADED)
        .when(failing(reason, BOX))
        .then(
            "inspection-started", "nonconformance-raised", "emergency-raised", "inspection-recorded"
        )
    )
    assert state.emergency is not None
    assert state.emergency.danger is danger


def test_a_confirmed_suspicion_of_explosives_is_an_emergency_too() -> None:
    suspected = m.RecordInspection(
        officer=LIN,
        conform=False,
        findings=(
            m.Finding(reason="NC-12"),
            m.Finding(reason="NC-04", status=Suspicion.SUSPECTED),
        ),
    )
    told = given(*UNLOADED, suspected)
    assert told.state.overlays == ()
    confirm = m.SettleSuspicion(officer=LIN, reason="NC-04", verdict=Suspicion.CONFIRMED)
    told.when(confirm).then("nonconformance-settled", "emergency-raised")


def test_a_conforming_inspection_assesses_conformity() -> None:
    state = (
        given(*UNLOADED)
        .when(m.RecordInspection(officer=LIN, conform=True))
        .then("inspection-started", "inspection-recorded", "conformity-assessed")
    )
    assert state.conforms
    assert outlook.stage(state) is Stage.FACTORY


def test_a_rejected_shipment_is_closed_when_it_is_withdrawn() -> None:
    reject = m.DecidePreShipment.model_validate(
        {"officer": LIN, "decision": "REJECT", "reason": "wire"}
    )
    state = (
        given(m.PreShipmentFile(documents=()), reject)
        .when(m.PreShipmentWithdrawal())
        .then("pre-shipment-withdrawn", "consignment-closed")
    )
    assert outlook.stage(state) is Stage.CLOSED
