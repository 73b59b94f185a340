"""A chart that says when a rate has turned: Bernoulli CUSUM (Reynolds and Stoumbos).

It adds the log-likelihood ratio of the rate that is sought to the one that is borne, and never
falls below none. Whole hundred-thousandths, so that a replay adds up to the same.
"""

from math import log
from typing import NamedTuple

from models.risk.figures import MILLE, WHOLE
from models.rules.risk import ChartRules

SCALE = 100_000


class Chart(NamedTuple):
    """Where a chart stands, in parts of `SCALE`, and whether it has passed its limit."""

    height: int = 0
    alarm: bool = False


def charted(chart: Chart, found: int, exposure: int, rules: ChartRules) -> Chart:
    """The chart after so many findings and thousandths of looking; an alarm stays until reset."""
    borne, sought = rules.borne / WHOLE, rules.sought / WHOLE
    up = round(log(sought / borne) * SCALE)
    down = round(log((1 - sought) / (1 - borne)) * SCALE)
    clean = max(exposure - MILLE * found, 0)
    height = max(0, chart.height + up * found + down * clean // MILLE)
    return Chart(height, chart.alarm or height >= rules.limit * SCALE // 100)
