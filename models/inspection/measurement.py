"""Is a reading within its limit? Rounded as GB/T 8170 says, then compared (domain 1.3); pure.

The raw reading is kept as it was read; what is rounded and held against the limit stands beside it.
Units and parameters are understood in every usual spelling (`units.py`, `parameters.py`); what is
not understood is said to be so, and lets nothing conform.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal

from models.consignment.registration import Registration
from models.inspection.events import Reading, Yardstick
from models.kernel.clock import CHINA
from models.kernel.measured import Measurement
from models.kernel.parameters import DOSE_RATE, canonical
from models.kernel.terms import ReadingVerdict
from models.kernel.units import factor
from models.rules.goods import Limit
from models.rules.rulebook import Rulebook, in_force, rulebook

UNCLEAR = frozenset(
    {ReadingVerdict.UNKNOWN_PARAMETER, ReadingVerdict.NOT_COMPARABLE, ReadingVerdict.IMPLAUSIBLE}
)
"""Verdicts on readings that are not understood."""

# Longer than any quantity that a message may carry, so that rounding is never cut short.
_EXACT = Context(prec=100)
_WHOLE = Decimal(100)
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<=": lambda value, limit: value <= limit,
    "<": lambda value, limit: value < limit,
    ">=": lambda value, limit: value >= limit,
    ">": lambda value, limit: value > limit,
}


def rounded(value: Decimal, like: Decimal) -> Decimal:
    """With as many decimals as `like` (GB/T 8170): in one step, a tie to the even digit."""
    return value.quantize(like, rounding=ROUND_HALF_EVEN, context=_EXACT)


def read(taken: Iterable[Measurement], of: Registration, at: datetime) -> tuple[Reading, ...]:
    """The readings with what they come to; `at` is when, unless a reading says so itself."""
    return tuple(_read(each, of, (each.at or at).astimezone(CHINA).date()) for each in taken)


def described(reading: Reading) -> str:
    """A reading with its limit, the limit's source and how sure that is, for people."""
    shown = f"{reading.parameter} {reading.value} {reading.unit}"
    if reading.background is not None:
        shown += f" (background {reading.background})"
    if reading.limit is None:
        return f"{shown}, no limit known"
    known = reading.limit
    sure = f"confidence {known.confidence}: {known.source}"
    return f"{shown}, limit {known.operator} {known.limit} {known.unit} ({sure}), {known.reason}"


def dose_rate(rules: Rulebook, reading: Reading) -> Decimal | None:
    """What a handheld shows in µSv/h, background and all; None if it is not about that."""
    counts = _counts_as(rules, reading.unit, "µSv/h") if reading.parameter == DOSE_RATE else None
    return _EXACT.multiply(reading.value, counts[0]) if counts else None


def doubted(rules: Rulebook, reading: Reading) -> str:
    """The reason that a reading is suspected of which is not understood."""
    if reading.limit is not None:
        return reading.limit.reason
    fitting = (row.reason for row in rules.doubts if row.unit and factor(reading.unit, row.unit))
    return next(fitting, next(row.reason for row in rules.doubts if not row.unit))


def _read(taken: Measurement, of: Registration, day: date) -> Reading:
    """Judged under the rulebook that was in force on the day of the measurement."""
    version = in_force(day)
    rules, name = rulebook(version), canonical(taken.parameter)
    raw = taken.model_dump(exclude={"at", "parameter"})
    limit = None if name is None else _limit(rules, name, taken, of, day)
    yardstick = None
    if limit is not None:
        yardstick = Yardstick(**limit.model_dump(include=set(Yardstick.model_fields)))
    seen = Reading(
        parameter=name or taken.parameter.strip(),
        written="" if name in (None, taken.parameter) else taken.parameter,
        **raw,
        rulebook=version,
        verdict=ReadingVerdict.NO_LIMIT,
        limit=yardstick,
    )
    if name is None:
        return _judged(seen, ReadingVerdict.UNKNOWN_PARAMETER)
    if _impossible(taken):
        return _judged(seen, ReadingVerdict.IMPLAUSIBLE)
    return seen if limit is None else _compared(seen, limit, rules)


def _compared(seen: Reading, limit: Limit, rules: Rulebook) -> Reading:
    counts = _counts_as(rules, seen.unit, limit.unit)
    if counts is None:
        return _judged(seen, ReadingVerdict.NOT_COMPARABLE)
    times, note = counts
    value = _EXACT.multiply(seen.value, times)
    if limit.unit == "%" and value > _WHOLE:
        return _judged(seen, ReadingVerdict.IMPLAUSIBLE)
    if limit.above_background and seen.background is not None:
        background = _EXACT.multiply(seen.background, times)
        value = _EXACT.subtract(value, min(background, rules.radiation.highest_background))
    compared = rounded(value, limit.limit)
    within = _HOLDS[limit.operator](compared, limit.limit)
    verdict = ReadingVerdict.WITHIN if within else ReadingVerdict.OVER
    return _judged(seen, verdict, compared=compared, approximation=note)


def _judged(seen: Reading, verdict: ReadingVerdict, **found: object) -> Reading:
    return seen.model_copy(update={"verdict": verdict, **found})


def _impossible(taken: Measurement) -> bool:
    """Nothing that is measured here can be less than nothing."""
    return taken.value < 0 or (taken.background is not None and taken.background < 0)


def _limit(
    rules: Rulebook, name: str, taken: Measurement, of: Registration, day: date
) -> Limit | None:
    """The limit in force that day; one of the category in that box goes before one of its kind."""
    category = of.category_of(taken.box)
    found = (row for row in rules.limits if row.applies(name, of.kind, category, day))
    return max(found, key=lambda row: len(row.category or ""), default=None)


def _counts_as(rules: Rulebook, unit: str, wanted: str) -> tuple[Decimal, str] | None:
    """How many of the wanted unit one of this unit is, and by which declared approximation."""
    if (times := factor(unit, wanted)) is not None:
        return times, ""
    for row in rules.approximations:
        into, out = factor(unit, row.unit), factor(row.counts_as, wanted)
        if into is not None and out is not None:
            return _EXACT.multiply(_EXACT.multiply(into, row.factor), out).normalize(
                _EXACT
            ), row.note
    return None
