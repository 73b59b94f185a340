"""Writes the rows of consignments: the old ones go, the new ones come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from models.identity import tracking_no_of
from projections.consignments import Consignment
from projections.projection import Projection

if TYPE_CHECKING:
    import asyncpg

    from projections.checkpoints import Connection as Borrowed

    Connection: TypeAlias = "asyncpg.Connection | Borrowed"


def as_json(projection: Projection, consignments: Iterable[Consignment]) -> list[dict[str, object]]:
    """All rows of some consignments, as the insert statement takes them."""
    return [
        row.model_dump(mode="json")
        for consignment in consignments
        for row in projection.rows(consignment)
    ]


async def write_rows(
    connection: Connection, projection: Projection, touched: Mapping[str, Consignment]
) -> None:
    """Replace the rows of these consignments (by stream), in the caller's transaction."""
    rows = as_json(projection, touched.values())
    await connection.execute(projection.delete, list(map(tracking_no_of, touched)))
    await connection.execute(projection.insert, rows)
