"""The shipped versions of the rulebook as plain data, each completed from the one it is based on.

The folder of a version holds one file a table, and the single values in `version.json`. A version
states all of the rules, or only how it differs from another version (`based_on`): rows take the
place of those with the same key, `without` leaves out the rows with these keys, anything else that
it states takes the place of the whole table. That may be a later version as well: the one we work
with is written out, its predecessors say what was otherwise before it.
"""

import json
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeAlias

from pydantic import JsonValue

from models.kernel.errors import UnknownRulebook
from models.texts.errors import NO_RULEBOOK

_VERSION = re.compile(r"\d{4}-\d{2}")
_SINGLE_VALUES = "version"
_KEYS = {
    "limits": "parameter",
    "nonconformances": "code",
    "violations": "code",
    "deadlines": "id",
    "emergencies": "danger",
    "triage": "code",
    "approvals": "verb",
    "consequences": "topic",
    "retractions": "fact",
}

Document: TypeAlias = dict[str, JsonValue]
Without: TypeAlias = dict[str, list[str]]


@cache
def versions() -> tuple[str, ...]:
    """The released versions, oldest first."""
    return tuple(sorted(path.name for path in folder().iterdir() if _VERSION.fullmatch(path.name)))


def stated(version: str) -> dict[str, Any]:
    """What the files of a version say themselves, by table."""
    data = [path for path in (folder() / version).iterdir() if path.name.endswith(".json")]
    tables = {path.name.removesuffix(".json"): json.loads(path.read_bytes()) for path in data}
    return {"version": version, **tables.pop(_SINGLE_VALUES), **tables}


def document(version: str) -> Document:
    """All that a version says.

    Raises:
        UnknownRulebook: when that version is not shipped.
    """
    if version not in versions():
        raise UnknownRulebook(NO_RULEBOOK, version=version, shipped=", ".join(versions()))
    tables = stated(version)
    without, based_on = tables.pop("without", {}), tables.pop("based_on", None)
    return tables if based_on is None else _completed(document(based_on), tables, without)


def folder() -> Traversable:
    """Where the data lies."""
    return files("models.rules") / "rulebooks"


def _completed(base: Document, tables: Document, without: Without) -> Document:
    """The rules of the base, as far as the version does not say otherwise."""
    kept = {name: _left(name, table, without.get(name, [])) for name, table in base.items()}
    return kept | {name: _merged(name, kept.get(name), table) for name, table in tables.items()}


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
