"""A box number that a camera misread is never put right silently (domain 6.2)."""

import pytest

from models import events
from models import messages as m
from models.intake import translate
from models.terms import System
from tests.given import given, heard
from tests.models.stories import BOX, CLOSED, PERMITTED, PILOT, gate_out, reading

READ = BOX.replace("0", "O", 1)
REPAIRED = events.BoxNumberRepaired(fact="portal_reading", read=READ, box=BOX)


def test_one_wrong_character_is_put_right_and_the_ledger_shows_both() -> None:
    told = given(*PILOT).when(reading(READ))
    state = told.then(REPAIRED, "radiation-measured")
    assert told.last[-1].box == BOX
    assert state.boxes[BOX].radiation is not None


def test_what_follows_is_judged_by_the_right_box() -> None:
    gone = gate_out(BOX[:-1] + ("0" if BOX[-1] != "0" else "9"))
    state = given(*PERMITTED).when(gone).then("box-number-repaired", "gated-out")
    assert state.boxes[BOX].gated_out is not None
    assert state.violations == ()


def test_the_same_passage_read_twice_is_one_passage() -> None:
    told = given(*PERMITTED, gate_out())
    told.when(heard(gate_out(READ), told.state.boxes[BOX].gated_out or told.now, "again")).then()


@pytest.mark.parametrize("read", ["CSQU3054383", "XXXU0000110", "CSQU00001100", "?"])
def test_what_can_be_none_of_its_boxes_stays_a_contradiction(read: str) -> None:
    given(*PILOT).when(reading(read)).then("fact-contradicted")


def test_what_can_be_two_of_its_boxes_stays_a_contradiction() -> None:
    given(*PILOT, boxes=3).when(reading("CSQU0000120")).then("fact-contradicted")


def test_only_a_camera_misreads() -> None:
    told = given(*PILOT)
    notice = heard(m.ArrivalNotice(box=READ), told.now, "typed", System.ENTERPRISE)
    told.when(notice).then("fact-contradicted")


def test_after_closure_it_is_told_of_the_right_box_as_well() -> None:
    told = given(*CLOSED).when(reading(READ))
    told.then("box-number-repaired", "fact-after-closure")
    assert told.last[-1].box == BOX


def test_the_gateway_looks_for_what_the_camera_may_have_meant() -> None:
    data = {"container_no": "CSQU3O54383", "portal_id": "P1"}
    said = {"id": "1", "type": "portal.offline", "time": "2025-09-11T08:30:00Z", "data": data}
    assert translate(System.CHECKPOINT, said).repaired == ("CSQU3054383",)
    assert translate(System.ENTERPRISE, said).repaired == ()
    right = {**said, "data": {**data, "container_no": "CSQU3054383"}}
    assert translate(System.CHECKPOINT, right).repaired == ()
