"""Parses JSON strictly: no doubled name, no number cut short.

What `json` reads in silence is refused here: a name that stands twice, `NaN`, a nest without end.
"""

import json
import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NoReturn

DEEPEST = 32
"""Ours are four deep; beyond some hundreds, readers of other make give up or fall over."""


def loads(text: str | bytes) -> Any:  # noqa: ANN401 - any JSON value; the models say which
    """The value; a number that has more digits than a double carries stays text.

    Raises:
        ValueError: no JSON, a name twice in one object, a number beyond any, or too deep.
    """
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_number
        )
    except RecursionError:
        raise _too_deep() from None
    _require_shallow(value)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name {twice[:40]!r} stands twice in one object: give it once")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number: leave it out")


def _number(text: str) -> float | str:
    value = float(text)
    if math.isinf(value):
        raise ValueError(f"{text[:40]} is beyond any number")
    return value if Decimal(repr(value)) == Decimal(text) else text


def _require_shallow(value: object) -> None:
    level = [value]
    for _ in range(DEEPEST):
        level = [part for each in level for part in _parts(each)]
        if not level:
            return
    raise _too_deep()


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _too_deep() -> ValueError:
    return ValueError(f"it is more than {DEEPEST} levels deep: send flat JSON")
