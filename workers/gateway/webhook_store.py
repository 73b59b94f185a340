"""Stores received messages as they came, with what became of them."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any, NamedTuple, Protocol

from ledger.connection import unavailable
from models.inbound.inbound_message import TranslatedMessage
from models.kernel.terms import System
from workers.gateway import oversized
from workers.gateway.letters import MessageStatus
from workers.gateway.oversized import Unheard

# Longer than one try takes: who dies in between leaves the message to the next who looks.
LEASE_SECONDS = 30.0
FIRST_PAUSE_SECONDS = 0.5
LIFETIME = timedelta(hours=72)
"""How long a message is tried before it becomes a dead letter."""


class RetrySchedule(NamedTuple):
    """How a message waits: twice as long each time up to a limit, and whether it ever expires."""

    longest_seconds: float
    expires: bool


SILENCE = RetrySchedule(15.0, expires=False)
"""Somebody of ours does not answer: that passes, and the message has its consignment."""
NO_CONSIGNMENT = RetrySchedule(6 * 3600.0, expires=True)
"""Trying is only a safety net: `match_anew` wakes it when a consignment gets one of its numbers."""
BROKEN = RetrySchedule(3600.0, expires=True)
"""The tracker breaks on it; a later release may not."""


class Key(NamedTuple):
    """One content under one id of one system."""

    system: System
    message_id: str
    digest: str


class Stored(NamedTuple):
    """A message as the store knows it after it came (again)."""

    key: Key
    status: MessageStatus
    consignment: str | None
    contradicts: bool


class WaitingMessage(NamedTuple):
    """A message to be tried again; an officer may have said whose it is, and which box it means."""

    key: Key
    raw: str
    assigned: str | None = None
    assigned_box: str | None = None


class StoreDatabase(Protocol):
    """The part of a connection pool that the inbox uses."""

    async def fetch(self, query: str, /, *args: object) -> Sequence[Any]:
        """Run a statement and return its rows."""


STORE = """
    insert into gateway.messages as m
      (system, message_id, digest, type, occurred_at, raw, aliases, danger, next_try_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp() + $9 * interval '1 second')
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
        attempts = attempts + 1, last_error = null, next_try_at = null, rivals = $5
    where (system, message_id, digest) = ($1, $2, $3) and status <> 'delivered'
"""

KEPT = """
    update gateway.messages
    set status = 'discarded', attempts = attempts + 1, last_error = $4, next_try_at = null
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
    select system, message_id, digest, raw, assigned, assigned_box
    from claimed order by occurred_at, number
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

REFUSED = """
    insert into gateway.refused as r (system, why, said) values ($1, $2, $3)
    on conflict (system, why) do update
      set last_at = clock_timestamp(), said = excluded.said,
          first_at = case when r.last_at < clock_timestamp() - interval '1 hour'
                     then clock_timestamp() else r.first_at end
"""

ANSWERS = "select 1"


class WebhookStore:
    """Keeps messages. Every method raises LedgerUnavailable when the database is silent."""

    def __init__(self, database: StoreDatabase, lifetime: timedelta = LIFETIME) -> None:
        self._database = database
        self.lifetime = lifetime

    async def store(self, intake: TranslatedMessage, raw: str) -> Stored:
        """Keep a message, or find that it is kept already; it is ours for the length of a lease."""
        report = intake.report
        key = Key(report.system, intake.message_id, sha256(raw.encode()).hexdigest())
        numbers = [*intake.aliases, *intake.hints]
        about = (intake.type, report.occurred_at, raw, numbers, intake.danger, LEASE_SECONDS)
        (row,) = await self._fetch(STORE, *key, *about)
        return Stored(key, MessageStatus(row["status"]), row["consignment"], row["contradicts"])

    async def set_aside(
        self, system: System, message_id: str, body: bytes, why: Unheard = Unheard.TOO_LARGE
    ) -> None:
        """Keep a message that cannot be delivered as it is; operations are told of it."""
        await oversized.keep(self._database, system, message_id, body, why)

    async def refused(self, system: System, why: str, said: str) -> None:
        """Note that what came to the address of a system was refused unread."""
        await self._fetch(REFUSED, system, why, said[:300])

    async def delivered(self, key: Key, consignment: str, rivals: Sequence[str] = ()) -> None:
        """Note that the consignment has been told, and which others it might have been."""
        await self._fetch(DELIVERED, *key, consignment, list(rivals) or None)

    async def keep(self, key: Key, why: str) -> None:
        """Note that there is nobody to tell, and why; the message stays as it came."""
        await self._fetch(KEPT, *key, why)

    async def reschedule(
        self,
        key: Key,
        status: MessageStatus,
        error: str,
        patience: RetrySchedule,
        consignment: str | None = None,
    ) -> MessageStatus:
        """Note why the message waits; what it has become, dead if it has waited for too long."""
        waits = (FIRST_PAUSE_SECONDS, *patience, self.lifetime.total_seconds())
        rows = await self._fetch(PUT_OFF, *key, status, consignment, error, *waits)
        return MessageStatus(rows[0]["status"]) if rows else status

    async def claim(self, limit: int) -> list[WaitingMessage]:
        """Take what is due, for the length of a lease; in the order in which it happened."""
        rows = await self._fetch(CLAIM, limit, LEASE_SECONDS)
        return [
            WaitingMessage(
                Key(System(row["system"]), row["message_id"], row["digest"]),
                row["raw"],
                row["assigned"],
                row["assigned_box"],
            )
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
