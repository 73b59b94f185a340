"""V3 and V8: formulas of leakage against plans that are played, and how often a chart errs."""

from collections.abc import Iterator
from statistics import fmean

from models.risk.leakage import csp1, csp3, outgoing
from models.risk.signals import Chart, charted
from models.rules.risk import ChartRules
from models.rules.rulebook import newest
from scripts.bench.risk_figures import Measured
from scripts.simulation.continuous_sampling import Sampling, played_csp1, played_csp3
from scripts.simulation.population import chance

_BATCHES = 4_000_000
_PLANS = ((0.02, Sampling(20, 0.145)), (0.05, Sampling(10, 0.1)), (0.02, Sampling(20, 0.525)))
_CLOSE = 0.02
_RUNS, _BETWEEN_ALARMS = 2000, 500


def formulas() -> Iterator[Measured]:
    """V3: what passes, by formula and batch by batch."""
    for rate, plan in _PLANS:
        pairs = {
            "CSP-1": (
                outgoing(rate, csp1(rate, *plan[:2])),
                played_csp1(rate, plan, _BATCHES, "b"),
            ),
            "CSP-3": (outgoing(rate, csp3(rate, *plan)), played_csp3(rate, plan, _BATCHES, "b")),
        }
        for name, (formula, passed) in pairs.items():
            apart = abs(passed / formula - 1)
            yield Measured(
                test="V3",
                what=f"{name} {plan.clean}, {plan.share:.1%}, rate {rate:.0%}",
                value=f"{apart:.2%} apart",
                asked=f"<= {_CLOSE:.0%}",
                holds=apart <= _CLOSE,
            )


def alarms() -> Iterator[Measured]:
    """V8: batches of an unchanged and of a turned supplier until the chart says so."""
    for name, rules in newest().risk.charts.items():
        borne, sought = (_run(rules, rate / 10_000) for rate in (rules.borne, rules.sought))
        supplier = name == "supplier"
        yield Measured(
            test="V8",
            what=f"{name}: false alarm, then true alarm",
            value=f"after {borne:.0f}, after {sought:.1f} batches",
            asked=f"false: >= {_BETWEEN_ALARMS}" if supplier else "",
            holds=borne >= _BETWEEN_ALARMS if supplier else None,
        )


def _run(rules: ChartRules, rate: float) -> float:
    random, lengths = chance(f"V8/{rules}/{rate}").random, []
    for _ in range(_RUNS):
        chart, batches = Chart(), 0
        while not chart.alarm:
            chart, batches = charted(chart, random() < rate, 1000, rules), batches + 1
        lengths.append(batches)
    return fmean(lengths)
