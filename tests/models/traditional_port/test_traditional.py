"""The traditional mode: yard, instruction, slot, inspection site, release, pick-up (domain 5)."""

from datetime import timedelta

import pytest

from models.emergency.events import EmergencyRaised
from models.inspection.messages import StartInspection
from models.kernel.terms import (
    CheckResult,
    Danger,
    Disposal,
    Outcome,
    Party,
    PortStep,
    ProcessPhase,
    Stage,
)
from models.process import derived_status
from models.supervision.events import ViolationRecorded
from models.supervision.messages import Close, FallBack, Release
from models.traditional_port import progress
from models.traditional_port.events import ArrivedAtSite, PickedUp, ReturnedToYard
from tests.given import (
    Told,
    given,
    heard,
    later,
    refused,
)
from tests.inspecting import conforming
from tests.models.steps import possible
from tests.models.stories import (
    AT_THE_SITE,
    BOX,
    BOX_2,
    CONFORM,
    FAILED,
    IN_THE_YARD,
    INSTRUCTION,
    LIN,
    PERMITTED,
    PILOT,
    RELEASED_IN_PORT,
    SCANNED,
    SLOT,
    TRADITIONAL,
    disposal,
    failing,
    gate_out,
    reading,
    scan,
)

PICKED_UP: tuple[Told, ...] = (*RELEASED_IN_PORT, gate_out())
BEFORE_RELEASE = "left the port before the release"

STEPS: list[tuple[tuple[Told, ...], PortStep, Party]] = [
    (TRADITIONAL, PortStep.CHECKS, Party.CHECKPOINT_OFFICER),
    ((*TRADITIONAL, reading()), PortStep.CHECKS, Party.CHECKPOINT_OFFICER),
    (SCANNED, PortStep.TO_YARD, Party.CHECKPOINT_OFFICER),
    (IN_THE_YARD, PortStep.INSTRUCTION, Party.INSPECTION_OFFICER),
    ((*IN_THE_YARD, INSTRUCTION), PortStep.SLOT, Party.INSPECTION_OFFICER),
    ((*IN_THE_YARD, INSTRUCTION, SLOT), PortStep.TO_SITE, Party.HAULIER),
    (AT_THE_SITE, PortStep.INSPECTION, Party.INSPECTION_OFFICER),
    ((*AT_THE_SITE, StartInspection(officer=LIN)), PortStep.INSPECTION, Party.INSPECTION_OFFICER),
    (RELEASED_IN_PORT, PortStep.PICK_UP, Party.HAULIER),
]


@pytest.mark.parametrize("story, step, party", STEPS)
def test_each_step_in_the_port_has_somebody_whose_turn_it_is(
    story: tuple[Told, ...], step: PortStep, party: Party
) -> None:
    state = given(*story).state
    assert progress.step(state) is step
    assert derived_status.stage(state) is Stage.PORT
    assert derived_status.must_act(state) is party


def test_every_step_is_reached_above() -> None:
    assert {step for _, step, _ in STEPS} == set(PortStep) == set(progress.TURN)


def test_the_least_advanced_box_says_how_far_the_goods_have_come() -> None:
    told = given(*SCANNED, ReturnedToYard(box=BOX), boxes=2)
    assert progress.step(told.state) is PortStep.CHECKS
    told.when(reading(BOX_2), scan(BOX_2))
    assert progress.step(told.state) is PortStep.TO_YARD


def test_a_scan_that_nobody_reports_is_owed() -> None:
    lost = len(TRADITIONAL) + 1
    told = given(*AT_THE_SITE[:lost], *AT_THE_SITE[lost + 1 :])
    told.when(CONFORM).then(refused(f"box {BOX}: not scanned"))
    told.when(scan(), CONFORM)
    assert told.state.conforms


@pytest.mark.parametrize("lost", range(len(SCANNED), len(AT_THE_SITE)))
def test_a_report_that_is_lost_stops_nobody(lost: int) -> None:
    story = AT_THE_SITE[:lost] + AT_THE_SITE[lost + 1 :]
    state = given(*story, CONFORM, Release(), gate_out()).state
    assert state.released
    assert state.picked_up


def test_the_whole_way_ends_with_the_pick_up() -> None:
    told = given(*PICKED_UP)
    assert possible(told.state) == ("close:RELEASED", Close(outcome=Outcome.RELEASED))
    told.when(Close(outcome=Outcome.RELEASED)).then("consignment-closed")


def test_released_goods_are_not_closed_before_they_are_gone() -> None:
    told = given(*RELEASED_IN_PORT)
    assert possible(told.state) is None
    assert told.state.deadlines[f"Y05/{BOX}"].open
    told.when(gate_out()).then("gated-out", PickedUp(box=BOX, plate="浙B10001"))
    assert not told.state.deadlines[f"Y05/{BOX}"].open


def test_of_two_boxes_the_last_one_ends_it() -> None:
    both = (*AT_THE_SITE, reading(BOX_2), scan(BOX_2), conforming(LIN, BOX, BOX_2))
    told = given(*both, Release(), gate_out(), boxes=2)
    assert possible(told.state) is None
    told.when(gate_out(BOX_2))
    assert possible(told.state) is not None


def test_a_pick_up_needs_neither_lock_nor_window() -> None:
    open_lock = gate_out(locked=False, plate="浙B55555", lock_no="")
    state = given(*RELEASED_IN_PORT).when(open_lock).then("gated-out", "picked-up")
    assert state.violations == ()
    assert f"D08/{BOX}" not in state.deadlines


def test_a_box_that_leaves_before_the_release_is_a_breach_and_an_emergency() -> None:
    state = (
        given(*AT_THE_SITE)
        .when(gate_out())
        .then(
            "gated-out",
            ViolationRecorded(code="SV-10", box=BOX, note=BEFORE_RELEASE, grade=1),
            EmergencyRaised(danger=Danger.MISSING_BOX, box=BOX, reason=BEFORE_RELEASE),
        )
    )
    assert state.course is ProcessPhase.TRADITIONAL


def test_a_passage_from_before_the_fallback_was_one_of_the_pilot() -> None:
    told = given(*PERMITTED)
    out = told.now
    told.when(later(FallBack(officer=LIN, reason="no lock"), hours=1))
    told.when(heard(gate_out(), out, "gate")).then("gated-out")
    assert told.state.violations == ()


def test_the_same_pick_up_again_is_no_news_and_another_truck_is_a_contradiction() -> None:
    given(*PICKED_UP).when(gate_out()).then()
    given(*PICKED_UP).when(gate_out(plate="浙B99999")).then("fact-contradicted")


def test_goods_that_fail_in_the_port_are_disposed_of_there() -> None:
    told = given(*AT_THE_SITE, failing("NC-07"), disposal(Disposal.RETURN))
    assert told.state.course is ProcessPhase.RETURN
    assert not told.state.deadlines[f"Y01/{BOX}"].open


def test_a_slot_that_is_given_again_moves_the_escalation_policy() -> None:
    told = given(*IN_THE_YARD, INSTRUCTION, SLOT)
    first = told.state.deadlines["Y03"].escalations[0].due
    again = SLOT.model_copy(update={"slot": SLOT.slot + timedelta(days=1)})
    state = told.when(again).then("inspection-slot-given")
    assert state.slot == again.slot
    assert state.deadlines["Y03"].escalations[0].due == first + timedelta(days=1)


def test_goods_that_were_scanned_before_the_mode_wait_for_their_slot_at_once() -> None:
    early = (*TRADITIONAL[:-1], reading(), scan(), TRADITIONAL[-1])
    told = given(*early)
    assert f"Y01/{BOX}" not in told.state.deadlines
    assert told.state.deadlines["Y02"].opened_at == told.now


def test_a_fallback_after_the_scanner_goes_on_in_the_yard() -> None:
    told = given(*PILOT, reading(), scan(result=CheckResult.ALARM))
    assert told.state.course is ProcessPhase.TRADITIONAL
    assert f"Y01/{BOX}" not in told.state.deadlines
    assert told.state.deadlines["Y02"].open


def test_pilot_goods_have_no_deadline_of_the_yard() -> None:
    running = {d.id for d in given(*FAILED).state.deadlines.values()}
    assert not {name for name in running if name.startswith("Y")}


def test_what_comes_from_the_yard_before_the_mode_completes_the_picture() -> None:
    early: tuple[Told, ...] = (ReturnedToYard(box=BOX), INSTRUCTION, SLOT, ArrivedAtSite(box=BOX))
    told = given(*TRADITIONAL[:-1], reading(), scan(), *early, TRADITIONAL[-1])
    assert progress.step(told.state) is PortStep.INSPECTION
    assert {d.id for d in told.state.deadlines.values() if d.open} == set()
