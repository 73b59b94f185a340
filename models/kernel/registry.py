"""Joins the tables of all matters into one table."""

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
            raise ValueError(f"there is more than one row for {sorted(map(str, twice))}")
        whole.update(table)
    return whole


def gathered(tables: Iterable[Mapping[Key, Row]]) -> dict[Key, tuple[Row, ...]]:
    """The rows of all tables by key, in the order of the tables: several matters may have one."""
    whole: dict[Key, tuple[Row, ...]] = {}
    for table in tables:
        for key, row in table.items():
            whole[key] = (*whole.get(key, ()), row)
    return whole
