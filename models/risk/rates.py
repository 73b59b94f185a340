"""The three rates of a portfolio: what was found in which pair, what is expected, the bounds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from models.kernel.risk_terms import Band, Measure
from models.risk.exposure import BANDS, Exposures, Seen, joint, mixes
from models.risk.hierarchy import Expected, Key, Row, expected, goods_of, way_of
from models.risk.records import BatchRecord, Finding, Pair, gravest
from models.risk.shrink import HyperPosterior, Unit
from models.rules.risk import RiskRules


class Rate:
    """One rate over all pairs: batches found in its bands, of those that were looked at."""

    def __init__(self, rows: Mapping[Pair, list[Row]], rules: RiskRules) -> None:
        self._rules = rules
        self._levels: dict[str, HyperPosterior] = {}
        self.expected: Expected = expected(
            (row for of_pair in rows.values() for row in of_pair), rules.grid
        )
        self.hyper = HyperPosterior(tuple(self.expected.pairs.values()), rules.grid)

    def unit(self, pair: Pair) -> Unit:
        """What is known of a pair; one without a batch has what the portfolio has."""
        return self.expected.pairs.get(pair) or Unit(0, 0, self.expected.portfolio)

    def upper(self, level: str, key: Key) -> int:
        """The bound of a supplier, or of a way, in bp."""
        known = self.expected.units[level].get(key) or Unit(0, 0, self.expected.portfolio)
        return self._of_level(level).upper(known)

    def _of_level(self, level: str) -> HyperPosterior:
        if level not in self._levels:
            units = tuple(self.expected.units[level].values())
            self._levels[level] = HyperPosterior(units, self._rules.grid)
        return self._levels[level]


class Portfolio:
    """All batches of the window, each reckoned once, in the order of their ids."""

    def __init__(self, batches: Sequence[BatchRecord], rules: RiskRules) -> None:
        self.batches = batches
        self.exposures = Exposures(rules)
        self._rules = rules
        self._seen: list[Seen] = [(batch, self.exposures.of(batch)) for batch in batches]
        self._mixes = mixes(self._seen, rules)
        self.rates = {measure: self._rate(measure) for measure in BANDS}

    def pending(self, measure: Measure) -> Mapping[Pair, int]:
        """How many batches would count besides, if all that is suspected were confirmed."""
        counts: defaultdict[Pair, int] = defaultdict(int)
        for batch, _ in self._seen:
            if not batch.pending or self._counts(batch.confirmed, measure):
                continue
            counts[batch.pair] += self._counts(batch.pending, measure)
        return counts

    def missed_ppm(self) -> int:
        """Critical batches that may have passed, of a million: rate times what was not seen."""
        rate, mix = self.rates[Measure.CRITICAL], self._mixes[Measure.CRITICAL]
        unseen = sum(1000 - joint(seen, mix) for _, seen in self._seen)
        batches = len(self._seen)
        return round(rate.expected.portfolio * 1000 * unseen / batches) if batches else 0

    def _rate(self, measure: Measure) -> Rate:
        rows: defaultdict[Pair, defaultdict[tuple[Key, Key], list[int]]]
        rows = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        mix = self._mixes[measure]
        for batch, seen in self._seen:
            sums = rows[batch.pair][goods_of(batch), way_of(batch)]
            sums[0] += self._counts(batch.confirmed, measure)
            sums[1] += joint(seen, mix)
        made = {
            pair: [Row(pair, *way, found, looked) for way, (found, looked) in of_pair.items()]
            for pair, of_pair in rows.items()
        }
        return Rate(made, self._rules)

    def _counts(self, findings: tuple[Finding, ...], measure: Measure) -> bool:
        band: Band | None = gravest(findings, self._rules)
        return band is not None and band in BANDS[measure]
