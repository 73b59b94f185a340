"""`guomen bench risk`: what the reckoning of risk is worth, against truths that are known.

The numbers V1 to V14 are those of docs/risk.md. What is exact is a test; here is what is a matter
of statistics or of time.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from scripts.bench.risk_charts import alarms, formulas
from scripts.bench.risk_coverage import coverage
from scripts.bench.risk_figures import Measured
from scripts.bench.risk_public import public
from scripts.bench.risk_schemes import schemes
from scripts.bench.risk_speed import nightly


class Scale(NamedTuple):
    """How much is played, and where the public data lie."""

    replicates: int
    data: Path | None


TESTS: Mapping[str, Callable[[Scale], Iterator[Measured]]] = {
    "V1": lambda scale: coverage(scale.replicates),
    "V3": lambda _: formulas(),
    "V4-V7": lambda scale: schemes(max(1, scale.replicates // 10)),
    "V8": lambda _: alarms(),
    "V9-V10": lambda scale: public(scale.data),
    "V14": lambda _: nightly(),
}
