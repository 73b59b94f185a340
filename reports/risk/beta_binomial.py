"""How many findings are usual among so many batches, where rates differ from unit to unit."""

from itertools import accumulate
from math import exp, lgamma

from models.risk.beta import log_beta


def limits(looked: int, rate: float, strength: float, share: float) -> tuple[int, int]:
    """The fewest and the most findings that are still within so great a share of what chance does.

    Less than a half of the rest lies below the first, and no more above the second.
    """
    a, b = rate * strength, (1 - rate) * strength
    whole = log_beta(a, b)
    below = list(accumulate(exp(_log_of(k, looked, a, b) - whole) for k in range(looked + 1)))
    rest = (1 - share) / 2
    low = next((k for k, sum_to in enumerate(below) if sum_to > rest), looked)
    high = next((k for k, sum_to in enumerate(below) if sum_to >= 1 - rest), looked)
    return low, high


def _log_of(found: int, looked: int, a: float, b: float) -> float:
    ways = lgamma(looked + 1) - lgamma(found + 1) - lgamma(looked - found + 1)
    return ways + log_beta(found + a, looked - found + b)
