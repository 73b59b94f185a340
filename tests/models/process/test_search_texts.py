"""The numbers that a consignment is known by now, and which of them somebody asks for at once."""

from models.process.search_texts import aliases, news
from models.returns.events import ReturnSealed
from models.returns.messages import OrderReturn
from models.transport.messages import SwapTractor
from tests.given import given
from tests.models.stories import (
    ASHORE,
    BOX,
    BOX_2,
    ENTRY_ID,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    UNLOADED,
    letter,
    on_the_road,
)


def test_a_new_consignment_is_known_by_what_was_registered() -> None:
    state = given(boxes=2).state
    known = state.registration
    seals = tuple(box.seal for box in known.boxes)
    assert aliases(state) == (known.seq_no, known.bill_no, BOX, BOX_2, *seals)
    assert news(state) == ()


def test_declaration_plate_and_lock_join_them() -> None:
    assert {ENTRY_ID, "浙B10001", "LK-1"} <= set(aliases(given(*PERMITTED).state))


def test_a_declaration_is_asked_for_when_the_goods_are_ashore() -> None:
    assert ENTRY_ID in aliases(given(*ASHORE).state)
    assert news(given(*ASHORE).state) == ()
    assert news(given(*PILOT).state) == (ENTRY_ID,)


def test_a_new_declaration_stands_before_the_old_one() -> None:
    again = "310120251000000002"
    state = given(*PILOT, letter("D"), letter("L", again)).state
    assert aliases(state)[:2] == (again, ENTRY_ID)


def test_a_new_form_is_asked_for_at_once_and_stands_before_the_old_one() -> None:
    told = given(*PILOT, letter("D"))
    before, old = news(told.state), told.state.registration.seq_no
    state = told.when(letter("L", None, "I20269310400000001")).state
    assert news(state) != before
    assert aliases(state)[:3] == (ENTRY_ID, "I20269310400000001", old)


def test_a_truck_is_asked_for_when_it_has_left_the_port() -> None:
    assert "浙B10001" not in news(given(*PERMITTED).state)
    assert {"浙B10001", "LK-1"} <= set(news(given(*ON_THE_ROAD).state))


def test_a_truck_that_takes_over_is_asked_for_at_once() -> None:
    swapped = SwapTractor(officer="Lin", box=BOX, plate="浙B20002", reason="gearbox")
    told = given(*ON_THE_ROAD)
    before = news(told.state)
    told.when(swapped)
    assert news(told.state) != before
    assert "浙B20002" in news(told.state)


def test_a_seal_of_the_return_is_one_of_them() -> None:
    order = OrderReturn(officer="Lin", reason="notice for the origin")
    sealed = ReturnSealed.model_validate({"box": BOX, "seal_no": "R1", "gross_kg": "25000"})
    assert "R1" in news(given(*UNLOADED, order, sealed).state)


def test_no_number_stands_twice() -> None:
    state = given(*on_the_road(BOX, BOX_2), boxes=2).state
    assert len(aliases(state)) == len(set(aliases(state)))
