"""Reads a body as one JSON object that nobody can read in two ways, nor choke on."""

import json
import math
from collections import Counter
from collections.abc import Iterator
from typing import NoReturn

from pydantic import JsonValue

from workers.refusals import NotReadable

DEEPEST = 32
"""How many levels of lists and objects a message may have; the real ones have four."""

_OBJECT = "send one JSON object"


def parsed(text: str) -> dict[str, JsonValue]:
    """The object that a text says.

    Raises:
        NotReadable: no JSON, no object, a name that stands twice, a number beyond any, nested too
            deep.
    """
    try:
        message = json.loads(
            text, parse_constant=_not_json, parse_float=_finite, object_pairs_hook=_once_each
        )
    except (ValueError, RecursionError) as error:
        raise NotReadable(f"the body is not JSON ({error})", _OBJECT) from error
    if not isinstance(message, dict):
        raise NotReadable(f"the body is a JSON {type(message).__name__}", _OBJECT)
    _require_shallow(message)
    return message


def _require_shallow(message: JsonValue) -> None:
    level: list[JsonValue] = [message]
    for _ in range(DEEPEST):
        level = [inner for value in level for inner in _within(value)]
    if level:
        raise NotReadable(f"the body is nested deeper than {DEEPEST} levels", "send a flat object")


def _within(value: JsonValue) -> Iterator[JsonValue]:
    match value:
        case dict():
            yield from value.values()
        case list():
            yield from value
        case _:
            pass


def _once_each(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    read = dict(pairs)
    if len(read) < len(pairs):
        ((twice, _),) = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"the name {twice!r:.80} stands twice in one object")
    return read


def _finite(number: str) -> float:
    if math.isinf(value := float(number)):
        raise ValueError(f"{number:.40} is beyond any number")
    return value


def _not_json(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")
