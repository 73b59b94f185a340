"""Continuous sampling played batch by batch: what passes, to hold the formulas against."""

from typing import NamedTuple

from scripts.simulation.population import chance

_CENSUS = 4


class Sampling(NamedTuple):
    """So many in a row must be clean before only a share is looked at; `watched` is of CSP-3."""

    clean: int
    share: float
    watched: int = 14


def played_csp1(rate: float, plan: Sampling, batches: int, seed: str) -> float:
    """The share of all batches that is bad and passes, under CSP-1."""
    clean, share, _ = plan
    random, run, passed = chance(f"csp1/{seed}/{rate}/{plan}").random, 0, 0
    for _ in range(batches):
        bad = random() < rate
        if run < clean:
            run = 0 if bad else run + 1
        elif random() < share:
            run = 0 if bad else run
        else:
            passed += bad
    return passed / batches


def played_csp3(rate: float, plan: Sampling, batches: int, seed: str) -> float:
    """The same under CSP-3: a first finding leads to four in a row, a second to all of them."""
    clean, share, watched = plan
    random, passed = chance(f"csp3/{seed}/{rate}/{plan}").random, 0
    run, census, watch = 0, 0, 0
    for _ in range(batches):
        bad = random() < rate
        if run < clean:
            run = 0 if bad else run + 1
            continue
        if not census and random() >= share:
            passed += bad
            continue
        if bad and (census or watch):
            run, census, watch = 0, 0, 0
        elif bad:
            census, watch = _CENSUS, watched
        elif census:
            census -= 1
        elif watch:
            watch -= 1
    return passed / batches
