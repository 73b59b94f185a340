"""What the verbs that act have in common: fields from the command line, receipts, refusals."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from pydantic import TypeAdapter, ValidationError

from models import plain_json
from models.calendar import CHINA
from models.errors import NotFound, Refused, Unreachable
from models.language import Language
from models.messages import Command
from scripts import console
from scripts.acting import words
from scripts.wording.errors import DOES_NOT_RUN, NO_RECEIPT, REFUSAL, REFUSES

if TYPE_CHECKING:
    from temporalio.exceptions import ApplicationError

PATIENCE_S = 30
"""How long to wait for the receipt; a workflow answers in milliseconds when a tracker runs."""

_FAULTS = {"missing": words.MISSING, "extra_forbidden": words.NO_SUCH_FIELD}

C = TypeVar("C", bound=Command)
R = TypeVar("R")


def fields(given: str) -> dict[str, Any]:
    """The fields of a verb, from JSON or from a file that is named after @."""
    try:
        text = Path(given[1:]).read_text(encoding="utf-8") if given.startswith("@") else given
        fields = plain_json.loads(text) if text else {}
    except OSError as error:
        wrong = words.CANNOT_READ.of(file=given[1:], why=error.strerror)
        raise typer.BadParameter(console.say(wrong)) from error
    except ValueError as error:
        wrong = words.NOT_JSON.of(given=given, why=error)
        raise typer.BadParameter(console.say(wrong)) from error
    if not isinstance(fields, dict):
        raise typer.BadParameter(console.say(words.NO_OBJECT.of(example='{"reason": "…"}')))
    return fields


def in_chinese_time(command: C) -> C:
    """A time without a zone is meant in China."""
    naive = {
        name: value.replace(tzinfo=CHINA)
        for name, value in command
        if isinstance(value, datetime) and value.tzinfo is None
    }
    return command.model_copy(update=naive)


def explain(
    kind: type[Command], error: ValidationError, usage: str, example: Mapping[str, Any]
) -> None:
    """What is wrong field by field, what the verb takes, and an example after `usage`."""
    screen = console.screen(stderr=True)
    for each in error.errors():
        where = ".".join(map(str, each["loc"]))
        unfit = words.UNFIT.of(why=each["msg"], value=repr(each["input"]))
        what = _FAULTS.get(each["type"], unfit)
        screen.print(console.plain(words.FAULT.of(field=where, what=what)))
    drawn = console.table(words.FIELD, "", words.FORM)
    for name, need, form in takes(kind):
        drawn.add_row(name, need, console.plain(form))
    title = f"{kind.verb}: {kind.__doc__}"
    screen.print(console.section(title, drawn))
    shown = json.dumps(example, ensure_ascii=False)
    screen.print(console.plain(f"\n{usage} {kind.verb} '{shown}'"), soft_wrap=True)


def takes(kind: type[Command]) -> Iterator[tuple[str, str, str]]:
    """Every field of a command: its name, whether it is required, what it takes."""
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


async def send(update: Awaitable[R], who: str, verb: str, look: str) -> R:
    """The receipt of an Update.

    Raises:
        Refused: the rules do not allow it.
        NotFound: nothing runs under that number.
        Unreachable: no answer in time; `look` is the command to look with before acting again.
    """
    # The Temporal SDK takes longer to load than most mistakes take to find.
    from temporalio.client import (  # noqa: PLC0415
        RPCTimeoutOrCancelledError,
        WorkflowUpdateFailedError,
    )
    from temporalio.exceptions import ApplicationError  # noqa: PLC0415
    from temporalio.service import RPCError, RPCStatusCode  # noqa: PLC0415

    try:
        async with asyncio.timeout(PATIENCE_S):
            return await update
    except WorkflowUpdateFailedError as error:
        cause = error.cause
        reason = _told(cause) if isinstance(cause, ApplicationError) else cause
        raise Refused(REFUSES, name=who, what=REFUSAL, verb=verb, reason=reason) from error
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        raise NotFound(DOES_NOT_RUN, name=who) from error
    except (TimeoutError, RPCTimeoutOrCancelledError) as error:
        # The SDK makes its own error of the cancellation by which the time-out ends it.
        raise Unreachable(NO_RECEIPT, name=who, seconds=PATIENCE_S, look=look) from error


def _told(refusal: ApplicationError) -> str:
    """In the language of whoever asks; a refusal of another kind as it is."""
    said = dict(zip((Language.ZH, Language.EN), map(str, refusal.details), strict=False))
    return said.get(console.language(), str(refusal.message))
