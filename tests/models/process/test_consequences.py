"""What follows at once from an event stands beside it in the ledger."""

from datetime import timedelta

import pytest

from models.emergency.events import EmergencyRaised
from models.inspection.events import NonconformanceRaised
from models.inspection.messages import (
    InspectionFinding,
    PermitUnloading,
    RecordInspection,
    SettleSuspicion,
)
from models.kernel.terms import (
    Cause,
    CheckResult,
    Danger,
    LockAlarm,
    Mode,
    Overlay,
    SealState,
    Stage,
    Suspicion,
    System,
    Triage,
)
from models.port.events import PortalWentOffline
from models.pre_shipment.events import PreShipmentWithdrawn, SealNumberRecorded
from models.pre_shipment.messages import DecidePreShipment, PreShipmentFile
from models.process import derived_status
from models.rules.rulebook import rulebook
from models.rules.rulebook_loader import versions
from models.supervision.events import ViolationRecorded
from models.transport.events import BoxArrived, LockAlarmed
from models.transport.messages import ApproveTransshipment, SendOfficer
from tests.given import Given, Told, given, heard, later
from tests.history import sample_registration
from tests.models.stories import (
    ACKNOWLEDGE,
    ALARMED,
    APPROVE,
    AT_THE_FACTORY,
    BOX,
    BOX_2,
    CONFORM,
    FILE,
    FIRE,
    GO_ON,
    LIN,
    ON_THE_ROAD,
    OUT,
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
ALARMS = rulebook("2025-09").watch.lock_alarms


def test_a_portal_alarm_raises_an_emergency_that_freezes_the_ordinary_deadlines() -> None:
    state = (
        given(*PILOT)
        .when(reading(result=CheckResult.ALARM))
        .then(
            "radiation-measured",
            EmergencyRaised(
                danger=Danger.RADIATION, box=BOX, reason="portal RPM-1 measured 0.60 µSv/h"
            ),
        )
    )
    assert state.overlays == (Overlay.EMERGENCY,)
    assert state.deadlines[f"D05/{BOX}"].next is None
    assert state.deadlines[f"D18/RADIATION/{BOX}"].next is not None
    assert state.notifications[-1].subject.startswith("emergency RADIATION")


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
        .when(scan(result=CheckResult.ALARM))
        .then("machine-inspected", "nonconformance-raised", "fell-back")
    )
    assert [d.reason for d in state.suspicions(BOX)] == ["NC-07"]
    assert state.mode is Mode.TRADITIONAL


def test_a_portal_that_fails_after_it_measured_changes_nothing() -> None:
    out = PortalWentOffline(box=BOX, portal_id="RPM-1")
    given(*PILOT, reading()).when(out).then("portal-went-offline")


def test_the_pilot_is_not_left_once_a_box_has_left_the_port() -> None:
    told = given(*on_the_road(BOX), boxes=2)
    told.when(scan(BOX_2, CheckResult.ALARM)).then("machine-inspected", "nonconformance-raised")
    told.when(PortalWentOffline(box=BOX_2, portal_id="R")).then("portal-went-offline")
    assert told.state.mode is Mode.PILOT


def test_another_truck_at_the_gate_is_a_violation() -> None:
    state = (
        given(*PERMITTED)
        .when(gate_out(plate="浙B66666"))
        .then(
            "gated-out",
            ViolationRecorded(code="SV-07", box=BOX, note="truck 浙B66666, ordered 浙B10001"),
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


def test_what_opens_a_lock_is_judged_beside_what_does_not() -> None:
    told = given(*ON_THE_ROAD).when(lock_alarm("VIBRATION", "LOW_BATTERY", "UNLOCK"))
    state = told.then("lock-alarmed", "lock-battery-low", "violation-recorded", "emergency-raised")
    assert state.emergency is not None
    assert state.emergency.incidents[0].reason == "lock alarm UNLOCK"


def test_every_alarm_of_the_device_has_a_meaning_in_every_rulebook() -> None:
    for version in versions():
        assert set(rulebook(version).watch.lock_alarms) == set(LockAlarm)


@pytest.mark.parametrize("alarm", [alarm for alarm, means in ALARMS.items() if means == "NOTED"])
def test_an_alarm_that_opens_nothing_is_recorded_only(alarm: str) -> None:
    given(*ON_THE_ROAD).when(lock_alarm(alarm)).then("lock-alarmed")


def test_an_alarm_that_nobody_knows_counts_as_an_opened_lock() -> None:
    told = given(*ON_THE_ROAD).when(lock_alarm("SHAKEN"))
    told.then("lock-alarmed", "violation-recorded", "emergency-raised")


def test_the_alarm_of_another_lock_says_nothing_of_the_box() -> None:
    other = LockAlarmed(box=BOX, lock_no="LK-77", alarms=("ROPE_CUT",))
    given(*ON_THE_ROAD).when(other).then("fact-contradicted")


def test_a_further_danger_joins_the_open_emergency_and_people_hear_of_it() -> None:
    told = given(*PILOT, FIRE, ACKNOWLEDGE)
    state = told.when(reading(result=CheckResult.ALARM)).then("radiation-measured", "danger-joined")
    assert state.emergency is not None
    assert state.emergency.dangers == (Danger.FIRE, Danger.RADIATION)
    assert state.notifications[-1].subject.startswith("the emergency widens, RADIATION")
    told.when(GO_ON)
    assert "several dangers are open" in told.refusal


def test_the_same_danger_again_is_one_emergency() -> None:
    given(*ALARMED).when(reading(result=CheckResult.ALARM)).then("radiation-measured")


def test_a_danger_after_the_lift_is_a_new_emergency() -> None:
    told = given(*ON_THE_ROAD, lock_alarm(), ACKNOWLEDGE, GO_ON)
    state = told.when(later(lock_alarm("BACK_COVER"), hours=1)).then(
        "lock-alarmed", "violation-recorded", "emergency-raised"
    )
    assert state.emergency is not None
    assert state.emergency.incidents[0].acknowledged_by is None
    assert state.deadlines[f"D18/LOCK/{BOX}"].open


def test_an_arrival_after_the_window_is_a_violation() -> None:
    told = given(*ON_THE_ROAD)
    told.when(later(BoxArrived(box=BOX), hours=2, minutes=1)).then(
        "box-arrived",
        "escalation-raised",
        ViolationRecorded(code="SV-05", box=BOX, note="D08 reached L1"),
    )


def test_an_arrival_at_the_last_instant_is_in_time() -> None:
    given(*ON_THE_ROAD).when(later(BoxArrived(box=BOX), hours=2)).then("box-arrived")


def test_no_window_is_exceeded_while_an_emergency_stops_its_clock() -> None:
    told = given(*ON_THE_ROAD, later(lock_alarm(), minutes=30))
    told.when(later(BoxArrived(box=BOX), hours=5)).then("box-arrived")


SENT = SendOfficer(officer=LIN, box=BOX, reason="seal to be looked at")
CHANGED = ApproveTransshipment(officer=LIN, box=BOX, plate="浙B10002", reason="axle broken")
NEW_SEAL = seal(state=SealState.REPLACED, seal_no="SL-9")
SEEN_TO: dict[str, tuple[Told, ...]] = {
    "an officer was sent": (SENT,),
    "a transshipment was approved": (CHANGED,),
    "the emergency of its lock is over": (lock_alarm(), ACKNOWLEDGE, GO_ON),
    "its lock joined an emergency that is over": (FIRE, lock_alarm(), OUT, GO_ON),
}
NOT_SEEN_TO: dict[str, tuple[Told, ...]] = {
    "nobody saw it": (),
    "the emergency of its lock is open": (lock_alarm(), ACKNOWLEDGE),
    "another emergency is over": (FIRE, ACKNOWLEDGE, GO_ON),
    "an officer saw another box": (SENT.model_copy(update={"box": BOX_2}),),
    "the lock of another box": (lock_alarm(box=BOX_2), ACKNOWLEDGE, GO_ON),
}


def test_a_seal_in_order_has_no_consequence() -> None:
    given(*ON_THE_ROAD, BoxArrived(box=BOX)).when(seal()).then("seal-checked")


@pytest.mark.parametrize("why", SEEN_TO)
def test_a_seal_is_replaced_by_those_who_may(why: str) -> None:
    told = given(*ON_THE_ROAD, *SEEN_TO[why], BoxArrived(box=BOX))
    assert told.when(NEW_SEAL).then("seal-checked").boxes[BOX].seal == "SL-9"


@pytest.mark.parametrize("why", NOT_SEEN_TO)
def test_a_seal_that_nobody_was_allowed_to_replace_was_opened(why: str) -> None:
    told = given(*on_the_road(BOX, BOX_2), *NOT_SEEN_TO[why], BoxArrived(box=BOX), boxes=2)
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
    told = given(*ON_THE_ROAD, BoxArrived(box=BOX)).when(seal(state=state))
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
    told = given(*ON_THE_ROAD, BoxArrived(box=BOX)).when(seal(state=state, seal_no=seal_no))
    after = told.then(
        "seal-checked",
        NonconformanceRaised(reason="NC-15", status=Suspicion.SUSPECTED, box=BOX, note=note),
    )
    assert after.violations == ()


def test_a_seal_whose_number_nobody_read_is_not_known_to_be_the_one() -> None:
    told = given(*ON_THE_ROAD, BoxArrived(box=BOX)).when(seal(seal_no=""))
    state = told.then("seal-checked", "nonconformance-raised")
    assert not state.openable(BOX)


def test_a_number_that_nobody_registered_is_no_suspicion() -> None:
    known = sample_registration(1)
    unsealed = (known.boxes[0].model_copy(update={"seal": ""}),)
    told = Given(known.model_copy(update={"boxes": unsealed}))
    for each in (*ON_THE_ROAD, BoxArrived(box=BOX)):
        told.tell(each)
    told.when(seal(seal_no="OTHER-999")).then("seal-checked")


def test_the_number_that_was_recorded_at_the_loading_is_the_one_to_expect() -> None:
    recorded = SealNumberRecorded(box=BOX, seal_no="SL-9")
    told = given(FILE, recorded, APPROVE, *ON_THE_ROAD[2:], BoxArrived(box=BOX))
    told.when(seal(seal_no="SL-9")).then("seal-checked")
    told.when(seal(seal_no=SEAL)).then("seal-checked", "nonconformance-raised")


def test_the_number_of_a_seal_that_replaced_another_is_the_one_to_expect() -> None:
    told = given(*ON_THE_ROAD, BoxArrived(box=BOX), NEW_SEAL)
    assert told.state.boxes[BOX].seal == "SL-9"
    told.when(seal(seal_no="SL-9")).then("seal-checked")
    told.when(seal(seal_no=SEAL)).then("seal-checked", "nonconformance-raised")


def test_unloading_before_the_permission_is_a_violation() -> None:
    state = given(*AT_THE_FACTORY).when(weighed()).then("unloaded", "violation-recorded")
    assert state.violations == ("SV-09",)


def test_unloading_before_the_permission_is_one_whenever_it_is_heard() -> None:
    told = given(*AT_THE_FACTORY, PermitUnloading(box=BOX))
    earlier = heard(weighed(), told.now - timedelta(minutes=1))
    state = told.when(earlier).then("unloaded", "violation-recorded")
    assert state.violations == ("SV-09",)


@pytest.mark.parametrize("kg", ["21350", "21750", "21550.0"])
def test_a_weight_within_the_tolerance_conforms_to_the_papers(kg: str) -> None:
    # 200 kg is more than half a per cent of 21,550 kg.
    given(*AT_THE_FACTORY, PermitUnloading(box=BOX)).when(weighed(kg=kg)).then("unloaded")


@pytest.mark.parametrize("kg", ["21349.9", "21750.1"])
def test_a_weight_beyond_the_tolerance_is_suspected(kg: str) -> None:
    told = given(*AT_THE_FACTORY, PermitUnloading(box=BOX)).when(weighed(kg=kg))
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
    assert state.emergency.dangers == (danger,)


def test_a_confirmed_suspicion_of_explosives_is_an_emergency_too() -> None:
    suspected = RecordInspection(
        officer=LIN,
        conform=False,
        findings=(
            InspectionFinding(reason="NC-12"),
            InspectionFinding(reason="NC-04", status=Suspicion.SUSPECTED),
        ),
    )
    told = given(*UNLOADED, suspected)
    assert told.state.overlays == ()
    confirm = SettleSuspicion(officer=LIN, reason="NC-04", verdict=Suspicion.CONFIRMED)
    told.when(confirm).then("nonconformance-settled", "emergency-raised")


def test_a_conforming_inspection_assesses_conformity() -> None:
    state = (
        given(*UNLOADED)
        .when(CONFORM)
        .then("inspection-started", "inspection-recorded", "conformity-assessed")
    )
    assert state.conforms
    assert derived_status.stage(state) is Stage.FACTORY


def test_a_rejected_shipment_is_closed_when_it_is_withdrawn() -> None:
    reject = DecidePreShipment.model_validate(
        {"officer": LIN, "decision": "REJECT", "reason": "wire"}
    )
    state = (
        given(PreShipmentFile(documents=()), reject)
        .when(PreShipmentWithdrawn())
        .then("pre-shipment-withdrawn", "consignment-closed")
    )
    assert derived_status.stage(state) is Stage.CLOSED
