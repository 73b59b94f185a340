"""`guomen timeline`: everything the ledger recorded of one stream, oldest first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.identity import is_tracking_no
from models.language import EACH, NOTHING, SPACE, listed
from models.terms import System
from scripts import connection, console
from scripts.connection import DataFolder
from scripts.recorded import named
from scripts.wording import headings as h
from scripts.wording import messages as m

if TYPE_CHECKING:
    from rich.table import Table

    from ledger import Recorded

_Id = Annotated[
    str, typer.Argument(metavar="ID", help="Tracking, unified, declaration, bill or box number.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]


def timeline(number: _Id, *, as_json: _Json = False, data: DataFolder = None) -> None:
    """List the events: when in the world, when recorded, what, by whom, by which message or why."""
    tell(asyncio.run(_events(number, data)), as_json=as_json)


def tell(events: Sequence[Recorded], *, as_json: bool) -> None:
    """What was recorded, as a table that fits the screen, or as JSON."""
    if as_json:
        console.print_json(
            [{**console.dumped(event), "source": _source(event)} for event in events]
        )
        return
    screen = console.screen()
    screen.print(_wide(events) if screen.width >= console.WIDE else _narrow(events))


async def _events(number: str, data: Path | None) -> Sequence[Recorded]:
    async with connection.records(connection.settings_of(data)) as records:
        return await records.events(await records.find(number))


def _wide(events: Sequence[Recorded]) -> Table:
    drawn = console.table(h.OCCURRED, h.RECORDED, h.EVENT, h.BOX, h.ACTOR, h.CAUSE)
    for column in drawn.columns[:4]:
        column.no_wrap = True
    for event in events:
        drawn.add_row(
            console.local(event.occurred_at),
            console.local(event.recorded_at),
            console.plain(named(event)),
            *map(console.plain, (_box(event), _by(event), _said(event))),
        )
    return drawn


def _narrow(events: Sequence[Recorded]) -> Table:
    """Two lines an event: the second says who and why."""
    drawn = console.table(h.OCCURRED, h.RECORDED, h.EVENT_AND_CAUSE)
    for event in events:
        said = console.plain(listed(filter(None, (named(event), _box(event))), SPACE))
        why = listed(filter(None, (_by(event), _said(event))), EACH, NOTHING)
        said.append("\n").append(console.styled(why, "dim"))
        drawn.add_row(console.local(event.occurred_at), console.local(event.recorded_at), said)
    drawn.columns[0].no_wrap = drawn.columns[1].no_wrap = True
    return drawn


def _box(event: Recorded) -> str:
    return str(event.data.get("box") or "")


def _actor(event: Recorded) -> str:
    return event.metadata.get("actor", "")


def _by(event: Recorded) -> str:
    """Who, and in which role if one was declared."""
    return " ".join(filter(None, (_actor(event), event.metadata.get("role", ""))))


def _said(event: Recorded) -> str:
    """What kind of thing the cause is, and the cause."""
    source, cause = SOURCES.get(_source(event), ""), event.metadata.get("cause", "")
    return console.say(listed(filter(None, (source, cause)), SPACE, NOTHING))


def _source(event: Recorded) -> str:
    """What the cause names: a system's message, a consignment's event, a person's command."""
    match _actor(event):
        case "guomen" | "import" | "register":  # a step or a deadline of our own; the manifest
            return ""
        case actor if is_tracking_no(actor):
            return "event"
        case actor:
            return "message" if actor in set(System) else "command"


SOURCES = {"message": m.MESSAGE, "event": m.EVENT, "command": m.COMMAND}
