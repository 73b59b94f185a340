"""V14: the nightly assessment and the report of a whole year of the traditional mode.

On one processor; of the report that is its data and charts as JSON, without drawing.
"""

import time
from collections.abc import Iterator
from datetime import timedelta

from models.risk.assess import assess
from models.risk.standing import Standings
from models.rules.rulebook import newest
from reports.risk.document import Origin, Source
from reports.risk.report import report
from scripts.bench.risk_figures import Measured
from scripts.simulation.population import FIRST_DAY, history

_BATCHES, _SUPPLIERS, _ENTERPRISES, _SECONDS = 33_000, 400, 5, 60
_REPORT_SECONDS = 120


def nightly() -> Iterator[Measured]:
    """Assess once; only the assessment counts, the batches are made before."""
    batches = history(_SUPPLIERS, _ENTERPRISES, _BATCHES, "V14")
    began, processor = time.perf_counter(), time.process_time()
    book, at = newest(), FIRST_DAY + timedelta(days=701)
    found = assess(batches, Standings(), book.risk, at)
    took, used = time.perf_counter() - began, time.process_time() - processor
    yield Measured(
        test="V14",
        what=f"{len(batches)} batches, {len(found.pairs)} pairs, one processor",
        value=f"{took:.1f} s, of which {used:.1f} s of the processor",
        asked=f"<= {_SECONDS} s",
        holds=used <= _SECONDS,
    )
    began, processor = time.perf_counter(), time.process_time()
    source, origin = Source(batches, Standings(), book.risk), Origin(book.version, at, seed="V14")
    made = report(source, found, origin)
    written = len(made.json()) + len(made.numbers_jsonl())
    took, used = time.perf_counter() - began, time.process_time() - processor
    yield Measured(
        test="V14",
        what=f"the report of these: {len(made.numbers)} numbers, {written // 1_000_000} MB of JSON",
        value=f"{took:.1f} s, of which {used:.1f} s of the processor",
        asked=f"<= {_REPORT_SECONDS} s",
        holds=used <= _REPORT_SECONDS,
    )
