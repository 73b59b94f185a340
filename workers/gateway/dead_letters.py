"""Lists, retries and discards undeliverable messages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ledger.connection import unavailable
from models.kernel.terms import System
from workers.gateway.letters import (
    ON_ALARMS,
    OWNER,
    UNSETTLED,
    Backlog,
    Intervention,
    MessageEntry,
    MessageStatus,
    StoredMessage,
)
from workers.recovery.stream_heads import HeadsDatabase

ENTRIES = """
    select number, system, message_id, digest, type, occurred_at, received_at, aliases, copies,
           consignment, status, attempts, last_error, delivered_at, next_try_at, danger, assigned
    from gateway.messages
    where status = any ($1) and ($2::text is null or system = $2)
    order by number
    limit $3
"""

LETTER = "select * from gateway.messages where number = $1"

INTERVENTIONS = "select * from gateway.interventions where message = $1 order by at"

BACKLOG = """
    select status, danger is not distinct from 'alarm' as alarms, count(*) as messages,
           min(received_at) as since
    from gateway.messages
    where status in ('parked', 'failed', 'dead')
    group by status, alarms
    order by alarms desc, status
"""

LAST_HEARD = """
    select wanted.system, m.received_at
    from unnest($1::text[]) as wanted (system)
    cross join lateral (
      select received_at
      from gateway.messages
      where system = wanted.system
      order by received_at desc
      limit 1
    ) m
"""

RETRY = """
    with again as (
      update gateway.messages
      set status = case when status = 'discarded' then 'dead' else status end,
          next_try_at = clock_timestamp(), attempts = 0
      where number = any ($1) and status <> 'delivered'
      returning number
    )
    insert into gateway.interventions (message, action, officer, reason)
    select number, 'retried', $2, $3 from again
    returning message
"""

ATTACH = """
    with given as (
      update gateway.messages
      set assigned = $4, assigned_box = $5, next_try_at = clock_timestamp(), attempts = 0,
          status = case when status = 'discarded' then 'dead' else status end
      where number = $1 and status <> 'delivered'
      returning number
    )
    insert into gateway.interventions (message, action, officer, reason)
    select number, 'attached', $2, $3 from given
    returning message
"""

DISCARD = """
    with gone as (
      update gateway.messages
      set status = 'discarded', next_try_at = null
      where number = any ($1) and status in ('parked', 'failed', 'dead')
      returning number
    )
    insert into gateway.interventions (message, action, officer, reason)
    select number, 'discarded', $2, $3 from gone
    returning message
"""


async def listed(
    database: HeadsDatabase,
    statuses: Sequence[MessageStatus] = UNSETTLED,
    *,
    system: System | None = None,
    limit: int = 1000,
) -> list[MessageEntry]:
    """Messages of these statuses in order of arrival.

    Raises:
        LedgerUnavailable: the database is silent; so does every function here.
    """
    rows = await _fetch(database, ENTRIES, list(statuses), system, limit)
    return [MessageEntry(**dict(row)) for row in rows]


async def letter(database: HeadsDatabase, number: int) -> StoredMessage | None:
    """One message as it came; None when there is none of that number."""
    rows = await _fetch(database, LETTER, number)
    if not rows:
        return None
    done = await _fetch(database, INTERVENTIONS, number)
    return StoredMessage(
        **dict(rows[0]), interventions=[Intervention(**dict(each)) for each in done]
    )


async def backlog(database: HeadsDatabase) -> list[Backlog]:
    """How many messages wait, by status."""
    rows = await _fetch(database, BACKLOG)
    return [Backlog(**dict(row), must_act=ON_ALARMS if row["alarms"] else OWNER) for row in rows]


async def last_heard(database: HeadsDatabase) -> dict[System, datetime | None]:
    """When each system was last heard from; None for one that never said anything."""
    rows = {
        row["system"]: row["received_at"]
        for row in await _fetch(database, LAST_HEARD, list(System))
    }
    return {system: rows.get(system) for system in System}


async def retry(
    database: HeadsDatabase, numbers: Sequence[int], officer: str, reason: str
) -> list[int]:
    """Let messages be tried at once, also discarded ones; the numbers of those that will be."""
    rows = await _fetch(database, RETRY, list(numbers), officer, reason)
    return sorted(row["message"] for row in rows)


async def discard(
    database: HeadsDatabase, numbers: Sequence[int], officer: str, reason: str
) -> list[int]:
    """Deliver these never; the numbers of those that waited. They stay stored."""
    rows = await _fetch(database, DISCARD, list(numbers), officer, reason)
    return sorted(row["message"] for row in rows)


async def attach(  # noqa: PLR0913, PLR0917 - what an officer says of a message
    database: HeadsDatabase,
    number: int,
    consignment: str,
    box: str | None,
    officer: str,
    reason: str,
) -> bool:
    """Say whose a message is, and which box it means; False if none of that number waits."""
    return bool(await _fetch(database, ATTACH, number, officer, reason, consignment, box))


async def _fetch(database: HeadsDatabase, query: str, *arguments: object) -> Sequence[Any]:
    with unavailable():
        return await database.fetch(query, *arguments)
