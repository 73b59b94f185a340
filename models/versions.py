"""The shipped versions of the rulebook as plain data, each completed from the one it is based on.

A version states all of the rules, or only how it differs from another version (`based_on`): rows
take the place of those with the same key, `without` leaves out the rows with these keys, anything
else that it states takes the place of the whole table. That may be a later version as well: the
one we work with is written out, its predecessors say what was otherwise before it.
"""

import json
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeAlias

from pydantic import JsonValue

from models.errors import UnknownRulebook
from models.labels.errors import NO_RULEBOOK

_FILE = re.compile(r"(\d{4}-\d{2})\.json")
_KEYS = {
    "limits": "parameter",
    "nonconformances": "code",
    "violations": "code",
    "deadlines": "id",
    "emergencies": "danger",
    "triage": "code",
    "consequences": "topic",
}

Document: TypeAlias = dict[str, JsonValue]
Without: TypeAlias = dict[str, list[str]]


@cache
def versions() -> tuple[str, ...]:
    """The released versions, oldest first."""
    found = (_FILE.fullmatch(path.name) for path in folder().iterdir())
    return tuple(sorted(name[1] for name in found if name))


def document(version: str) -> Document:
    """All that a version says.

    Raises:
        UnknownRulebook: when that version is not shipped.
    """
    if version not in versions():
        raise UnknownRulebook(NO_RULEBOOK, version=version, shipped=", ".join(versions()))
    stated = json.loads((folder() / f"{version}.json").read_bytes())
    without, based_on = stated.pop("without", {}), stated.pop("based_on", None)
    return stated if based_on is None else _completed(document(based_on), stated, without)


def folder() -> Traversable:
    """Where the data lies."""
    return files("models") / "rulebooks"


def _completed(base: Document, stated: Document, without: Without) -> Document:
    """The rules of the base, as far as the version does not say otherwise."""
    kept = {name: _left(name, table, without.get(name, [])) for name, table in base.items()}
    return kept | {name: _merged(name, kept.get(name), table) for name, table in stated.items()}


def _left(name: str, table: JsonValue, without: list[str]) -> JsonValue:
    """A table without the rows that have these keys."""
    if isinstance(table, dict):
        return {key: value for key, value in table.items() if key not in without}
    if isinstance(table, list) and name in _KEYS:
        return [row for row in table if _key(name, row) not in without]
    return table


def _merged(name: str, base: JsonValue, table: JsonValue) -> JsonValue:
    if isinstance(table, dict) and isinstance(base, dict):
        return base | table
    if isinstance(table, list) and name in _KEYS:
        kept = _left(name, base, [_key(name, row) for row in table])
        return [*kept, *table] if isinstance(kept, list) else table
    return table


def _key(name: str, row: JsonValue) -> str:
    return str(row[_KEYS[name]]) if isinstance(row, dict) else ""
