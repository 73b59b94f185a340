"""`guomen report risk`: writes the report into a folder; `check` reckons one again."""

import asyncio
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from models.kernel.errors import NotFound
from models.kernel.language import Language
from models.risk.assess import assess
from models.rules.rulebook import newest
from projections.batch_events import batch_events, place
from projections.batch_records import batch_records
from projections.risk_ground import ground_at
from reports.risk.check import check as reckoned_again
from reports.risk.document import Origin, Source
from reports.risk.numbers import EventRef, Events
from reports.risk.report import Report, report
from scripts import connection, console, stack_records
from scripts.connection import DataFolder
from scripts.risk_report.files import files
from scripts.risk_report.from_export import recorded
from scripts.risk_report.rendering import renderer
from scripts.risk_report.synthetic import synthetic as made_up
from scripts.texts import risk_report as t

_HELP = "The report on risk: its numbers, its charts, JSON, SVG, PDF and Word."


class _Languages(StrEnum):
    ZH = "zh"
    EN = "en"


_Into = Annotated[
    Path | None, typer.Option("--into", metavar="FOLDER", help="Where the files are written.")
]
_Lang = Annotated[_Languages | None, typer.Option("--lang", help="One language; else both.")]
_Synthetic = Annotated[
    bool, typer.Option("--synthetic", help="Of made-up batches, and every page says so.")
]
_Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same result.")]
_DataOnly = Annotated[
    bool, typer.Option("--data-only", help="JSON alone: neither fonts nor libraries are needed.")
]
_Fonts = Annotated[
    Path | None,
    typer.Option(
        "--fonts",
        envvar="GUOMEN_FONTS",
        metavar="FOLDER",
        help="A folder of fonts, beside those of the system.",
    ),
]
_Position = Annotated[
    int | None,
    typer.Option("--position", min=1, help="As the ledger stood there (default: the latest)."),
]
_Report = Annotated[Path, typer.Argument(metavar="FILE", help="The risk-report.json.")]
_Export = Annotated[
    Path | None,
    typer.Option(
        "--export",
        metavar="FILE",
        help="What `guomen ledger export` wrote: batches and events are made from it anew.",
    ),
]


def build() -> typer.Typer:
    """The verb, and the check below it."""
    app = typer.Typer(help=_HELP, invoke_without_command=True)
    app.callback()(write)
    app.command("check")(check)
    return app


def write(  # noqa: PLR0913 - every option has a default
    context: typer.Context,
    *,
    into: _Into = None,
    lang: _Lang = None,
    synthetic: _Synthetic = False,
    seed: _Seed = 7,
    data_only: _DataOnly = False,
    fonts: _Fonts = None,
    position: _Position = None,
    data: DataFolder = None,
) -> None:
    """The report on risk: its numbers, its charts, JSON, SVG, PDF and Word.

    The same position of the ledger gives the same bytes. Nothing is written if anything is missing.
    """
    if context.invoked_subcommand:
        return
    if into is None:
        raise typer.BadParameter(console.say(t.NO_FOLDER))
    drawing = None if data_only else renderer(fonts)
    made = _synthetic(seed) if synthetic else asyncio.run(_recorded(data, position))
    languages = [Language(lang)] if lang else [Language.ZH, Language.EN]
    for name, content in files(made, languages, drawing).items():
        file = into / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    print(console.say(t.WRITTEN.of(folder=into, numbers=len(made.numbers))))


def check(file: _Report, *, export: _Export = None) -> int:
    """Reckon every number of a report again from the data it carries, and name what differs.

    Exit code 0 only when nothing does. With an export of the ledger, which docs/verify.md proves by
    its seals, batches, standings and events are folded from it anew: without any database.
    """
    ledger = None if export is None else partial(recorded, export)
    found = reckoned_again(_read(file), ledger)
    for each in found.differences:
        print(console.say(t.DIFFERS.of(**each._asdict())))
    if found.differences:
        print(console.say(t.UNSOUND.of(differences=len(found.differences))))
        return console.FAILED
    said = t.ALONE if export is None else t.CHECKED
    print(console.say(said.of(numbers=found.numbers, events=found.events, file=file)))
    return 0


def _synthetic(seed: int) -> Report:
    world, book = made_up(str(seed)), newest()
    return _assessed(
        Source(world.batches, world.before, book.risk),
        Origin(book.version, world.at, seed=str(seed)),
    )


async def _recorded(data: Path | None, position: int | None) -> Report:
    """Of what the ledger held at a position; what was recorded later changes no byte."""
    book = newest()
    async with stack_records.opened(connection.settings_of(data)) as records:
        until = await place(records.pool, position)
        known = await batch_records(records.pool, until.recorded_at, position=until.position)
        batches, before, moves = await ground_at(records.pool, known, until.position)
        found = await batch_events(records.pool, [b.id for b in known], until.position)
    events = {batch: [EventRef(*each) for each in of] for batch, of in found.items()}
    origin = Origin(book.version, until.recorded_at, until.position, until.hash)
    return _assessed(Source(batches, before, book.risk, moves), origin, events)


def _assessed(source: Source, origin: Origin, events: Events | None = None) -> Report:
    assessed = assess(source.batches, source.before, source.rules, origin.at)
    return report(source, assessed, origin, events)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise NotFound(t.UNREADABLE, file=file, why=error.strerror) from error
