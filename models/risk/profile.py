"""The portfolio by one factor: what was found of each value, beside what its batches let expect.

A rate divides by exposure. What is expected of a value is what everything else about its batches
makes likely (`case_mix`); of a reason or a stage, what the others of its kind show.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from models.kernel.codes import ReasonCode
from models.kernel.risk_terms import Factor, Measure
from models.risk.beta import exact_bound
from models.risk.case_mix import apart, beforehand, case_mix
from models.risk.figures import MILLE, WHOLE, bound_bp, mean_bp
from models.risk.hierarchy import LEVELS, Key, Row, goods_of, way_of
from models.risk.profile_counts import OF_BATCH, Counting, Entry
from models.risk.records import BatchRecord, Pair
from models.risk.shrink import HyperPosterior, Unit, shrunk, strength
from models.rules.risk import RiskRules

_HUNDREDTHS = 100

_TELL_APART: Mapping[Factor, tuple[str, ...]] = {
    Factor.KIND: ("goods", "supplier-kind"),
    Factor.CATEGORY: ("goods",),
    Factor.CODE: ("goods",),
    Factor.ORIGIN: ("way",),
    Factor.PORT: ("way",),
    Factor.SUPPLIER: ("supplier", "supplier-kind"),
    Factor.ENTERPRISE: (),
}


class ProfileLine(BaseModel):
    """One value: rates and bounds in basis points, exposure in thousandths of a batch.

    `expected` is the rate by case mix, `expected_found` what it comes to in thousandths of a batch,
    `ratio` what was found over that in hundredths; None of reasons and stages, which are no mix of
    anything. `upper` is the shrunk bound with 95 %, `alone` the exact one of these batches without
    any other: where nobody has looked, neither claims anything. `few` says to print counts and no
    percentage.
    """

    model_config = ConfigDict(frozen=True)

    value: str
    batches: int
    net_kg: int
    exposure: int
    found: int
    pending: int
    expected: int | None
    expected_found: int | None
    ratio: int | None
    mean: int
    upper: int
    alone: int
    few: bool


class Profile:
    """The lines of a factor; a bound costs some milliseconds and is reckoned when it is asked for.

    Args:
        window: The batches that count.
        factor: By what they are divided.
        rules: Sensitivities, bands and small numbers.
        of: What counts as found: the reasons of a measure, or one; by reason each for itself.
    """

    def __init__(
        self,
        window: Sequence[BatchRecord],
        factor: Factor,
        rules: RiskRules,
        of: Measure | ReasonCode = Measure.ANY,
    ) -> None:
        self._rules = rules
        self._entries: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in Counting(window, rules, of).entries(factor):
            self._entries[entry.value].append(entry)
        self._usual, self._units = _expected(self._entries, factor, rules)

    @property
    def values(self) -> list[str]:
        """Every value of the factor, in order."""
        return sorted(self._entries)

    def lines(self) -> list[ProfileLine]:
        """All of them."""
        return [self.line(value) for value in self.values]

    def line(self, value: str) -> ProfileLine:
        """What is known of a value.

        Raises:
            KeyError: no batch has it.
        """
        unit, entries, usual = self._units[value], self._entries[value], self._usual.get(value)
        expected = usual.looked * usual.expected if usual else None
        return ProfileLine(
            value=value,
            batches=len(entries),
            net_kg=sum(entry.batch.net_kg for entry in entries),
            exposure=unit.exposure,
            found=unit.found,
            pending=sum(entry.pending for entry in entries),
            expected=mean_bp(usual.expected) if usual else None,
            expected_found=None if expected is None else round(expected * MILLE),
            ratio=round(_HUNDREDTHS * unit.found / expected) if expected else None,
            mean=mean_bp(shrunk(unit, self._strength)),
            upper=self._hyper.upper(unit) if unit.exposure else WHOLE,
            alone=bound_bp(exact_bound(unit.found, unit.exposure // MILLE)),
            few=unit.exposure < self._rules.small.percent_from * MILLE,
        )

    @cached_property
    def _hyper(self) -> HyperPosterior:
        return HyperPosterior(tuple(self._units.values()), self._rules.grid)

    @cached_property
    def _strength(self) -> float:
        return strength(self._units.values(), self._rules.grid)


def _expected(
    entries: Mapping[str, Sequence[Entry]], factor: Factor, rules: RiskRules
) -> tuple[Mapping[str, Unit], Mapping[str, Unit]]:
    """What is usual for each value, and what is known of it beforehand."""
    if factor in OF_BATCH:
        rows = list(_rows(entries))
        levels = [level for level in LEVELS if level not in _TELL_APART[factor]]
        return case_mix(rows, rules.grid, levels), beforehand(rows, rules.grid, levels)
    alone = {value: _unit(each) for value, each in entries.items()}
    others = apart(alone)
    return {}, {value: unit._replace(expected=others[value]) for value, unit in alone.items()}


def _unit(entries: Sequence[Entry]) -> Unit:
    return Unit(sum(e.found for e in entries), sum(e.exposure for e in entries), 0.0)


def _rows(entries: Mapping[str, Sequence[Entry]]) -> Iterator[Row]:
    for value, of_value in entries.items():
        alike: defaultdict[tuple[Pair, Key, Key], list[Entry]] = defaultdict(list)
        for entry in of_value:
            alike[entry.batch.pair, goods_of(entry.batch), way_of(entry.batch)].append(entry)
        for (pair, goods, way), each in alike.items():
            unit = _unit(each)
            yield Row(pair, goods, way, unit.found, unit.exposure, value)
