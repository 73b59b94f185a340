"""`guomen rules`: which rules are in force when, what they say, and what a version changed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer

from models.rules.calendar import day_in_china
from models.rules.instruments import Instrument
from models.rules.instruments import instruments as register
from models.rules.rulebook import Rulebook, in_force, rulebook
from models.rules.rulebook_loader import versions
from models.texts import titled
from scripts import console
from scripts.rulebooks import pages
from scripts.rulebooks.differences import differences
from scripts.rulebooks.pages import last_day
from scripts.texts import headings as h
from scripts.texts import messages as m

_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of tables.")]
_Version = Annotated[
    str | None, typer.Argument(metavar="VERSION", help="By default the one in force today.")
]
_From = Annotated[str, typer.Argument(metavar="A", help="A version, see `guomen rules list`.")]
_To = Annotated[str, typer.Argument(metavar="B", help="The version to compare it with.")]
_Deadline = Annotated[
    str | None, typer.Option("--deadline", metavar="ID", help="One deadline, level by level.")
]
_Deadlines = Annotated[bool, typer.Option("--deadlines", help="The register of deadlines.")]
_Codes = Annotated[bool, typer.Option("--codes", help="Codes, standards and protocols.")]
_Limits = Annotated[bool, typer.Option("--limits", help="Limits of what is measured.")]
_Levels = Annotated[bool, typer.Option("--levels", help="Credit levels.")]
_Reasons = Annotated[bool, typer.Option("--reasons", help="Non-conformance reasons.")]
_Violations = Annotated[bool, typer.Option("--violations", help="Violations of supervision.")]
_Consequences = Annotated[bool, typer.Option("--consequences", help="What the law makes of it.")]
_Calendar = Annotated[bool, typer.Option("--calendar", help="Holidays and working hours.")]
_Instruments = Annotated[bool, typer.Option("--instruments", help="Legal instruments.")]
_Enterprises = Annotated[
    bool, typer.Option("--enterprises", help="What enterprises must keep up, and by when.")
]
_Values = Annotated[bool, typer.Option("--values", help="Proportions and other values.")]
_Sources = Annotated[bool, typer.Option("--sources", help="Where the rules were read.")]


def build() -> typer.Typer:
    """The sub-command with its verbs."""
    app = typer.Typer(help="Rulebooks: the versions, what each says, what it changed.")
    app.command("list")(list_)
    app.command("show")(show)
    app.command("diff")(diff)
    return app


def list_(*, as_json: _Json = False) -> None:
    """List the versions: from when to when, and which instruments came into force with each."""
    found = [_summary(rulebook(version)) for version in versions()]
    if as_json:
        console.print_json(found)
        return
    drawn = console.table(h.VERSION, h.FROM, h.TO, "", h.CAME_WITH)
    for each, rules in zip(found, map(rulebook, versions()), strict=True):
        titles = "\n".join(console.say(titled(row)) for row in _instruments(rules))
        today = m.TODAY if each["in_force"] else ""
        cells = (each["version"], each["from"], each["to"], today, titles)
        drawn.add_row(*(console.plain(cell or "") for cell in cells))
    for column in drawn.columns[:4]:
        column.no_wrap = True
    console.screen().print(drawn)


def show(  # noqa: PLR0913 - a flag for every part
    version: _Version = None,
    *,
    deadline: _Deadline = None,
    deadlines: _Deadlines = False,
    codes: _Codes = False,
    limits: _Limits = False,
    levels: _Levels = False,
    reasons: _Reasons = False,
    violations: _Violations = False,
    consequences: _Consequences = False,
    calendar: _Calendar = False,
    enterprises: _Enterprises = False,
    values: _Values = False,
    instruments: _Instruments = False,
    sources: _Sources = False,
    as_json: _Json = False,
) -> None:
    """Show what a version says: in short, or the parts that are named."""
    flags = {
        "codes": codes,
        "levels": levels,
        "enterprises": enterprises,
        "limits": limits,
        "deadlines": deadlines,
        "reasons": reasons,
        "violations": violations,
        "consequences": consequences,
        "calendar": calendar,
        "values": values,
        "instruments": instruments,
        "sources": sources,
    }
    rules, chosen = rulebook(version or _today()), [name for name, on in flags.items() if on]
    rule = pages.deadline_of(rules, deadline) if deadline else None
    if as_json:
        console.print_json(console.dumped(rule) if rule else pages.document(rules, chosen))
        return
    for part in pages.one_deadline(rule) if rule else pages.page(rules, chosen):
        console.screen().print(part)


def diff(before: _From, after: _To, *, as_json: _Json = False) -> None:
    """Show what two versions say differently, row by row."""
    found = differences(rulebook(before), rulebook(after))
    if as_json:
        console.print_json([console.dumped(each) for each in found])
        return
    if not found:
        print(console.say(m.SAME.of(before=before, after=after)))
        return
    drawn = console.table(h.PART, h.RULE, before, after)
    for each in found:
        cells = (each.part, each.row, each.before or "-", each.after or "-")
        drawn.add_row(*map(console.plain, cells))
    drawn.columns[0].no_wrap = True
    console.screen().print(drawn)


def _today() -> str:
    return in_force(day_in_china(datetime.now(UTC)))


def _summary(rules: Rulebook) -> dict[str, str | None]:
    return {
        "version": rules.version,
        "from": rules.valid_from.isoformat(),
        "to": last_day(rules),
        "in_force": "today" if rules.version == _today() else None,
        "instruments": "\n".join(f"{row.title_zh} {row.title}" for row in _instruments(rules)),
    }


def _instruments(rules: Rulebook) -> Iterator[Instrument]:
    known = {row.id: row for row in register()}
    return (known[name] for name in rules.instruments)
