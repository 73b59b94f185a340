"""`guomen timeline`: everything the ledger recorded of one stream, oldest first."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from ledger import Recorded
from models.kernel.identity import is_tracking_no
from models.kernel.language import EACH, NOTHING, SPACE, listed
from models.kernel.terms import System
from scripts import connection, console, stack_records
from scripts.blind import blind
from scripts.connection import DataFolder
from scripts.event_content import content
from scripts.event_titles import named, taken_back
from scripts.texts import headings as h
from scripts.texts import messages as m

WIDE = 160
"""From so many columns on, what an event says has a column of its own."""

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
        void = taken_back(events)
        console.print_json([_document(event, void) for event in events])
        return
    screen = console.screen()
    screen.print(_wide(events) if screen.width >= WIDE else _narrow(events))


def _document(event: Recorded, void: Mapping[str, int]) -> dict[str, object]:
    """With the version that took it back, None for what counts."""
    by = void.get(str(event.event_id))
    return {**console.dumped(event), "source": _source(event), "taken_back_by": by}


async def _events(number: str, data: Path | None) -> Sequence[Recorded]:
    async with stack_records.opened(connection.settings_of(data)) as records:
        return blind(await records.events(await records.find(number)))


def _wide(events: Sequence[Recorded]) -> Table:
    drawn = console.table(h.OCCURRED, h.RECORDED, h.EVENT, h.BOX, h.ACTOR, h.SAYS_AND_CAUSE)
    for column in drawn.columns[:4]:
        column.no_wrap = True
    void = taken_back(events)
    for event in events:
        says = console.plain(content(event))
        if cause := _said(event):
            says.append("\n" if says else "").append(console.styled(cause, "dim"))
        drawn.add_row(
            console.local(event.occurred_at),
            console.local(event.recorded_at),
            console.plain(named(event, void)),
            *map(console.plain, (_box(event), _by(event))),
            says,
        )
    return drawn


def _narrow(events: Sequence[Recorded]) -> Table:
    """A few lines an event: what, what it says, and last who and why."""
    drawn = console.table(h.OCCURRED, h.RECORDED, h.EVENT_AND_CAUSE)
    void = taken_back(events)
    for event in events:
        said = console.plain(listed(filter(None, (named(event, void), _box(event))), SPACE))
        why = listed(filter(None, (_by(event), _said(event))), EACH, NOTHING)
        if tells := console.say(content(event)):
            said.append("\n").append(console.plain(tells))
        said.append("\n").append(console.styled(why, "dim"))
        drawn.add_row(console.local(event.occurred_at), console.local(event.recorded_at), said)
    drawn.columns[0].no_wrap = drawn.columns[1].no_wrap = True
    return drawn


def _box(event: Recorded) -> str:
    return str(event.data.get("box") or "")


def _actor(event: Recorded) -> str:
    return event.metadata.get("actor", "")


def _by(event: Recorded) -> str:
    """Who, and in which role if one was declared; and who else allowed it."""
    said = event.metadata
    second = " ".join(filter(None, (said.get("approver"), said.get("approver_role"))))
    return " ".join(filter(None, (_actor(event), said.get("role"), second and f"+ {second}")))


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
