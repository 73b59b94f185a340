"""The beta distribution against values computed elsewhere, and against exact fractions."""

from fractions import Fraction
from math import comb

import pytest

from models.risk.beta import Part, exact_bound, integral, mixture_quantile, quantile
from models.risk.figures import bound_bp, mean_bp

# mpmath 1.4.1 at 50 digits: betainc(a, b, 0, x, regularized=True).
INTEGRALS = [
    (0.5, 0.5, 0.3, 0.36901011956554537504),
    (0.6, 29.4, 0.05, 0.89230536570741272662),
    (1.6, 28.4, 0.12, 0.92834441183463340478),
    (20.7, 980.3, 0.03, 0.97111807497675140827),
    (0.04, 1.96, 0.001, 0.78807783230158915342),
    (10.0, 490.0, 0.02, 0.5408081897200156321),
    (5.5, 0.75, 0.9, 0.43463275822749770787),
    (300, 700, 0.31, 0.7564186827315435822),
    (0.02, 499.98, 0.0001, 0.95153076803665246063),
]
# The same, solved for x by 170 halvings.
QUANTILES = [
    (0.6, 29.4, 0.95, 0.07126639686065106744),
    (1.6, 28.4, 0.95, 0.13252283072113851742),
    (2, 98, 0.975, 0.054996823199430177366),
    (0.5, 9.5, 0.025, 0.000053064053418492885426),
    (0.05, 2.45, 0.95, 0.12448028377488009206),
    (20.7, 980.3, 0.95, 0.028578157675452102741),
]


@pytest.mark.parametrize("a, b, x, known", INTEGRALS)
def test_the_integral_is_that_of_fifty_digits(a: float, b: float, x: float, known: float) -> None:
    assert integral(a, b, x) == pytest.approx(known, rel=5e-13)


@pytest.mark.parametrize("a, b, share, known", QUANTILES)
def test_a_quantile_is_that_of_fifty_digits(a: float, b: float, share: float, known: float) -> None:
    assert quantile(a, b, share) == pytest.approx(known, rel=1e-12)


@pytest.mark.parametrize("a", range(1, 12, 3))
@pytest.mark.parametrize("b", range(1, 40, 6))
def test_whole_parameters_give_the_binomial_sum(a: int, b: int) -> None:
    x, n = Fraction(3, 40), a + b - 1
    exact = sum(comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert integral(a, b, float(x)) == pytest.approx(float(exact), rel=1e-13)


def test_outside_its_range_there_is_all_or_nothing() -> None:
    assert (integral(2, 3, 0.0), integral(2, 3, -1.0), integral(2, 3, 1.0)) == (0, 0, 1)


def test_a_mixture_lies_between_its_parts() -> None:
    parts = [Part(0.5, 0.6, 29.4), Part(0.5, 20.7, 980.3)]
    found = mixture_quantile(parts, 0.95)
    below = sum(part.weight * integral(part.a, part.b, found) for part in parts)
    assert below == pytest.approx(0.95, abs=1e-12)


def test_weight_that_was_left_out_lies_above() -> None:
    whole = quantile(0.6, 29.4, 0.95)
    assert mixture_quantile([Part(0.999, 0.6, 29.4)], 0.95) > whole
    assert mixture_quantile([Part(0.9, 0.6, 29.4)], 0.95) == 1


@pytest.mark.parametrize(
    "looked, percent",
    [(5, 45.1), (10, 25.9), (20, 13.9), (59, 5.0), (149, 2.0), (299, 1.0), (598, 0.5)],
)
def test_nothing_found_leaves_so_much_possible(looked: int, percent: float) -> None:
    assert exact_bound(0, looked) * 100 == pytest.approx(percent, abs=0.06)


@pytest.mark.parametrize("found, looked", [(1, 20), (3, 40), (7, 165)])
def test_at_the_exact_bound_so_few_are_found_one_time_in_twenty(found: int, looked: int) -> None:
    rate = exact_bound(found, looked)
    tail = sum(comb(looked, k) * rate**k * (1 - rate) ** (looked - k) for k in range(found + 1))
    assert tail == pytest.approx(0.05, abs=1e-9)


def test_where_nobody_has_looked_everything_is_possible() -> None:
    assert (exact_bound(0, 0), exact_bound(3, 3)) == (1, 1)


def test_bounds_are_rounded_up_and_means_to_the_nearest() -> None:
    assert [bound_bp(x) for x in (0.0, 0.01001, 0.01, 0.0100999)] == [0, 101, 100, 101]
    assert bound_bp(0.01 + 1e-14) == 100
    assert mean_bp(0.01004) == 100


def test_at_a_strength_of_thirty_the_bounds_are_those_of_the_design() -> None:
    """Expected 2 %: nothing known, then 10, 20, 40 clean batches; 5 % after 13, 51 and 83."""
    percent = [100 * quantile(0.6, 29.4 + clean, 0.95) for clean in (0, 10, 20, 40)]
    assert percent == pytest.approx([7.1, 5.4, 4.3, 3.1], abs=0.06)
    reached = [
        next(n for n in range(found, 200) if quantile(0.6 + found, 29.4 + n - found, 0.95) <= 0.05)
        for found in (0, 1, 2)
    ]
    assert reached == [13, 51, 83]
