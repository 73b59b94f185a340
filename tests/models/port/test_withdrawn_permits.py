"""Permits taken back: an inspection ordered late, a deletion, a box that left all the same."""

from datetime import timedelta

import pytest

from models.kernel.terms import Party, ProcessPhase
from models.port.messages import ResumeRemoval
from models.process import derived_status
from models.supervision.events import ViolationRecorded
from models.supervision.messages import FallBack
from tests.given import Told, given, heard, later
from tests.models.steps import possible
from tests.models.stories import (
    ASHORE,
    BOX,
    BOX_2,
    INSTRUCTED,
    LIN,
    PERMITTED,
    PILOT,
    TICK,
    TRADITIONAL,
    checked,
    gate_out,
    letter,
    permitted,
    reading,
    removal,
    scan,
)

STATUS = "declaration-status-changed"
ORDERED = (STATUS, "inspection-ordered")
WITHDRAWN = ("removal-permit-withdrawn", "gate-barred")
LET_GO = ResumeRemoval(officer=LIN, box=BOX, reason="for the destination")


@pytest.mark.parametrize("status", ["C", "SpC"])
def test_an_inspection_ordered_after_the_permit_holds_the_box_until_an_officer_decides(
    status: str,
) -> None:
    told = given(*PERMITTED).when(letter(status))
    assert told.types()[-2:] == list(WITHDRAWN)
    state = told.state
    assert state.boxes[BOX].permit_no is None
    assert state.boxes[BOX].withheld
    assert possible(state) is None
    assert derived_status.must_act(state) is Party.INSPECTION_OFFICER
    assert any("stop at the gate" in alarm.subject for alarm in state.notifications)


def test_the_officer_lets_it_go_on_and_the_permit_is_asked_for_again() -> None:
    told = given(*PERMITTED, letter("C"), LET_GO)
    assert possible(told.state) is not None
    told.when(removal(visit="removal:2")).then("removal-permitted", "gate-reopened")
    told.when(gate_out()).then("gated-out")


def test_or_he_has_it_inspected_in_the_port() -> None:
    told = given(*PERMITTED, letter("C"))
    state = told.when(FallBack(officer=LIN, reason="inspect it here")).then("fell-back")
    assert state.course is ProcessPhase.TRADITIONAL


def test_of_two_boxes_the_one_that_has_left_goes_on() -> None:
    told = given(*permitted(BOX, BOX_2), gate_out(BOX_2), boxes=2)
    state = told.when(letter("C")).then(*ORDERED, *WITHDRAWN)
    assert state.boxes[BOX_2].permit_no is not None
    assert state.course is ProcessPhase.PILOT


def test_an_order_that_is_older_than_the_permit_was_known_when_it_was_given() -> None:
    told = given(*PERMITTED)
    told.when(heard(letter("C"), told.now - timedelta(hours=1))).then(*ORDERED)


@pytest.mark.parametrize("status", ["C", "SpC"])
@pytest.mark.parametrize("story", [PILOT, checked(BOX)])
def test_an_order_before_any_permit_holds_the_box_as_well(
    status: str, story: tuple[Told, ...]
) -> None:
    told = given(*story).when(later(letter(status), minutes=1))
    assert told.types()[-1] == "removal-withheld"
    state = told.state
    assert state.boxes[BOX].withheld
    assert possible(state) is None
    assert derived_status.must_act(state) is Party.INSPECTION_OFFICER
    assert state.notifications[-1].kind == "removal-withheld"
    assert state.deadlines[f"A03/{BOX}"].open
    told.when(reading(), scan())
    assert possible(told.state) is None
    told.when(LET_GO).then("removal-resumed")
    assert possible(told.state) is not None
    assert not told.state.deadlines[f"A03/{BOX}"].open
    told.when(removal()).then("removal-permitted")


def test_a_box_that_waits_may_also_be_inspected_in_the_port() -> None:
    told = given(*PILOT, later(letter("C"), minutes=1))
    told.when(FallBack(officer=LIN, reason="inspect it here")).then("fell-back")
    assert told.state.course is ProcessPhase.TRADITIONAL


def test_an_order_before_the_mode_decision_is_in_the_instruction_already() -> None:
    given(*ASHORE).when(letter("C")).then(*ORDERED)
    given(*ASHORE, letter("C")).when(INSTRUCTED).then("mode-decided", "selection-drawn")
    told = given(*PILOT)
    before = told.state.marks["mode-decided"].at
    told.when(heard(letter("C"), before)).then(*ORDERED)


def test_in_the_traditional_mode_an_order_holds_nothing() -> None:
    given(*TRADITIONAL).when(later(letter("C"), minutes=1)).then(*ORDERED)


def test_an_order_is_told_twice_and_holds_once() -> None:
    told = given(*PILOT, later(letter("C"), minutes=1))
    told.when(later(letter("SpC"), minutes=1))
    assert "removal-withheld" not in [event.body.type for event in told.last]


def test_what_was_decided_is_held_again_by_a_new_order_only() -> None:
    told = given(*PILOT, later(letter("C"), minutes=1))
    ordered = told.now
    told.tell(later(LET_GO, hours=1))
    told.when(heard(letter("C"), ordered, "again")).then(*ORDERED)
    told.when(later(letter("C"), hours=1)).then(*ORDERED, "removal-withheld")


def test_a_permit_that_was_asked_for_before_the_order_is_taken_back() -> None:
    told = given(*checked(BOX), later(letter("C"), minutes=1))
    state = told.when(removal()).then("removal-permitted", *WITHDRAWN)
    assert state.boxes[BOX].withheld
    assert state.boxes[BOX].permit_ended == "P-1"
    assert possible(state) is None


def test_of_two_boxes_the_one_with_a_permit_and_the_one_without_both_wait() -> None:
    told = given(*checked(BOX, BOX_2), removal(BOX), boxes=2)
    told.when(later(letter("C"), minutes=1))
    told.then(*ORDERED, WITHDRAWN[0], "removal-withheld", WITHDRAWN[1])
    assert [box.withheld for box in told.state.boxes.values()] == [True, True]


def test_a_box_that_leaves_although_its_permit_was_withdrawn_is_a_breach_of_the_first_grade() -> (
    None
):
    told = given(*PERMITTED, letter("C"))
    why = "an inspection was ordered after the permit (status C)"
    note = f"left although its permit to remove had been withdrawn: {why}"
    breach = ViolationRecorded(code="SV-10", box=BOX, note=note, grade=1)
    told.when(gate_out()).then("gated-out", breach)


def test_a_box_that_had_left_before_the_withdrawal_had_its_permit() -> None:
    told = given(*PERMITTED)
    out = told.now
    told.when(later(letter("C"), hours=1))
    told.when(heard(gate_out(), out, "gate")).then("gated-out")


def test_a_box_that_leaves_after_its_permit_lapsed_is_a_breach_until_it_is_permitted_again() -> (
    None
):
    lapsed = (*PERMITTED, later(TICK, hours=49), *[TICK] * 4)
    told = given(*lapsed)
    assert told.state.boxes[BOX].permit_no is None
    note = "left after its permit to remove had lapsed"
    told.when(gate_out()).then("gated-out", ViolationRecorded(code="SV-07", box=BOX, note=note))
    given(*lapsed, removal(visit="removal:2")).when(gate_out()).then("gated-out")


def test_a_box_that_leaves_without_any_permit_is_a_breach() -> None:
    note = "left the port without a permit"
    given(*PILOT).when(gate_out()).then(
        "gated-out",
        ViolationRecorded(code="SV-10", box=BOX, note=note, grade=1),
        "emergency-raised",
    )


def test_a_deletion_takes_back_the_permits_of_boxes_that_are_still_there() -> None:
    told = given(*permitted(BOX, BOX_2), gate_out(BOX_2), boxes=2)
    state = told.when(letter("D")).then(STATUS, "declaration-cancelled", *WITHDRAWN)
    assert state.boxes[BOX].permit_no is None
    assert state.boxes[BOX_2].permit_no is not None
    assert not state.boxes[BOX].withheld
