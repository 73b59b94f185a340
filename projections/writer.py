"""Writes the rows of consignments: the old ones go, the new ones come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from projections.projection import Projection

if TYPE_CHECKING:
    import asyncpg

    from projections.checkpoints import Connection as Borrowed

    Connection: TypeAlias = "asyncpg.Connection | Borrowed"


def as_json(projection: Projection, folded: Iterable[Any]) -> list[dict[str, object]]:
    """All rows of some consignments or enterprises, as the insert statement takes them."""
    return [row.model_dump(mode="json") for each in folded for row in projection.rows(each)]


async def write_rows(
    connection: Connection, projection: Projection, touched: Mapping[str, Any]
) -> None:
    """Replace the rows of what was touched (by stream), in the caller's transaction."""
    rows = as_json(projection, touched.values())
    await connection.execute(projection.delete, list(map(projection.subject.key, touched)))
    await connection.execute(projection.insert, rows)
