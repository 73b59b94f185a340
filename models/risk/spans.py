"""How far back is looked: months with a hard edge, in Chinese days."""

from calendar import monthrange
from datetime import datetime

from models.kernel.clock import CHINA

_YEAR = 12


def months_before(at: datetime, months: int) -> datetime:
    """The same time so many months before; the last day of a shorter month."""
    local = at.astimezone(CHINA)
    count = local.year * _YEAR + local.month - 1 - months
    year, month = divmod(count, _YEAR)
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)
