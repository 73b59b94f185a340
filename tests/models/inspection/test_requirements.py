"""What was drawn, asked for and ordered is owed: no way to a permission passes it over."""

from datetime import timedelta
from decimal import Decimal

import pytest

from models.disposal.messages import ReleaseBoxes
from models.inspection.messages import RecordInspection, RecordMeasurements, SectionLook
from models.inspection.requirements import of_code, outstanding, standing
from models.kernel.measured import Measurement
from models.kernel.terms import Party
from models.laboratory.messages import LabResult
from models.supervision.messages import Release
from models.traditional_port.events import InspectionInstructed
from tests.draws import SAMPLED
from tests.given import Given, given, heard, refused
from tests.inspecting import conforming, harmless, looks, measured, worked
from tests.models.stories import (
    AT_THE_SITE,
    BOX,
    BOX_2,
    CONFORM,
    LIN,
    ON_THE_ROAD,
    SCANNED,
    TRADITIONAL,
    UNLOADED,
    concludes,
    failing,
    lab_result,
    letter,
    reads,
    sampled,
    scan,
    unloaded,
    voided,
    waiving,
)

BARE = RecordInspection(officer=LIN, conform=True)
ALL_BOXES = InspectionInstructed(opened_share=Decimal(1), emptied_share=Decimal(1))


def codes(told: Given) -> list[str]:
    return [each.code for each in outstanding(told.state)]


def drawn_for_a_sample(*told: object) -> Given:
    return given(*UNLOADED, *told, tracking_no=SAMPLED)


def without(*parameters: str, sections: tuple[str, ...] = ()) -> RecordInspection:
    """A record that lacks these readings and looks."""
    kept = tuple(each for each in CONFORM.readings if each.parameter not in parameters)
    seen = tuple(look for look in CONFORM.looks if look.section not in sections)
    return CONFORM.model_copy(update={"readings": kept, "looks": seen})


@pytest.mark.parametrize("story", [UNLOADED, AT_THE_SITE])
def test_goods_of_which_nothing_was_seen_do_not_conform_and_the_refusal_says_what_to_do(
    story: tuple[object, ...],
) -> None:
    told = given(*story).when(BARE)
    told.then(refused(f"box {BOX}: open it (opened)"))
    assert "the whole batch: look at 4.4, 4.6, 4.8 (looks)" in told.refusal
    assert "look at 5.1, 5.2, 5.3, 5.4, 5.5, 5.6, 5.7 (looks)" in told.refusal
    assert "measure dose rate" in told.refusal
    assert f"箱{BOX}: 开箱、" in told.refusal
    assert not told.state.conforms


@pytest.mark.parametrize(
    "record, lacks",
    [
        (without("dose rate"), "measure dose rate"),
        (without(sections=("5.2",)), "look at 5.2"),
        (without(sections=("4.6",)), "the whole batch: look at 4.6"),
        (CONFORM.model_copy(update={"opened": (), "emptied": ()}), "open it"),
    ],
)
def test_each_thing_alone_is_owed(record: RecordInspection, lacks: str) -> None:
    given(*UNLOADED).when(record).then(refused(lacks))


def test_a_box_that_was_drawn_to_be_emptied_is_emptied_and_what_comes_out_is_measured() -> None:
    told = given(*unloaded(BOX, BOX_2), boxes=2)
    drawn = told.state.selection
    assert drawn is not None
    assert drawn.emptied == (BOX_2,)
    told.when(conforming(LIN, BOX)).then(refused(f"box {BOX_2}: open it"))
    opened = conforming(LIN, BOX_2).model_copy(
        update={"emptied": (), "readings": (harmless(BOX_2),)}
    )
    told.when(opened).then(refused("empty it (emptied), measure inclusions, total metal, coated"))
    told.when(conforming(LIN, BOX_2))
    assert told.state.conforms
    assert (told.state.opened, told.state.emptied) == ((BOX_2,), (BOX_2,))


def test_of_several_boxes_a_reading_says_in_which_it_was_taken() -> None:
    told = given(*unloaded(BOX, BOX_2), boxes=2)
    nowhere = tuple(each.model_copy(update={"box": None}) for each in measured(BOX_2))
    record = conforming(LIN, BOX_2).model_copy(update={"readings": nowhere})
    told.when(record).then(refused(f"READING/{BOX_2}/dose rate"))


def test_what_is_done_bit_by_bit_counts_as_well() -> None:
    told = given(*UNLOADED, worked(LIN, BOX))
    assert codes(told) == []
    told.when(BARE).then("inspection-started", "inspection-recorded", "conformity-assessed")


def test_a_look_that_found_something_covers_nothing() -> None:
    bad = SectionLook(section="5.4", in_order=False)
    work = RecordMeasurements(officer=LIN, opened=(BOX,), looks=(bad, *looks("5.3")))
    told = given(*UNLOADED, work)
    assert f"SECTION/{BOX}/5.4" in codes(told)
    assert f"SECTION/{BOX}/5.3" not in codes(told)


def test_a_section_may_be_told_by_its_number_alone() -> None:
    told = RecordInspection.model_validate({"officer": LIN, "conform": True, "looks": ["5.4"]})
    assert told.looks == looks("5.4")


def test_no_box_is_opened_on_its_way() -> None:
    opened = RecordMeasurements(officer=LIN, opened=(BOX,))
    given(*ON_THE_ROAD).when(opened).then(refused("nobody has let these be unloaded yet"))
    given(*UNLOADED).when(opened).then("measurements-recorded")


def test_a_drawn_sample_is_taken_analysed_and_waited_for() -> None:
    told = drawn_for_a_sample()
    told.when(CONFORM).then(refused(f"box {BOX}: take a sample"))
    told.when(sampled(), CONFORM).then("inspection-started", "inspection-recorded")
    assert told.state.concluding
    told.when(concludes()).then(refused("has not reported"))
    told.when(lab_result("S-1", reads("moisture", "0.1")), concludes())
    told.then(refused("have a sample of it analysed: copper content"))
    told.when(lab_result("S-1", report="R-2"), concludes())
    told.then("inspection-concluded", "conformity-assessed")


def test_a_sample_that_is_lost_is_none() -> None:
    told = drawn_for_a_sample(sampled(), CONFORM, voided())
    told.when(concludes()).then(refused("take a sample"))
    told.when(sampled("S-2"), lab_result("S-2"), concludes())
    told.then("inspection-concluded", "conformity-assessed")


def test_a_report_without_a_reading_answers_no_sample_and_is_told() -> None:
    empty = LabResult(sample_no="S-1", issuer="NBTC", report_no="R-1")
    told = given(*UNLOADED, sampled(), CONFORM).when(empty)
    told.then("lab-result-received")
    assert told.state.samples["S-1"].out
    assert told.state.notifications[-1].subject == "report R-1 has no reading"
    told.when(concludes()).then(refused("has not reported"))


def test_whoever_goes_without_a_sample_is_named_with_the_other_who_allowed_it() -> None:
    told = drawn_for_a_sample().when(waiving(f"SAMPLE/{BOX}", approver="Zhao Jun"))
    told.then("requirements-waived")
    assert [n.party for n in told.state.notifications] == [Party.DIVISION, Party.INSPECTION_LEAD]
    told.when(CONFORM).then("inspection-started", "inspection-recorded", "conformity-assessed")


def test_without_opening_a_box_nobody_looks_into_it() -> None:
    told = given(*UNLOADED, waiving(f"OPEN/{BOX}"))
    assert codes(told) == ["SECTION/-/4.4", "SECTION/-/4.6", "SECTION/-/4.8"]
    told.when(waiving(*codes(told)), BARE)
    assert told.state.conforms
    assert len(told.state.waived) == 4


def test_a_box_that_no_portal_saw_is_made_good_by_a_handheld_and_by_nobody() -> None:
    told = given(*TRADITIONAL, scan())
    told.when(without("dose rate")).then(refused("no portal found it harmless"))
    told.when(waiving(f"RADIATION/{BOX}", role="C3", approver="Zhao")).then(refused("in none"))
    told.when(CONFORM)
    assert told.state.conforms


def test_a_scan_is_waived_by_the_division_alone() -> None:
    told = given(*SCANNED[:-1], waiving(f"MACHINE/{BOX}", role="C3", approver="Zhao Jun"), CONFORM)
    assert told.state.conforms


def test_no_box_is_released_by_itself_while_something_is_owed_in_it() -> None:
    told = given(*unloaded(BOX, BOX_2), failing("NC-09", BOX), boxes=2)
    free = {"officer": LIN, "boxes": (BOX_2,), "reason": "clean"}
    told.when(ReleaseBoxes.model_validate(free)).then(refused(f"box {BOX_2}: open it"))
    told.when(worked(LIN, BOX_2), ReleaseBoxes.model_validate(free)).then("boxes-released")


@pytest.mark.parametrize("later", [ALL_BOXES, letter("C")])
def test_what_is_ordered_after_goods_were_found_to_conform_is_done_before_the_release(
    later: object,
) -> None:
    told = given(*unloaded(BOX, BOX_2), conforming(LIN, BOX_2), boxes=2)
    assert told.state.conforms
    told.when(later, Release()).then()
    assert not told.state.conforms
    assert told.state.deadlines["L11"].open
    told.when(conforming(LIN, BOX, BOX_2), Release()).then("released-for-use")
    assert not told.state.deadlines["L11"].open


def test_an_order_that_is_older_than_the_record_undoes_nothing() -> None:
    told = given(*UNLOADED, CONFORM)
    told.when(heard(letter("C"), told.now - timedelta(minutes=30)))
    assert told.state.conforms


def test_nothing_is_said_to_be_owed_before_anybody_can_do_it() -> None:
    assert standing(given(*ON_THE_ROAD).state) == ()
    assert standing(given(*UNLOADED).state)
    assert standing(given(*UNLOADED, CONFORM).state) == ()


def test_a_code_names_what_it_was_made_of() -> None:
    for each in outstanding(given(*TRADITIONAL).state):
        assert of_code(each.code) == each


def test_a_reading_of_an_unknown_box_in_a_report_owes_nothing_of_a_box_that_is_not_there() -> None:
    far = Measurement(parameter="inclusions", value=Decimal(3), unit="%", box="MSKU1234565")
    told = given(*UNLOADED, sampled(), lab_result("S-1", far))
    assert outstanding(told.state)
