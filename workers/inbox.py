"""The gateway's store: every message as it came, and what has become of it."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any, NamedTuple, Protocol

from ledger.connection import unavailable
from models.intake import Intake
from models.terms import System
from workers import oversized
from workers.letters import Status

# Longer than one try takes: who dies in between leaves the message to the next who looks.
LEASE_SECONDS = 30.0
FIRST_PAUSE_SECONDS = 0.5
LIFETIME = timedelta(hours=72)
"""How long a message is tried before it becomes a dead letter."""


class Patience(NamedTuple):
    """How a message waits: twice as long each time up to a limit, and whether it ever expires."""

    longest_seconds: float
    expires: bool


SILENCE = Patience(15.0, expires=False)
"""Somebody of ours does not answer: that passes, and the message has its consignment."""
NO_CONSIGNMENT = Patience(6 * 3600.0, expires=True)
"""Trying is only a safety net: `match_anew` wakes it when a consignment gets one of its numbers."""
BROKEN = Patience(3600.0, expires=True)
"""The tracker breaks on it; a later release may not."""


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
          next_try_at = case
            when m.status not in ('delivered', 'discarded') then excluded.next_try_at
          end
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

# Who was woken while it was being tried stays due: what woke it may not have been seen.
PUT_OFF = """
    with known as (
      select number, next_try_at as lease,
             $9 and received_at + $10 * interval '1 second' <= clock_timestamp() as expired,
             case when $9 then received_at + $10 * interval '1 second' else 'infinity' end as expiry
      from gateway.messages
      where (system, message_id, digest) = ($1, $2, $3)
        and status not in ('delivered', 'discarded')
      for update
    )
    update gateway.messages m
    set status = case when expired then 'dead' else $4 end,
        consignment = coalesce($5, m.consignment), last_error = $6, attempts = m.attempts + 1,
        next_try_at = case
          when lease <= clock_timestamp() then lease
          when not expired then least(
            expiry, clock_timestamp()
              + least($7 * power(2::float8, least(m.attempts, 30)), $8) * interval '1 second'
          )
        end
    from known
    where m.number = known.number
    returning m.status
"""

CLAIM = """
    with due as (
      select system, message_id, digest
      from gateway.messages
      where next_try_at <= clock_timestamp()
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

PROGRESS = """
    select coalesce((select position from projections.checkpoints where name = 'status'), 0) as now,
           coalesce((select position from gateway.matching), 0) as looked
"""

# In the order of their numbers, so that two gateways never wait for each other.
MATCH_ANEW = """
    with news as materialized (
      select distinct alias
      from read.status, unnest(aliases) as alias
      where position > $1
    ), found as (
      select number from gateway.messages m
      where status in ('parked', 'dead') and consignment is null
        and m.aliases && (select array_agg(alias) from news)
      order by number
      for update
    ), woken as (
      update gateway.messages m set next_try_at = clock_timestamp()
      from found where m.number = found.number
      returning m.number
    ), looked as (
      insert into gateway.matching (position) values ($2)
      on conflict (one) do update set position = excluded.position
    )
    select count(*) from woken
"""

ANSWERS = "select 1"


class Inbox:
    """Keeps messages. Every method raises LedgerUnavailable when the database is silent."""

    def __init__(self, database: Database, lifetime: timedelta = LIFETIME) -> None:
        self._database = database
        self.lifetime = lifetime

    async def store(self, intake: Intake, raw: str) -> Stored:
        """Keep a message, or find that it is kept already; it is ours for the length of a lease."""
        report = intake.report
        key = Key(report.system, intake.message_id, sha256(raw.encode()).hexdigest())
        numbers = [*intake.aliases, *intake.hints, *intake.repaired]
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
        self,
        key: Key,
        status: Status,
        error: str,
        patience: Patience,
        consignment: str | None = None,
    ) -> Status:
        """Note why the message waits; what it has become, dead if it has waited for too long."""
        waits = (FIRST_PAUSE_SECONDS, *patience, self.lifetime.total_seconds())
        rows = await self._fetch(PUT_OFF, *key, status, consignment, error, *waits)
        return Status(rows[0]["status"]) if rows else status

    async def claim(self, limit: int) -> list[Waiting]:
        """Take what is due, for the length of a lease; in the order in which it happened."""
        rows = await self._fetch(CLAIM, limit, LEASE_SECONDS)
        return [
            Waiting(Key(System(row["system"]), row["message_id"], row["digest"]), row["raw"])
            for row in rows
        ]

    async def match_anew(self) -> int:
        """Let what waits for a consignment be due if one has got one of its numbers; how many."""
        (progress,) = await self._fetch(PROGRESS)
        now, looked = progress["now"], progress["looked"]
        if now == looked:
            return 0
        # A read model behind what was looked at was made anew from another ledger.
        rows = await self._fetch(MATCH_ANEW, looked if looked < now else 0, now)
        return int(rows[0]["count"])

    async def answers(self) -> None:
        """Whether messages can be kept."""
        await self._fetch(ANSWERS)

    async def _fetch(self, query: str, *arguments: object) -> Sequence[Any]:
        with unavailable():
            return await self._database.fetch(query, *arguments)
