"""How far a projection has come: read, moved by compare-and-set, marked with what stopped it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from asyncpg import Record
from asyncpg.pool import PoolConnectionProxy

from projections.errors import CheckpointMoved, UnreadableStream
from projections.locks import TRY_TO_LEAD

Connection: TypeAlias = "PoolConnectionProxy[Record]"

CREATE = "insert into projections.checkpoints (name) values ($1) on conflict (name) do nothing"

READ = "select position from projections.checkpoints where name = $1"

# What is passed over stays in sight for as long as it is.
PASSED_OVER = """(
      select string_agg('passed over: ' || why, '; ' order by position)
      from projections.unreadable where projection = $1
    )"""

UNREADABLE = """
    select stream_id, position, why from projections.unreadable where projection = $1
"""

LEAVE_OUT = """
    insert into projections.unreadable (projection, stream_id, position, why)
    select $1, * from unnest($2::text[], $3::bigint[], $4::text[])
"""

READ_AGAIN = """
    with gone as (
      delete from projections.unreadable where projection = $1 and stream_id = $2
    )
    update projections.checkpoints
    set error = (
      select string_agg('passed over: ' || why, '; ' order by position)
      from projections.unreadable where projection = $1 and stream_id <> $2
    )
    where name = $1
"""

ADVANCE = f"""
    update projections.checkpoints
    set position = $3, updated_at = clock_timestamp(), error = {PASSED_OVER}
    where name = $1 and position = $2
    returning position
"""  # noqa: S608 - our own statement

NOTE_ERROR = """
    update projections.checkpoints
    set error = $2, updated_at = clock_timestamp()
    where name = $1 and error is distinct from $2
    returning name
"""


class Checkpoint:
    """The checkpoint of one projection, over the connection that also writes its rows."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._name = name

    async def lead(self) -> bool:
        """Become the one runner of this projection, as long as the connection lives."""
        leads: bool = await self._connection.fetchval(TRY_TO_LEAD, self._name)
        if leads:
            await self._connection.execute(CREATE, self._name)
        return leads

    async def position(self) -> int:
        """The position of the last event whose rows are written; 0 at the beginning."""
        position: int = await self._connection.fetchval(READ, self._name)
        return position

    async def unreadable(self) -> dict[str, UnreadableStream]:
        """The streams that are passed over, by their names."""
        rows = await self._connection.fetch(UNREADABLE, self._name)
        return {row["stream_id"]: UnreadableStream(*row) for row in rows}

    async def pass_over(self, found: Iterable[UnreadableStream]) -> None:
        """Remember what cannot be read, in the transaction that writes the rows of the others."""
        if columns := list(zip(*found, strict=True)):
            await self._connection.execute(LEAVE_OUT, self._name, *map(list, columns))

    async def read_again(self, stream: str) -> None:
        """A stream that was passed over can be read now."""
        await self._connection.execute(READ_AGAIN, self._name, stream)

    async def advance(self, before: int, after: int) -> None:
        """Move on, in the transaction that writes the rows.

        Raises:
            Overtaken: it does not stand where the caller read on from.
        """
        if await self._connection.fetchval(ADVANCE, self._name, before, after) is None:
            raise CheckpointMoved(
                f"the checkpoint {self._name} is no longer at {before}; nothing was written, "
                "read on from where it stands now"
            )

    async def note(self, error: str) -> bool:
        """Show what stops the projection; `advance` takes it away. True when it is news."""
        return await self._connection.fetchval(NOTE_ERROR, self._name, error) is not None
