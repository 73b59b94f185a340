"""`guomen rebuild`: makes a read model anew from the ledger, or proves that it needs no mending."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scripts import connection, console
from scripts.connection import DataFolder

if TYPE_CHECKING:
    from rich.table import Table

    from projections.rebuild import Comparison

_Name = Annotated[
    str, typer.Argument(metavar="NAME", help="status, deadlines, dwell, reasons, escalations, all.")
]
_Check = Annotated[bool, typer.Option("--check", help="Compare only; exit code 1 if they differ.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]


def rebuild(
    name: _Name, *, check: _Check = False, as_json: _Json = False, data: DataFolder = None
) -> int:
    """Make a read model anew beside the one in use, compare them, and put it in its place."""
    found = asyncio.run(_rebuilt(name, data, switch=not check))
    if as_json:
        console.print_json([{**console.dumped(each), "equal": each.equal} for each in found])
    else:
        console.screen().print(_table(found))
    return 0 if not check or all(each.equal for each in found) else console.FAILED


async def _rebuilt(name: str, data: Path | None, *, switch: bool) -> list[Comparison]:
    from projections.catalogue import BY_NAME  # noqa: PLC0415
    from projections.rebuild import rebuild as remake  # noqa: PLC0415
    from workers.logins import Login  # noqa: PLC0415

    if name not in (*BY_NAME, "all"):
        raise typer.BadParameter(f"no read model is called {name!r}: {', '.join(BY_NAME)} or all")
    dsn = connection.database_of(data, Login.PROJECTOR)
    names = list(BY_NAME) if name == "all" else [name]
    return [await remake(dsn, each, switch=switch, told=_told(each)) for each in names]


def _told(name: str) -> _Progress:
    return _Progress(name)


class _Progress:
    """One line on a terminal that says how far it is; nothing in a pipe."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, events: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{self._name}: {events:,} events\r")
            sys.stderr.flush()


def _table(found: list[Comparison]) -> Table:
    drawn = console.table("read model", "events", "rows", "seconds", "differences", "")
    for each in found:
        wrong = f"{each.only_live} rows were wrong, {each.only_fresh} are right"
        cells = (
            each.projection,
            f"{each.events:,}",
            f"{each.rows:,}",
            f"{each.seconds:.1f}",
            "none" if each.equal else f"{wrong}: {', '.join(each.examples)}",
            "replaced" if each.switched else "compared",
        )
        drawn.add_row(*map(console.plain, cells), style="" if each.equal else "bold red")
    return drawn
