"""One table of the tables of all matters."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key")
Row = TypeVar("Row")


def joined(tables: Iterable[Mapping[Key, Row]]) -> dict[Key, Row]:
    """The rows of all tables; each key belongs to one matter, or one would hide the other.

    Raises:
        ValueError: two matters have a row for the same key.
    """
    whole: dict[Key, Row] = {}
    for table in tables:
        if twice := whole.keys() & table.keys():
            raise ValueError(f"more than one matter has a row for {sorted(map(str, twice))}")
        whole.update(table)
    return whole
