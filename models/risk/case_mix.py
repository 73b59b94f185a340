"""What is to be expected of a value of a factor: by all else that its batches are."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from models.risk.hierarchy import Moved, Row, rate_of, summed
from models.risk.shrink import Unit
from models.rules.risk import HyperGrid

K = TypeVar("K")


def case_mix(rows: Iterable[Row], grid: HyperGrid, levels: Iterable[str]) -> Mapping[str, Unit]:
    """What is usual for the batches of each value, as everything but the factor makes likely.

    `levels` are those that do not tell the values of the factor apart. All batches count, so that
    what is expected of all values together is about what was found in them.
    """
    ordered = sorted(rows)
    values = [row.value for row in ordered]
    all_of_it = summed(ordered, [""] * len(ordered), [0.0] * len(ordered)).values()
    portfolio = [rate_of(unit.found, unit.exposure) for unit in all_of_it]
    moved = Moved(portfolio * len(ordered))
    for level in levels:
        moved.by(level, ordered, None, grid)
    return summed(ordered, values, moved.rates)


def beforehand(rows: Iterable[Row], grid: HyperGrid, levels: Iterable[str]) -> Mapping[str, Unit]:
    """What is known of each value before its own batches: they are left out of what is expected.

    Bounds start from it: evidence counts once. Of the only value there is, nothing is known.
    """
    ordered = sorted(rows)
    values = [row.value for row in ordered]
    others = apart(summed(ordered, values, [0.0] * len(values)))
    moved = Moved([others[value] for value in values])
    for level in levels:
        moved.by(level, ordered, values, grid)
    return summed(ordered, values, moved.rates)


def apart(units: Mapping[K, Unit]) -> Mapping[K, float]:
    """The rate of all units but one, for each of them."""
    found = sum(unit.found for unit in units.values())
    exposure = sum(unit.exposure for unit in units.values())
    return {
        key: rate_of(found - unit.found, exposure - unit.exposure) for key, unit in units.items()
    }
