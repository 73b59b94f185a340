"""How long a play waits, and when it puts a clock forward."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from scripts.playing.pace import REAL, Pace

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
NUMBER = "NB26-000001"


class Clock:
    """A clock that runs with what was slept; what was asked of it is noted."""

    def __init__(self, *, closed: bool = False) -> None:
        self.now = NOW
        self.closed = closed
        self.done: list[str] = []

    async def clock(self, _: str) -> datetime | None:
        return None if self.closed else self.now

    async def advance(self, _: str, to: datetime) -> None:
        self.done.append(f"advance {to:%H:%M}")
        self.now = max(self.now, to)

    async def rest(self, _: str) -> bool:
        self.done.append("rest")
        return not self.closed


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was slept, each time; nothing is."""
    naps: list[float] = []

    async def sleep(seconds: float) -> None:
        naps.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    return naps


async def test_an_hour_takes_a_second_at_3600_times_the_speed(slept: list[float]) -> None:
    clock = Clock()
    await Pace(clock, 3600, 1).advance(NUMBER, NOW + timedelta(hours=1))
    assert (slept, clock.done) == ([1.0], ["advance 09:00"])


async def test_in_real_time_no_clock_is_put_forward(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, naps = Clock(), list[float]()

    async def sleep(seconds: float) -> None:
        naps.append(seconds)
        # It wakes up a little early.
        clock.now += timedelta(seconds=seconds * 0.75)
        if seconds < 1:
            clock.now += timedelta(seconds=1)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    await Pace(clock, REAL, 1).advance(NUMBER, NOW + timedelta(minutes=1))
    assert clock.done == ["rest"]
    assert clock.now >= NOW + timedelta(minutes=1)
    assert naps[:2] == [60.0, 15.0]


async def test_what_lies_behind_is_not_waited_for(slept: list[float]) -> None:
    clock = Clock()
    await Pace(clock, 3600, 1).advance(NUMBER, NOW - timedelta(hours=1))
    assert (slept, clock.done) == ([], ["advance 07:00"])


async def test_a_closed_consignment_is_not_waited_for(slept: list[float]) -> None:
    clock = Clock(closed=True)
    await Pace(clock, REAL, 1).advance(NUMBER, NOW + timedelta(hours=1))
    assert (slept, clock.done) == ([], ["rest"])
