"""The tables of a rulebook, each with the cells that name a row first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from pydantic import BaseModel

from models.instruments import Instrument, instruments, sources
from models.labels import KINDS
from models.rulebook import Consequence, CreditLevel, Limit, Rulebook
from scripts.rulebooks.words import (
    basis,
    cited,
    conditions,
    further,
    lapse,
    needed,
    rung,
    span,
    text,
)

Row = tuple[str, ...]

_LIMIT = ("parameter", "kinds", "unit", "operator", "limit", "reason", "source", "confidence")


@dataclass(frozen=True)
class Part:
    """A table of the rulebook; the first `named` cells of a row say which row it is.

    `whole` are the columns that are never broken into lines.
    """

    title: str
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
        yield KINDS[kind], ", ".join(codes) or "none", standard, ", ".join(protocols)


def _limits(rules: Rulebook) -> Iterator[Row]:
    for row in rules.limits:
        amount = f"{row.operator} {row.limit} {row.unit}"
        only = further(row, *_LIMIT)
        kinds = "every kind" if set(row.kinds) == set(KINDS) else ", ".join(row.kinds)
        yield row.parameter, f"{kinds}; {only}" if only else kinds, amount, row.reason, _cited(row)


def _levels(rules: Rulebook) -> Iterator[Row]:
    for row in rules.credit_levels:
        means = "AEO" if row.aeo else row.risk or ""
        yield row.code, f"{row.title_zh} {row.title}", means, basis(row.note), _cited(row)


def _deadlines(rules: Rulebook) -> Iterator[Row]:
    for row in rules.deadlines:
        ladder = "\n".join(rung(row, each) for each in row.milestones)
        title = f"{row.title_zh} {row.title} ({basis(row.basis)})"
        starts = [f"+ {name}" for name in row.opens]
        starts += [f"  {said}" for said in conditions(row.when)]
        starts += [f"  {said}" for said in filter(None, [needed(row)])]
        stops = [f"- {name}" for name in row.closes]
        stops += [f"  {said}" for said in conditions(row.done)]
        runs = "\n".join((*starts, *stops))
        yield row.id, title, runs, ladder


def _reasons(rules: Rulebook) -> Iterator[Row]:
    for row in rules.nonconformances:
        alarm = "emergency" if row.emergency else ""
        what = ", ".join(row.disposals)
        yield row.code, f"{row.title_zh} {row.title}", str(row.weight), what, alarm


def _violations(rules: Rulebook) -> Iterator[Row]:
    for row in rules.violations:
        yield row.code, f"{row.title_zh} {row.title}", str(row.grade)


def _consequences(rules: Rulebook) -> Iterator[Row]:
    for row in rules.consequences:
        yield row.topic, f"{row.title_zh} {row.title}", row.rule, _cited(row)


def _calendar(rules: Rulebook) -> Iterator[Row]:
    known = rules.calendar
    for year in sorted({day.year for day in known.holidays}):
        free = [day for day in sorted(known.holidays) if day.year == year]
        worked = [day for day in sorted(known.make_up_days) if day.year == year]
        yield str(year), _days(free), _days(worked)
    yield "other years", "plain Mondays to Fridays: no holidays are known", ""
    hours = f"{known.opens:%H:%M} to {known.closes:%H:%M}"
    yield "each day", f"working hours {hours}, Chinese time", ""


def _cited(row: Limit | CreditLevel | Consequence | Instrument) -> str:
    return cited(row.source, row.confidence)


def _days(days: Sequence[date]) -> str:
    """Days in a row as one span."""
    ordinals = enumerate(days)
    runs = [[day for _, day in run] for _, run in groupby(ordinals, lambda o: o[1] - _nth(o[0]))]
    return ", ".join(
        f"{run[0]:%m-%d}" + (f" to {run[-1]:%m-%d}" if len(run) > 1 else "") for run in runs
    )


def _nth(number: int) -> timedelta:
    return timedelta(days=number)


def _instruments(rules: Rulebook) -> Iterator[Row]:
    for row in instruments():
        if row.in_force(rules.valid_from):
            days = f"{row.since or 'always'} to {row.until or 'now'}"
            yield row.id, f"{row.title_zh} {row.title}", days, row.changes, _cited(row)


def _sources(_: Rulebook) -> Iterator[Row]:
    for row in sources().values():
        yield row.key, row.grade, row.text


def _enterprises(rules: Rulebook) -> Iterator[Row]:
    ours, many = rules.enterprise, rules.enterprise.repetition
    for row in ours.institutions:
        yield row.name, f"{row.title_zh} {row.title}", "institution"
    for deadline in ours.deadlines:
        ladder = "\n".join(lapse(deadline, each) for each in deadline.milestones)
        yield deadline.id, f"{deadline.title_zh} {deadline.title}", ladder
    yield "enrolment", "资格有效期 valid for", span(ours.enrolment)
    yield "grade", "立即暂停 suspends at once", str(ours.suspending_grade)
    rule = f"{many.times} of {', '.join(many.codes)} in {many.days} d"
    yield "repetition", "累计暂停 suspends", rule


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
        "codes, standards and protocols",
        ("kind", "codes", "standard", "protocol"),
        _codes,
        whole=(1, 2, 3),
        fields=("codes", "standards"),
    ),
    "levels": Part(
        "credit levels",
        ("level", "name", "means", "inspection", "source"),
        _levels,
        fields=("credit_levels",),
    ),
    "limits": Part(
        "limits",
        ("parameter", "kinds", "limit", "reason", "source"),
        _limits,
        named=2,
        whole=(2, 3),
        fields=("limits",),
    ),
    "deadlines": Part(
        "deadlines",
        ("", "deadline", "+ starts, - stops", "ladder"),
        _deadlines,
        whole=(0, 2),
        fields=("deadlines",),
    ),
    "reasons": Part(
        "non-conformance reasons (our proposal)",
        ("code", "reason", "weight", "disposals", ""),
        _reasons,
        fields=("nonconformances",),
    ),
    "violations": Part(
        "violations of supervision (our proposal)",
        ("code", "violation", "grade"),
        _violations,
        fields=("violations",),
    ),
    "consequences": Part(
        "what the law makes of it",
        ("topic", "about", "rule", "source"),
        _consequences,
        fields=("consequences",),
    ),
    "enterprises": Part(
        "what enterprises must keep up (our proposal)",
        ("", "what", "rule"),
        _enterprises,
        fields=("enterprise",),
    ),
    "calendar": Part(
        "working calendar",
        ("year", "public holidays on weekdays", "working weekends"),
        _calendar,
        fields=("calendar",),
    ),
    "instruments": Part(
        "legal instruments in force on its first day",
        ("instrument", "title", "days", "changes", "source"),
        _instruments,
        fields=("version", "valid_from", "instruments"),
    ),
    "values": Part("proportions and other values (our proposal)", ("value", ""), _values),
    "sources": Part("sources", ("", "grade", "where it was read"), _sources),
}
