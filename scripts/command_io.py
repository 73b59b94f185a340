"""What the verbs that act have in common: fields from the command line, receipts, refusals."""

import asyncio
import json
from collections.abc import Awaitable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import typer
from pydantic import BaseModel, TypeAdapter, ValidationError
from temporalio.client import RPCTimeoutOrCancelledError, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from models.kernel import plain_json
from models.kernel.clock import CHINA
from models.kernel.errors import NotFound, Refused, Unreachable
from models.kernel.language import Language
from models.kernel.message import Command
from models.process.available_commands import variants
from scripts import console
from scripts.acting import texts
from scripts.texts.errors import DOES_NOT_RUN, NO_RECEIPT, REFUSAL, REFUSES
from scripts.texts.misfits import misfit

PATIENCE_S = 30
"""How long to wait for the receipt; a workflow answers in milliseconds when a tracker runs."""

_FAULTS = {"missing": texts.MISSING, "extra_forbidden": texts.NO_SUCH_FIELD}

C = TypeVar("C", bound=Command)
R = TypeVar("R")


def fields(given: str) -> dict[str, Any]:
    """The fields of a verb, from JSON or from a file that is named after @."""
    try:
        text = Path(given[1:]).read_text(encoding="utf-8") if given.startswith("@") else given
        fields = plain_json.loads(text) if text else {}
    except OSError as error:
        wrong = texts.CANNOT_READ.of(file=given[1:], why=error.strerror)
        raise typer.BadParameter(console.say(wrong)) from error
    except ValueError as error:
        wrong = texts.NOT_JSON.of(given=given, why=error)
        raise typer.BadParameter(console.say(wrong)) from error
    if not isinstance(fields, dict):
        raise typer.BadParameter(console.say(texts.NO_OBJECT.of(example='{"reason": "…"}')))
    return fields


def in_chinese_time(command: C) -> C:
    """A time without a zone is meant in China."""
    naive = {
        name: value.replace(tzinfo=CHINA)
        for name, value in command
        if isinstance(value, datetime) and value.tzinfo is None
    }
    return command.model_copy(update=naive)


def explain(kind: type[Command], error: ValidationError, usage: str) -> None:
    """What is wrong field by field, what the verb takes, and an example after `usage`."""
    screen = console.screen(stderr=True)
    for each in error.errors():
        where = ".".join(map(str, each["loc"]))
        unfit = texts.UNFIT.of(why=misfit(each), value=repr(each["input"]))
        what = _FAULTS.get(each["type"], unfit)
        screen.print(console.plain(texts.FAULT.of(field=where, what=what)))
    drawn = console.table(texts.FIELD, "", texts.FORM)
    for name, need, form in takes(kind):
        drawn.add_row(name, need, console.plain(form))
    for name, need, form in _parts(kind, error):
        drawn.add_row(name, need, console.plain(form))
    title = texts.TITLED.of(verb=kind.verb, label=kind.label)
    screen.print(console.section(title, drawn))
    shown = json.dumps(kind.sample(), ensure_ascii=False)
    screen.print(console.plain(f"\n{usage} {kind.verb} '{shown}'"), soft_wrap=True)


def takes(kind: type[BaseModel]) -> Iterator[tuple[str, str, str]]:
    """Every field of a command: its name, whether it is required, what it takes."""
    schema = TypeAdapter(kind).json_schema()
    named = schema.get("$defs", {})
    for name, field in schema["properties"].items():
        needed = name in schema.get("required", ()) and name != "officer"
        need = console.say(texts.REQUIRED if needed else texts.OPTIONAL)
        yield name, need, _form(field, named)


def _parts(kind: type[Command], error: ValidationError) -> Iterator[tuple[str, str, str]]:
    """The fields of the kind of value that was meant, where a field holds one of several kinds."""
    meant = {(str(e["loc"][0]), str(e["loc"][1])) for e in error.errors() if len(e["loc"]) > 1}
    for name, tag in sorted(meant):
        found = kind.model_fields.get(name)
        inner = variants(found.annotation).get(tag) if found is not None else None
        for part, need, form in takes(inner) if inner is not None else ():
            if part != "type":
                yield f"{name}.{part}", need, form


def _form(field: dict[str, Any], named: dict[str, Any]) -> str:
    """The values of a JSON schema in words."""
    if "$ref" in field:
        field = named[field["$ref"].rpartition("/")[2]]
    if "oneOf" in field:
        kinds = ", ".join(sorted(field["discriminator"]["mapping"]))
        return f"{{type: one of {kinds}; …}}, with the fields of that type"
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
