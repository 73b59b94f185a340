"""V4 to V7: boxes, leakage and delay of our levels against other schemes, on the same batches."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from os import cpu_count
from statistics import fmean
from typing import NamedTuple

from scripts.bench.risk_figures import Measured
from scripts.simulation.continuous_sampling import Sampling
from scripts.simulation.scheme_kinds import Criteria, Flat, Levels, Skipping
from scripts.simulation.schemes import WORLDS, Played, Scheme, World, played

_BASE = "base"
_SHARES = tuple(share / 20 for share in range(8, 21))
_SAVED, _SAVED_BASE, _MORE, _LESS_BASE, _FEWER, _DELAY = 0.10, 0.14, 1.05, 0.95, 0.70, 5.5

SCHEMES: dict[str, Callable[[World], Scheme]] = {
    "levels": Levels,
    "CSP-3 20, 50 %": lambda _: Skipping(Sampling(20, 0.5)),
    "CBIS 5, 10 %": lambda _: Skipping(Sampling(5, 0.1, 0)),
    "10 % and criteria": lambda _: Criteria(),
}


class Mean(NamedTuple):
    """A scheme over all replicates."""

    missed: float
    opened: float
    delay: float


def schemes(replicates: int) -> Iterator[Measured]:
    """Every world, so many times."""
    for name in WORLDS:
        with ProcessPoolExecutor(max_workers=min(2, cpu_count() or 1)) as pool:
            runs = list(pool.map(_replicate, [name] * replicates, range(replicates)))
        means = {each: _mean([run[each] for run in runs]) for each in runs[0]}
        yield from _judged(name, means)


def _replicate(world: str, number: int) -> dict[str, Played]:
    seed = f"V4/{world}/{number}"
    kinds = SCHEMES | {f"flat {share}": _flat(share) for share in _SHARES}
    return {name: played(WORLDS[world], seed, make) for name, make in kinds.items()}


def _flat(share: float) -> Callable[[World], Scheme]:
    return lambda _: Flat(share)


def _judged(world: str, means: dict[str, Mean]) -> Iterator[Measured]:
    ours, csp, base = means["levels"], means["CSP-3 20, 50 %"], world == _BASE
    flat = _boxes_at([means[f"flat {share}"] for share in _SHARES], ours.missed)
    saved, least = 1 - ours.opened / flat, _SAVED_BASE if base else _SAVED
    yield Measured(
        test="V4",
        what=f"{world}: boxes saved against a flat share that misses as much",
        value=f"{saved:.1%} ({ours.opened:.3f} against {flat:.3f})",
        asked=f">= {least:.0%}",
        holds=saved >= least,
    )
    most = _LESS_BASE if base else _MORE
    yield Measured(
        test="V5",
        what=f"{world}: missed a thousand, boxes, against CSP-3 (20, 50 %)",
        value=f"{ours.missed:.2f} to {csp.missed:.2f}, {ours.opened / csp.opened:.2f} of its boxes",
        asked=f"fewer, at <= {most} of its boxes",
        holds=ours.missed < csp.missed and ours.opened <= most * csp.opened,
    )
    if not base:
        return
    for other in ("10 % and criteria", "CBIS 5, 10 %"):
        fewer = 1 - ours.missed / means[other].missed
        yield Measured(
            test="V6",
            what=f"missed less than {other}",
            value=f"{fewer:.0%} fewer at {ours.opened / means[other].opened:.1f} times its boxes",
            asked=f">= {_FEWER:.0%} fewer",
            holds=fewer >= _FEWER,
        )
    yield Measured(
        test="V7",
        what="batches from a supplier's turn to the first that is acted on",
        value=f"{ours.delay:.1f}, CSP-3 {csp.delay:.1f}, all opened {means['flat 1.0'].delay:.1f}",
        asked=f"<= {_DELAY}, and no more than CSP-3",
        holds=ours.delay <= min(_DELAY, csp.delay),
    )


def _boxes_at(flats: Sequence[Mean], missed: float) -> float:
    """The share of boxes at which a flat share misses so much, between those that were played."""
    for less, more in pairwise(flats):
        if less.missed >= missed >= more.missed:
            part = (less.missed - missed) / ((less.missed - more.missed) or 1)
            return less.opened + part * (more.opened - less.opened)
    return flats[0].opened if missed > flats[0].missed else flats[-1].opened


def _mean(runs: Sequence[Played]) -> Mean:
    delays = [delay for run in runs for delay in run.delays]
    return Mean(
        fmean(run.missed_per_mille for run in runs),
        fmean(run.opened for run in runs),
        fmean(delays) if delays else 0.0,
    )
