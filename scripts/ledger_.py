"""`guomen ledger`: the record itself, for whoever wants to look with other tools."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated, TextIO

import typer

from scripts import connection, console
from scripts.connection import DataFolder
from scripts.wording.messages import EVENTS_WRITTEN

_File = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="Where to write; standard output without.")
]


def build() -> typer.Typer:
    """The verb with its parts."""
    app = typer.Typer(help="The record itself.", no_args_is_help=True)
    app.callback()(lambda: None)
    app.command("export")(export)
    return app


def export(file: _File = None, *, data: DataFolder = None) -> None:
    """Write every event as one line of JSON, in order; docs/verify.md says what it means."""
    if file is None:
        asyncio.run(_write(data, sys.stdout))
        return
    draft = file.with_name(f"{file.name}.new")
    with draft.open("w", encoding="utf-8") as out:
        events = asyncio.run(_write(data, out))
    draft.rename(file)
    print(console.say(EVENTS_WRITTEN.of(events=events, file=file)))


async def _write(data: Path | None, out: TextIO) -> int:
    from ledger.export import lines  # noqa: PLC0415

    events = 0
    async with connection.records(connection.settings_of(data)) as records:
        async for line in lines(records.pool):
            out.write(f"{line}\n")
            events += 1
    return events
