"""Whatever stops goods takes their permissions back, in whatever order the two are heard."""

from datetime import timedelta
from decimal import Decimal

import pytest

from models.inspection.messages import PermitUnloading
from models.kernel.event_types import EventType
from models.kernel.terms import CheckResult, Danger, Disposal, Overlay, Party, SealState
from models.port.permits import ended_by
from models.process.next_calls import following, next_calls
from models.process.revocation import next_revocation
from models.returns.events import ReturnGatedOut, ReturnSealed
from models.returns.messages import ReturnTripAnswered
from models.supervision.events import ViolationRecorded
from models.supervision.messages import ExcuseViolation, ReinstatementNotice, SuspensionNotice
from models.transport.events import BoxArrived, BoxFound
from models.transport.road_orders import road_orders_in
from tests.given import Given, Told, given, heard, later
from tests.models.road import overtaken
from tests.models.steps import possible
from tests.models.stories import (
    AT_THE_FACTORY,
    BOX,
    BOX_2,
    DISPUTE,
    FAILED,
    FIRE,
    GO_ON,
    HOLD,
    LIN,
    ON_THE_ROAD,
    OUT,
    PERMITTED,
    RELEASED_IN_PORT,
    RESUME,
    RETURN,
    SECOND,
    TICK,
    UPHELD,
    checked,
    disposal,
    gate_out,
    letter,
    lock_alarm,
    on_the_road,
    permitted,
    reading,
    removal,
    scan,
    seal,
    trip,
    unloaded,
    weighed,
)

SUSPEND = SuspensionNotice(id="e-7", reason="SV-01", cause_event="enterprise/E-1:7")
REINSTATE = ReinstatementNotice(id="e-9", reason="checked", cause_event="enterprise/E-1:9")
ALARM = reading(result=CheckResult.ALARM)
DOUBT = scan(result=CheckResult.ALARM)
SEALED = ReturnSealed(box=BOX, seal_no="R1", gross_kg=Decimal(25000))
TRIP_BACK = ReturnTripAnswered(
    box=BOX, trip_no="T2", plate="浙B2", lock_no="LK-2", planned_drive_minutes=70
)
LEFT_AGAIN = ReturnGatedOut(box=BOX, plate="浙B2", lock_no="LK-2")
OPENABLE = (*AT_THE_FACTORY, PermitUnloading(box=BOX))

STOPS: dict[str, Told] = {
    "hold": HOLD,
    "emergency": FIRE,
    "suspended enterprise": SUSPEND,
    "alarm of the portal": ALARM,
    "doubtful scan": DOUBT,
    "inspection ordered": letter("C"),
    "declaration deleted": letter("D"),
    "declaration suspended": letter("H"),
    "return ordered": RETURN,
}
LIFTED: dict[str, tuple[Told, Told]] = {
    "hold": (HOLD, RESUME),
    "emergency": (FIRE, GO_ON),
    "suspended enterprise": (SUSPEND, REINSTATE),
    "declaration suspended": (letter("H"), letter("L")),
}
"""Stops that end by themselves once they are lifted, each with what lifts it."""


def refused_at_gate(told: Given) -> list[tuple[str, str]]:
    """What the checkpoint system is told of the box."""
    return [(each.order, each.trip_no) for each in road_orders_in(told.events)]


def told_to(told: Given, kind: EventType) -> set[Party]:
    """Who hears of events of that type."""
    return {alarm.party for alarm in told.state.notifications if alarm.kind == kind}


# --- the permit to remove ------------------------------------------------------------------------


@pytest.mark.parametrize("stop", STOPS)
def test_what_stops_goods_takes_the_permit_back_and_bars_the_gate(stop: str) -> None:
    told = given(*PERMITTED).when(STOPS[stop])
    box = told.state.boxes[BOX]
    assert (box.permit_no, box.gate_barred) == (None, True)
    assert [ended.permit_no for ended in ended_by(told.events)] == ["P-1"]
    assert refused_at_gate(told) == [("BAR_GATE", "T-1")]
    assert [call.activity for call in following(told.last)] == ["end_permit", "direct_road"]
    assert Party.CHECKPOINT_OFFICER in told_to(told, EventType.REMOVAL_PERMIT_WITHDRAWN)
    barred = told_to(told, EventType.GATE_BARRED)
    assert barred == {Party.HAULIER, Party.TERMINAL, Party.ENTERPRISE}


@pytest.mark.parametrize("stop", STOPS)
def test_a_permit_that_is_answered_after_the_stop_does_not_stand(stop: str) -> None:
    told = given(*checked(BOX), STOPS[stop]).when(removal(), trip())
    box = told.state.boxes[BOX]
    assert (box.permit_no, box.gate_barred) == (None, True)
    assert [ended.permit_no for ended in ended_by(told.events)] == ["P-1"]
    assert next_revocation(told.state) is None


@pytest.mark.parametrize("stop", STOPS)
def test_a_box_that_leaves_all_the_same_is_a_grave_breach_with_an_alarm_and_a_clock(
    stop: str,
) -> None:
    told = given(*PERMITTED, STOPS[stop])
    told.when(later(gate_out(), minutes=5))
    breach = next(e.body for e in told.last if isinstance(e.body, ViolationRecorded))
    fell_back = told.types().count("fell-back")
    assert (breach.code, breach.box, breach.grade) == ("SV-10", BOX, 1)
    assert told_to(told, EventType.VIOLATION_RECORDED) >= {
        Party.CHECKPOINT_OFFICER,
        Party.INSPECTION_OFFICER,
    }
    answer = told.state.deadlines["V01"]
    assert answer.open
    assert answer.frozen_since is None
    # After a fall-back the box that nobody expects counts as missing instead.
    clock = told.state.deadlines[f"E06/MISSING_BOX/{BOX}" if fell_back else f"D08/{BOX}"]
    assert clock.open
    assert clock.next is not None


@pytest.mark.parametrize("stop", STOPS)
def test_a_box_that_had_left_before_the_stop_had_its_permit(stop: str) -> None:
    told = given(*PERMITTED)
    out = told.now
    told.when(later(STOPS[stop], hours=1), heard(gate_out(), out, "late"))
    assert "SV-10" not in told.state.violations
    assert "SV-07" not in told.state.violations


@pytest.mark.parametrize("stop", LIFTED)
def test_what_is_lifted_is_asked_for_anew_and_opens_the_gate(stop: str) -> None:
    stopped, lifted = LIFTED[stop]
    told = given(*PERMITTED, stopped)
    assert possible(told.state) is None
    told.when(later(lifted, hours=1))
    call = next_calls(told.state)[0]
    assert (call.activity, call.key) == ("permit_removal", f"removal:{BOX}:2")
    told.when(removal(visit=call.key)).then("removal-permitted", "gate-reopened")
    assert refused_at_gate(told)[-1] == ("OPEN_GATE", "T-1")
    assert Party.HAULIER in told_to(told, EventType.GATE_REOPENED)
    told.when(gate_out()).then("gated-out")


@pytest.mark.parametrize("stop", LIFTED)
def test_what_left_between_two_permits_left_under_the_stop(stop: str) -> None:
    stopped, lifted = LIFTED[stop]
    told = given(*PERMITTED, stopped)
    out = told.now + timedelta(minutes=10)
    told.when(later(lifted, hours=1), removal(visit="removal:2"), heard(gate_out(), out, "late"))
    assert told.state.violations == ("SV-10",)


@pytest.mark.parametrize("stop", LIFTED)
def test_what_left_under_the_first_permit_is_none_whatever_came_after(stop: str) -> None:
    stopped, lifted = LIFTED[stop]
    told = given(*PERMITTED)
    out = told.now
    told.when(later(stopped, hours=1), later(lifted, hours=1), removal(visit="removal:2"))
    told.when(heard(gate_out(), out, "late")).then("gated-out")


def test_a_hold_that_is_dated_back_is_no_fault_of_the_truck() -> None:
    told = given(*checked(BOX))
    before = told.now
    told.when(later(removal(), hours=1), trip())
    out = told.now
    told.when(later(HOLD.model_copy(update={"at": before}), hours=1))
    assert told.state.boxes[BOX].permit_no is None
    told.when(heard(gate_out(), out, "late"))
    assert told.state.violations == ()


def test_of_two_boxes_the_one_on_the_road_drives_on_and_the_other_stays() -> None:
    told = given(*permitted(BOX, BOX_2), gate_out(BOX), HOLD, boxes=2)
    assert told.state.boxes[BOX_2].permit_no is None
    assert told.state.deadlines[f"D08/{BOX}"].next is not None
    told.when(gate_out(BOX_2))
    assert told.state.violations == ("SV-10",)


def test_a_doubt_about_one_box_in_the_port_holds_that_box_when_another_has_left() -> None:
    told = given(*permitted(BOX, BOX_2), gate_out(BOX_2), DOUBT, boxes=2)
    box = told.state.boxes[BOX]
    assert (box.permit_no, box.gate_barred) == (None, True)
    assert "fell-back" not in told.types()


def test_a_refusal_that_comes_after_a_permit_is_the_last_word() -> None:
    refusal = removal(visit="removal:9").model_copy(update={"refusal": "held up"})
    told = given(*PERMITTED, refusal)
    assert told.state.boxes[BOX].permit_no is None


def test_whom_an_officer_holds_back_waits_for_him_whatever_else_is_lifted() -> None:
    told = given(*PERMITTED, letter("C"), HOLD, RESUME)
    assert told.state.boxes[BOX].withheld
    assert possible(told.state) is None


def test_a_dispute_between_two_boxes_holds_the_one_that_has_not_left() -> None:
    told = given(*unloaded(BOX), reading(BOX_2), scan(BOX_2), boxes=2)
    told.when(removal(BOX_2), trip(BOX_2))
    told.state = told.state.__replace__(failed=True)
    told.when(DISPUTE)
    assert told.state.boxes[BOX_2].permit_no is None
    told.when(UPHELD)
    assert "permit_removal" in [call.activity for call in next_calls(told.state)]


# --- on the road ---------------------------------------------------------------------------------


@pytest.mark.parametrize("stop", [HOLD, SUSPEND, FIRE.model_copy(update={"box": BOX_2})])
def test_a_stop_that_is_not_about_its_truck_leaves_the_window_running(stop: Told) -> None:
    told = given(*on_the_road(BOX), reading(BOX_2), scan(BOX_2), boxes=2)
    told.when(stop)
    window = told.state.deadlines[f"D08/{BOX}"]
    assert window.next is not None
    overtaken(told.when(later(TICK, hours=3)))
    assert told.state.deadlines[f"D08/{BOX}"].level is not None


def test_an_emergency_of_the_box_stops_its_window_and_another_clock_runs() -> None:
    told = given(*ON_THE_ROAD, lock_alarm())
    assert told.state.deadlines[f"D08/{BOX}"].frozen_since == told.now
    lasting = told.state.deadlines[f"E10/LOCK/{BOX}"]
    assert lasting.next is not None
    told.when(later(GO_ON, hours=1))
    assert told.state.deadlines[f"D08/{BOX}"].next is not None
    assert not told.state.deadlines[f"E10/LOCK/{BOX}"].open


def test_a_danger_that_joins_stops_the_window_of_its_own_box() -> None:
    told = given(*on_the_road(BOX, BOX_2), lock_alarm(box=BOX_2), boxes=2)
    assert told.state.deadlines[f"D08/{BOX}"].next is not None
    told.when(lock_alarm(box=BOX))
    assert told.state.deadlines[f"D08/{BOX}"].frozen_since == told.now


def test_whoever_sets_out_under_an_emergency_has_no_excuse_for_being_late() -> None:
    told = given(*PERMITTED, FIRE, gate_out())
    assert told.state.deadlines[f"D08/{BOX}"].next is not None


# --- the road back -------------------------------------------------------------------------------


@pytest.mark.parametrize("stop", [HOLD, FIRE, disposal(Disposal.DESTROY)])
def test_what_stops_goods_bars_the_gate_to_the_truck_back(stop: Told) -> None:
    told = given(*FAILED, RETURN, SEALED, TRIP_BACK).when(stop)
    assert told.state.boxes[BOX].gate_barred
    assert refused_at_gate(told)[-1] == ("BAR_GATE", "T2")


def test_a_truck_back_that_is_answered_after_the_stop_meets_a_closed_gate() -> None:
    told = given(*FAILED, RETURN, SEALED, HOLD, TRIP_BACK)
    assert refused_at_gate(told)[-1] == ("BAR_GATE", "T2")
    told.when(RESUME)
    assert refused_at_gate(told)[-1] == ("OPEN_GATE", "T2")


def test_a_box_that_sets_out_for_the_port_through_a_closed_gate_is_a_grave_breach() -> None:
    told = given(*FAILED, RETURN, SEALED, TRIP_BACK, HOLD).when(later(LEFT_AGAIN, minutes=5))
    assert "SV-10" in told.state.violations
    assert told.state.deadlines[f"R07/{BOX}"].next is not None


def test_a_box_that_leaves_the_enterprise_without_any_order_is_a_grave_breach() -> None:
    assert given(*unloaded(BOX), LEFT_AGAIN).state.violations == ("SV-10",)
    told = given(*FAILED, RETURN, SEALED, TRIP_BACK, disposal(Disposal.DESTROY))
    assert told.when(later(LEFT_AGAIN, minutes=5)).state.violations == ("SV-10",)


# --- unloading -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stop",
    [HOLD, FIRE, RETURN, seal(state=SealState.MISMATCH)],
    ids=["hold", "fire", "return", "seal"],
)
def test_what_stops_goods_takes_the_permission_to_unload_back(stop: Told) -> None:
    told = given(*OPENABLE).when(stop)
    assert not told.state.boxes[BOX].unloading_permitted
    assert told_to(told, EventType.UNLOADING_PERMIT_WITHDRAWN) == {
        Party.ENTERPRISE,
        Party.INSPECTION_OFFICER,
    }
    told.when(later(weighed(), hours=1))
    breach = next(e.body for e in told.last if isinstance(e.body, ViolationRecorded))
    assert (breach.code, breach.grade) == ("SV-09", 1)
    assert told.state.deadlines["V01"].open


def test_the_enterprise_is_told_to_keep_the_box_shut_and_later_that_it_may_open_it() -> None:
    told = given(*OPENABLE, HOLD)
    (kept_shut,) = next_calls(told.state, {f"unloading:{BOX}"})
    assert (kept_shut.activity, kept_shut.box, kept_shut.about) == ("tag_stock", BOX, "HOLD")
    told.when(RESUME)
    made = {f"unloading:{BOX}", kept_shut.key}
    assert [call.key for call in next_calls(told.state, made)] == [f"unloading:{BOX}:2"]
    told.when(PermitUnloading(box=BOX), weighed())
    assert told.state.violations == ()


def test_what_was_unloaded_before_the_stop_and_heard_after_it_was_permitted() -> None:
    told = given(*OPENABLE)
    done = told.now
    told.when(later(HOLD, hours=1), heard(weighed(), done, "late")).then("unloaded")


def test_a_permission_to_unload_that_comes_after_the_stop_does_not_stand() -> None:
    told = given(*AT_THE_FACTORY, HOLD).when(PermitUnloading(box=BOX))
    told.then("unloading-permitted", "unloading-permit-withdrawn")


# --- release for use -----------------------------------------------------------------------------


@pytest.mark.parametrize("stop", [HOLD, FIRE])
def test_what_is_picked_up_under_a_stop_is_a_grave_breach(stop: Told) -> None:
    told = given(*RELEASED_IN_PORT).when(stop)
    assert refused_at_gate(told) == [("BAR_GATE", "")]
    told.when(later(gate_out(), minutes=5))
    assert told.state.violations == ("SV-10",)


def test_what_was_released_in_the_port_may_be_picked_up_once_the_stop_is_lifted() -> None:
    told = given(*RELEASED_IN_PORT, HOLD, RESUME)
    assert refused_at_gate(told)[-1] == ("OPEN_GATE", "")
    told.when(gate_out())
    assert told.state.violations == ()


def test_the_overlay_that_lay_over_the_goods_then_is_what_counts() -> None:
    told = given(*RELEASED_IN_PORT, HOLD)
    out = told.now + timedelta(minutes=10)
    told.when(later(RESUME, hours=1), later(HOLD, hours=1), heard(gate_out(), out, "late"))
    assert told.state.violations == ("SV-10",)
    assert Overlay.HOLD in told.state.overlays


# --- breaches ------------------------------------------------------------------------------------


def test_a_breach_is_answered_for_when_all_grave_ones_are() -> None:
    told = given(*permitted(BOX, BOX_2), HOLD, gate_out(BOX), gate_out(BOX_2), boxes=2)
    excuse = {"officer": LIN, "code": "SV-10", "reason": "waved through by the gate", **SECOND}
    told.when(ExcuseViolation.model_validate({**excuse, "box": BOX}))
    assert told.state.deadlines["V01"].open
    told.when(ExcuseViolation.model_validate({**excuse, "box": BOX_2}))
    assert not told.state.deadlines["V01"].open


def test_a_box_is_not_missing_because_its_enterprise_said_too_early_that_it_is_empty() -> None:
    told = given(*checked(BOX)[:-2], weighed(), *checked(BOX)[-2:], removal(), trip())
    told.when(gate_out()).then("gated-out")
    assert told.state.emergency is None
    told.when(BoxArrived(box=BOX))
    assert told.state.boxes[BOX].arrived is not None


def test_an_emergency_ends_when_the_lock_of_the_box_that_was_missing_has_been_seen() -> None:
    told = given(*on_the_road(BOX, BOX_2), lock_alarm(box=BOX_2), boxes=2)
    overtaken(told.when(later(TICK, hours=5)))
    assert told.state.boxes[BOX].missing
    told.when(BoxFound(box=BOX, lock_state="LOCKED"))
    told.when(OUT.model_copy(update={"danger": Danger.LOCK, "box": BOX_2}))
    told.when(GO_ON).then("danger-closed", "emergency-lifted")
