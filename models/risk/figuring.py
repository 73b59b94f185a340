"""The figures of a portfolio and of each pair, in whole numbers."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.kernel.risk_terms import Measure
from models.risk.assessment import Figures, GridWeight, PortfolioFigures
from models.risk.beta import exact_bound
from models.risk.exposure import BANDS
from models.risk.figures import MILLE, bound_bp, mean_bp
from models.risk.harm import harm, severities
from models.risk.rates import Portfolio, Rate
from models.risk.records import BatchRecord, Pair, heaviest
from models.risk.score import Bounds
from models.risk.shrink import Bound, Unit, shrunk, strength
from models.rules.risk import RiskRules

_MILLION = 1_000_000


class PairFigures(NamedTuple):
    """All that was reckoned for a pair."""

    figures: tuple[Figures, ...]
    harm: Bound
    uppers: Mapping[Measure, int]
    bounds: Bounds


class Figuring:
    """Reckons pair after pair against one portfolio."""

    def __init__(self, window: Sequence[BatchRecord], rules: RiskRules) -> None:
        self.portfolio = Portfolio(window, rules)
        self._rules = rules
        self._severities = severities(window, rules)
        self._pending = {measure: self.portfolio.pending(measure) for measure in BANDS}
        self._strengths = {
            measure: strength(rate.expected.pairs.values(), rules.grid)
            for measure, rate in self.portfolio.rates.items()
        }

    def of_pair(self, pair: Pair, own: Sequence[BatchRecord]) -> PairFigures:
        """The rates of a pair, its harm, and what its score follows."""
        rates = self.portfolio.rates
        units = {measure: rate.unit(pair) for measure, rate in rates.items()}
        figures = tuple(self._figures(measure, pair, rate) for measure, rate in rates.items())
        suffered = sum(heaviest(batch.confirmed, self._rules) for batch in own)
        harmed = harm(suffered, units, rates[Measure.ANY].hyper, self._severities)
        uppers = {each.measure: each.upper for each in figures} | {Measure.HARM: harmed.upper}
        any_of = rates[Measure.ANY]
        bounds = Bounds(
            supplier=any_of.upper("supplier", (pair.supplier,)),
            pair=uppers[Measure.ANY],
            way=max((any_of.upper("way", (b.origin, b.load_port)) for b in own[-1:]), default=0),
            critical=uppers[Measure.CRITICAL],
        )
        return PairFigures(figures, harmed, uppers, bounds)

    def of_portfolio(self) -> tuple[PortfolioFigures, ...]:
        """What all pairs share."""
        return tuple(
            PortfolioFigures(
                measure=measure,
                found=sum(unit.found for unit in rate.expected.pairs.values()),
                exposure=sum(unit.exposure for unit in rate.expected.pairs.values()),
                expected=mean_bp(rate.expected.portfolio),
                strengths={name: round(k) for name, k in rate.expected.strengths.items()}
                | {"pair": round(self._strengths[measure])},
                grid=tuple(
                    GridWeight(
                        strength=round(point.strength),
                        scaling=round(point.scaling * MILLE),
                        weight=round(point.weight * _MILLION),
                    )
                    for point in rate.hyper.weighed
                ),
            )
            for measure, rate in self.portfolio.rates.items()
        )

    def _figures(self, measure: Measure, pair: Pair, rate: Rate) -> Figures:
        unit, pending = rate.unit(pair), self._pending[measure].get(pair, 0)
        upper = rate.hyper.upper(unit)
        confirmed = Unit(unit.found + pending, unit.exposure + MILLE * pending, unit.expected)
        return Figures(
            measure=measure,
            found=unit.found,
            pending=pending,
            exposure=unit.exposure,
            expected=mean_bp(unit.expected),
            mean=mean_bp(shrunk(unit, self._strengths[measure])),
            upper=upper,
            if_confirmed=rate.hyper.upper(confirmed) if pending else upper,
            alone=bound_bp(exact_bound(unit.found, unit.exposure // MILLE)),
            few=unit.exposure < self._rules.small.percent_from * MILLE,
            level=self._rules.ceilings[measure].level(upper),
        )
