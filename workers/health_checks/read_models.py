"""Whether the read models show what is recorded, and somebody keeps them up."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from ledger.connection import unavailable
from models.health.findings import Fault, Finding
from projections.catalogue import PROJECTIONS
from workers.recovery.stream_heads import HeadsDatabase

BEHIND = timedelta(minutes=1)
"""A read model follows within a second."""
_LOOKS = 4
_PAUSE_S = 1.0
"""Whoever has lost its connection leads again within two."""

# Who keeps a read model up holds the advisory lock of its name (projections/checkpoints.py). It is
# behind since the first event after its checkpoint was recorded.
STANDING = """
    with wanted as (select unnest($1::text[]) as name),
    keys as (select name, hashtextextended('projections.' || name, 0) as key from wanted)
    select keys.name, c.position, c.error, c.updated_at, waits.recorded_at as since,
      exists (
        select from pg_locks l
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1
          and l.database = (select oid from pg_database where datname = current_database())
          and l.classid = (keys.key >> 32 & 4294967295)::oid
          and l.objid = (keys.key & 4294967295)::oid
      ) as kept
    from keys
    left join projections.checkpoints c on c.name = keys.name
    left join lateral (
      select recorded_at from ledger.events e
      where e.position > coalesce(c.position, 0) order by e.position limit 1
    ) waits on true
    order by keys.name
"""


class ReadModels:
    """Looks at every read model that this release has."""

    def __init__(self, database: HeadsDatabase, behind: timedelta = BEHIND) -> None:
        self._database, self._behind = database, behind
        self._names = [projection.name for projection in PROJECTIONS]

    async def standing(self) -> list[Finding]:
        """Those that stand still, and those that nobody keeps up; looked at again, if any."""
        found = await self._found()
        for _ in range(_LOOKS - 1):
            if not any(one.fault is Fault.READ_MODEL_LEFT for one in found):
                break
            await asyncio.sleep(_PAUSE_S)
            found = await self._found()
        return found

    async def _found(self) -> list[Finding]:
        with unavailable():
            rows: Sequence[Any] = await self._database.fetch(STANDING, self._names)
        found = (_judged(row, datetime.now(UTC) - self._behind) for row in rows)
        return [one for one in found if one is not None]


def _judged(row: Mapping[str, Any], shown: datetime) -> Finding | None:
    """A fault, if there is one; what was recorded before `shown` must be seen by now."""
    if row["error"]:
        stands = Fault.READ_MODEL_STANDS
        return Finding(fault=stands, subject=row["name"], since=row["updated_at"], why=row["error"])
    if not row["kept"]:
        since = row["since"] or row["updated_at"]
        return Finding(fault=Fault.READ_MODEL_LEFT, subject=row["name"], since=since)
    if row["since"] is not None and row["since"] < shown:
        why = f"position {row['position']}"
        return Finding(
            fault=Fault.READ_MODEL_STANDS, subject=row["name"], since=row["since"], why=why
        )
    return None
