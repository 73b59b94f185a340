"""What charts and report are drawn from: the batches of the window, reckoned once, in one order."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Measure
from models.risk.assessment import Assessment, PairAssessment
from models.risk.exposure import BANDS, Mix, joint, mixes
from models.risk.history import checked, within
from models.risk.rates import Portfolio
from models.risk.records import BatchRecord, Finding, Pair, gravest
from models.risk.standing import Move
from models.rules.risk import RiskRules


@dataclass(frozen=True, eq=False)
class Known:
    """All batches and those of the window, by time and id, with their assessment.

    `synthetic`: the batches were made up, and whatever shows them says so. `earlier` are the moves
    before the assessment.
    """

    everything: tuple[BatchRecord, ...]
    assessment: Assessment
    rules: RiskRules
    synthetic: bool
    earlier: tuple[Move, ...] = ()

    @property
    def moves(self) -> Sequence[Move]:
        """What moved before the assessment, and in it."""
        return (*self.earlier, *self.assessment.moves)

    @cached_property
    def batches(self) -> Sequence[BatchRecord]:
        """The batches that the rates are of."""
        months = self.rules.windows.rates_months
        return within(self.everything, self.assessment.at, months)

    @cached_property
    def portfolio(self) -> Portfolio:
        """What is expected of whom, and the bounds."""
        return Portfolio(self.batches, self.rules)

    @cached_property
    def pairs(self) -> Mapping[Pair, PairAssessment]:
        """The assessment of each pair."""
        return {each.pair: each for each in self.assessment.pairs}

    @cached_property
    def exposures(self) -> Mapping[str, Mapping[ReasonCode, int]]:
        """By batch: thousandths that it was looked at, by reason."""
        return {batch.id: self.portfolio.exposures.of(batch) for batch in self.batches}

    @cached_property
    def mixes(self) -> Mapping[Measure, Mix]:
        """How the reasons of a measure are mixed in this portfolio."""
        seen = [(batch, self.portfolio.exposures.of(batch)) for batch in self.batches]
        return mixes(seen, self.rules)

    @cached_property
    def _selections(self) -> dict[tuple[str, ...], dict[tuple[str, ...], list[BatchRecord]]]:
        return {}

    def selected(self, of: Mapping[str, str]) -> Sequence[BatchRecord]:
        """The batches of the window whose fields have these values; without any, all."""
        fields = tuple(sorted(of))
        if fields not in self._selections:
            found: dict[tuple[str, ...], list[BatchRecord]] = {}
            for batch in self.batches:
                found.setdefault(tuple(getattr(batch, each) for each in fields), []).append(batch)
            self._selections[fields] = found
        return self._selections[fields].get(tuple(of[each] for each in fields), ())

    def grouped(self, key: Callable[[BatchRecord], str]) -> Sequence[tuple[str, list[BatchRecord]]]:
        """The batches of the window by a key, in the order of the keys."""
        found: defaultdict[str, list[BatchRecord]] = defaultdict(list)
        for batch in self.batches:
            found[key(batch)].append(batch)
        return sorted(found.items())

    @cached_property
    def _batch_of(self) -> Mapping[str, str]:
        return {f.id: batch.id for batch in self.everything for f in batch.findings}

    def holding(self, findings: Iterable[str]) -> tuple[str, ...]:
        """The batches in which findings lie, by their ids; other causes lie in none."""
        held = (self._batch_of[each] for each in findings if each in self._batch_of)
        return tuple(sorted(set(held)))

    def counts(self, findings: tuple[Finding, ...], measure: Measure) -> bool:
        """Whether findings make a batch count in a measure."""
        band = gravest(findings, self.rules)
        return band is not None and band in BANDS[measure]

    def found(self, batches: Iterable[BatchRecord], measure: Measure) -> int:
        """How many of these batches count in a measure."""
        return sum(self.counts(batch.confirmed, measure) for batch in batches)

    def looked(self, batch: BatchRecord, measure: Measure) -> int:
        """Thousandths of a batch that were looked at for whatever the measure counts."""
        return joint(self.exposures[batch.id], self.mixes[measure])

    def exposure(self, batches: Iterable[BatchRecord], measure: Measure) -> int:
        """The same of several batches."""
        return sum(self.looked(batch, measure) for batch in batches)


def known(
    batches: Iterable[BatchRecord],
    assessment: Assessment,
    rules: RiskRules,
    *,
    synthetic: bool = False,
    earlier: tuple[Move, ...] = (),
) -> Known:
    """The same for the same batches in whatever order they come.

    Raises:
        BadHistory: a batch is there twice or lies ahead of the assessment.
    """
    every = checked(tuple(batches), assessment.at)
    return Known(every, assessment, rules, synthetic, earlier)


def has(batch: BatchRecord, reason: ReasonCode) -> bool:
    """Whether a reason was confirmed in a batch."""
    return any(finding.reason is reason for finding in batch.confirmed)
