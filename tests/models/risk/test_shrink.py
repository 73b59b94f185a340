"""Means and bounds of thin units: they cover what is true, and nobody's own record counts twice."""

import pytest

from models.kernel.terms import MetalKind
from models.risk.hierarchy import Row, expected
from models.risk.records import Pair
from models.risk.shrink import HyperPosterior, Unit, composed, shrunk, strength
from scripts.simulation.population import POPULATIONS, chance
from tests.models.risk.samples import COARSE, RULES

KIND = MetalKind.COPPER


def units(*found: int, looked: int = 20, mean: float = 0.02) -> list[Unit]:
    return [Unit(each, looked * 1000, mean) for each in found]


def test_the_mean_is_the_published_formula() -> None:
    assert shrunk(Unit(2, 30_000, 0.02), 20) == pytest.approx((2 + 20 * 0.02) / (30 + 20))


def test_what_was_found_is_never_more_than_was_looked_at() -> None:
    assert Unit(3, 145, 0.02).looked == 3
    assert 0 < shrunk(Unit(3, 145, 0.02), 2) <= 1


def test_units_that_are_alike_have_the_greatest_strength_and_unlike_ones_little() -> None:
    assert strength(units(*[0, 1, 0, 1, 0] * 10, mean=0.02), RULES.grid) == 500
    assert strength(units(*[0] * 45, *[12] * 5, mean=0.06), RULES.grid) < 3
    assert strength([], RULES.grid) == 500


def test_crossed_factors_are_composed_in_odds() -> None:
    assert composed(0.02, 0.04, 0.04) == pytest.approx(0.02)
    assert composed(0.5, 0.2, 0.1) == pytest.approx(2.25 / 3.25)
    assert 0 < composed(0.0, 1.0, 0.5) < 1


def test_a_bound_falls_with_clean_batches_and_rises_with_findings() -> None:
    hyper = HyperPosterior(units(*[0] * 40, 3, 2, looked=12), COARSE.grid)
    clean = [hyper.upper(Unit(0, looked * 1000, 0.02)) for looked in (0, 10, 20, 40)]
    assert clean == sorted(clean, reverse=True)
    assert clean[0] > clean[-1]
    assert hyper.upper(Unit(1, 20_000, 0.02)) > clean[2]


def test_v1_in_small_the_bounds_cover_the_true_rates() -> None:
    """Two of the seven populations, few replicates; `guomen bench risk` has all."""
    covered = {"0.5 %, strength 100": 0, "10 %, strength 5": 0}
    total = 0
    for name in covered:
        for replicate in range(3):
            known = POPULATIONS[name].drawn(f"small/{name}/{replicate}")
            mean = (sum(k.found for k in known) + 0.5) / (sum(k.batches for k in known) + 1)
            own = [Unit(k.found, 1000 * k.batches, mean) for k in known]
            hyper = HyperPosterior(own, RULES.grid)
            for (rate, _, _), unit in zip(known, own, strict=True):
                covered[name] += rate <= hyper.quantile(unit, 0.95)
            total += len(known)
    assert all(each >= 0.92 * total / 2 for each in covered.values()), covered


def row(pair: Pair, found: int, exposure: int, way: str = "JP") -> Row:
    return Row(pair, ("COPPER", "A", "30"), (way,), found, exposure)


def test_what_a_pair_was_found_out_in_is_not_expected_of_it_before() -> None:
    """A supplier with one pair: it would count at four levels, and once more as its own."""
    lone, others = Pair("E1", "S1", KIND), [Pair("E1", f"S{n}", KIND) for n in range(2, 12)]
    rows = [row(pair, 0, 20_000) for pair in others]
    bad = expected([*rows, row(lone, 10, 20_000)], RULES.grid)
    good = expected([*rows, row(lone, 0, 20_000)], RULES.grid)
    # The portfolio's own rate contains it; no level adds to that.
    assert bad.pairs[lone].expected <= bad.portfolio * 1.001
    assert bad.pairs[others[0]].expected <= bad.portfolio * 1.2
    assert good.pairs[lone].expected == pytest.approx(good.portfolio)


def test_batches_that_two_levels_group_alike_count_once() -> None:
    """All trades of a supplier are in one kind: the supplier and supplier-kind are one."""
    pairs = [Pair(f"E{n}", "S1", KIND) for n in range(4)]
    clean = [row(Pair("E9", f"S{n}", KIND), 0, 30_000) for n in range(2, 20)]
    found = expected([*clean, *(row(pair, 2, 10_000) for pair in pairs)], RULES.grid)
    kappa = found.strengths["supplier"]
    rest = Unit(6, 30_000, found.portfolio)
    assert found.pairs[pairs[0]].expected == pytest.approx(shrunk(rest, kappa))


def test_a_supplier_that_is_bad_elsewhere_is_expected_to_be_bad_here() -> None:
    here, elsewhere = Pair("E1", "S1", KIND), Pair("E2", "S1", KIND)
    rows = [row(Pair("E1", f"S{n}", KIND), 0, 30_000) for n in range(2, 30)]
    found = expected([*rows, row(here, 0, 2_000), row(elsewhere, 8, 30_000)], RULES.grid)
    assert found.pairs[here].expected > 3 * found.portfolio


def test_a_clean_way_stays_clean_though_bad_goods_came_by_it() -> None:
    """Simpson: the goods are bad by either way, so neither way is."""
    rows = []
    random = chance("ways")
    for number in range(60):
        bad = number % 2 == 0
        way = "US" if bad == (random.random() < 0.8) else "JP"
        pair = Pair("E", f"S{number:02}", KIND)
        goods = ("COPPER", "shredded" if bad else "wire", "30")
        rows.append(Row(pair, goods, (way,), 4 if bad else 0, 20_000))
    found = expected(rows, RULES.grid)
    ways = {key[0]: unit for key, unit in found.units["way"].items()}
    ratio = {way: unit.found / (unit.exposure / 1000) / unit.expected for way, unit in ways.items()}
    assert all(0.8 < each < 1.25 for each in ratio.values()), ratio


def test_the_order_of_the_rows_is_no_matter() -> None:
    rows = [row(Pair("E", f"S{n}", KIND), n % 3, 1000 * (n + 3), f"W{n % 4}") for n in range(30)]
    assert expected(rows, RULES.grid) == expected(rows[::-1], RULES.grid)
