"""The working calendar: spans of hours, days, working days and working hours, as instants.

China has one zone without daylight saving, so a fixed offset serves and no zone database can
change a decision on replay.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from pydantic import BaseModel, ConfigDict, model_validator

from models.kernel.clock import CHINA
from models.kernel.receiving import ReceivingHours
from models.kernel.terms import Unit

SATURDAY = 5

_FIXED = ("minutes", "hours", "days")

NEXT_WORKING_DAY = ", or the next working day"
"""What a span that moves on ends with, as it is written."""

_WRITTEN = re.compile(r"(-?\d+) ([a-z ]+)")
_UNITS: dict[str, Unit] = {
    "min": "minutes",
    "h": "hours",
    "d": "days",
    "month": "months",
    "months": "months",
    "working day": "working_days",
    "working days": "working_days",
    "working hour": "working_hours",
    "working hours": "working_hours",
    "receiving hour": "receiving_hours",
    "receiving hours": "receiving_hours",
}


def day_in_china(instant: datetime) -> date:
    """Which day it is in China at an instant: rules are in force by days."""
    return instant.astimezone(CHINA).date()


def minute_in_china(instant: datetime) -> str:
    """An instant to the minute as people at Ningbo read it, in either language."""
    return f"{instant.astimezone(CHINA):%Y-%m-%d %H:%M}"


class Span(BaseModel):
    """A length of time in the unit that the rule states; negative means before.

    Rulebooks write it as "20 h", "10 working days", "-3 d" or "15 d, or the next working day". That
    is `moves_on`: the day before its end is the last of a legal time, which moves on to the next
    working day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: int
    unit: Unit
    moves_on: bool = False

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: object) -> object:
        return _parsed(given) if isinstance(given, str) else given

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

    def after(
        self, start: datetime, span: Span, receiving: ReceivingHours | None = None
    ) -> datetime:
        """The instant that lies the span after start, in UTC.

        Receiving hours are those of an enterprise; working hours, if it has not said its own.
        """
        if span.unit == "receiving_hours" and receiving is not None:
            return receiving.after(start, timedelta(hours=span.amount), self.is_working_day)
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


def _parsed(written: str) -> dict[str, object]:
    """The fields of a span as it is written.

    Raises:
        ValueError: when it is not an amount and a unit.
    """
    plain = written.removesuffix(NEXT_WORKING_DAY)
    found = _WRITTEN.fullmatch(plain)
    if found is None or found[2] not in _UNITS:
        raise ValueError(
            f"'{written}' is no span: write an amount and a unit, such as '20 h' or"
            f" '10 working days'; units are {', '.join(_UNITS)}; '{NEXT_WORKING_DAY}' may follow"
        )
    return {"amount": int(found[1]), "unit": _UNITS[found[2]], "moves_on": plain != written}


def _months_after(start: datetime, months: int) -> datetime:
    """The same day and time of day; the last day of a month that has no such day."""
    local = start.astimezone(CHINA)
    years, month = divmod(local.month - 1 + months, 12)
    year = local.year + years
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)
