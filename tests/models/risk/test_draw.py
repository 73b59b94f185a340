"""Scheme draw/2 (risk.md 2.6, V12): uniform, and nobody gains by choosing a number."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from models.risk.draw import chance, chances, end_of, fingerprint, next_quarter, quarter_of

KEY = sha256(b"a key that is secret").digest()
OTHER = sha256(b"a guess").digest()
CANDIDATES = 100_000
BOX = "CSQU3054383"
CELLS = 100
CHI2_999 = 148.23
"""The 99.9 % quantile of chi-square with 99 degrees of freedom."""


def sampled(key: bytes, number: int) -> int:
    return int(chance(key, f"NB25-{number:06}", "sampled"), 16)


def test_a_hundred_thousand_numbers_gain_their_writer_nothing_without_the_key() -> None:
    """He takes the number that suits by what he can compute: here, by a key of his own."""
    share = 2**64 // 20
    hit = [sampled(KEY, number) < share for number in range(CANDIDATES)]
    suits = [sampled(OTHER, number) >= share for number in range(CANDIDATES)]
    by_chance = sum(hit) / CANDIDATES
    by_choice = sum(taken for taken, chosen in zip(hit, suits, strict=True) if chosen) / sum(suits)
    assert abs(by_choice - by_chance) <= 0.01


def test_with_the_scheme_before_he_gained_at_will() -> None:
    """Chances were SHA-256 of what the manifest says: the first number that suits is at hand."""

    def before(number: int) -> int:
        seed = f"NB25-{number:06}|2025-09|sampled"
        return int.from_bytes(sha256(seed.encode()).digest()[:8])

    chosen = [number for number in range(1000) if before(number) >= 2**64 // 20]
    assert all(before(number) >= 2**64 // 20 for number in chosen[:100])
    assert sum(sampled(KEY, number) < 2**64 // 20 for number in chosen) / len(chosen) == (
        pytest.approx(0.05, abs=0.02)
    )


def test_chances_are_uniform() -> None:
    counts = [0] * CELLS
    for number in range(20_000):
        counts[sampled(KEY, number) * CELLS >> 64] += 1
    expected = 20_000 / CELLS
    assert sum((count - expected) ** 2 / expected for count in counts) < CHI2_999


def test_every_part_of_the_seed_changes_the_chance() -> None:
    first = chances(KEY, "2025Q4", "NB25-000001", (BOX, "CSQU0000110"))
    assert len({first.full_unpack, first.opened, first.emptied, first.sampled}) == 4
    assert len({rank.chance for rank in first.ranks}) == 2
    assert chances(KEY, "2025Q4", "NB25-000001", (BOX,), visit=2).sampled != first.sampled
    assert chances(OTHER, "2025Q4", "NB25-000001", (BOX,)).sampled != first.sampled
    assert chances(KEY, "2025Q4", "NB25-000002", (BOX,)).sampled != first.sampled


def test_it_is_as_the_page_for_outsiders_says() -> None:
    key = bytes(range(32))
    found = chances(key, "2025Q4", "NB25-000001", (BOX,))
    assert found.key_sha256 == fingerprint(key) == sha256(key).hexdigest()
    assert found.sampled == "d49625fd7d3abfbb"
    assert found.ranks[0].chance == "87788b15de2c477a"


@pytest.mark.parametrize(
    "at, quarter",
    [
        (datetime(2025, 9, 30, 15, 59, 59, tzinfo=UTC), "2025Q3"),
        (datetime(2025, 9, 30, 16, tzinfo=UTC), "2025Q4"),
        (datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC), "2025Q4"),
        (datetime(2025, 12, 31, 16, tzinfo=UTC), "2026Q1"),
        (datetime(2026, 2, 28, 16, tzinfo=UTC), "2026Q1"),
    ],
)
def test_a_quarter_begins_at_midnight_in_china(at: datetime, quarter: str) -> None:
    assert quarter_of(at) == quarter


@pytest.mark.parametrize("quarter", ["2025Q1", "2025Q2", "2025Q3", "2025Q4"])
def test_a_quarter_ends_where_the_next_begins(quarter: str) -> None:
    end = end_of(quarter)
    assert quarter_of(end) == next_quarter(quarter)
    assert quarter_of(end - timedelta(microseconds=1)) == quarter
