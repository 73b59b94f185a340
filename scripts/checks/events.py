"""Keeps docs/events.md equal to the catalogue of events in `models/events.py`.

`python -m scripts.checks.events` says whether it is; with `--write` it makes it so.
"""

import inspect
import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import get_args

from pydantic.fields import FieldInfo

from models import events

FILE = Path(__file__).parents[2] / "docs" / "events.md"
HEAD = """\
# Events

Generated from `models/events.py` by `python -m scripts.checks.events --write`.
What the ledger records, in the order of the process; a field without a default is always there.
"""
_MODULES = re.compile(r"\b(?:\w+\.)+(?=\w)")


def document() -> str:
    """The whole text of docs/events.md."""
    catalogue = list(_catalogue(events.Body))
    return "\n".join((HEAD, *map(_section, catalogue), _terms(catalogue)))


def _catalogue(body: type[events.Body]) -> Iterator[type[events.Body]]:
    """Every event that can be recorded: those with a type of their own."""
    found = [] if body.model_fields["type"].is_required() else [body]
    every = found + [event for child in body.__subclasses__() for event in _catalogue(child)]
    yield from sorted(every, key=_line) if body is events.Body else every


def _line(event: type[events.Body]) -> int:
    return inspect.getsourcelines(event)[1]


def _section(event: type[events.Body]) -> str:
    fields = {name: field for name, field in event.model_fields.items() if name != "type"}
    rows = "".join(f"| `{name}` | {_shape(field)} |\n" for name, field in fields.items())
    table = f"\n| field | value |\n|---|---|\n{rows}" if rows else ""
    version = "" if event.schema_version == 1 else f" (schema {event.schema_version})"
    name = event.model_fields["type"].default
    return f"## {name}{version}\n\n{inspect.getdoc(event)}\n{table}"


def _shape(field: FieldInfo) -> str:
    shape = _MODULES.sub("", inspect.formatannotation(field.annotation)).replace("|", "\\|")
    default = "" if field.is_required() else f", default `{field.get_default()!s}`"
    return f"{shape}{default}"


def _terms(catalogue: list[type[events.Body]]) -> str:
    fields = [field for event in catalogue for field in event.model_fields.values()]
    terms = {term for field in fields for term in _enums(field.annotation)}
    rows = "".join(
        f"| {term.__name__} | {', '.join(term)} |\n"
        for term in sorted(terms, key=lambda term: term.__name__)
    )
    return f"## Terms\n\n| term | values |\n|---|---|\n{rows}"


def _enums(annotation: object) -> Iterator[type[StrEnum]]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield annotation
    for part in get_args(annotation):
        yield from _enums(part)


def main(arguments: list[str]) -> int:
    """Write the document, or say whether it is up to date (0) or not (1)."""
    text = document()
    if "--write" in arguments:
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(text)
        return 0
    if FILE.exists() and FILE.read_text() == text:
        return 0
    print(f"{FILE.name} is out of date: run python -m scripts.checks.events --write")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
