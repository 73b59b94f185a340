"""A suspended enterprise: what has not left the port waits, what has goes on (domain 4.1)."""

from datetime import timedelta

import pytest

from models.kernel.base_types import replace
from models.kernel.terms import Cause, Mode, Overlay, Party, ProcessPhase
from models.process import derived_status
from models.process.decide import decide_step
from models.supervision.messages import FallBack, ReinstatementNotice, SuspensionNotice
from tests.given import Told, given, later
from tests.models.steps import possible
from tests.models.stories import (
    APPROVED,
    ASHORE,
    BOX,
    BOX_2,
    FIRE,
    GO_ON,
    HOLD,
    INSTRUCTED,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    RESUME,
    TRADITIONAL,
    gate_out,
    on_the_road,
    permitted,
    reading,
    scan,
)

SUSPEND = SuspensionNotice(id="e-7", reason="SV-01", cause_event="enterprise/E-1:7")
REMOVED = SUSPEND.model_copy(update={"id": "e-11", "for_good": True})
REINSTATE = ReinstatementNotice(id="e-9", reason="checked", cause_event="enterprise/E-1:9")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("before", [(), APPROVED, ASHORE[:-2], PILOT, PERMITTED])
def test_what_has_not_left_the_port_waits(before: tuple[Told, ...]) -> None:
    state = given(*before).when(SUSPEND).state
    assert state.overlays == (Overlay.SUSPENDED,)
    assert all(d.frozen_since for d in state.deadlines.values() if d.open)


@pytest.mark.parametrize("before", [ON_THE_ROAD, TRADITIONAL])
def test_what_has_left_the_port_or_the_pilot_goes_on(before: tuple[Told, ...]) -> None:
    given(*before).when(SUSPEND).then()


def test_of_two_boxes_the_one_past_the_gate_goes_on_and_the_other_waits() -> None:
    told = given(*on_the_road(BOX), reading(BOX_2), scan(BOX_2), boxes=2)
    told.when(SUSPEND).then("suspension-imposed")
    assert not told.state.frozen
    assert told.state.deadlines[f"D08/{BOX}"].frozen_since is None
    assert told.state.deadlines[f"D05/{BOX_2}"].frozen_since == told.now
    assert possible(told.state) is None
    assert derived_status.must_act(told.state) is Party.INSPECTION_OFFICER
    told.when(REINSTATE)
    assert possible(told.state) is not None


def test_a_box_that_leaves_under_the_suspension_takes_no_other_along() -> None:
    told = given(*permitted(BOX, BOX_2), SUSPEND, boxes=2)
    assert told.state.frozen
    told.when(gate_out())
    assert not told.state.frozen
    assert told.state.overlays == (Overlay.SUSPENDED,)
    assert told.state.violations == ("SV-10",)
    assert told.state.boxes[BOX_2].permit_no is None
    assert possible(told.state) is None


def test_the_last_box_past_the_gate_ends_what_the_suspension_held_back() -> None:
    told = given(*PERMITTED, SUSPEND, gate_out())
    assert told.state.overlays == ()


def test_the_deadlines_go_on_with_what_was_left_when_the_enterprise_is_reinstated() -> None:
    told = given(*PERMITTED)
    before = told.state.deadlines[f"D06/{BOX}"].escalations[0].due
    told.when(SUSPEND, later(REINSTATE, hours=30)).then("suspension-lifted")
    after = told.state.deadlines[f"D06/{BOX}"]
    assert (after.frozen_since, after.escalations[0].due - before) == (None, 30 * HOUR)


@pytest.mark.parametrize("freeze, thaw", [(HOLD, RESUME), (FIRE, GO_ON)])
def test_a_suspension_beside_another_overlay_freezes_once(freeze: Told, thaw: Told) -> None:
    told = given(*PERMITTED)
    before = told.state.deadlines[f"D06/{BOX}"].escalations[0].due
    told.when(SUSPEND, later(freeze, hours=1), later(REINSTATE, hours=1))
    assert told.state.frozen
    told.when(later(thaw, hours=1))
    assert not told.state.frozen
    assert told.state.deadlines[f"D06/{BOX}"].escalations[0].due - before == 3 * HOUR


def test_goods_that_arrive_while_the_enterprise_is_suspended_are_inspected_in_the_port() -> None:
    told = given(*ASHORE, SUSPEND).when(INSTRUCTED.model_copy(update={"standing": "SUSPENDED"}))
    state = told.then("mode-decided", "selection-drawn")
    assert (state.mode, state.causes) == (Mode.TRADITIONAL, (Cause.ENTERPRISE_SUSPENDED,))
    assert not state.frozen


def test_an_officer_takes_suspended_goods_out_of_the_pilot() -> None:
    leave = FallBack.model_validate(
        {"officer": "Lin", "cause": "ENTERPRISE_SUSPENDED", "reason": "suspended"}
    )
    state = given(*PILOT, SUSPEND).when(leave).then("fell-back")
    assert (state.course, state.frozen) == (ProcessPhase.TRADITIONAL, False)


@pytest.mark.parametrize(
    "before, taken_back",
    [((), ("removal-permit-withdrawn", "gate-barred")), ((SUSPEND,), ())],
    ids=["enrolled", "suspended before"],
)
def test_boxes_in_the_port_leave_the_pilot_of_a_removed_enterprise(
    before: tuple[Told, ...], taken_back: tuple[str, ...]
) -> None:
    told = given(*PERMITTED, *before)
    state = told.when(REMOVED).then("fell-back", *taken_back)
    assert (state.mode, state.causes) == (Mode.TRADITIONAL, (Cause.ENTERPRISE_SUSPENDED,))
    assert not state.frozen
    told.when(REMOVED.model_copy(update={"id": "e-12"})).then()


def test_goods_on_their_way_to_a_removed_enterprise_wait_for_the_mode_decision() -> None:
    told = given(*ASHORE[:-1])
    assert told.when(REMOVED).then("suspension-imposed").course is ProcessPhase.INBOUND
    told.when(REMOVED.model_copy(update={"id": "e-12"})).then()


def test_what_is_on_the_road_to_a_removed_enterprise_goes_on() -> None:
    assert given(*ON_THE_ROAD).when(REMOVED).then().mode is Mode.PILOT


def test_a_suspension_is_told_once_however_often_it_is_sent() -> None:
    told = given(*PILOT, SUSPEND)
    told.when(SUSPEND).then()
    told.when(REINSTATE).then("suspension-lifted")
    told.when(REINSTATE).then()
    first = decide_step(given(*PILOT).state, SUSPEND, "step:e-7", told.now)
    told = given(*PILOT)
    known = replace(told.state, seen={**told.state.seen, "step:e-7": "x"})
    assert first
    assert decide_step(known, SUSPEND, "step:e-7", told.now) == []


def test_the_mode_of_a_reinstated_enterprise_is_decided_as_ever() -> None:
    told = given(*ASHORE, SUSPEND, REINSTATE).when(INSTRUCTED)
    assert told.state.mode is Mode.PILOT
