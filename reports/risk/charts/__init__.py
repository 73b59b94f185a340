"""The eight charts by name; each is a function of what is known."""

from collections.abc import Callable, Mapping

from reports.risk.chart import Chart
from reports.risk.charts.cusum import cusum
from reports.risk.charts.flow import flow
from reports.risk.charts.forest import forest
from reports.risk.charts.funnel import funnel
from reports.risk.charts.heat_map import heat_map
from reports.risk.charts.ladder import ladder
from reports.risk.charts.leakage import leakage
from reports.risk.charts.pareto import pareto
from reports.risk.known import Known

CHARTS: Mapping[str, Callable[[Known], Chart]] = {
    "funnel": funnel,
    "forest": forest,
    "cusum": cusum,
    "heat-map": heat_map,
    "pareto": pareto,
    "flow": flow,
    "ladder": ladder,
    "leakage": leakage,
}
