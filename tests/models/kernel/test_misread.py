"""A box number that a camera misread is never put right silently (domain 6.2)."""

import pytest

from models.inbound.inbound_message import translate
from models.kernel.terms import System
from models.supervision.events import BoxNumberRepaired
from models.transport.events import ArrivalNotified
from tests.given import given, heard
from tests.models.stories import BOX, CLOSED, PERMITTED, PILOT, gate_out, reading

READ = BOX[:6] + ("7" if BOX[6] != "7" else "8") + BOX[7:]
WRITTEN = BOX.replace("0", "O", 1)
REPAIRED = BoxNumberRepaired(fact="portal-reading", read=READ, box=BOX)


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
    notice = heard(ArrivalNotified(box=READ), told.now, "typed", System.ENTERPRISE)
    told.when(notice).then("fact-contradicted")


def test_after_closure_it_is_told_of_the_right_box_as_well() -> None:
    told = given(*CLOSED).when(reading(READ))
    told.then("box-number-repaired", "fact-after-closure")
    assert told.last[-1].box == BOX


@pytest.mark.parametrize("written", [WRITTEN, BOX[:-1]])
def test_whoever_writes_a_letter_for_a_digit_is_understood_and_the_ledger_shows_both(
    written: str,
) -> None:
    told = given(*PILOT)
    notice = heard(ArrivalNotified(box=written), told.now, "typed", System.ENTERPRISE)
    told.when(notice).then("box-number-repaired", "arrival-notified")
    assert told.last[-1].box == BOX


def test_the_gateway_looks_for_the_box_that_was_written() -> None:
    data = {"container_no": "csqu 3O5438-3", "portal_id": "P1"}
    said = {"id": "1", "type": "portal.offline", "time": "2025-09-11T08:30:00Z", "data": data}
    for system in (System.CHECKPOINT, System.ENTERPRISE):
        assert translate(system, said).aliases == ("CSQU3054383",)
