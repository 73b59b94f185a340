"""`guomen act`: tell a consignment what an officer decides."""

from __future__ import annotations

import asyncio
import getpass
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import TypeAdapter, ValidationError

from models.calendar import CHINA
from models.errors import NotFound, Refused, UnknownVerb, Unreachable
from models.examples import EXAMPLES
from models.labels import PARTIES, STAGES
from models.messages import COMMANDS, Command
from scripts import connection, console
from scripts.connection import DataFolder

if TYPE_CHECKING:
    from temporalio.client import Client

    from models.start import Receipt

PATIENCE_S = 30
"""How long to wait for the receipt; a consignment answers in milliseconds when a tracker runs."""

_FAULTS = {"missing": "missing", "extra_forbidden": "no such field"}

_Id = Annotated[
    str, typer.Argument(metavar="ID", help="Tracking, unified, declaration, bill or box number.")
]
_Verb = Annotated[str, typer.Argument(help="What is to be done; an unknown verb lists them all.")]
_Given = Annotated[str, typer.Argument(metavar="[JSON or @FILE]", help="The fields of the verb.")]


def act(number: _Id, verb: _Verb, given: _Given = "", data: DataFolder = None) -> None:
    """Act as an officer: send a command to a consignment, print its receipt or its refusal."""
    kind = _kind(verb)
    try:
        command = kind.model_validate({"officer": getpass.getuser(), **_fields(given)})
    except ValidationError as error:
        _explain(kind, error)
        raise typer.Exit(console.MISUSED) from error
    receipt = asyncio.run(_send(number, _in_chinese_time(command), data))
    console.screen().print(console.facts(_said(receipt)))


def _kind(verb: str) -> type[Command]:
    kind = COMMANDS.get(verb.replace("-", "_"))
    if kind is None:
        raise UnknownVerb(f"there is no verb {verb!r}; there are: {', '.join(COMMANDS)}")
    return kind


def _fields(given: str) -> dict[str, Any]:
    try:
        text = Path(given[1:]).read_text(encoding="utf-8") if given.startswith("@") else given
        fields = json.loads(text) if text else {}
    except OSError as error:
        raise typer.BadParameter(f"cannot read {given[1:]}: {error.strerror}") from error
    except ValueError as error:
        raise typer.BadParameter(f"this is not JSON ({error}): {given}") from error
    if not isinstance(fields, dict):
        raise typer.BadParameter('the fields are a JSON object, such as {"reason": "…"}')
    return fields


def _in_chinese_time(command: Command) -> Command:
    naive = {
        name: value.replace(tzinfo=CHINA)
        for name, value in command
        if isinstance(value, datetime) and value.tzinfo is None
    }
    return command.model_copy(update=naive)


def _explain(kind: type[Command], error: ValidationError) -> None:
    """What is wrong field by field, and what the verb takes."""
    screen = console.screen(stderr=True)
    for each in error.errors():
        where = ".".join(map(str, each["loc"]))
        what = _FAULTS.get(each["type"]) or f"{each['msg']}, not {each['input']!r}"
        screen.print(console.plain(f"guomen: {where}: {what}"))
    drawn = console.table("field", "", "takes")
    for name, need, takes in _takes(kind):
        drawn.add_row(name, need, console.plain(takes))
    title = f"{kind.verb}: {kind.__doc__}"
    screen.print(console.section(title, drawn))
    example = json.dumps(EXAMPLES[kind.verb], ensure_ascii=False)
    screen.print(console.plain(f"\nguomen act ID {kind.verb} '{example}'"), soft_wrap=True)


def _takes(kind: type[Command]) -> Iterator[tuple[str, str, str]]:
    schema = TypeAdapter(kind).json_schema()
    named = schema.get("$defs", {})
    for name, field in schema["properties"].items():
        need = "required" if name in schema["required"] and name != "officer" else "optional"
        yield name, need, _form(field, named)


def _form(field: dict[str, Any], named: dict[str, Any]) -> str:
    """The values of a JSON schema in words."""
    if "$ref" in field:
        field = named[field["$ref"].rpartition("/")[2]]
    if "anyOf" in field:
        return " or ".join(_form(each, named) for each in field["anyOf"])
    if "enum" in field:
        return ", ".join(map(str, field["enum"]))
    if "properties" in field:
        inner = (f"{name}: {_form(each, named)}" for name, each in field["properties"].items())
        return f"{{{'; '.join(inner)}}}"
    if "items" in field:
        return f"list of {_form(field['items'], named)}"
    return str(field.get("format") or field.get("const") or field.get("type", "any value"))


async def _send(number: str, command: Command, data: Path | None) -> Receipt:
    settings = connection.settings_of(data)
    async with connection.records(settings) as records:
        tracking_no = await records.find(number)
    client = await connection.temporal(settings)
    return await _update(client, tracking_no, command)


async def _update(client: Client, tracking_no: str, command: Command) -> Receipt:
    # The Temporal SDK takes longer to load than most mistakes take to find.
    from temporalio.client import WorkflowUpdateFailedError  # noqa: PLC0415
    from temporalio.exceptions import ApplicationError  # noqa: PLC0415
    from temporalio.service import RPCError, RPCStatusCode  # noqa: PLC0415

    from models.start import Receipt  # noqa: PLC0415
    from workers.starting import consignment  # noqa: PLC0415

    handle = consignment(client, tracking_no)
    try:
        async with asyncio.timeout(PATIENCE_S):
            receipt: Receipt = await handle.execute_update(
                command.verb, command, result_type=Receipt
            )
    except WorkflowUpdateFailedError as error:
        cause = error.cause
        reason = cause.message if isinstance(cause, ApplicationError) else cause
        raise Refused(f"{tracking_no} refuses {command.verb}: {reason}") from error
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        raise NotFound(f"{tracking_no} does not run: it is closed, or was not imported") from error
    except TimeoutError as error:
        raise Unreachable(
            f"{tracking_no} did not answer in {PATIENCE_S} s: does a tracker run? Look with "
            f"`guomen timeline {tracking_no}` before you act again"
        ) from error
    return receipt


def _said(receipt: Receipt) -> Iterator[tuple[str, str]]:
    yield "recorded", ", ".join(receipt.recorded) or "nothing new"
    yield "stage", STAGES[receipt.stage]
    yield "must act", PARTIES[receipt.must_act] if receipt.must_act else "nobody"
    yield "next due", console.local(receipt.next_due) or "nothing"
