"""`guomen import`: check a manifest, and start its consignments."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import Unreachable
from models.language import Language
from scripts import connection, console, importing
from scripts.connection import DataFolder
from scripts.imports import report, screen, words
from scripts.imports.preview import preview

if TYPE_CHECKING:
    from models.manifest import Parsed
    from scripts.imports.preview import Preview
    from workers.settings import Settings

_File = Annotated[
    Path, typer.Argument(help="A manifest: .csv, .xlsx, .json, or a declaration as .xml.")
]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Check only; start nothing.")]
_Errors = Annotated[
    Path | None, typer.Option("--errors", help="Write every problem to a .csv or .xlsx file.")
]
_With = Annotated[
    Path | None, typer.Option("--with", help="A table that fills what the file leaves blank.")
]
_Sheet = Annotated[str | None, typer.Option("--sheet", help="Which sheet of a workbook to read.")]


def import_(  # noqa: PLR0913 - options of the command line
    file: _File,
    *,
    dry_run: _DryRun = False,
    errors: _Errors = None,
    supplement: _With = None,
    sheet: _Sheet = None,
    data: DataFolder = None,
) -> None:
    """Check every row of a manifest and start its consignments; a second time starts nothing.

    Exit code 3 when a row was bad: the good ones have started.
    """
    language = _language()
    manifest = importing.load(file, supplement=supplement, sheet=sheet)
    parsed = manifest.parsed
    screen.show_notes(manifest.file.notes, language)
    screen.show_problems(parsed.problems, language)
    if errors is not None:
        report.write(errors, file, parsed.problems, language)
        print(words.REPORTED.said(language, count=len(parsed.problems), file=errors))
    if dry_run:
        _preview(parsed, data, language)
    elif not parsed.registrations:
        print(words.NONE_MAY_START.said(language))
    else:
        tally = asyncio.run(_start(parsed, data))
        size = screen.size(parsed.registrations, language)
        told = words.TALLY.said(language, started=len(tally.started), known=len(tally.known))
        print(f"{size}: {told}")
    if parsed.errors:
        raise typer.Exit(console.BAD_ROWS)


def _preview(parsed: Parsed, data: Path | None, language: Language) -> None:
    """What would happen: compared with what is known, if a stack runs."""
    size = screen.size(parsed.registrations, language)
    print(f"{size}: {words.MAY_START.said(language)}")
    try:
        settings = connection.settings_of(data)
    except Unreachable:
        print(words.NOT_COMPARED.said(language))
        return
    found = asyncio.run(_compared(parsed, settings))
    print(
        words.COMPARED.said(
            language,
            fresh=len(found.fresh),
            same=len(found.same),
            different=len(found.different),
        )
    )
    screen.show_differences(found.differences, language)


async def _compared(parsed: Parsed, settings: Settings) -> Preview:
    numbers = [registration.tracking_no for registration in parsed.registrations]
    async with connection.records(settings) as records:
        return preview(parsed.registrations, await records.registrations(numbers))


def _language() -> Language:
    return Language(os.environ.get("GUOMEN_LANG", Language.BOTH))


async def _start(parsed: Parsed, data: Path | None) -> importing.Tally:
    settings = connection.settings_of(data)
    async with connection.starter(settings) as start:
        # Drawn only here: a dry run has no progress to show.
        from rich.progress import BarColumn, MofNCompleteColumn, Progress  # noqa: PLC0415

        columns = ("starting", BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=console.screen(stderr=True), transient=True) as progress:
            task = progress.add_task("starting", total=len(parsed.registrations))
            return await importing.start_all(
                start, parsed.registrations, on_each=lambda _: progress.advance(task)
            )
