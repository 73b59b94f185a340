"""The harm of a batch: how grave what was found is, on average, and how grave it may be."""

from collections.abc import Mapping

import pytest

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Band, Measure
from models.risk.harm import Severities, harm, severities
from models.risk.shrink import HyperPosterior, Unit
from tests.models.risk.samples import COARSE, RULES, batch, finding

NC = ReasonCode
KNOWN = Severities({Band.MINOR: 0.25, Band.MAJOR: 0.5, Band.CRITICAL: 1.0})
HYPER = HyperPosterior([Unit(0, 30_000, 0.03)] * 30 + [Unit(2, 30_000, 0.03)] * 5, COARSE.grid)


def units(
    minor: int = 0, major: int = 0, critical: int = 0, looked: int = 40
) -> Mapping[Measure, Unit]:
    counts = (
        (Measure.ANY, minor + major + critical, 0.03),
        (Measure.GRAVE, major + critical, 0.01),
        (Measure.CRITICAL, critical, 0.002),
    )
    return {measure: Unit(found, looked * 1000, mean) for measure, found, mean in counts}


def test_with_nothing_found_a_band_is_as_grave_as_the_catalogue_says() -> None:
    found = severities([batch()], RULES).of
    assert found[Band.MAJOR] == pytest.approx((6 + 5 + 4 + 4) / 40)
    assert found[Band.CRITICAL] > found[Band.MAJOR] > found[Band.MINOR]
    worse = severities([batch(n, findings=(finding(NC.SEALED_VESSEL),)) for n in range(9)], RULES)
    assert found[Band.MAJOR] < worse.of[Band.MAJOR] < 0.6


def test_the_same_number_of_graver_findings_does_more_harm() -> None:
    minor, major, critical = (
        harm(tenths, known, HYPER, KNOWN)
        for tenths, known in ((5, units(2)), (10, units(0, 2)), (20, units(0, 0, 2)))
    )
    assert minor.mean < major.mean < critical.mean
    assert minor.upper < major.upper < critical.upper


def test_clean_batches_lower_the_bound_of_harm() -> None:
    few, many = (harm(0, units(looked=looked), HYPER, KNOWN) for looked in (5, 100))
    assert many.upper < few.upper
    assert 0 < many.mean < many.upper


def test_the_mean_is_the_published_formula() -> None:
    """One point of the grid only: (suffered + k * expected harm) / (exposure + k)."""
    strength, scaling = 20.0, 1.0
    one = HyperPosterior([], COARSE.grid)
    one.__dict__["weighed"] = ((1.0, strength, scaling),)
    parents = 0.002 * 1.0 + (0.01 - 0.002) * 0.5 + (0.03 - 0.01) * 0.25
    expected = (1.0 + strength * parents) / (40 + strength)
    assert harm(10, units(0, 2), one, KNOWN).mean == round(expected * 10_000)
