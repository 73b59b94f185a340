"""Quiet hours and digests by the Chinese clock and the calendar of customs: pure."""

from datetime import UTC, datetime, time, timedelta
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.kernel.clock import CHINA
from models.kernel.terms import EscalationLevel
from models.rules.calendar import Calendar

_DAY = timedelta(days=1)
_MINUTES_A_DAY = 24 * 60


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class QuietHours(_Table):
    """From a time of day until another, over midnight if that is earlier; rest days as a whole."""

    start: time = Field(alias="from")
    until: time
    rest_days: bool = False

    @model_validator(mode="after")
    def _has_a_length(self) -> Self:
        if self.start == self.until:
            message = f"from and until are both {self.start:%H:%M}: no hour would be left, or none"
            raise ValueError(message)
        return self

    def end(self, at: datetime, calendar: Calendar) -> datetime | None:
        """When it is over, in UTC; None when it is not quiet at that instant."""
        local = at.astimezone(CHINA)
        awake = local
        while (later := self._next(awake, calendar)) is not None:
            awake = later
        return None if awake == local else awake.astimezone(UTC)

    def _next(self, local: datetime, calendar: Calendar) -> datetime | None:
        """The end of the night, or of the rest day, that an instant lies in."""
        if self._is_night(local.time()):
            same_day = datetime.combine(local.date(), self.until, CHINA)
            return same_day if same_day > local else same_day + _DAY
        if self.rest_days and not calendar.is_working_day(local.date()):
            return datetime.combine(local.date() + _DAY, time(), CHINA)
        return None

    def _is_night(self, clock: time) -> bool:
        if self.start < self.until:
            return self.start <= clock < self.until
        return clock >= self.start or clock < self.until


class Digest(_Table):
    """When what is not pressing is told in one message: at times of day, or every N minutes."""

    levels: tuple[EscalationLevel, ...] = (EscalationLevel.L1,)
    at: tuple[time, ...] = ()
    every_minutes: int | None = Field(default=None, ge=1, le=_MINUTES_A_DAY)

    @model_validator(mode="before")
    @classmethod
    def _levels_by_name(cls, given: Any) -> Any:  # noqa: ANN401 - whatever the file says
        return with_levels(given)

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if bool(self.at) == (self.every_minutes is not None):
            message = 'say either at = ["09:00"] or every_minutes = 60'
            raise ValueError(message)
        if any(level >= EscalationLevel.L3 for level in self.levels):
            message = "L3 and L4 never wait for a digest: take them out of its levels"
            raise ValueError(message)
        return self

    def next(self, after: datetime) -> datetime:
        """The next time that it is sent, in UTC."""
        local = after.astimezone(CHINA)
        if self.every_minutes is not None:
            return self._next_slot(local, timedelta(minutes=self.every_minutes)).astimezone(UTC)
        days = (local.date(), local.date() + _DAY)
        times = [datetime.combine(day, clock, CHINA) for day in days for clock in self.at]
        return min(each for each in times if each > local).astimezone(UTC)

    @staticmethod
    def _next_slot(local: datetime, every: timedelta) -> datetime:
        """Slots are counted from midnight, which always is one."""
        midnight = datetime.combine(local.date(), time(), CHINA)
        slot = midnight + ((local - midnight) // every + 1) * every
        return min(slot, midnight + _DAY)


def with_levels(given: Any) -> Any:  # noqa: ANN401 - whatever the file says
    """A table of the file, its levels as numbers: they are written `"L2"`."""
    if not isinstance(given, dict) or not isinstance(given.get("levels"), list):
        return given
    names = {level.name: level for level in EscalationLevel}
    return {**given, "levels": [names.get(each, each) for each in given["levels"]]}
