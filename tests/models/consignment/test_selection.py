"""What is drawn: how often, why, and that a looser plan is a part of a stricter one.

What anybody gains by choosing a number is in `tests/models/risk/test_draw.py`.
"""

from decimal import Decimal

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from models.consignment.selection import Selection, draw, extended, inclusion
from models.kernel.terms import Channel, Chosen, RiskLevel
from models.risk.draw import Chances
from models.rules.rulebook import rulebook
from tests.draws import SAMPLED, chances_of, drawn
from tests.history import RULEBOOK, START, sample_tracking_no

RULES = rulebook(RULEBOOK)
SHARES = st.decimals(0, 1, places=2)


def boxes(count: int) -> list[str]:
    return [f"CSQU{number:07}" for number in range(count)]


def of(number: int, count: int) -> Chances:
    return chances_of(sample_tracking_no(number), boxes(count), START)


def reasons(selection: Selection, channel: Channel) -> list[Chosen]:
    assert selection.grounds is not None
    why = [each for each in selection.grounds.why if each.channel is channel]
    return [each.because for each in why for _ in each.boxes]


@pytest.mark.parametrize("share", ["30", "-0.1"])
def test_a_share_that_is_none_spares_no_box(share: str) -> None:
    assert len(drawn(of(1, 20), boxes(20), RiskLevel.R1, opened=share).opened) == 20


def test_the_same_chances_draw_the_same_boxes_in_whatever_order_they_are_named() -> None:
    first = drawn(of(1, 20), boxes(20), RiskLevel.R2)
    assert drawn(of(1, 20), boxes(20)[::-1], RiskLevel.R2) == first
    assert set(first.emptied) <= set(first.opened)
    assert drawn(of(2, 20), boxes(20), RiskLevel.R2).emptied != first.emptied


@whatever(st.integers(1, 500), st.integers(1, 12), SHARES, SHARES, SHARES, SHARES)
def test_a_stricter_plan_takes_every_box_of_a_looser_one(  # noqa: PLR0913, PLR0917 - two plans
    number: int, count: int, opened: Decimal, emptied: Decimal, more: Decimal, still: Decimal
) -> None:
    chances, numbers = of(number, count), boxes(count)

    def by(one: Decimal, other: Decimal, whole: str) -> Selection:
        shares = {"opened": str(one), "emptied": str(other), "full_unpack": whole}
        return drawn(chances, numbers, RiskLevel.R1, **shares)

    loose = by(opened, emptied, "0.05")
    strict = by(max(opened, more), max(emptied, still), "0.2")
    assert set(loose.opened) <= set(strict.opened)
    assert set(loose.emptied) <= set(strict.emptied)
    assert set(loose.sampled) <= set(strict.sampled)


def test_another_rulebook_with_the_same_shares_draws_the_same_boxes() -> None:
    """No version is in the seed: what a plan of another year would have found is exact."""
    numbers = boxes(8)
    assert {name for name in Chances.model_fields if "rule" in name} == set()
    before = drawn(of(7, 8), numbers, RiskLevel.R1)
    after = drawn(of(7, 8), numbers, RiskLevel.R2, opened="0.30", emptied="0.10", sampled="0.05")
    assert (after.opened, after.emptied) == (before.opened, before.emptied)


@pytest.mark.parametrize("level", RiskLevel)
def test_over_many_batches_the_shares_are_met(level: RiskLevel) -> None:
    shares, batches = RULES.proportions[level], 1500
    made = [drawn(of(n, 2), boxes(2), level, full_unpack="0") for n in range(batches)]
    assert all(each.opened for each in made)
    emptied = sum(len(each.emptied) for each in made) / (2 * batches)
    sampled = sum(len(each.sampled) for each in made) / batches
    assert emptied == pytest.approx(float(shares.emptied), abs=0.03)
    assert sampled == pytest.approx(float(shares.sampled), abs=0.03)


def test_one_in_twenty_of_the_lowest_risk_is_unpacked_whole() -> None:
    made = [drawn(of(n, 3), boxes(3), RiskLevel.R1) for n in range(3000)]
    whole = [each for each in made if each.grounds and each.grounds.full_unpack]
    assert len(whole) / len(made) == pytest.approx(0.05, abs=0.012)
    assert all(len(each.opened) == len(each.emptied) == 3 for each in whole)


@pytest.mark.parametrize("level, count", [(RiskLevel.R1, 1), (RiskLevel.R1, 3), (RiskLevel.R2, 2)])
def test_the_inclusion_that_is_recorded_is_how_often_it_happens(
    level: RiskLevel, count: int
) -> None:
    made = [drawn(of(n, count), boxes(count), level) for n in range(4000)]
    assert made[0].grounds is not None
    said = made[0].grounds.inclusion
    opened = sum(len(each.opened) for each in made) / len(made) / count
    emptied = sum(len(each.emptied) for each in made) / len(made) / count
    sampled = sum(bool(each.sampled) for each in made) / len(made)
    assert opened == pytest.approx(said.opened / 10_000, abs=0.02)
    assert emptied == pytest.approx(said.emptied / 10_000, abs=0.02)
    assert sampled == pytest.approx(said.sampled / 10_000, abs=0.02)


def test_inclusion_is_exact_and_rounded_down() -> None:
    """Of two boxes at R1: 5 % whole; else 60 % of a second box beside the one that is sure."""
    made = drawn(of(1, 2), boxes(2), RiskLevel.R1)
    assert made.grounds is not None
    said = inclusion(2, made.grounds.plan)
    assert (said.opened, said.emptied, said.sampled) == (5250, 1450, 500)


def test_each_box_says_whether_risk_chance_or_an_instruction_took_it() -> None:
    at_r2 = drawn(of(1, 4), boxes(4), RiskLevel.R2, full_unpack="0")
    assert reasons(at_r2, Channel.OPEN) == [Chosen.CENSUS] * 4
    assert set(reasons(at_r2, Channel.EMPTY)) == {Chosen.RISK}
    ordered = drawn(of(1, 4), boxes(4), RiskLevel.R1, opened="1", full_unpack="0")
    assert reasons(ordered, Channel.OPEN)[-1] is Chosen.INSTRUCTION
    whole = drawn(of(1, 4), boxes(4), RiskLevel.R1, full_unpack="1")
    assert reasons(whole, Channel.EMPTY)[-1] is Chosen.FLOOR
    least = drawn(of(1, 4), boxes(4), RiskLevel.R1, opened="0", emptied="0", full_unpack="0")
    assert len(least.opened) == 1
    chances = chances_of(SAMPLED, boxes(1), START)
    assert reasons(drawn(chances, boxes(1), RiskLevel.R1), Channel.LAB) == [Chosen.RISK]


def test_a_census_takes_every_box_for_sure_and_says_so() -> None:
    rare = drawn(of(1, 4), boxes(4), RiskLevel.R1, full_unpack="0", sampled="0")
    assert rare.grounds is not None
    by = rare.grounds.plan.model_copy(update={"census": True})
    whole = draw(of(1, 4), boxes(4), by)
    assert whole.grounds is not None
    assert whole.opened == whole.emptied
    assert sorted(whole.emptied) == boxes(4)
    assert set(rare.opened) <= set(whole.opened)
    assert reasons(whole, Channel.OPEN) == reasons(whole, Channel.EMPTY) == [Chosen.CENSUS] * 4
    assert (whole.sampled, whole.grounds.full_unpack) == ((), False)
    said = whole.grounds.inclusion
    assert (said.opened, said.emptied, said.sampled) == (10_000, 10_000, 0)


def test_an_extension_is_the_same_draw_by_higher_shares() -> None:
    before = drawn(of(3, 8), boxes(8), RiskLevel.R1, full_unpack="0")
    more = extended(before, boxes(8), Decimal("0.75"), Decimal(0))
    assert more is not None
    assert before.grounds is not None
    assert more.grounds is not None
    assert more.opened[: len(before.opened)] == before.opened
    assert more.emptied == before.emptied
    assert more.grounds.chances == before.grounds.chances
    shares = before.grounds.plan.shares.emptied
    again = drawn(of(3, 8), boxes(8), RiskLevel.R1, opened="0.75", emptied=str(shares))
    assert more.opened == again.opened


def test_a_box_of_which_no_chance_is_known_is_taken_first() -> None:
    late = [*boxes(8), "ZZZU0000000"]
    assert drawn(of(1, 8), late, RiskLevel.R1).opened[0] == "ZZZU0000000"
