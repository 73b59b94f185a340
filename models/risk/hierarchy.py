"""What is expected of each pair: from the goods, the way, the supplier, before its own record.

Every level moves the rates that its parents expect of the same batches (`composed`), so the bad
copper of one origin does not make its aluminium look bad. What a pair itself was found out in is
left out of its parents: it counts once, in its own record; and so do batches that a factor
and another group alike.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple, TypeVar

from models.risk.figures import MILLE
from models.risk.records import BatchRecord, Pair
from models.risk.shrink import Unit, composed, shrunk, strength
from models.rules.risk import HyperGrid

Key = tuple[str, ...]
K = TypeVar("K")


_NOTHING = Unit(0, 0, 0.0)


class Row(NamedTuple):
    """Batches of a pair with the same goods and way: how many were found, thousandths looked at.

    `value` is that of a factor that is looked at by itself, if one is.
    """

    pair: Pair
    goods: Key
    way: Key
    found: int
    exposure: int
    value: str = ""


def goods_of(batch: BatchRecord) -> Key:
    """What the goods of a batch are."""
    return batch.kind, batch.category, batch.code[-2:]


def way_of(batch: BatchRecord) -> Key:
    """Where they come from."""
    return batch.origin, batch.load_port


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
    portfolio = rate_of(sum(row.found for row in ordered), sum(row.exposure for row in ordered))
    pairs = [row.pair for row in ordered]
    moved = Moved([portfolio] * len(ordered))
    for level in LEVELS:
        moved.by(level, ordered, pairs, grid)
    return Expected(portfolio, summed(ordered, pairs, moved.rates), moved.strengths, moved.units)


class Moved:
    """The rates that are expected of rows, as one level after the other moves them."""

    def __init__(self, rates: list[float]) -> None:
        self.rates = rates
        self.strengths: dict[str, float] = {}
        self.units: dict[str, Mapping[Key, Unit]] = {}
        # The same batches under another name tell nothing again.
        self._told = {tuple(range(len(rates)))}

    def by(
        self, level: str, rows: Sequence[Row], own: Sequence[Hashable] | None, grid: HyperGrid
    ) -> None:
        """Move them by what a level tells apart, without what is a row's `own`, if anything is."""
        keys = [LEVELS[level](row) for row in rows]
        fresh = _fresh(keys, self._told)
        cells = summed(rows, keys, self.rates)
        kappa = strength(cells.values(), grid)
        self.strengths[level], self.units[level] = kappa, cells
        owners = own or [None] * len(rows)
        parts = summed(rows, list(zip(keys, owners, strict=True)), self.rates) if own else {}
        self.rates = [
            _shifted(rate, cells[key], parts.get((key, unit), _NOTHING), kappa)
            if key in fresh
            else rate
            for rate, key, unit in zip(self.rates, keys, owners, strict=True)
        ]


def rate_of(found: int, exposure: int) -> float:
    """The rate of so many batches found of thousandths looked at; none is ever certain."""
    return (found + 0.5) / (max(exposure / MILLE, float(found)) + 1)


def _fresh(keys: Sequence[Key], told: set[tuple[int, ...]]) -> set[Key]:
    """The units of a level whose batches no unit before was made of; `told` learns them."""
    members: defaultdict[Key, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        members[key].append(index)
    sets = {key: tuple(indices) for key, indices in members.items()}
    fresh = {key for key, each in sets.items() if each not in told}
    told.update(sets.values())
    return fresh


def _shifted(rate: float, cell: Unit, own: Unit, kappa: float) -> float:
    """A rate after a level was looked at, without the pair's own part of it."""
    looked = cell.exposure - own.exposure
    if not looked:
        return rate
    whole = cell.expected * cell.exposure - own.expected * own.exposure
    mean = min(max(whole / looked, 1e-9), 1.0)
    rest = Unit(cell.found - own.found, looked, mean)
    return composed(rate, shrunk(rest, kappa), mean)


def summed(rows: Sequence[Row], keys: Sequence[K], rates: Sequence[float]) -> dict[K, Unit]:
    """The rows of each key as one unit, with the mean of what is expected of them."""
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
