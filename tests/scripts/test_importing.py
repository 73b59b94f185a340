"""The sample that ships: clean, and large enough for its scenarios."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from models.consignment.registration import Registration
from models.kernel.terms import MetalKind, RiskLevel
from scripts.importing import load

SAMPLE = Path(__file__).parents[2] / "samples" / "manifest.csv"


@pytest.fixture(scope="module")
def sample() -> tuple[Registration, ...]:
    parsed = load(SAMPLE, day=date(2026, 11, 23)).parsed
    assert parsed.problems == ()
    return parsed.registrations


def test_the_sample_is_clean_and_large_enough(sample: tuple[Registration, ...]) -> None:
    numbers = [found.tracking_no for found in sample]
    assert numbers == [f"NB26-{n:06}" for n in range(1, len(numbers) + 1)]
    assert len(numbers) >= 68
    assert sum(len(found.boxes) for found in sample) >= 50


def test_the_sample_has_what_its_scenarios_need(sample: tuple[Registration, ...]) -> None:
    three = [n for n, found in enumerate(sample, start=1) if len(found.boxes) == 3]
    assert three == [2, 12, 17, 66]
    risky = [n for n, found in enumerate(sample, start=1) if found.risk_level is RiskLevel.R2]
    assert risky == [26]
    assert {found.kind for found in sample} == set(MetalKind)


def test_the_voyages_of_the_sample_leave_time_for_the_audit(
    sample: tuple[Registration, ...],
) -> None:
    assert min(found.etd.date() for found in sample) >= date(2026, 11, 30)
    assert all(timedelta(4) <= found.eta - found.etd <= timedelta(31) for found in sample)


def test_the_goods_of_the_sample_weigh_and_cost_what_such_goods_do(
    sample: tuple[Registration, ...],
) -> None:
    boxes = [box for found in sample for box in found.boxes]
    assert all(20_000 <= box.net_weight_kg <= 25_000 for box in boxes)
    for found in sample:
        if found.kind is MetalKind.COPPER:
            tonne = found.value / found.net_weight_kg * 1000
            assert Decimal(70_000) < tonne < Decimal(76_000)
