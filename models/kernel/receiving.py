"""When an enterprise takes boxes in, by full hours of the day in China (domain 4.3)."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from pydantic import Field

from models.kernel.clock import CHINA
from models.kernel.incoming import Incoming

WorksOn = Callable[[date], bool]
Hour = Annotated[int, Field(ge=0, le=24)]
_DAY = timedelta(days=1)


class ReceivingHours(Incoming):
    """From an hour of the day to another, every day or on working days only.

    What ends no later than it begins goes on over midnight, from 22 to 6 or from 0 to 0.
    """

    from_hour: Hour
    to_hour: Hour
    working_days_only: bool = False

    def __str__(self) -> str:
        """How people read them."""
        return f"{self.from_hour:02}:00-{self.to_hour:02}:00"

    def open_at(self, instant: datetime, works_on: WorksOn) -> bool:
        """Whether the gate is open then."""
        opens, closes = next(self._windows(instant, works_on))
        return opens <= instant < closes

    def opening(self, instant: datetime, works_on: WorksOn) -> datetime:
        """That instant if the gate is open, otherwise when it opens next."""
        opens, _ = next(self._windows(instant, works_on))
        return max(opens, instant)

    def after(self, start: datetime, left: timedelta, works_on: WorksOn) -> datetime:
        """The instant at which the gate has been open for so long since the start, in UTC."""
        for opens, closes in self._windows(start, works_on):
            begin = max(opens, start)
            if begin + left <= closes:
                return (begin + left).astimezone(UTC)
            left -= closes - begin
        raise AssertionError

    def _windows(self, start: datetime, works_on: WorksOn) -> Iterator[tuple[datetime, datetime]]:
        """When the gate is open, from the first time on that has not ended at the start."""
        day = start.astimezone(CHINA).date() - _DAY
        ends = self.to_hour if self.to_hour > self.from_hour else self.to_hour + 24
        while True:
            midnight = datetime.combine(day, time(0), CHINA)
            opens, closes = (midnight + timedelta(hours=h) for h in (self.from_hour, ends))
            if closes > start and (not self.working_days_only or works_on(day)):
                yield opens, closes
            day += _DAY
