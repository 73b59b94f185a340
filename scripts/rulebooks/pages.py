"""A rulebook on the screen: its parts as tables, one deadline level by level."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from rich.console import RenderableType

from models.kernel.errors import UnknownRule
from models.kernel.language import listed
from models.rules.instruments import instruments, sources
from models.rules.rulebook import DeadlineRule, Rulebook, rulebook
from models.rules.rulebook_loader import versions
from models.texts import PARTIES, titled
from models.texts.terms import label
from scripts import console
from scripts.rulebooks.parts import PARTS, others
from scripts.rulebooks.texts import basis, beside, closing, due, on_the_road, opening
from scripts.texts import headings as h
from scripts.texts import messages as m
from scripts.texts.errors import NO_DEADLINE

_NAMED = frozenset({"version", "valid_from"})
IN_SHORT = ("codes", "levels", "calendar", "values")


def page(rules: Rulebook, chosen: Iterable[str]) -> Iterator[RenderableType]:
    """The chosen parts, or the short ones and how many rows the others have."""
    last = last_day(rules)
    days = {"first": rules.valid_from, "last": last}
    in_force = m.IN_FORCE_UNTIL if last else m.IN_FORCE
    yield console.plain(in_force.of(version=rules.version, **days))
    names = tuple(chosen)
    for name in names or IN_SHORT:
        yield console.section(PARTS[name].title, part(name, rules))
    if not names:
        counted = {name: len(list(PARTS[name].rows(rules))) for name in PARTS}
        rest = [
            (f"--{name}", m.ROWS.of(number=number))
            for name, number in counted.items()
            if name not in IN_SHORT
        ]
        yield console.section(h.MORE, console.facts(rest))


def part(name: str, rules: Rulebook) -> RenderableType:
    """One table."""
    drawn = console.table(*PARTS[name].columns)
    for row in PARTS[name].rows(rules):
        drawn.add_row(*map(console.plain, row))
    for number in PARTS[name].whole:
        drawn.columns[number].no_wrap = True
    return drawn


def one_deadline(rule: DeadlineRule) -> Iterator[RenderableType]:
    """One deadline: what starts and stops it, and who is told when."""
    yield console.facts(
        (
            (rule.id, titled(rule)),
            (h.STARTS, opening(rule)),
            (h.STOPS, closing(rule)),
            (h.COUNTS_FROM, m.BASES.get(rule.base, rule.base)),
            (h.FOR_EACH, rule.scope),
            (h.ON, listed(map(label, rule.courses))),
            (h.CLOCK, rule.clock),
            (h.ON_THE_ROAD, on_the_road(rule)),
            (h.STARTS_AGAIN, m.YES if rule.reopens else ""),
            (h.BREACHED_AT, f"L{rule.limit or rule.levels[-1].level}"),
            (h.ASKED_FIRST, label(rule.system) if rule.system else ""),
            (h.BASIS, basis(rule.basis)),
        )
    )
    drawn = console.table(h.LEVEL, h.DUE, h.TOLD, h.DOES)
    for level in rule.levels:
        told = (m.PARTY.of(code=p, name=PARTIES[p]) for p in (level.party, *level.also))
        parties = "\n".join(map(console.say, told))
        cells = (f"L{level.level}", due(rule, level), parties, beside(level))
        drawn.add_row(*map(console.plain, cells))
    yield console.section(h.LEVELS, drawn)


def document(rules: Rulebook, chosen: Iterable[str]) -> dict[str, object]:
    """The rulebook as JSON values, all of it or the chosen parts."""
    names, whole = tuple(chosen), console.dumped(rules)
    fields = {field for name in names for field in PARTS[name].fields}
    fields |= set(others(rules)) if "values" in names else set()
    parts: dict[str, object] = {
        field: value for field, value in whole.items() if not names or field in fields | _NAMED
    }
    if "instruments" in names:
        parts["instruments"] = [
            console.dumped(row) for row in instruments() if row.in_force(rules.valid_from)
        ]
    if "sources" in names:
        parts["sources"] = [console.dumped(row) for row in sources().values()]
    return parts


def deadline_of(rules: Rulebook, name: str) -> DeadlineRule:
    """The row of the register with that id.

    Raises:
        UnknownRule: when this version has none.
    """
    found = next((rule for rule in rules.deadlines if rule.id == name.upper()), None)
    if found is None:
        known = ", ".join(rule.id for rule in rules.deadlines)
        raise UnknownRule(NO_DEADLINE, version=rules.version, name=name, known=known)
    return found


def last_day(rules: Rulebook) -> str | None:
    """The last day of a version, None while no other follows it."""
    after = [rulebook(version).valid_from for version in versions() if version > rules.version]
    return (min(after) - timedelta(days=1)).isoformat() if after else None
