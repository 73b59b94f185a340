"""`guomen act`: tell a consignment what an officer decides."""

from __future__ import annotations

import asyncio
import getpass
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from models.errors import UnknownVerb
from models.examples import EXAMPLES
from models.labels import PARTIES, STAGES
from models.messages import COMMANDS, Command
from scripts import commanding, connection, console
from scripts.connection import DataFolder

if TYPE_CHECKING:
    from models.start import Receipt

_Id = Annotated[
    str, typer.Argument(metavar="ID", help="Tracking, unified, declaration, bill or box number.")
]
_Verb = Annotated[str, typer.Argument(help="What is to be done; an unknown verb lists them all.")]
_Given = Annotated[str, typer.Argument(metavar="[JSON or @FILE]", help="The fields of the verb.")]


def act(number: _Id, verb: _Verb, given: _Given = "", data: DataFolder = None) -> None:
    """Act as an officer: send a command to a consignment, print its receipt or its refusal."""
    kind = _kind(verb)
    try:
        command = kind.model_validate({"officer": getpass.getuser(), **commanding.fields(given)})
    except ValidationError as error:
        commanding.explain(kind, error, "guomen act ID", EXAMPLES[kind.verb])
        raise typer.Exit(console.MISUSED) from error
    receipt = asyncio.run(_send(number, commanding.in_chinese_time(command), data))
    console.screen().print(console.facts(_said(receipt)))


def _kind(verb: str) -> type[Command]:
    kind = COMMANDS.get(verb.replace("-", "_"))
    if kind is None:
        raise UnknownVerb(f"there is no verb {verb!r}; there are: {', '.join(COMMANDS)}")
    return kind


async def _send(number: str, command: Command, data: Path | None) -> Receipt:
    settings = connection.settings_of(data)
    async with connection.records(settings) as records:
        tracking_no = await records.find(number)
    client = await connection.temporal(settings)
    # The Temporal SDK takes longer to load than most mistakes take to find.
    from models.start import Receipt  # noqa: PLC0415
    from workers.starting import consignment  # noqa: PLC0415

    update = consignment(client, tracking_no).execute_update(
        command.verb, command, result_type=Receipt
    )
    look = f"guomen timeline {tracking_no}"
    receipt: Receipt = await commanding.send(update, tracking_no, command.verb, look)
    return receipt


def _said(receipt: Receipt) -> Iterator[tuple[str, str]]:
    yield "recorded", ", ".join(receipt.recorded) or "nothing new"
    yield "stage", STAGES[receipt.stage]
    yield "must act", PARTIES[receipt.must_act] if receipt.must_act else "nobody"
    yield "next due", console.local(receipt.next_due) or "nothing"
