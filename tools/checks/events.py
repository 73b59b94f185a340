"""Keeps docs/events.md equal to the catalogue of events (`models/process/event_registry.py`).

`python -m tools.checks.events` says whether it is; with `--write` it makes it so.
"""

import inspect
import re
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import get_args

from pydantic.fields import FieldInfo

from models.kernel.event_body import Body
from models.process.event_registry import BODIES
from tools.documents import generated_file, matters

FILE = Path(__file__).parents[2] / "docs" / "events.md"
HEAD = """\
# Events

Generated from the catalogue of events by `python -m tools.checks.events --write`.
What the ledger records, matter by matter; a field without a default is always there.
[process.md](process.md) says which deadlines each event starts and stops.
"""
_MODULES = re.compile(r"\b(?:\w+\.)+(?=\w)")


def document() -> str:
    """The whole text of docs/events.md."""
    parts = [
        "\n".join((f"## {matters.title(matter)}\n", *map(_section, kinds)))
        for matter, kinds in matters.grouped(BODIES)
    ]
    return "\n".join((HEAD, *parts, _terms(BODIES)))


def _section(event: type[Body]) -> str:
    fields = {name: field for name, field in event.model_fields.items() if name != "type"}
    rows = "".join(f"| `{name}` | {_shape(field)} |\n" for name, field in fields.items())
    table = f"\n| field | value |\n|---|---|\n{rows}" if rows else ""
    version = "" if event.schema_version == 1 else f" Schema {event.schema_version}."
    name = event.model_fields["type"].default
    return f"### {name}\n\n{inspect.getdoc(event)}{version}\n{table}"


def _shape(field: FieldInfo) -> str:
    shape = _MODULES.sub("", inspect.formatannotation(field.annotation)).replace("|", "\\|")
    default = "" if field.is_required() else f", default `{field.get_default()!s}`"
    return f"{shape}{default}"


def _terms(catalogue: Sequence[type[Body]]) -> str:
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
    return generated_file.keep(FILE, lambda _: document(), "events", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
