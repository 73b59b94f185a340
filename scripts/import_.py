"""`guomen import`: check a manifest, and start its consignments."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.errors import Unreachable
from models.importing import Wish
from models.language import Language
from scripts import connection, console, importing
from scripts.connection import DataFolder
from scripts.imports import bar, handover, report, screen, words
from scripts.imports.preview import preview
from workers.errors import NotConfigured

if TYPE_CHECKING:
    from models.importing import Tally
    from models.manifest import Parsed
    from scripts.imports.preview import Preview
    from workers.importing import Handed
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
_Rate = Annotated[
    int | None, typer.Option("--rate", min=1, help="Consignments a second, if not as configured.")
]
_Detach = Annotated[bool, typer.Option("--detach", help="Hand it over, and do not wait.")]
_Sheet = Annotated[str | None, typer.Option("--sheet", help="Which sheet of a workbook to read.")]


def import_(  # noqa: PLR0913 - options of the command line
    file: _File,
    *,
    dry_run: _DryRun = False,
    errors: _Errors = None,
    supplement: _With = None,
    sheet: _Sheet = None,
    rate: _Rate = None,
    detach: _Detach = False,
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
        wish = Wish(file.name, parsed.registrations, rate, language)
        print(asyncio.run(_import(wish, data, detach=detach)))
    if parsed.errors:
        raise typer.Exit(console.BAD_ROWS)


def _preview(parsed: Parsed, data: Path | None, language: Language) -> None:
    """What would happen: compared with what is known, if a stack runs."""
    print(words.MAY_START.said(language, **screen.size(parsed.registrations)))
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
    """As set; a dry run reads no other setting, so that it needs no stack."""
    value = os.environ.get("GUOMEN_LANG", Language.BOTH)
    if value not in list(Language):
        raise NotConfigured(words.UNKNOWN_LANGUAGE.said(Language.BOTH, value=repr(value)))
    return Language(value)


async def _import(wish: Wish, data: Path | None, *, detach: bool) -> str:
    """Hand the batch over and follow it; what became of it in a sentence."""
    settings = connection.settings_of(data)
    size = screen.size(wish.registrations)
    async with handover.opened(settings, data) as desk:
        handed = await desk.hand_over(wish)
        if handed.ended is not None:
            tally, at = await desk.result(handed), console.local(handed.ended)
            return words.EARLIER.said(wish.language, at=at, **size, **_counts(tally))
        goes_on = words.GOES_ON.said(wish.language, batch=handed.batch, **size)
        if detach:
            return goes_on
        try:
            tally = await _followed(desk, handed, wish)
        except asyncio.CancelledError:
            console.screen(stderr=True).print(goes_on)
            raise
    return words.DONE.said(wish.language, **size, **_counts(tally))


async def _followed(desk: handover.Desk, handed: Handed, wish: Wish) -> Tally:
    whole = len(wish.registrations)
    with bar.drawn(words.PROGRESS.said(wish.language), whole) as show:
        return await handover.follow(desk, handed, whole, lambda tally: show(tally.done))


def _counts(tally: Tally) -> dict[str, int]:
    return {"started": tally.started, "known": tally.known}
