"""`guomen import`: check a manifest, and start its consignments."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scripts import connection, console, importing
from scripts.connection import DataFolder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.manifest import Parsed, Problem
    from models.registration import Registration

_File = Annotated[Path, typer.Argument(help="A manifest: .csv (one row a box) or .json.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Check only; start nothing.")]


def import_(file: _File, *, dry_run: _DryRun = False, data: DataFolder = None) -> None:
    """Check every row of a manifest and start its consignments; a second time starts nothing.

    Exit code 3 when a row was bad: the good ones have started.
    """
    parsed = importing.load(file)
    _list_problems(parsed.problems)
    if dry_run:
        print(f"{_size(parsed.registrations)} may start; nothing was started")
    elif not parsed.registrations:
        print("no consignment may start")
    else:
        tally = asyncio.run(_start(parsed, data))
        print(
            f"{_size(parsed.registrations)}: {len(tally.started)} started, "
            f"{len(tally.known)} known already"
        )
    if parsed.errors:
        raise typer.Exit(console.BAD_ROWS)


async def _start(parsed: Parsed, data: Path | None) -> importing.Tally:
    settings = connection.settings_of(data)
    async with connection.starter(settings) as start:
        # Drawn only here: a dry run has no progress to show.
        from rich.progress import BarColumn, MofNCompleteColumn, Progress  # noqa: PLC0415

        columns = ("starting", BarColumn(), MofNCompleteColumn())
        screen = console.screen(stderr=True)
        with Progress(*columns, console=screen, transient=True) as progress:
            task = progress.add_task("starting", total=len(parsed.registrations))
            return await importing.start_all(
                start, parsed.registrations, on_each=lambda _: progress.advance(task)
            )


def _list_problems(problems: Sequence[Problem]) -> None:
    if not problems:
        return
    drawn = console.table("row", "column", "value", "what is wrong, and what to do")
    drawn.columns[0].no_wrap = True
    for problem in problems:
        drawn.add_row(
            "-" if problem.row is None else str(problem.row),
            console.plain(problem.column),
            console.plain(problem.value),
            console.plain(_said(problem)),
        )
    console.screen(stderr=True).print(drawn)


def _said(problem: Problem) -> str:
    mark = "warning: " if problem.warning else ""
    return f"{mark}{problem.reason}; {problem.fix}"


def _size(registrations: Sequence[Registration]) -> str:
    boxes = sum(len(registration.boxes) for registration in registrations)
    return f"{len(registrations)} consignments ({boxes} boxes)"
