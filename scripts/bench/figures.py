"""What a benchmark shows: medians of rounds with their spread, and ratios to one line."""

from collections.abc import Awaitable, Callable, Sequence
from statistics import median

from pydantic import BaseModel, ConfigDict

Measure = Callable[[], Awaitable[float]]
"""One round: events a second."""


class BenchLine(BaseModel):
    """One thing that is measured: under what name, how, and what its order is worth."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    name: str
    load: str
    measure: Measure
    order: str = ""


class Figure(BaseModel):
    """Events a second in each round; `ratio` is to the line compared with, of the same load."""

    model_config = ConfigDict(frozen=True)

    name: str
    load: str
    order: str
    rounds: tuple[float, ...]
    ratio: float | None = None

    @property
    def median(self) -> float:
        """The middle round."""
        return median(self.rounds)


async def measured(
    lines: Sequence[BenchLine], rounds: int, told: Callable[[str], None]
) -> list[Figure]:
    """Every line once, then again: what disturbs the machine disturbs all lines alike."""
    found: list[list[float]] = [[] for _ in lines]
    for nth in range(1, rounds + 1):
        for rates, line in zip(found, lines, strict=True):
            told(f"round {nth} of {rounds}: {line.name}, {line.load}")
            rates.append(await line.measure())
    return [
        Figure(name=line.name, load=line.load, order=line.order, rounds=tuple(rates))
        for line, rates in zip(lines, found, strict=True)
    ]


def compared(figures: Sequence[Figure], base: str) -> list[Figure]:
    """The same with their ratio to the line named `base` under the same load."""
    bases = {figure.load: figure.median for figure in figures if figure.name == base}
    return [
        figure.model_copy(update={"ratio": figure.median / bases[figure.load]})
        if figure.load in bases
        else figure
        for figure in figures
    ]
