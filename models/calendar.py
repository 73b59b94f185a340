"""The working calendar: spans of hours, days, working days and working hours, as instants.

China has one zone without daylight saving, so a fixed offset serves and no zone database can
change a decision on replay.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

CHINA = timezone(timedelta(hours=8), "CST")

SATURDAY = 5

Unit = Literal["minutes", "hours", "days", "months", "working_days", "working_hours"]
_FIXED = ("minutes", "hours", "days")


def day_in_china(instant: datetime) -> date:
    """Which day it is in China at an instant: rules are in force by days."""
    return instant.astimezone(CHINA).date()


def minute_in_china(instant: datetime) -> str:
    """An instant to the minute as people at Ningbo read it, in either language."""
    return f"{instant.astimezone(CHINA):%Y-%m-%d %H:%M}"


class Span(BaseModel):
    """A length of time in the unit that the rule states; negative means before.

    `moves_on`: the day before its end is the last of a legal time, which moves on to the next
    working day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: int
    unit: Unit
    moves_on: bool = False

    @cached_property
    def length(self) -> timedelta | None:
        """How long it always is; None when that depends on the calendar."""
        if self.unit in _FIXED:
            return timedelta(**{self.unit: self.amount})
        return None


class Calendar(BaseModel):
    """Working hours, public holidays and make-up working days of a rulebook.

    Years that the rulebook does not name have plain Mondays to Fridays.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    opens: time
    closes: time
    holidays: frozenset[date]
    make_up_days: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        """Whether customs work on that day."""
        return day in self.make_up_days or (day.weekday() < SATURDAY and day not in self.holidays)

    def after(self, start: datetime, span: Span) -> datetime:
        """The instant that lies the span after start, in UTC."""
        if span.length is not None:
            moved = start + span.length
        elif span.unit == "months":
            moved = _months_after(start, span.amount)
        elif span.unit == "working_days":
            moved = self._working_days_after(start, span.amount)
        else:
            moved = self.worked(start, timedelta(hours=span.amount))
        if span.moves_on:
            last = day_in_china(moved) - timedelta(days=1)
            moved += next(self._working_days_from(last)) - last
        return moved if moved.tzinfo is UTC else moved.astimezone(UTC)

    def _working_days_after(self, start: datetime, days: int) -> datetime:
        """The same time of day on the n-th working day after start."""
        local = start.astimezone(CHINA)
        for day in self._working_days_from(local.date() + timedelta(days=1)):
            days -= 1
            if days <= 0:
                return datetime.combine(day, local.timetz())
        raise AssertionError

    def worked(self, start: datetime, left: timedelta) -> datetime:
        """Counts only the hours between opening and closing of working days."""
        local = start.astimezone(CHINA)
        for day in self._working_days_from(local.date()):
            begin = max(local, datetime.combine(day, self.opens, CHINA))
            end = datetime.combine(day, self.closes, CHINA)
            if begin + left <= end:
                return begin + left
            left -= max(end - begin, timedelta(0))
        raise AssertionError

    def _working_days_from(self, day: date) -> Iterator[date]:
        while True:
            if self.is_working_day(day):
                yield day
            day += timedelta(days=1)


def _months_after(start: datetime, months: int) -> datetime:
    """The same day and time of day; the last day of a month that has no such day."""
    local = start.astimezone(CHINA)
    years, month = divmod(local.month - 1 + months, 12)
    year = local.year + years
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)
