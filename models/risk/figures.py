"""From calculation to what is recorded: whole numbers, bounds rounded up, means to the nearest."""

from math import ceil

WHOLE = 10_000
"""Basis points in one."""
MILLE = 1000
"""Thousandths in one; exposure is counted in thousandths of a batch."""

# What the last digit of a processor may do must not lift a bound by a whole point.
_GUARD = 1e-6


def bound_bp(rate: float) -> int:
    """A bound in basis points, rounded up."""
    return max(0, ceil(rate * WHOLE - _GUARD))


def mean_bp(rate: float) -> int:
    """A mean in basis points, to the nearest."""
    return round(rate * WHOLE)
