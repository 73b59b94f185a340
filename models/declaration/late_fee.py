"""The fee for a declaration that comes too late (domain 1.7)."""

from datetime import datetime, timedelta
from decimal import Decimal

from models.kernel.clock import CHINA
from models.rules.calendar import Calendar
from models.rules.rulebook import LateDeclaration


def days_late(entered: datetime, declared: datetime, rule: LateDeclaration, work: Calendar) -> int:
    """The days that a fee is due for: those after the free ones, 0 if there are none.

    The free days count from the day after the vessel's entry declaration; the last of them moves
    on to the next working day.
    """
    last = entered.astimezone(CHINA).date() + timedelta(days=rule.free_days)
    while not work.is_working_day(last):
        last += timedelta(days=1)
    return max((declared.astimezone(CHINA).date() - last).days, 0)


def fee(value: Decimal, days: int, rule: LateDeclaration) -> Decimal:
    """The fee in the currency of the value, in whole units as customs charge it."""
    return (value * rule.daily_share * days).quantize(Decimal(1))
