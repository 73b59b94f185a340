"""Spans of hours, days, working days and working hours, as instants."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from models.kernel.clock import CHINA
from models.kernel.terms import Unit
from models.rules.calendar import Span
from models.rules.rulebook import rulebook

CALENDAR = rulebook("2025-09").calendar
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001 - strategy bounds
    lambda time: time.replace(tzinfo=CHINA)
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    "start, amount, unit, end",
    [
        ("2025-09-15 10:00", 30, "minutes", "2025-09-15 10:30"),
        ("2025-09-15 10:00", 24, "hours", "2025-09-16 10:00"),
        ("2025-09-15 10:00", -72, "hours", "2025-09-12 10:00"),
        ("2025-09-26 10:00", 14, "days", "2025-10-10 10:00"),
        # Friday: Sunday the 28th is a make-up working day.
        ("2025-09-26 10:00", 1, "working_days", "2025-09-28 10:00"),
        # The eve of the national holiday: the 1st to the 8th are free.
        ("2025-09-30 16:00", 1, "working_days", "2025-10-09 16:00"),
        ("2025-09-30 16:00", 2, "working_days", "2025-10-10 16:00"),
        ("2025-09-30 16:00", 3, "working_days", "2025-10-11 16:00"),
        ("2025-09-30 16:00", 4, "working_days", "2025-10-13 16:00"),
        ("2025-09-20 11:00", 1, "working_days", "2025-09-22 11:00"),
        ("2025-09-15 16:30", 2, "working_hours", "2025-09-16 09:30"),
        ("2025-09-15 06:00", 1, "working_hours", "2025-09-15 09:30"),
        ("2025-09-15 22:00", 1, "working_hours", "2025-09-16 09:30"),
        ("2025-09-15 08:30", 9, "working_hours", "2025-09-15 17:30"),
        ("2025-09-30 17:00", 1, "working_hours", "2025-10-09 09:00"),
        ("2025-09-19 17:29", 10, "working_hours", "2025-09-23 09:29"),
    ],
)
def test_a_span_ends_where_the_calendar_says(start: str, amount: int, unit: Unit, end: str) -> None:
    ended = CALENDAR.after(local(start), Span(amount=amount, unit=unit))
    assert ended == local(end)
    assert ended.tzinfo is UTC


@pytest.mark.parametrize(
    "day, works",
    [
        ("2025-10-01", False),
        ("2025-10-08", False),
        ("2025-10-09", True),
        ("2025-10-11", True),
        ("2025-10-12", False),
        ("2025-09-28", True),
        ("2026-02-16", False),
        ("2030-10-01", True),
    ],
)
def test_holidays_are_free_and_make_up_days_are_worked(day: str, works: bool) -> None:  # noqa: FBT001
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is works


def test_no_holiday_is_a_weekend_and_no_make_up_day_a_weekday() -> None:
    assert all(day.weekday() < 5 for day in CALENDAR.holidays)
    assert all(day.weekday() >= 5 for day in CALENDAR.make_up_days)


@given(start=INSTANTS, days=st.integers(1, 30))
@settings(max_examples=50)
def test_working_days_end_on_a_working_day_at_the_same_time(start: datetime, days: int) -> None:
    ended = CALENDAR.after(start, Span(amount=days, unit="working_days")).astimezone(CHINA)
    assert CALENDAR.is_working_day(ended.date())
    assert ended.time() == start.time()
    between = (
        start.date() + timedelta(n) for n in range(1, (ended.date() - start.date()).days + 1)
    )
    assert sum(map(CALENDAR.is_working_day, between)) == days


@given(start=INSTANTS, hours=st.integers(1, 40))
@settings(max_examples=50)
def test_working_hours_end_while_customs_are_open(start: datetime, hours: int) -> None:
    ended = CALENDAR.after(start, Span(amount=hours, unit="working_hours")).astimezone(CHINA)
    assert CALENDAR.is_working_day(ended.date())
    assert CALENDAR.opens < ended.time() <= CALENDAR.closes
    assert ended - start >= timedelta(hours=hours)


@given(start=INSTANTS, later=st.timedeltas(timedelta(0), timedelta(days=20)))
@settings(max_examples=50)
def test_who_starts_later_never_ends_earlier(start: datetime, later: timedelta) -> None:
    span = Span(amount=2, unit="working_hours")
    assert CALENDAR.after(start, span) <= CALENDAR.after(start + later, span)


@pytest.mark.parametrize(
    "written, span",
    [
        ("30 min", Span(amount=30, unit="minutes")),
        ("20 h", Span(amount=20, unit="hours")),
        ("-3 d", Span(amount=-3, unit="days")),
        ("12 months", Span(amount=12, unit="months")),
        ("1 month", Span(amount=1, unit="months")),
        ("1 working day", Span(amount=1, unit="working_days")),
        ("10 working days", Span(amount=10, unit="working_days")),
        ("2 working hours", Span(amount=2, unit="working_hours")),
        ("15 d, or the next working day", Span(amount=15, unit="days", moves_on=True)),
    ],
)
def test_a_span_is_read_as_rulebooks_write_it(written: str, span: Span) -> None:
    assert Span.model_validate(written) == span


@pytest.mark.parametrize("written", ["20", "20h", "2.5 h", "20 hours", "1 week", "", "h 20"])
def test_what_is_no_span_is_refused_with_the_units_that_there_are(written: str) -> None:
    with pytest.raises(ValidationError, match=f"'{written}' is no span.*20 h.*working days"):
        Span.model_validate(written)
