"""Starting consignments: each once, not all at the same time; and the sample that ships."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from models.registration import Registration
from models.terms import Kind, RiskLevel
from scripts.importing import load, start_all
from tests.history import sample_registration

SAMPLE = Path(__file__).parents[2] / "samples" / "manifest.csv"
MANY = [sample_registration(n) for n in range(1, 41)]


async def test_what_is_known_already_is_counted_and_not_started() -> None:
    known = {"NB25-000002", "NB25-000005"}

    async def start(registration: Registration) -> bool:
        return registration.tracking_no not in known

    tally = await start_all(start, MANY)
    assert set(tally.known) == known
    assert len(tally.started) == 38


async def test_only_so_many_start_at_the_same_time() -> None:
    under_way, most = 0, 0

    async def start(_: Registration) -> bool:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return True

    done: list[Registration] = []
    await start_all(start, MANY, at_once=7, on_each=done.append)
    assert most == 7
    assert len(done) == 40


async def test_the_first_failure_ends_the_import() -> None:
    asked = 0

    async def start(_: Registration) -> bool:
        nonlocal asked
        asked += 1
        raise ConnectionError("nobody there")

    with pytest.raises(ExceptionGroup, match="unhandled errors"):
        await start_all(start, MANY, at_once=1)
    assert asked == 1


@pytest.fixture(scope="module")
def sample() -> tuple[Registration, ...]:
    parsed = load(SAMPLE, day=date(2026, 11, 23)).parsed
    assert parsed.problems == ()
    return parsed.registrations


def test_the_sample_is_clean_and_large_enough(sample: tuple[Registration, ...]) -> None:
    assert [found.tracking_no for found in sample] == [f"NB26-{n:06}" for n in range(1, 69)]
    assert sum(len(found.boxes) for found in sample) >= 50


def test_the_sample_has_what_its_scenarios_need(sample: tuple[Registration, ...]) -> None:
    three = [n for n, found in enumerate(sample, start=1) if len(found.boxes) == 3]
    assert three == [2, 12, 17, 66]
    risky = [n for n, found in enumerate(sample, start=1) if found.risk_level is RiskLevel.R2]
    assert risky == [26]
    assert {found.kind for found in sample} == set(Kind)


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
        if found.kind is Kind.COPPER:
            tonne = found.value / found.net_weight_kg * 1000
            assert Decimal(70_000) < tonne < Decimal(76_000)
