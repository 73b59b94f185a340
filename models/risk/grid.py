"""The grid over which bounds are averaged: how alike the units are, and how bad in all."""

from collections.abc import Iterator
from math import exp, log
from typing import NamedTuple

from models.risk.figures import MILLE
from models.rules.risk import HyperGrid


class GridPoint(NamedTuple):
    """A strength of what is expected, a scaling of it, and how much the point weighs."""

    weight: float
    strength: float
    scaling: float


def points(grid: HyperGrid) -> Iterator[GridPoint]:
    """The grid with its prior: uniform in the share that the expectation has in a mean."""
    low, high = log(grid.least), log(grid.most)
    half = grid.scalings // 2
    for nth in range(grid.strengths):
        kappa = exp(low + (high - low) * nth / (grid.strengths - 1))
        prior = grid.centre * kappa / (kappa + grid.centre) ** 2
        for step in range(-half, half + 1):
            yield GridPoint(prior, kappa, exp(grid.spread / MILLE * step / half))
