"""The gateway's store: every message as it came, and what has become of it."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict

from ledger.connection import unavailable
from models.intake import Intake
from models.terms import System
from workers import oversized

# Longer than one try takes: who dies in between leaves the message to the next who looks.
LEASE_SECONDS = 30.0
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 15.0


class Status(StrEnum):
    """What has become of a message.

    Parked: no consignment found, or the tracker is silent. Failed: the tracker broke on it. Both
    are tried again.
    """

    RECEIVED = "received"
    DELIVERED = "delivered"
    PARKED = "parked"
    FAILED = "failed"


class Key(NamedTuple):
    """One content under one id of one system."""

    system: System
    message_id: str
    digest: str


class Stored(NamedTuple):
    """A message as the store knows it after it came (again)."""

    key: Key
    status: Status
    consignment: str | None
    contradicts: bool


class Waiting(NamedTuple):
    """A message to be tried again."""

    key: Key
    raw: str


class Entry(BaseModel):
    """A message for operators to see; without its content, which names people and plates."""

    model_config = ConfigDict(frozen=True)

    number: int
    system: System
    message_id: str
    digest: str
    type: str
    occurred_at: datetime
    received_at: datetime
    aliases: list[str]
    copies: int
    consignment: str | None
    status: Status
    attempts: int
    last_error: str | None
    delivered_at: datetime | None
    next_try_at: datetime | None


class Heard(BaseModel):
    """The last message of a system: when it came, and when it happened."""

    model_config = ConfigDict(frozen=True)

    received_at: datetime
    occurred_at: datetime


class Database(Protocol):
    """The part of a connection pool that the inbox uses."""

    async def fetch(self, query: str, /, *args: object) -> Sequence[Any]:
        """Run a statement and return its rows."""


STORE = """
    insert into gateway.messages as m
      (system, message_id, digest, type, occurred_at, raw, aliases, next_try_at)
    values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + $8 * interval '1 second')
    on conflict (system, message_id, digest) do update
      set copies = m.copies + 1,
          next_try_at = case when m.status <> 'delivered' then excluded.next_try_at end
    returning status, consignment, exists (
      select from gateway.messages o
      where o.system = $1 and o.message_id = $2 and o.digest <> $3
    ) as contradicts
"""

DELIVERED = """
    update gateway.messages
    set status = 'delivered', consignment = $4, delivered_at = clock_timestamp(),
        attempts = attempts + 1, last_error = null, next_try_at = null
    where (system, message_id, digest) = ($1, $2, $3) and status <> 'delivered'
"""

PUT_OFF = """
    update gateway.messages
    set status = $4, consignment = coalesce($5, consignment), last_error = $6,
        attempts = attempts + 1,
        next_try_at = clock_timestamp()
          + least($7 * power(2::float8, least(attempts, 30)), $8) * interval '1 second'
    where (system, message_id, digest) = ($1, $2, $3) and status <> 'delivered'
"""

CLAIM = """
    with due as (
      select system, message_id, digest
      from gateway.messages
      where status <> 'delivered' and next_try_at <= clock_timestamp()
      order by next_try_at
      limit $1
      for update skip locked
    ), claimed as (
      update gateway.messages m
      set next_try_at = clock_timestamp() + $2 * interval '1 second'
      from due
      where (m.system, m.message_id, m.digest) = (due.system, due.message_id, due.digest)
      returning m.*
    )
    select system, message_id, digest, raw from claimed order by occurred_at, number
"""

ENTRIES = """
    select number, system, message_id, digest, type, occurred_at, received_at, aliases, copies,
           consignment, status, attempts, last_error, delivered_at, next_try_at
    from gateway.messages
    where status = $1 and number > $2
    order by number
    limit $3
"""

LAST_HEARD = """
    select wanted.system, m.received_at, m.occurred_at
    from unnest($1::text[]) as wanted (system)
    cross join lateral (
      select received_at, occurred_at
      from gateway.messages
      where system = wanted.system
      order by received_at desc
      limit 1
    ) m
"""

BACKLOG = """
    select status, count(*) from gateway.messages where status <> 'delivered' group by status
"""


class Inbox:
    """Keeps messages. Every method raises LedgerUnavailable when the database is silent."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def store(self, intake: Intake, raw: str) -> Stored:
        """Keep a message, or find that it is kept already; it is ours for the length of a lease."""
        report = intake.report
        key = Key(report.system, intake.message_id, sha256(raw.encode()).hexdigest())
        numbers = [*intake.aliases, *intake.hints]
        about = (intake.type, report.occurred_at, raw, numbers, LEASE_SECONDS)
        (row,) = await self._fetch(STORE, *key, *about)
        return Stored(key, Status(row["status"]), row["consignment"], row["contradicts"])

    async def set_aside(self, system: System, message_id: str, body: bytes) -> None:
        """Keep a message that is too large to be delivered; operations are told of it."""
        await oversized.keep(self._database, system, message_id, body)

    async def delivered(self, key: Key, consignment: str) -> None:
        """Note that the consignment has been told."""
        await self._fetch(DELIVERED, *key, consignment)

    async def put_off(
        self, key: Key, status: Status, error: str, consignment: str | None = None
    ) -> None:
        """Note why the message waits; each time it waits twice as long, up to a limit."""
        pauses = (FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS)
        await self._fetch(PUT_OFF, *key, status, consignment, error, *pauses)

    async def claim(self, limit: int) -> list[Waiting]:
        """Take what is due, for the length of a lease; in the order in which it happened."""
        rows = await self._fetch(CLAIM, limit, LEASE_SECONDS)
        return [
            Waiting(Key(System(row["system"]), row["message_id"], row["digest"]), row["raw"])
            for row in rows
        ]

    async def entries(self, status: Status, *, after: int = 0, limit: int = 100) -> list[Entry]:
        """Messages of one status in order of arrival, from the one after the number `after`."""
        return [Entry(**dict(row)) for row in await self._fetch(ENTRIES, status, after, limit)]

    async def last_heard(self) -> dict[System, Heard | None]:
        """When each system was last heard from; None for one that never said anything."""
        rows = {row["system"]: row for row in await self._fetch(LAST_HEARD, list(System))}
        return {
            system: Heard(received_at=row["received_at"], occurred_at=row["occurred_at"])
            if (row := rows.get(system))
            else None
            for system in System
        }

    async def backlog(self) -> dict[Status, int]:
        """How many messages wait, by status."""
        rows = await self._fetch(BACKLOG)
        return {Status(row["status"]): row["count"] for row in rows}

    async def _fetch(self, query: str, *arguments: object) -> Sequence[Any]:
        with unavailable():
            return await self._database.fetch(query, *arguments)
