"""The beta distribution in plain Python: its integral, its quantiles, and those of mixtures.

The integral is the continued fraction of Numerical Recipes 6.4, evaluated by Lentz's method.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import exp, expm1, fsum, lgamma, log, log1p
from typing import NamedTuple

_TINY = 1e-300
_EPSILON = 2e-15
_TERMS = 10_000
_STEPS = 200
_CLOSE = 3e-7
_LEAST = 1e-3


class Part(NamedTuple):
    """A beta distribution and its weight in a mixture."""

    weight: float
    a: float
    b: float


def log_beta(a: float, b: float) -> float:
    """The logarithm of the beta function."""
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def integral(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function: the probability of at most `x`."""
    return _at(a, b, log_beta(a, b), x)[0]


def quantile(a: float, b: float, share: float) -> float:
    """What so large a share of a beta distribution lies below."""
    return mixture_quantile((Part(1.0, a, b),), share)


def mixture_quantile(parts: Sequence[Part], share: float) -> float:
    """What so large a share of a mixture lies below; weights that are missing lie above.

    It starts from the one distribution with the same mean and variance: that costs one part, and
    leaves two or three steps for the many.
    """
    if fsum(part.weight for part in parts) <= share:
        return 1.0
    if len(parts) == 1:
        return _solved(parts, share, parts[0].a / (parts[0].a + parts[0].b))
    alike = _alike(parts)
    return _solved(parts, share, _solved((alike,), share, alike.a / (alike.a + alike.b)))


def _solved(parts: Sequence[Part], share: float, x: float) -> float:
    """Newton's steps from `x`, kept in a bracket: a step that leaves it is a bisection."""
    known = [(part, log_beta(part.a, part.b)) for part in parts]
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        values = [(p.weight, *_at(p.a, p.b, whole, x)) for p, whole in known]
        excess = fsum(weight * below for weight, below, _ in values) - share
        if excess > 0:
            high = x
        else:
            low = x
        slope = fsum(weight * density for weight, _, density in values)
        following = x - excess / slope if slope > 0 else -1.0
        # Newton doubles the places that are right: what moved so little is right to twice as many.
        if low <= following <= high:
            if abs(following - x) <= _CLOSE * x:
                return following
        else:
            following = (low + high) / 2
            if high - low <= _CLOSE * _CLOSE * high:
                return following
        x = following
    return high


def _alike(parts: Sequence[Part]) -> Part:
    """One beta distribution with the mean and the variance of a mixture."""
    total = fsum(part.weight for part in parts)
    mean = fsum(p.weight * p.a / (p.a + p.b) for p in parts) / total
    square = (
        fsum(p.weight * p.a * (p.a + 1) / ((p.a + p.b) * (p.a + p.b + 1)) for p in parts) / total
    )
    size = max(mean * (1 - mean) / max(square - mean * mean, _TINY) - 1, _LEAST)
    return Part(1.0, mean * size, (1 - mean) * size)


def _at(a: float, b: float, whole: float, x: float) -> tuple[float, float]:
    """The integral up to `x` and the density there."""
    if x <= 0 or x >= 1:
        return float(x >= 1), 0.0
    front = exp(a * log(x) + b * log1p(-x) - whole)
    density = front / (x * (1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a, density
    return 1 - front * _fraction(b, a, 1 - x) / b, density


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction; it converges fast below (a + 1) / (a + b + 2)."""
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d or _TINY)
    found = d
    for m in range(1, _TERMS):
        twice = a + 2 * m
        step = m * (b - m) * x / ((twice - 1) * twice)
        d = 1 / ((1 + step * d) or _TINY)
        c = (1 + step / c) or _TINY
        found *= d * c
        step = -(a + m) * (a + b + m) * x / (twice * (twice + 1))
        d = 1 / ((1 + step * d) or _TINY)
        c = (1 + step / c) or _TINY
        change = d * c
        found *= change
        if abs(change - 1) <= _EPSILON:
            break
    return found


@lru_cache(maxsize=4096)
def exact_bound(found: int, looked: int, confidence: float = 0.95) -> float:
    """Clopper and Pearson's exact upper bound of a rate; 1 if nobody has looked.

    With nothing found it is 1 - (1 - confidence) ** (1 / looked).
    """
    if found >= looked:
        return 1.0
    if found == 0:
        return -expm1(log1p(-confidence) / looked)
    return quantile(found + 1, looked - found, confidence)
