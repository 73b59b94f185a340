"""`guomen rebuild`: makes a read model anew from the ledger, or proves that it needs no mending."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from projections.catalogue import BY_NAME
from projections.rebuild import Comparison
from projections.rebuild import rebuild as remake
from scripts import connection, console
from scripts.connection import DataFolder
from scripts.passed_over import named
from scripts.texts import headings as h
from scripts.texts import messages as m
from scripts.texts.errors import NO_READ_MODEL
from workers.stack.db_logins import DatabaseLogin

_Name = Annotated[
    str, typer.Argument(metavar="NAME", help="status, deadlines, dwell, reasons, escalations, all.")
]
_Check = Annotated[bool, typer.Option("--check", help="Compare only; exit code 1 if they differ.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]


def rebuild(
    name: _Name, *, check: _Check = False, as_json: _Json = False, data: DataFolder = None
) -> int:
    """Make a read model anew beside the one in use, compare them, and put it in its place.

    Exit code 1 when a stream cannot be read: it is named, the others are shown.
    """
    found = asyncio.run(_rebuilt(name, data, switch=not check))
    if as_json:
        console.print_json([{**console.dumped(each), "equal": each.equal} for each in found])
    else:
        console.screen().print(_table(found))
    unread = named(one for each in found for one in each.unreadable)
    return unread if not check or all(each.equal for each in found) else console.FAILED


async def _rebuilt(name: str, data: Path | None, *, switch: bool) -> list[Comparison]:
    if name not in (*BY_NAME, "all"):
        wrong = NO_READ_MODEL.of(name=name, known=", ".join(BY_NAME))
        raise typer.BadParameter(console.say(wrong))
    dsn = connection.database_of(data, DatabaseLogin.PROJECTOR)
    names = list(BY_NAME) if name == "all" else [name]
    return [await remake(dsn, each, switch=switch, told=_Progress(each)) for each in names]


class _Progress:
    """One line on a terminal that says how far it is; nothing in a pipe."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, events: int) -> None:
        if sys.stderr.isatty():
            said = console.say(m.READING.of(name=self._name, events=f"{events:,}"))
            sys.stderr.write(f"\r{said}\r")
            sys.stderr.flush()


def _table(found: list[Comparison]) -> Table:
    drawn = console.table(h.READ_MODEL, h.EVENTS, h.ROWS, h.SECONDS, h.DIFFERENCES, "")
    for each in found:
        wrong = m.ROWS_WRONG.of(
            wrong=each.only_live, right=each.only_fresh, examples=", ".join(each.examples)
        )
        cells: tuple[console.Words, ...] = (
            each.projection,
            f"{each.events:,}",
            f"{each.rows:,}",
            f"{each.seconds:.1f}",
            m.NO_DIFFERENCE if each.equal else wrong,
            m.REPLACED if each.switched else m.COMPARED,
        )
        drawn.add_row(*map(console.plain, cells), style="" if each.equal else "bold red")
    return drawn
