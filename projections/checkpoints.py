"""How far a projection has come: read, moved by compare-and-set, marked with what stopped it."""

from __future__ import annotations

from typing import TypeAlias

from asyncpg import Record
from asyncpg.pool import PoolConnectionProxy

from projections.errors import Overtaken
from projections.locks import TRY_TO_LEAD

Connection: TypeAlias = "PoolConnectionProxy[Record]"

CREATE = "insert into projections.checkpoints (name) values ($1) on conflict (name) do nothing"

READ = "select position from projections.checkpoints where name = $1"

ADVANCE = """
    update projections.checkpoints
    set position = $3, updated_at = clock_timestamp(), error = null
    where name = $1 and position = $2
    returning position
"""

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

    async def advance(self, before: int, after: int) -> None:
        """Move on, in the transaction that writes the rows.

        Raises:
            Overtaken: it does not stand where the caller read on from.
        """
        if await self._connection.fetchval(ADVANCE, self._name, before, after) is None:
            raise Overtaken(
                f"the checkpoint {self._name} is no longer at {before}; nothing was written, "
                "read on from where it stands now"
            )

    async def note(self, error: str) -> bool:
        """Show what stops the projection; `advance` takes it away. True when it is news."""
        return await self._connection.fetchval(NOTE_ERROR, self._name, error) is not None
