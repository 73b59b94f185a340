"""Is a reading within its limit? Rounded as GB/T 8170 says, then compared (domain 1.3); pure.

The raw reading is kept as it was read; what is rounded and held against the limit stands beside it.
"""

import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal

from models.calendar import CHINA
from models.events import Reading, Yardstick
from models.goods import Limit
from models.messages import Measurement
from models.registration import Registration
from models.rulebook import Rulebook, in_force, rulebook
from models.terms import Verdict

# Longer than any quantity that a message may carry, so that rounding is never cut short.
_EXACT = Context(prec=100)
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
    if reading.parameter.strip() != "dose rate":
        return None
    counts = _counts_as(rules, reading.unit, "µSv/h")
    return _EXACT.multiply(reading.value, counts[0]) if counts else None


def _read(taken: Measurement, of: Registration, day: date) -> Reading:
    """Judged under the rulebook that was in force on the day of the measurement."""
    version = in_force(day)
    raw = taken.model_dump(exclude={"at"})
    limit = _limit(rulebook(version), taken, of, day)
    if limit is None:
        return Reading(**raw, rulebook=version, verdict=Verdict.NO_LIMIT)
    yardstick = Yardstick(**limit.model_dump(include=set(Yardstick.model_fields)))
    counts = _counts_as(rulebook(version), taken.unit, limit.unit)
    if counts is None:
        verdict = Verdict.NOT_COMPARABLE
        return Reading(**raw, rulebook=version, verdict=verdict, limit=yardstick)
    factor, note = counts
    compared = rounded(_EXACT.multiply(_counted(taken, limit), factor), limit.limit)
    verdict = Verdict.WITHIN if _HOLDS[limit.operator](compared, limit.limit) else Verdict.OVER
    return Reading(
        **raw,
        rulebook=version,
        verdict=verdict,
        compared=compared,
        approximation=note,
        limit=yardstick,
    )


def _limit(rules: Rulebook, taken: Measurement, of: Registration, day: date) -> Limit | None:
    """The limit in force that day; one of the category in that box goes before one of its kind."""
    name, category = taken.parameter.strip(), of.category_of(taken.box)
    found = (row for row in rules.limits if row.applies(name, of.kind, category, day))
    return max(found, key=lambda row: len(row.category or ""), default=None)


def _counted(taken: Measurement, limit: Limit) -> Decimal:
    """What is held against the limit; without a background the whole reading counts."""
    if not limit.above_background or taken.background is None:
        return taken.value
    return _EXACT.subtract(taken.value, taken.background)


def _counts_as(rules: Rulebook, unit: str, wanted: str) -> tuple[Decimal, str] | None:
    """How many of the wanted unit one of this unit is, and by which declared approximation."""
    if _spelled(unit) == _spelled(wanted):
        return Decimal(1), ""
    for row in rules.approximations:
        if (_spelled(row.unit), _spelled(row.counts_as)) == (_spelled(unit), _spelled(wanted)):
            return row.factor, row.note
    return None


def _spelled(unit: str) -> str:
    """Units in one spelling: instruments print the micro sign in three ways."""
    plain = unicodedata.normalize("NFKC", unit).strip()
    return plain.replace("uSv", "μSv").replace("uGy", "μGy")
