"""Domain time: workflow time plus an offset that is pinned at the start.

Zero in operation; a replay of a past year shifts it. Timers convert, nothing else knows.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone


@dataclass(frozen=True)
class Clock:
    """Converts between the workflow's clock and the domain's."""

    offset: timedelta = timedelta(0)

    def domain(self, workflow_now: datetime) -> datetime:
        """The domain time at a workflow time."""
        return workflow_now + self.offset

    def until(self, due: datetime, workflow_now: datetime) -> timedelta:
        """How long a timer must run to fire at a domain instant; never negative."""
        return max(due - self.domain(workflow_now), timedelta(0))


CHINA = timezone(timedelta(hours=8), "CST")
