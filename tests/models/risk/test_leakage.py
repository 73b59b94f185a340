"""V3: what a plan lets through, against the same plan played batch by batch."""

import pytest

from models.risk.leakage import csp1, csp3, detection, limit_csp1, limit_csp3, outgoing
from models.rules.risk import PlannedShares
from scripts.simulation.continuous_sampling import Sampling, played_csp1, played_csp3

BATCHES = 3_000_000


@pytest.mark.parametrize("rate, clean, share", [(0.02, 20, 0.145), (0.05, 10, 0.1), (0.1, 20, 0.5)])
def test_v3_csp1_lets_through_what_its_formula_says(rate: float, clean: int, share: float) -> None:
    passed = played_csp1(rate, Sampling(clean, share), BATCHES, "v3")
    assert passed == pytest.approx(outgoing(rate, csp1(rate, clean, share)), rel=0.02)


@pytest.mark.parametrize("rate, clean, share", [(0.02, 20, 0.145), (0.05, 10, 0.1), (0.1, 20, 0.5)])
def test_v3_csp3_lets_through_what_its_formula_says(rate: float, clean: int, share: float) -> None:
    passed = played_csp3(rate, Sampling(clean, share), BATCHES, "v3")
    assert passed == pytest.approx(outgoing(rate, csp3(rate, clean, share, 14)), rel=0.02)


@pytest.mark.parametrize(
    "clean, share, one, three",
    [
        (5, 0.10, 18.1, 18.6),
        (10, 0.10, 9.9, 11.1),
        (20, 0.525, 1.3, 1.7),
        (20, 0.145, 4.3, 5.3),
        (20, 0.05, 7.2, 8.3),
        (20, 0.335, 2.2, 2.9),
    ],
)
def test_the_worst_outgoing_quality_of_the_plans_of_the_design(
    clean: int, share: float, one: float, three: float
) -> None:
    """The design has 5.2 for the fourth of CSP-3: cut off, not rounded."""
    assert 100 * limit_csp1(clean, share) == pytest.approx(one, abs=0.06)
    assert 100 * limit_csp3(clean, share, 14) == pytest.approx(three, abs=0.06)


def test_one_box_at_least_finds_as_much_as_half_of_two_boxes() -> None:
    today = PlannedShares(opened=3000, emptied=1000, sampled=500)
    proposed = PlannedShares(opened=3000, emptied=3000, sampled=1000, at_least=1)
    assert detection(today, 500, 2) == pytest.approx(0.145)
    assert detection(proposed, 500, 2) == pytest.approx(0.525)
    assert detection(proposed, 500, 1) == 1


def test_at_any_rate_no_more_passes_than_the_limit() -> None:
    limit = limit_csp3(20, 0.525, 14)
    assert all(outgoing(n / 500, csp3(n / 500, 20, 0.525, 14)) <= limit for n in range(1, 500))
