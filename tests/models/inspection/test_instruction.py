"""What clearance's control instruction says goes before the table of the rulebook (domain 3.3)."""

from decimal import Decimal

import pytest

from models.arrival.events import ModeDecided, SelectionExtended
from models.arrival.messages import InstructionAnswered
from models.kernel.terms import Cause, Chosen, Mode, RiskLevel
from models.process.messages import Fact
from models.traditional_port.events import InspectionInstructed
from tests.draws import chances_of
from tests.draws import drawn as drawn_by
from tests.given import Given, given
from tests.history import START, sample_box
from tests.levels import pinned
from tests.models.stories import (
    ASHORE,
    INSTRUCTED,
    INSTRUCTION,
    PILOT,
    TRADITIONAL,
    unloaded,
)


def shares(opened: str, emptied: str) -> InstructionAnswered:
    return INSTRUCTED.model_copy(
        update={"opened_share": Decimal(opened), "emptied_share": Decimal(emptied)}
    )


def told(opened: str, emptied: str) -> InspectionInstructed:
    return INSTRUCTION.model_copy(
        update={"opened_share": Decimal(opened), "emptied_share": Decimal(emptied)}
    )


def decided(consignment: Given) -> ModeDecided:
    (body,) = [e.body for e in consignment.last if isinstance(e.body, ModeDecided)]
    return body


def drawn(consignment: Given) -> tuple[int, int]:
    selection = consignment.state.selection
    assert selection is not None
    return len(selection.opened), len(selection.emptied)


def test_the_shares_of_the_instruction_are_drawn_and_the_decision_says_so() -> None:
    consignment = given(*ASHORE, boxes=8).when(
        shares("1", "0.5").model_copy(update={"place": "3104"})
    )
    body = decided(consignment)
    assert (body.opened_share, body.emptied_share) == (Decimal(1), Decimal("0.5"))
    assert (body.instructed, body.place) == (True, "3104")
    assert drawn(consignment) == (8, 4)


def test_without_any_the_rulebooks_are_drawn_and_the_decision_says_so() -> None:
    body = decided(given(*ASHORE).when(INSTRUCTED))
    assert (body.opened_share, body.emptied_share) == (Decimal("0.30"), Decimal("0.10"))
    assert (body.instructed, body.place) == (False, "")


def test_a_pair_in_census_is_unpacked_whole_in_the_pilot() -> None:
    told_so = INSTRUCTED.model_copy(update={"assessment": pinned(census=2)})
    consignment = given(*ASHORE, boxes=8).when(told_so)
    assert decided(consignment).mode is Mode.PILOT
    assert drawn(consignment) == (8, 8)
    selection = consignment.state.selection
    assert selection is not None
    assert selection.grounds is not None
    assert {each.because for each in selection.grounds.why} == {Chosen.CENSUS}


def test_a_pair_whose_census_is_over_is_drawn_by_its_shares() -> None:
    consignment = given(*ASHORE, boxes=8)
    consignment.when(INSTRUCTED.model_copy(update={"assessment": pinned()}))
    assert drawn(consignment) == drawn(given(*ASHORE, boxes=8).when(INSTRUCTED)) != (8, 8)


def test_an_instruction_that_asks_for_less_spares_no_box_of_a_census() -> None:
    less = shares("0", "0").model_copy(update={"assessment": pinned(census=1)})
    consignment = given(*ASHORE, boxes=8).when(less)
    assert drawn(consignment) == (8, 8)
    consignment.when(told("1", "1")).then("inspection-instructed")


def test_an_instruction_may_ask_for_less_than_the_rulebook() -> None:
    consignment = given(*ASHORE, boxes=8)
    consignment.when(shares("0.5", "0").model_copy(update={"risk_level": "R4"}))
    assert drawn(consignment) == (4, 0)


def test_an_instruction_that_was_told_before_the_decision_counts_as_its_own() -> None:
    consignment = given(*ASHORE, told("1", "0.5"), boxes=8).when(INSTRUCTED)
    assert decided(consignment).instructed
    assert drawn(consignment) == (8, 4)


@pytest.mark.parametrize("story", [PILOT, TRADITIONAL, unloaded(*(sample_box(1, n) for n in (1,)))])
def test_a_later_instruction_that_asks_for_more_adds_boxes(story: tuple[Fact, ...]) -> None:
    consignment = given(*story, boxes=1).when(told("1", "1"))
    assert drawn(consignment) == (1, 1)


def test_what_is_added_is_named_and_what_was_drawn_stays_first() -> None:
    consignment = given(*PILOT, boxes=8)
    before = consignment.state.selection
    assert before is not None
    consignment.when(told("0.75", "0.5")).then("inspection-instructed", "selection-extended")
    body = consignment.last[-1].body
    assert isinstance(body, SelectionExtended)
    assert body.selection.opened == (*before.opened, *body.opened)
    assert body.selection.emptied == (*before.emptied, *body.emptied)
    assert drawn(consignment) == (6, 4)
    assert body.selection.sampled == before.sampled


@pytest.mark.parametrize("opened, emptied", [("0.30", "0.10"), ("0", "0"), ("-1", "0")])
def test_a_later_instruction_never_takes_a_box_away(opened: str, emptied: str) -> None:
    consignment = given(*TRADITIONAL, boxes=8)
    before = consignment.state.selection
    consignment.when(told(opened, emptied)).then("inspection-instructed")
    assert consignment.state.selection == before


def test_the_same_instruction_twice_adds_nothing_more() -> None:
    consignment = given(*PILOT, told("1", "1"), boxes=8)
    consignment.when(told("1", "1")).then("inspection-instructed")


def test_a_share_of_more_than_all_means_all() -> None:
    assert drawn(given(*ASHORE, boxes=8).when(shares("30", "10"))) == (8, 8)


@pytest.mark.parametrize("number", range(200))
def test_the_draw_of_a_higher_share_holds_that_of_a_lower_one(number: int) -> None:
    numbers = [sample_box(1, n) for n in range(1, 9)]
    chances = chances_of(f"NB25-{number:06}", numbers, START)

    def of(share: str) -> set[str]:
        shares = {"opened": share, "emptied": share}
        return {*drawn_by(chances, numbers, RiskLevel.R1, full_unpack="0", **shares).emptied}

    assert of("0.1") <= of("0.3") <= of("0.55") <= of("1")
    assert len(of("1")) == 8


def test_an_inspection_that_clearance_orders_in_the_port_still_ends_the_pilot() -> None:
    ordered = shares("1", "1").model_copy(update={"port_inspection": True})
    body = decided(given(*ASHORE).when(ordered))
    assert (body.mode, body.causes) == (Mode.TRADITIONAL, (Cause.PORT_INSPECTION,))
