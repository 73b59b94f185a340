"""V9 and V10: ranking on public customs data (CIDD, MIT licence), read from a folder by name.

Fit on `train.csv`, factors chosen on `valid.csv`, `test.csv` looked at once. The data are not
shipped: Seondong/Customs-Declaration-Datasets has them.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, groupby
from pathlib import Path

from models.risk.shrink import Unit, composed, shrunk, strength
from models.rules.rulebook import newest
from scripts.bench.risk_figures import Measured

FILES = ("train.csv", "valid.csv", "test.csv")
_PLAIN = (
    *("Office ID", "Process Type", "Import Type", "Import Use", "Payment Type"),
    *("Mode of Transport", "Declarant ID", "Importer ID", "Seller ID", "Courier ID", "HS6 Code"),
    *("Country of Departure", "Country of Origin", "Tax Rate", "Tax Type"),
    "Country of Origin Indicator",
)
_NO_SIGNAL = ("Seller ID", "Importer ID")
_CROSSED = ("Office ID", "HS4", "Country of Origin", "Declarant ID", "Tax Type", "HS2", "Mass")
_STEPS, _GAIN = 8, 0.001
_AUC, _TOP_5, _TOP_10 = 0.80, 0.74, 0.65

Line = Mapping[str, str]
Factor = Callable[[Line], str]


def public(folder: Path | None) -> Iterator[Measured]:
    """What is measured, or what is missing and how to get it."""
    missing = [name for name in FILES if folder is None or not (folder / name).is_file()]
    if folder is None or missing:
        where = "no folder is named" if folder is None else f"{folder} lacks {', '.join(missing)}"
        said = f"not measured: {where}; set GUOMEN_CIDD to a folder with {', '.join(FILES)}"
        yield Measured(test="V9", what="ranking on public data", value=said)
        return
    train, valid, test = (_read(folder / name) for name in FILES)
    factors = _factors()
    yield from _without_signal(train)
    chosen = _chosen(train, valid, factors)
    rates = _scored(train, test, [factors[name] for name in chosen])
    truth = [_bad(line) for line in test]
    ranked = auc(rates, truth)
    top = {share: _precision(rates, truth, share) for share in (0.05, 0.10)}
    yield Measured(
        test="V9",
        what=f"{len(test)} declarations by {', '.join(chosen)}",
        value=f"AUC {ranked:.3f}, P@5 % {top[0.05]:.3f}, P@10 % {top[0.10]:.3f}",
        asked=f"AUC >= {_AUC}, P@5 % >= {_TOP_5}, P@10 % >= {_TOP_10}",
        holds=ranked >= _AUC and top[0.05] >= _TOP_5 and top[0.10] >= _TOP_10,
    )


def auc(rates: Sequence[float], truth: Sequence[bool]) -> float:
    """The chance that a bad one ranks above a good one; the same rate counts half."""
    order = sorted(zip(rates, truth, strict=True))
    below, ranks, bad = 0, 0.0, sum(truth)
    for _, same in groupby(order, key=lambda row: row[0]):
        rows = [is_bad for _, is_bad in same]
        ranks += sum(rows) * (below + (len(rows) + 1) / 2)
        below += len(rows)
    good = len(truth) - bad
    return (ranks - bad * (bad + 1) / 2) / (bad * good)


def _read(file: Path) -> list[Line]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _bad(line: Line) -> bool:
    return line["Fraud"] == "1"


def _factors() -> dict[str, Factor]:
    single: dict[str, Factor] = {name: _column(name) for name in _PLAIN}
    single["HS4"] = lambda line: line["HS6 Code"].zfill(6)[:4]
    single["HS2"] = lambda line: line["HS6 Code"].zfill(6)[:2]
    # Powers of two: masses and values of declarations spread over many.
    single["Mass"] = lambda line: str(int(float(line["Net Mass"] or 0)).bit_length())
    single["Value"] = lambda line: str(int(float(line["Item Price"] or 0)).bit_length())
    crossed = {
        f"{one} x {other}": _joined(single[one], single[other])
        for one, other in combinations(_CROSSED, 2)
    }
    return single | crossed


def _column(name: str) -> Factor:
    return lambda line: line[name]


def _joined(one: Factor, other: Factor) -> Factor:
    return lambda line: f"{one(line)}|{other(line)}"


def _without_signal(train: Sequence[Line]) -> Iterator[Measured]:
    grid = newest().risk.grid
    for name in _NO_SIGNAL:
        rate = sum(map(_bad, train)) / len(train)
        units = _units([(line[name], _bad(line), rate) for line in train])
        kappa = strength(units.values(), grid)
        yield Measured(
            test="V10",
            what=f"{name}: strength of a factor that tells nothing",
            value=f"{kappa:.0f}",
            asked=f"its cap, {grid.most}",
            holds=kappa == grid.most,
        )


def _units(rows: Sequence[tuple[str, bool, float]]) -> dict[str, Unit]:
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for key, bad, rate in rows:
        cell = sums[key]
        cell[0] += bad
        cell[1] += 1
        cell[2] += rate
    return {
        key: Unit(int(bad), 1000 * int(count), rates / count)
        for key, (bad, count, rates) in sums.items()
    }


def _step(
    train: Sequence[Line],
    rates: list[float],
    other: Sequence[Line],
    others: list[float],
    by: Factor,
) -> tuple[list[float], list[float]]:
    """The rates of both after one more factor, learnt from the first."""
    keys = [by(line) for line in train]
    rows = [(key, _bad(line), rate) for key, line, rate in zip(keys, train, rates, strict=True)]
    units = _units(rows)
    kappa = strength(units.values(), newest().risk.grid)
    moved = {key: (shrunk(unit, kappa), unit.expected) for key, unit in units.items()}
    after = [composed(rate, *moved[key]) for key, rate in zip(keys, rates, strict=True)]
    known = [(moved.get(by(line)), rate) for line, rate in zip(other, others, strict=True)]
    return after, [rate if told is None else composed(rate, *told) for told, rate in known]


def _start(train: Sequence[Line], other: Sequence[Line]) -> tuple[list[float], list[float]]:
    rate = sum(map(_bad, train)) / len(train)
    return [rate] * len(train), [rate] * len(other)


def _scored(train: Sequence[Line], other: Sequence[Line], by: Sequence[Factor]) -> list[float]:
    rates, others = _start(train, other)
    for factor in by:
        rates, others = _step(train, rates, other, others, factor)
    return others


def _chosen(
    train: Sequence[Line], valid: Sequence[Line], factors: Mapping[str, Factor]
) -> list[str]:
    """Factor by factor, the one that ranks the second file best, as long as it gains anything."""
    truth = [_bad(line) for line in valid]
    rates, others = _start(train, valid)
    chosen: list[str] = []
    best = 0.5
    for _ in range(_STEPS):
        tried = {
            name: _step(train, rates, valid, others, by)
            for name, by in factors.items()
            if name not in chosen
        }
        scores = {name: auc(after[1], truth) for name, after in tried.items()}
        name = max(scores, key=lambda each: scores[each])
        if scores[name] < best + _GAIN:
            break
        best, (rates, others) = scores[name], tried[name]
        chosen.append(name)
    return chosen


def _precision(rates: Sequence[float], truth: Sequence[bool], share: float) -> float:
    """Of so many that rank highest, the share that is bad."""
    # By the rate alone: of those that are alike, the first in the file.
    order = sorted(zip(rates, truth, strict=True), key=lambda row: -row[0])
    top = order[: int(len(order) * share)]
    return sum(bad for _, bad in top) / len(top)
