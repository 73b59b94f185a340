"""Generated batches are valid in every respect, and made up."""

import pytest

from models.kernel.identity import is_box_number, is_seq_no, is_tracking_no
from models.kernel.terms import RiskLevel
from models.rules.rulebook import in_force, rulebook
from scripts.simulation.goods import FIRST_SAILING, SimulatedBatch, batch

RULES = rulebook(in_force(FIRST_SAILING.date()))


@pytest.fixture(scope="module")
def batches() -> list[SimulatedBatch]:
    return [batch(7, number, RULES) for number in range(1, 401)]


def test_the_numbers_of_a_batch_have_their_forms(batches: list[SimulatedBatch]) -> None:
    for each in batches:
        goods = each.registration
        assert is_tracking_no(goods.tracking_no)
        assert is_seq_no(goods.seq_no)
        assert all(is_box_number(box.number) for box in goods.boxes)
        assert goods.code in RULES.codes[goods.kind]
        assert goods.net_weight_kg == sum(box.net_weight_kg for box in goods.boxes)
        assert each.registered_at < goods.etd < goods.eta


def test_no_number_is_given_twice(batches: list[SimulatedBatch]) -> None:
    goods = [each.registration for each in batches]
    numbers = [n for each in goods for n in (each.tracking_no, each.seq_no, each.bill_no)]
    numbers += [n for each in goods for box in each.boxes for n in (box.number, box.seal)]
    assert len(numbers) == len(set(numbers))


def test_a_batch_has_about_two_boxes_of_20_to_25_tonnes(batches: list[SimulatedBatch]) -> None:
    boxes = [box for each in batches for box in each.registration.boxes]
    assert len(boxes) / len(batches) == pytest.approx(2.08, rel=0.05)
    assert {len(each.registration.boxes) for each in batches} == {1, 2, 3, 4}
    assert all(20_000 <= box.net_weight_kg < 25_000 for box in boxes)


def test_every_batch_could_take_either_mode(batches: list[SimulatedBatch]) -> None:
    assert {each.registration.risk_level for each in batches} == {RiskLevel.R1}


def test_the_same_seed_makes_the_same_batch_and_another_one_another() -> None:
    assert batch(7, 3, RULES) == batch(7, 3, RULES)
    assert batch(7, 3, RULES) != batch(8, 3, RULES)
