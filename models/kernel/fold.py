"""The rows of a fold: what an event of a type makes of a value."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

from models.kernel.event_body import Body
from models.kernel.registry import joined

B = TypeVar("B", bound=Body)
V = TypeVar("V")

Row = tuple[type[Body], Callable[[Any, V, datetime], V]]
Table = dict[type[Body], Callable[[Any, V, datetime], V]]


def on(event: type[B], change: Callable[[B, V, datetime], V]) -> Row[V]:
    """A row: the value after an event of that type, from its body, the value before and its time.

    The type checker compares all three here; in a table, bodies of many types are beside each
    other.
    """
    return event, change


def table(rows: Iterable[Row[V]]) -> Table[V]:
    """The rows by the type of their event.

    Raises:
        ValueError: two rows are about the same type.
    """
    return joined({event: change} for event, change in rows)
