"""A rulebook on the screen: its parts as tables, one deadline rung by rung."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from rich.console import RenderableType

from models.errors import UnknownRule
from models.instruments import instruments, sources
from models.labels import PARTIES
from models.rulebook import DeadlineRule, Rulebook, rulebook
from models.versions import versions
from scripts import console
from scripts.rulebooks.parts import PARTS, others
from scripts.rulebooks.words import basis, beside, closing, due, opening

_NAMED = frozenset({"version", "valid_from"})
IN_SHORT = ("codes", "levels", "calendar", "values")


def page(rules: Rulebook, chosen: Iterable[str]) -> Iterator[RenderableType]:
    """The chosen parts, or the short ones and how many rows the others have."""
    last = last_day(rules)
    days = f"in force from {rules.valid_from} {f'to {last}' if last else 'on'}"
    yield console.plain(f"rulebook {rules.version}, {days}; a proposal is not what customs do")
    names = tuple(chosen)
    for name in names or IN_SHORT:
        yield console.section(PARTS[name].title, part(name, rules))
    if not names:
        counted = {name: len(list(PARTS[name].rows(rules))) for name in PARTS}
        rest = [(f"--{name}", f"{n} rows") for name, n in counted.items() if name not in IN_SHORT]
        yield console.section("more", console.facts(rest))


def part(name: str, rules: Rulebook) -> RenderableType:
    """One table."""
    drawn = console.table(*PARTS[name].columns)
    for row in PARTS[name].rows(rules):
        drawn.add_row(*map(console.plain, row))
    for number in PARTS[name].whole:
        drawn.columns[number].no_wrap = True
    return drawn


def ladder(rule: DeadlineRule) -> Iterator[RenderableType]:
    """One deadline: what starts and stops it, and who is told when."""
    counted = {
        "opening": "its start",
        "heard": "when its start is heard of",
        "etd": "the announced departure",
        "eta": "the announced arrival",
        "window": "the window's end",
    }
    yield console.facts(
        (
            (rule.id, f"{rule.title_zh} {rule.title}"),
            ("starts", opening(rule)),
            ("stops", closing(rule)),
            ("counts from", counted.get(rule.base, rule.base)),
            ("for each", rule.scope),
            ("on", ", ".join(rule.courses)),
            ("clock", rule.clock),
            ("starts again", "yes" if rule.reopens else ""),
            ("breached at", f"L{rule.limit or rule.milestones[-1].level}"),
            ("asked first", rule.system or ""),
            ("basis", basis(rule.basis)),
        )
    )
    drawn = console.table("level", "due", "told", "does; waits for an answer")
    for rung in rule.milestones:
        parties = "\n".join(f"{party} {PARTIES[party]}" for party in (rung.party, *rung.also))
        cells = (f"L{rung.level}", due(rule, rung), parties, beside(rung))
        drawn.add_row(*map(console.plain, cells))
    yield console.section("ladder", drawn)


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
        raise UnknownRule(f"rulebook {rules.version} has no deadline {name!r}; it has {known}")
    return found


def last_day(rules: Rulebook) -> str | None:
    """The last day of a version, None while no other follows it."""
    after = [rulebook(version).valid_from for version in versions() if version > rules.version]
    return (min(after) - timedelta(days=1)).isoformat() if after else None
