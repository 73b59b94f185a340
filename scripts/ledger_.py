"""`guomen ledger`: the record itself, for whoever wants to look with other tools."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from ledger.export import lines as event_lines
from ledger.receipts import lines as receipt_lines
from scripts import connection, console, stack_records
from scripts.connection import DataFolder
from scripts.texts.messages import EVENTS_WRITTEN, RECEIPTS_WRITTEN

Lines = Callable[[Any], AsyncIterator[str]]

_File = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="Where to write; standard output without.")
]


def build() -> typer.Typer:
    """The verb with its parts."""
    app = typer.Typer(help="The record itself.", no_args_is_help=True)
    app.callback()(lambda: None)
    app.command("export")(export)
    app.command("receipts")(receipts)
    return app


def export(file: _File = None, *, data: DataFolder = None) -> None:
    """Write every event as one line of JSON, in order; docs/verify.md says what it means."""
    written = _written(event_lines, file, data)
    if file is not None:
        print(console.say(EVENTS_WRITTEN.of(events=written, file=file)))


def receipts(file: _File = None, *, data: DataFolder = None) -> None:
    """Write every receipt with the message that came in as one line of JSON, in order."""
    written = _written(receipt_lines, file, data)
    if file is not None:
        print(console.say(RECEIPTS_WRITTEN.of(receipts=written, file=file)))


def _written(lines: Lines, file: Path | None, data: Path | None) -> int:
    """How many lines were written; a file is there as a whole, or not at all."""
    if file is None:
        return asyncio.run(_write(lines, data, sys.stdout))
    draft = file.with_name(f"{file.name}.new")
    draft.unlink(missing_ok=True)
    with draft.open("w", encoding="utf-8") as out:
        written = asyncio.run(_write(lines, data, out))
    draft.rename(file)
    return written


async def _write(lines: Lines, data: Path | None, out: TextIO) -> int:
    written = 0
    async with stack_records.opened(connection.settings_of(data)) as records:
        async for line in lines(records.pool):
            out.write(f"{line}\n")
            written += 1
    return written
