"""`guomen act`: tell a consignment, or many at once, what an officer decides."""

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import Annotated

import typer

from models.execution.workflow_io import Receipt
from models.kernel.errors import NotFound
from models.kernel.language import listed
from models.kernel.message import Command
from models.process.event_registry import event_name
from models.process.messages import COMMANDS
from models.texts import PARTIES, STAGES
from projections.horizon import state_of
from scripts import command_io, connection, console, stack_records, temporal_connection
from scripts.acting import target
from scripts.acting.batch_command import BatchCommand, act_on_many
from scripts.acting.command_builder import CommandBuilder, Giver
from scripts.acting.interactive import Said
from scripts.acting.officer_resolution import As, Role
from scripts.acting.options import DryRun, Given, Json, Verb, Yes
from scripts.acting.target import CommandTarget
from scripts.connection import DataFolder
from scripts.texts import headings as h
from scripts.texts import messages as m
from scripts.texts.errors import NOTHING_RECORDED
from workers.consignment_client import consignment
from workers.settings import Settings

_Id = Annotated[
    str, typer.Argument(metavar="[ID]", help="Tracking, unified, declaration, bill or box number.")
]
_Query = Annotated[
    str | None,
    typer.Option(
        "--query",
        metavar="FILTER",
        help="Many at once: a list filter of the Temporal UI, and no ID.",
    ),
]
_Batch = Annotated[
    str | None, typer.Option("--batch", metavar="ID", help="Go on with an interrupted --query.")
]


_DESK = CommandBuilder(COMMANDS, "guomen act ID")


def act(  # noqa: PLR0913 - every option has a default
    number: _Id = "",
    verb: Verb = "",
    given: Given = "",
    *,
    query: _Query = None,
    batch: _Batch = None,
    as_: As = None,
    role: Role = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
    data: DataFolder = None,
) -> int:
    """Act as an officer: send a command to a consignment, print its receipt or its refusal.

    Without a VERB it asks: what may be done now, its fields one by one, whether to send it. With
    --query the command goes to every running consignment that the filter finds.
    """
    if query is not None:
        order = BatchCommand(query, batch, dry_run=dry_run, yes=yes, as_json=as_json)
        return act_on_many(order, (number, verb, given), as_, role, data)
    if batch is not None:
        raise typer.BadParameter("--batch goes with --query")
    if not number:
        raise typer.BadParameter("name a consignment, or a --query: see `guomen list`")
    said = Said(verb, command_io.fields(given), dry_run=dry_run, yes=yes, as_json=as_json)
    _DESK.read(said)
    settings = connection.settings_of(data)
    command = _DESK.prepare(said, Giver(as_, role), settings, partial(_target, number))
    if command is None:
        return 0
    receipt = asyncio.run(_send(number, command, settings))
    if as_json:
        console.print_json(console.dumped(receipt))
    else:
        console.screen().print(console.facts(_said(receipt)))
    return 0


async def _target(number: str, settings: Settings) -> CommandTarget:
    async with stack_records.opened(settings) as records:
        events = await records.events(await records.find(number))
    state = state_of(events)
    if state is None:
        raise NotFound(NOTHING_RECORDED, number=number)
    return target.consignment(state, target.moment(events))


async def _send(number: str, command: Command, settings: Settings) -> Receipt:
    async with stack_records.opened(settings) as records:
        tracking_no = await records.find(number)
    client = await temporal_connection.opened(settings)
    update = consignment(client, tracking_no).execute_update(
        command.verb, command, result_type=Receipt
    )
    look = f"guomen timeline {tracking_no}"
    receipt: Receipt = await command_io.send(update, tracking_no, command.verb, look)
    return receipt


def _said(receipt: Receipt) -> Iterator[tuple[console.Words, console.Words]]:
    kinds = dict.fromkeys(receipt.recorded)
    yield m.RECORDED, listed(map(event_name, kinds), otherwise=m.NOTHING_NEW)
    yield h.STAGE, STAGES[receipt.stage]
    yield h.MUST_ACT, PARTIES[receipt.must_act] if receipt.must_act else m.NOBODY
    yield h.NEXT_DUE, console.local(receipt.next_due) or m.NOTHING
