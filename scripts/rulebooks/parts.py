"""The tables of a rulebook, each with the cells that name a row first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from pydantic import BaseModel

from models.kernel.language import NONE, Language, Text
from models.rules.goods import Limit
from models.rules.instruments import Instrument, instruments, sources
from models.rules.rulebook import Consequence, CreditLevel, FineBounds, Rulebook
from models.texts import KINDS, titled
from scripts.rulebooks.texts import (
    basis,
    basis_in_both,
    cited_in_both,
    conditions,
    further,
    lapse,
    level_line,
    needed,
    span,
    text,
)
from scripts.texts import headings as h
from scripts.texts.rulebooks import (
    ALWAYS,
    CALENDAR,
    CODES,
    CONSEQUENCES,
    DEADLINES,
    EACH_DAY,
    EMERGENCY,
    ENTERED_WITHIN,
    ENTERPRISES,
    FROM_TO,
    IN_YUAN,
    INSTRUMENTS,
    LEVELS,
    LIMITS,
    NOW,
    OF_THE_VALUE,
    OTHER_YEARS,
    PLAIN_WEEKS,
    REASONS,
    SOURCES,
    SUSPENDS,
    SUSPENDS_AT_ONCE,
    VALID_FOR,
    VALUES,
    VIOLATIONS,
    WORKING_HOURS,
)

Cell = str | Text
Row = tuple[Cell, ...]

_LIMIT = ("parameter", "kinds", "unit", "operator", "limit", "reason", "source", "confidence")


@dataclass(frozen=True)
class Part:
    """A table of the rulebook; the first `named` cells of a row say which row it is.

    `whole` are the columns that are never broken into lines.
    """

    title: Text
    columns: Row
    rows: Callable[[Rulebook], Iterator[Row]]
    named: int = 1
    whole: tuple[int, ...] = (0,)
    fields: tuple[str, ...] = ()


def _codes(rules: Rulebook) -> Iterator[Row]:
    for kind, codes in rules.codes.items():
        protocols = [
            row.title_zh.rpartition(" ")[0]
            for row in instruments()
            if kind in row.kinds and row.in_force(rules.valid_from)
        ]
        standard = rules.standards.get(kind, "")
        yield KINDS[kind], ", ".join(codes) or NONE, standard, ", ".join(protocols)


def _limits(rules: Rulebook) -> Iterator[Row]:
    for row in rules.limits:
        amount = f"{row.operator} {row.limit} {row.unit}"
        only = further(row, *_LIMIT)
        kinds = "every kind" if set(row.kinds) == set(KINDS) else ", ".join(row.kinds)
        yield row.parameter, f"{kinds}; {only}" if only else kinds, amount, row.reason, _cited(row)


def _levels(rules: Rulebook) -> Iterator[Row]:
    for row in rules.credit_levels:
        means = "AEO" if row.aeo else row.risk or ""
        yield row.code, titled(row), means, _noted(row), _cited(row)


def _deadlines(rules: Rulebook) -> Iterator[Row]:
    for row in rules.deadlines:
        levels = "\n".join(level_line(row, each) for each in row.levels)
        known = basis_in_both(row.basis)
        title = Text(f"{row.title_zh}（{known.zh}）", f"{row.title} ({known.en})")
        starts = [f"+ {name}" for name in row.opens]
        starts += [f"  {said}" for said in conditions(row.when)]
        starts += [f"  {said}" for said in filter(None, [needed(row)])]
        stops = [f"- {name}" for name in row.closes]
        stops += [f"  {said}" for said in conditions(row.done)]
        runs = "\n".join((*starts, *stops))
        yield row.id, title, runs, levels


def _reasons(rules: Rulebook) -> Iterator[Row]:
    for row in rules.nonconformances:
        alarm = EMERGENCY if row.emergency else ""
        what = ", ".join(row.disposals)
        yield row.code, titled(row), str(row.weight), ", ".join(row.detected), what, alarm


def _violations(rules: Rulebook) -> Iterator[Row]:
    for row in rules.violations:
        yield row.code, titled(row), str(row.grade)


def _consequences(rules: Rulebook) -> Iterator[Row]:
    for row in rules.consequences:
        yield row.topic, titled(row), Text(row.rule_zh, row.rule), _fine(row.fine), _cited(row)


def _fine(fine: FineBounds | None) -> Cell:
    """From the least to the most, in yuan or in percent of the value, with the law."""
    if fine is None:
        return ""
    least, most = fine.within(Decimal(100))
    words = OF_THE_VALUE if fine.by_value else IN_YUAN
    said = {"least": f"{least.normalize():,f}", "most": f"{most.normalize():,f}"}
    return _in_both(words, **said, law=Text(fine.law_zh, fine.law))


def _calendar(rules: Rulebook) -> Iterator[Row]:
    known = rules.calendar
    for year in sorted({day.year for day in known.holidays}):
        free = [day for day in sorted(known.holidays) if day.year == year]
        worked = [day for day in sorted(known.make_up_days) if day.year == year]
        yield str(year), _days(free), _days(worked)
    yield OTHER_YEARS, PLAIN_WEEKS, ""
    opens, closes = f"{known.opens:%H:%M}", f"{known.closes:%H:%M}"
    hours = Text(
        WORKING_HOURS.said(Language.ZH, opens=opens, closes=closes),
        WORKING_HOURS.said(Language.EN, opens=opens, closes=closes),
    )
    yield EACH_DAY, hours, ""


def _cited(row: Limit | CreditLevel | Consequence | Instrument) -> Cell:
    return cited_in_both(row.source, row.confidence)


def _noted(row: CreditLevel) -> Cell:
    return Text(row.note_zh, basis(row.note)) if row.note else ""


def _days(days: Sequence[date]) -> str:
    """Days in a row as one span."""
    ordinals = enumerate(days)
    runs = [[day for _, day in run] for _, run in groupby(ordinals, lambda o: o[1] - _nth(o[0]))]
    return ", ".join(
        f"{run[0]:%m-%d}" + (f" to {run[-1]:%m-%d}" if len(run) > 1 else "") for run in runs
    )


def _in_both(words: Text, **fields: object) -> Text:
    """The words with their fields in each language."""
    return Text(words.said(Language.ZH, **fields), words.said(Language.EN, **fields))


def _nth(number: int) -> timedelta:
    return timedelta(days=number)


def _instruments(rules: Rulebook) -> Iterator[Row]:
    for row in instruments():
        if row.in_force(rules.valid_from):
            since, until = row.since or ALWAYS, row.until or NOW
            days = _in_both(FROM_TO, since=since, until=until)
            changes = Text(row.changes_zh, row.changes)
            yield row.id, titled(row), days, changes, _cited(row)


def _sources(_: Rulebook) -> Iterator[Row]:
    for row in sources().values():
        yield row.key, row.grade, row.text


def _enterprises(rules: Rulebook) -> Iterator[Row]:
    ours, many = rules.enterprise, rules.enterprise.repetition
    for document in ours.application:
        yield document.name, titled(document), h.DOCUMENT
    for row in ours.institutions:
        yield row.name, titled(row), h.INSTITUTION
    for deadline in ours.deadlines:
        levels = "\n".join(lapse(deadline, each) for each in deadline.levels)
        yield deadline.id, titled(deadline), levels
    yield "enrolment", VALID_FOR, span(ours.enrolment)
    yield "entry", ENTERED_WITHIN, span(ours.entry)
    yield "grade", SUSPENDS_AT_ONCE, str(ours.suspending_grade)
    rule = f"{many.times} of {', '.join(many.codes)} in {many.days} d"
    yield "repetition", SUSPENDS, rule


def _values(rules: Rulebook) -> Iterator[Row]:
    """Whatever no other part shows: a field that is new appears by itself."""
    for name in others(rules):
        yield from _flat(name, getattr(rules, name))


def others(rules: Rulebook) -> list[str]:
    """The fields that have no part of their own."""
    shown = {name for part in PARTS.values() for name in part.fields}
    return [name for name in type(rules).model_fields if name not in shown]


def _flat(name: str, value: object) -> Iterator[Row]:
    if isinstance(value, BaseModel):
        value = {field: getattr(value, field) for field in type(value).model_fields}
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}", inner)
    elif isinstance(value, tuple) and any(isinstance(each, BaseModel) for each in value):
        for row in value:
            # The first field is what a row goes by.
            first, *rest = type(row).model_fields
            said = {field: getattr(row, field) for field in rest}
            yield from _flat(f"{name}.{text(getattr(row, first))}", said)
    else:
        yield name, basis(text(value))


PARTS: dict[str, Part] = {
    "codes": Part(
        CODES,
        (h.KIND, h.CODES, h.STANDARD, h.PROTOCOL),
        _codes,
        whole=(1, 2, 3),
        fields=("codes", "standards"),
    ),
    "levels": Part(
        LEVELS,
        (h.LEVEL, h.NAME, h.MEANS, h.INSPECTION, h.SOURCE),
        _levels,
        fields=("credit_levels",),
    ),
    "limits": Part(
        LIMITS,
        (h.PARAMETER, h.KINDS, h.LIMIT, h.REASON, h.SOURCE),
        _limits,
        named=2,
        whole=(2, 3),
        fields=("limits",),
    ),
    "deadlines": Part(
        DEADLINES,
        ("", h.DEADLINE, h.RUNS, h.LEVELS),
        _deadlines,
        whole=(0, 2),
        fields=("deadlines",),
    ),
    "reasons": Part(
        REASONS,
        (h.CODE, h.REASON, h.WEIGHT, h.DETECTED, h.DISPOSALS, ""),
        _reasons,
        fields=("nonconformances",),
    ),
    "violations": Part(
        VIOLATIONS,
        (h.CODE, h.VIOLATION, h.GRADE),
        _violations,
        fields=("violations",),
    ),
    "consequences": Part(
        CONSEQUENCES,
        (h.TOPIC, h.ABOUT, h.RULE, h.FINE, h.SOURCE),
        _consequences,
        fields=("consequences",),
    ),
    "enterprises": Part(
        ENTERPRISES,
        ("", h.WHAT, h.RULE),
        _enterprises,
        fields=("enterprise",),
    ),
    "calendar": Part(
        CALENDAR,
        (h.YEAR, h.HOLIDAYS, h.WEEKENDS),
        _calendar,
        fields=("calendar",),
    ),
    "instruments": Part(
        INSTRUMENTS,
        (h.INSTRUMENT, h.TITLE, h.DAYS, h.CHANGES, h.SOURCE),
        _instruments,
        fields=("version", "valid_from", "instruments"),
    ),
    "values": Part(VALUES, (h.THE_VALUE, ""), _values),
    "sources": Part(SOURCES, ("", h.GRADE, h.READ_AT), _sources),
}
