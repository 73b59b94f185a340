"""Rates of thin units drawn towards what is expected of them, and how high they may be.

The mean is `(y + strength * expected) / (exposure + strength)`, with the strength estimated by
moments. A bound does not trust one strength: it averages over a grid of strengths and scalings of
what is expected, each weighted by how well it explains all units together.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from math import exp, fsum, lgamma, log
from typing import NamedTuple

from models.risk.beta import Part, mixture_quantile
from models.risk.figures import MILLE, bound_bp
from models.risk.grid import GridPoint, points
from models.rules.risk import HyperGrid

CONFIDENCE = 0.95
# A rate of none or of all has no odds.
_LEAST, _MOST = 1e-6, 1 - 1e-6
# So much of the weight may be left out of a mixture; it counts as lying above.
_NEGLIGIBLE = 0.001


class Unit(NamedTuple):
    """What is known of one unit: batches found, exposure in thousandths, the rate expected."""

    found: int
    exposure: int
    expected: float

    @property
    def looked(self) -> float:
        """Exposure in batches; never less than what was found."""
        return max(self.exposure / MILLE, float(self.found))


class Bound(NamedTuple):
    """A shrunk mean and what the rate is below with 95 %, in basis points."""

    mean: int
    upper: int


def shrunk(unit: Unit, strength: float) -> float:
    """The mean of a unit at one strength."""
    return (unit.found + strength * unit.expected) / (unit.looked + strength)


def composed(parent: float, mean: float, expected: float) -> float:
    """A rate moved by what one factor adds, in odds: crossed factors do not drown each other."""
    odds = _logit(parent) + _logit(mean) - _logit(expected)
    return 1 / (1 + exp(-odds))


def strength(units: Iterable[Unit], grid: HyperGrid) -> float:
    """The strength by moments, within the grid; at the upper end the units tell nothing apart."""
    excess, room = [0.0], [0.0]
    for found, looked, mean in ((u.found, u.looked, u.expected) for u in units):
        if looked > 1:
            spread = looked * mean * (1 - mean)
            excess.append((found - looked * mean) ** 2 - spread)
            room.append((looked - 1) * spread)
    total = fsum(room)
    alike = fsum(excess) / total if total else 0.0
    if alike <= 0:
        return float(grid.most)
    return min(max((1 - alike) / alike, float(grid.least)), float(grid.most))


class HyperPosterior:
    """How alike the units of a portfolio are, after all that was found in all of them."""

    def __init__(self, units: Sequence[Unit], grid: HyperGrid) -> None:
        self._known: dict[tuple[Unit, float], float] = {}
        self._units, self._grid = units, grid

    @cached_property
    def weighed(self) -> tuple[GridPoint, ...]:
        """The points of the grid that weigh anything, the heaviest first."""
        counted = [(unit, sum(1 for _ in same)) for unit, same in groupby(sorted(self._units))]
        grid = list(points(self._grid))
        logs = [log(p.weight) + _likelihood(counted, p.strength, p.scaling) for p in grid]
        top = max(logs)
        total = fsum(exp(each - top) for each in logs)
        heavy = (
            p._replace(weight=exp(each - top) / total) for p, each in zip(grid, logs, strict=True)
        )
        kept, weight = [], 0.0
        for point in sorted(heavy, reverse=True):
            kept.append(point)
            weight += point.weight
            if weight >= 1 - _NEGLIGIBLE:
                break
        return tuple(kept)

    def upper(self, unit: Unit) -> int:
        """What the rate of a unit is below with 95 %, in basis points, rounded up."""
        return bound_bp(self.quantile(unit, CONFIDENCE))

    def quantile(self, unit: Unit, share: float) -> float:
        """What the rate of a unit lies below with this probability."""
        if (unit, share) not in self._known:
            self._known[unit, share] = mixture_quantile(tuple(self.parts(unit)), share)
        return self._known[unit, share]

    def parts(self, unit: Unit) -> Iterator[Part]:
        """The beta distributions whose mixture is the posterior of a unit."""
        for weight, kappa, scaling in self.weighed:
            mean = _scaled(unit.expected, scaling)
            missed = unit.looked - unit.found
            yield Part(weight, kappa * mean + unit.found, kappa * (1 - mean) + missed)


def _likelihood(counted: Sequence[tuple[Unit, int]], kappa: float, scaling: float) -> float:
    """The logarithm of how well one point explains all units (beta-binomial)."""
    whole = lgamma(kappa)
    terms = []
    for unit, times in counted:
        found, looked = unit.found, unit.looked
        if not looked:
            continue
        a = kappa * _scaled(unit.expected, scaling)
        b = kappa - a
        term = whole - lgamma(kappa + looked) + lgamma(b + looked - found) - lgamma(b)
        if found:
            term += lgamma(a + found) - lgamma(a)
        terms.append(times * term)
    return fsum(terms)


def _scaled(expected: float, scaling: float) -> float:
    return min(max(expected * scaling, _LEAST), _MOST)


def _logit(rate: float) -> float:
    kept = min(max(rate, _LEAST), _MOST)
    return log(kept / (1 - kept))
