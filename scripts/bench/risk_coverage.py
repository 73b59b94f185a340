"""V1: how often the bounds cover rates that are known."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from os import cpu_count
from statistics import fmean
from typing import NamedTuple

from models.risk.shrink import CONFIDENCE, HyperPosterior, Unit
from models.rules.rulebook import newest
from scripts.bench.risk_figures import Measured
from scripts.simulation.population import POPULATIONS

_TAIL = 0.025
_LEAST_UPPER, _LEAST_BOTH, _MEAN = 0.94, 0.92, (0.93, 0.97)


class Covered(NamedTuple):
    """Of one replicate: suppliers, how many lie below the upper bound, how many between both."""

    suppliers: int
    below: int
    between: int


def covered(population: str, replicate: int) -> Covered:
    """One replicate: the expected rate is what the portfolio shows, as in operation."""
    known = POPULATIONS[population].drawn(f"V1/{population}/{replicate}")
    mean = (sum(k.found for k in known) + 0.5) / (sum(k.batches for k in known) + 1)
    units = [Unit(k.found, 1000 * k.batches, mean) for k in known]
    hyper = HyperPosterior(units, newest().risk.grid)
    below = between = 0
    for supplier, unit in zip(known, units, strict=True):
        below += supplier.rate <= hyper.quantile(unit, CONFIDENCE)
        low, high = hyper.quantile(unit, _TAIL), hyper.quantile(unit, 1 - _TAIL)
        between += low <= supplier.rate <= high
    return Covered(len(known), below, between)


def coverage(replicates: int) -> Iterator[Measured]:
    """All populations, each so many times."""
    both = []
    with ProcessPoolExecutor(max_workers=min(2, cpu_count() or 1)) as pool:
        for name in POPULATIONS:
            rows = list(pool.map(partial(covered, name), range(replicates), chunksize=5))
            suppliers = sum(row.suppliers for row in rows)
            upper = sum(row.below for row in rows) / suppliers
            two = sum(row.between for row in rows) / suppliers
            both.append(two)
            yield Measured(
                test="V1",
                what=name,
                value=f"upper {upper:.1%}, two-sided {two:.1%}",
                asked=f"upper >= {_LEAST_UPPER:.0%}, two-sided >= {_LEAST_BOTH:.0%}",
                holds=upper >= _LEAST_UPPER and two >= _LEAST_BOTH,
            )
    yield Measured(
        test="V1",
        what="mean of all",
        value=f"two-sided {fmean(both):.1%}",
        asked="93 to 97 %",
        holds=_MEAN[0] <= fmean(both) <= _MEAN[1],
    )
