"""When an enterprise takes boxes in: open, opening, and time that counts while it is open."""

from datetime import date, datetime, timedelta

import pytest

from models.kernel.clock import CHINA
from models.kernel.receiving import ReceivingHours

DAY, NIGHT, ALWAYS = (
    ReceivingHours(from_hour=begin, to_hour=end) for begin, end in ((8, 18), (22, 6), (0, 24))
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def weekdays(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    "hours, instant, opens",
    [
        (DAY, "2026-03-02T08:00", "2026-03-02T08:00"),
        (DAY, "2026-03-02T07:59", "2026-03-02T08:00"),
        (DAY, "2026-03-02T18:00", "2026-03-03T08:00"),
        (NIGHT, "2026-03-02T05:59", "2026-03-02T05:59"),
        (NIGHT, "2026-03-02T06:00", "2026-03-02T22:00"),
        (ALWAYS, "2026-03-02T00:00", "2026-03-02T00:00"),
        (ReceivingHours(from_hour=0, to_hour=0), "2026-03-02T23:59", "2026-03-02T23:59"),
    ],
)
def test_the_gate_is_open_or_opens_next(hours: ReceivingHours, instant: str, opens: str) -> None:
    assert hours.opening(local(instant), weekdays) == local(opens)
    assert hours.open_at(local(instant), weekdays) is (instant == opens)


def test_on_working_days_only_a_weekend_is_closed() -> None:
    hours = DAY.model_copy(update={"working_days_only": True})
    assert hours.opening(local("2026-03-06T19:00"), weekdays) == local("2026-03-09T08:00")
    assert not hours.open_at(local("2026-03-07T12:00"), weekdays)


@pytest.mark.parametrize(
    "hours, start, ends",
    [
        (DAY, "2026-03-02T09:00", "2026-03-02T11:00"),
        (DAY, "2026-03-02T17:00", "2026-03-03T09:00"),
        (DAY, "2026-03-02T02:00", "2026-03-02T10:00"),
        (NIGHT, "2026-03-02T05:00", "2026-03-02T23:00"),
        (ALWAYS, "2026-03-02T23:00", "2026-03-03T01:00"),
    ],
)
def test_only_open_hours_count(hours: ReceivingHours, start: str, ends: str) -> None:
    assert hours.after(local(start), timedelta(hours=2), weekdays) == local(ends)
