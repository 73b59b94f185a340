"""How much a batch was really looked at: the denominator of every rate.

`d` is the chance that a batch would have been found out, had it the defect, under the plan that was
executed: 1 - product over channels of (1 - share looked at * sensitivity). A defect is taken to lie
in one box only, which is cautious. Thousandths of a batch, rounded down: less evidence, not more.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Band, Channel, Measure
from models.risk.figures import MILLE
from models.risk.records import BatchRecord, Inspected
from models.rules.risk import RiskRules

BANDS: Mapping[Measure, tuple[Band, ...]] = {
    Measure.ANY: (Band.MINOR, Band.MAJOR, Band.CRITICAL),
    Measure.GRAVE: (Band.MAJOR, Band.CRITICAL),
    Measure.CRITICAL: (Band.CRITICAL,),
}
"""Which bands a rate counts."""

Mix = Mapping[ReasonCode, int]
"""How often a batch that has a defect has this one: whole parts that add up to `MILLE`."""

Seen = tuple[BatchRecord, dict[ReasonCode, int]]
"""A batch with its exposure by reason, in thousandths."""


class Exposures:
    """The exposure of batches, by reason; plans that were executed alike are reckoned once."""

    def __init__(self, rules: RiskRules) -> None:
        self._rules = rules
        self._known: dict[Inspected, dict[ReasonCode, int]] = {}

    def of(self, batch: BatchRecord) -> dict[ReasonCode, int]:
        """Thousandths by reason; none for a reason that is suspected and not settled."""
        plan = batch.inspected.model_copy(update={"beyond": 0, "whole": False})
        if plan not in self._known:
            self._known[plan] = {r: self._seen(plan, r) for r in ReasonCode}
        found = self._known[plan]
        if not batch.pending:
            return found
        return found | dict.fromkeys((finding.reason for finding in batch.pending), 0)

    def looked_for(self, batch: BatchRecord, band: Band) -> bool:
        """Whether each reason of the band had some chance of being found."""
        seen = self.of(batch)
        return all(seen[reason] > 0 for reason in self._rules.bands[band])

    def _seen(self, plan: Inspected, reason: ReasonCode) -> int:
        if reason in plan.uncovered:
            return 0
        missed = Fraction(1)
        for channel in self._rules.seen_by[reason]:
            if channel is Channel.LABORATORY and reason in plan.unanalysed:
                continue
            missed *= 1 - _share(plan, channel) * Fraction(
                self._rules.sensitivities[channel], MILLE
            )
        return int((1 - missed) * MILLE)


def mixes(batches: Sequence[Seen], rules: RiskRules) -> dict[Measure, Mix]:
    """Of the portfolio: which reason a batch has that has one of the measure's."""
    rates = _rates(batches, rules)
    return {
        measure: _parts({r: rates[r] for band in bands for r in rules.bands[band]})
        for measure, bands in BANDS.items()
    }


def band_mixes(batches: Sequence[Seen], rules: RiskRules) -> dict[Band, Mix]:
    """The same of each band by itself."""
    rates = _rates(batches, rules)
    return {band: _parts({r: rates[r] for r in rules.bands[band]}) for band in Band}


def _rates(batches: Sequence[Seen], rules: RiskRules) -> dict[ReasonCode, Fraction]:
    """How often each reason is found where it is looked for.

    A reason that hardly anybody has looked for is taken to be as frequent as the others are on
    average: `grid.centre` batches of that average stand beside its own.
    """
    found: dict[ReasonCode, int] = dict.fromkeys(ReasonCode, 0)
    exposure: dict[ReasonCode, int] = dict.fromkeys(ReasonCode, 0)
    for batch, seen in batches:
        for reason in {finding.reason for finding in batch.confirmed}:
            found[reason] += 1
        for reason, thousandths in seen.items():
            exposure[reason] += thousandths
    mean = Fraction(2 * sum(found.values()) + 1, 2) / (Fraction(sum(exposure.values()), MILLE) + 1)
    centre = rules.grid.centre
    return {
        reason: (found[reason] + centre * mean)
        / (max(Fraction(exposure[reason], MILLE), Fraction(found[reason])) + centre)
        for reason in ReasonCode
    }


def joint(seen: Mapping[ReasonCode, int], mix: Mix) -> int:
    """The exposure to whichever reason of a measure: the mean over what is usually found."""
    return sum(part * seen[reason] for reason, part in mix.items()) // MILLE


def _share(plan: Inspected, channel: Channel) -> Fraction:
    match channel:
        case Channel.OPEN:
            return Fraction(plan.opened, plan.boxes)
        case Channel.EMPTY:
            return Fraction(plan.emptied, plan.boxes)
        case _:
            return Fraction(channel in plan.done)


def _parts(rates: Mapping[ReasonCode, Fraction]) -> Mix:
    """Shares in whole thousandths; what rounding leaves goes to the least seen, in their order."""
    total = sum(rates.values(), Fraction(0))
    parts = {reason: int(rate / total * MILLE) for reason, rate in rates.items()}
    return _filled(parts, sorted(rates))


def _filled(parts: dict[ReasonCode, int], order: Iterable[ReasonCode]) -> Mix:
    left = MILLE - sum(parts.values())
    return {r: parts[r] + (nth < left) for nth, r in enumerate(order)}
