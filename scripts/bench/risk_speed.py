"""V14: the nightly assessment of a whole year of the traditional mode, on one processor."""

import time
from collections.abc import Iterator
from datetime import timedelta

from models.risk.assess import assess
from models.risk.standing import Standings
from models.rules.rulebook import newest
from scripts.bench.risk_figures import Measured
from scripts.simulation.population import FIRST_DAY, history

_BATCHES, _SUPPLIERS, _ENTERPRISES, _SECONDS = 33_000, 400, 5, 60


def nightly() -> Iterator[Measured]:
    """Assess once; only the assessment counts, the batches are made before."""
    batches = history(_SUPPLIERS, _ENTERPRISES, _BATCHES, "V14")
    began, processor = time.perf_counter(), time.process_time()
    found = assess(batches, Standings(), newest().risk, FIRST_DAY + timedelta(days=701))
    took, used = time.perf_counter() - began, time.process_time() - processor
    yield Measured(
        test="V14",
        what=f"{len(batches)} batches, {len(found.pairs)} pairs, one processor",
        value=f"{took:.1f} s, of which {used:.1f} s of the processor",
        asked=f"<= {_SECONDS} s",
        holds=used <= _SECONDS,
    )
