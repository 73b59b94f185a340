"""`guomen import`: check a manifest, and start its consignments."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from models.execution.manifest_import import Tally, Wish
from models.kernel.errors import Oversized, Unreachable
from models.kernel.language import SEMICOLON, Sentence, listed
from models.manifest import Parsed
from scripts import connection, console, importing, stack_records
from scripts.connection import DataFolder
from scripts.imports import import_client, progress_bar, report, screen, texts
from scripts.imports.preview import Preview, preview
from workers.imports.import_client import AcceptedImport
from workers.settings import Settings
from workers.stack import stack_file

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
    language = console.language()
    if errors is not None:
        report.require_other(errors, [file, *([] if supplement is None else [supplement])])
    manifest = importing.load(file, supplement=supplement, sheet=sheet)
    parsed = manifest.parsed
    screen.show_notes(manifest.file.notes)
    screen.show_problems(parsed.problems)
    if errors is not None:
        report.write(errors, file, parsed.problems, language)
        print(console.say(texts.REPORTED.of(count=len(parsed.problems), file=errors)))
    if dry_run:
        _preview(parsed, data)
    elif not parsed.registrations:
        print(console.say(texts.NONE_MAY_START))
    else:
        wish = Wish(file.name, parsed.registrations, rate, language)
        print(console.say(asyncio.run(_import(wish, data, detach=detach))))
    if parsed.errors:
        raise typer.Exit(console.BAD_ROWS)


def _preview(parsed: Parsed, data: Path | None) -> None:
    """What would happen: compared with what is known, if a stack runs."""
    print(console.say(texts.MAY_START.of(**screen.size(parsed.registrations))))
    try:
        settings = connection.settings_of(data)
    except Unreachable:
        print(console.say(texts.NOT_COMPARED))
        return
    found = asyncio.run(_compared(parsed, settings))
    counts = {"fresh": len(found.fresh), "same": len(found.same), "different": len(found.different)}
    print(console.say(texts.COMPARED.of(**counts)))
    screen.show_differences(found.differences)


async def _compared(parsed: Parsed, settings: Settings) -> Preview:
    numbers = [registration.tracking_no for registration in parsed.registrations]
    async with stack_records.opened(settings) as records:
        return preview(parsed.registrations, await records.registrations(numbers))


async def _import(wish: Wish, data: Path | None, *, detach: bool) -> Sentence:
    """Hand the batch over and follow it; what became of it."""
    settings = connection.settings_of(data)
    size = screen.size(wish.registrations)
    async with import_client.opened(settings, data) as desk:
        handed = await desk.hand_over(wish)
        if handed.ended is not None:
            tally, at = await desk.result(handed), console.local(handed.ended)
            await _complain(desk, handed, tally)
            return texts.EARLIER.of(at=at, **size, **_counts(tally))
        goes_on = texts.GOES_ON.of(batch=handed.batch, **size)
        if detach:
            return goes_on
        try:
            tally = await _followed(desk, handed, len(wish.registrations))
        except asyncio.CancelledError:
            console.screen(stderr=True).print(console.plain(goes_on))
            raise
        await _complain(desk, handed, tally)
    if tally.started and stack_file.running(settings.data) is not None:
        console.screen(stderr=True).print(console.plain(texts.STANDS_STILL), soft_wrap=True)
    return texts.DONE.of(**size, **_counts(tally))


async def _complain(desk: import_client.ImportClient, handed: AcceptedImport, tally: Tally) -> None:
    """What can never be started, so that nobody waits for it.

    Raises:
        Oversized: there is something; the others have been started.
    """
    if not tally.refused:
        return
    refused = await desk.refusals(handed)
    named = listed((f"{number}: {why}" for number, why in refused), SEMICOLON)
    raise Oversized(texts.CANNOT_START, count=tally.refused, refused=named)


async def _followed(desk: import_client.ImportClient, handed: AcceptedImport, whole: int) -> Tally:
    with progress_bar.drawn(console.say(texts.PROGRESS), whole) as show:
        return await import_client.follow(desk, handed, whole, lambda tally: show(tally.done))


def _counts(tally: Tally) -> dict[str, int]:
    return {"started": tally.started, "known": tally.known}
