"""What is expected of each pair: from the goods, the way, the supplier, before its own record.

Every level moves the rates that its parents expect of the same batches (`composed`), so the bad
copper of one origin does not make its aluminium look bad. What a pair itself was found out in is
left out of its parents: it counts once, in its own record; and so do batches that a factor
and another group alike.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple, TypeVar

from models.risk.figures import MILLE
from models.risk.records import Pair
from models.risk.shrink import Unit, composed, shrunk, strength
from models.rules.risk import HyperGrid

Key = tuple[str, ...]
K = TypeVar("K")


class Row(NamedTuple):
    """Batches of a pair with the same goods and way: how many were found, thousandths looked at."""

    pair: Pair
    goods: Key
    way: Key
    found: int
    exposure: int


LEVELS: Mapping[str, Callable[[Row], Key]] = {
    "goods": lambda row: row.goods,
    "way": lambda row: row.way,
    "supplier": lambda row: (row.pair.supplier,),
    "supplier-kind": lambda row: (row.pair.supplier, row.pair.kind),
}
"""From what all share to the pair; goods and way are crossed, the others lie in each other."""


class Expected(NamedTuple):
    """The rate expected of each pair, the portfolio's own, and how much each level told apart.

    `units` are the units of each level with what their parents expected of them.
    """

    portfolio: float
    pairs: Mapping[Pair, Unit]
    strengths: Mapping[str, float]
    units: Mapping[str, Mapping[Key, Unit]]


def expected(rows: Iterable[Row], grid: HyperGrid) -> Expected:
    """What is expected of every pair that has a row."""
    ordered = sorted(rows)
    found = sum(row.found for row in ordered)
    looked = max(sum(row.exposure for row in ordered) / MILLE, float(found))
    portfolio = (found + 0.5) / (looked + 1)
    rates = [portfolio] * len(ordered)
    strengths, units = {}, {}
    # The same batches under another name tell nothing again.
    told = {tuple(range(len(ordered)))}
    for level, key in LEVELS.items():
        keys = [key(row) for row in ordered]
        fresh = _fresh(keys, told)
        cells = _summed(ordered, keys, rates)
        strengths[level], units[level] = strength(cells.values(), grid), cells
        own = _summed(ordered, list(zip(keys, (r.pair for r in ordered), strict=True)), rates)
        rates = [
            _moved(rate, cells[k], own[k, row.pair], strengths[level]) if k in fresh else rate
            for rate, k, row in zip(rates, keys, ordered, strict=True)
        ]
    pairs = _summed(ordered, [row.pair for row in ordered], rates)
    return Expected(portfolio, pairs, strengths, units)


def _fresh(keys: Sequence[Key], told: set[tuple[int, ...]]) -> set[Key]:
    """The units of a level whose batches no unit before was made of; `told` learns them."""
    members: defaultdict[Key, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        members[key].append(index)
    sets = {key: tuple(indices) for key, indices in members.items()}
    fresh = {key for key, each in sets.items() if each not in told}
    told.update(sets.values())
    return fresh


def _moved(rate: float, cell: Unit, own: Unit, kappa: float) -> float:
    """A rate after a level was looked at, without the pair's own part of it."""
    looked = cell.exposure - own.exposure
    if not looked:
        return rate
    whole = cell.expected * cell.exposure - own.expected * own.exposure
    mean = min(max(whole / looked, 1e-9), 1.0)
    rest = Unit(cell.found - own.found, looked, mean)
    return composed(rate, shrunk(rest, kappa), mean)


def _summed(rows: Sequence[Row], keys: Sequence[K], rates: Sequence[float]) -> dict[K, Unit]:
    parts: defaultdict[K, list[tuple[Row, float]]] = defaultdict(list)
    for row, key, rate in zip(rows, keys, rates, strict=True):
        parts[key].append((row, rate))
    return {key: _unit(part) for key, part in parts.items()}


def _unit(part: Sequence[tuple[Row, float]]) -> Unit:
    """The sum of rows; where nobody has looked, each counts alike for what is expected."""
    exposure = sum(row.exposure for row, _ in part)
    weights = [row.exposure or (0 if exposure else 1) for row, _ in part]
    mean = fsum(w * rate for w, (_, rate) in zip(weights, part, strict=True)) / sum(weights)
    return Unit(sum(row.found for row, _ in part), exposure, mean)
