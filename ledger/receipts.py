"""The receipts of raw messages: a chain of their own, and what the messages must still be.

A receipt is given when a message comes in (`ledger/migrations/0001_pre_ledger.sql`); the message
lies in the gateway's table, where a trigger keeps it. Both are held together here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from hashlib import sha256
from typing import Any, TypeAlias

import asyncpg

from ledger.chain import encode_canonical
from ledger.connection import unavailable
from ledger.segment_check import HASH_BYTES, MOST_FLAWS, Segment, SegmentFlaw
from ledger.transfer import PREFETCH, Connection

NOTHING_BEFORE = bytes(HASH_BYTES)
WHAT = "receipt"

Row: TypeAlias = Any
"""Number, system, message id, content hash, received at (RFC 3339), hash; then the raw message."""

_COLUMNS = """
      r.number, r.system, r.message_id, r.content_hash,
      to_char(r.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), r.hash
"""

READ = f"""
    select {_COLUMNS}
    from ledger.receipts r
    where r.number between $1 and $2
    order by r.number
"""  # noqa: S608 - our own column names

READ_WITH_MESSAGES = f"""
    select {_COLUMNS}, m.raw
    from ledger.receipts r
    left join gateway.messages m
      on (m.system, m.message_id, m.digest)
        = (r.system, r.message_id, encode(r.content_hash, 'hex'))
    where r.number between $1 and $2
    order by r.number
"""  # noqa: S608 - our own column names

HASH_OF = "select hash from ledger.receipts where number = $1"

# Found here by what the database says of itself; one that lies is shown by the other direction.
WITHOUT = """
    select m.system, m.message_id
    from gateway.messages m
    where not exists (
      select from ledger.receipts r
      where (r.system, r.message_id, r.content_hash)
        = (m.system, m.message_id, sha256(convert_to(m.raw, 'UTF8')))
    )
    order by m.number
    limit $1
"""


async def seen(connection: Connection, first: int, last: int) -> Segment:
    """Read and examine the receipts with these numbers, by themselves."""
    return await _examined(connection, READ, first, last)


async def held_together(connection: Connection, last: int) -> Segment:
    """All receipts, and the messages that they were given for."""
    section = await _examined(connection, READ_WITH_MESSAGES, 1, last)
    for system, message_id in await connection.fetch(WITHOUT, MOST_FLAWS):
        why = f"message {message_id} of {system} lies there as no receipt says it came in"
        section.note(SegmentFlaw(section.next, why))
    return section


async def _examined(connection: Connection, query: str, first: int, last: int) -> Segment:
    section = Segment(first, width=HASH_BYTES)
    before = await connection.fetchval(HASH_OF, first - 1) if first > 1 else NOTHING_BEFORE
    async with connection.transaction(readonly=True):
        cursor = await connection.cursor(query, first, last)
        while rows := await cursor.fetch(PREFETCH):
            before = _examine(rows, section, before)
    section.end(last, WHAT)
    return section


def _examine(rows: Iterable[Row], section: Segment, before: bytes | None) -> bytes | None:
    for row in rows:
        number, expected = row[0], section.next
        if not section.reach(number, WHAT):
            continue
        # Behind a gap there is nothing to hold the first one to.
        before = before if number == expected else None
        if before is not None and row[5] != _hash(before, row):
            section.note(
                SegmentFlaw(number, f"receipt {number} does not match its own hash", number)
            )
        if len(row) > len(_FIELDS) and (why := _not_as_it_came(row)):
            section.note(SegmentFlaw(number, why, number))
        section.take(number, row[5])
        before = row[5]
    return before


def _hash(before: bytes, row: Row) -> bytes:
    _, system, message_id, content_hash, received_at, _ = row[:6]
    parts = (
        *(before, sha256(system.encode()).digest(), sha256(message_id.encode()).digest()),
        *(content_hash, (received_at or "").encode()),
    )
    return sha256(b"".join(parts)).digest()


def _not_as_it_came(row: Row) -> str | None:
    name, raw = f"message {row[2]} of {row[1]}, received {row[4]},", row[6]
    if raw is None:
        return f"{name} is gone, or is no longer what came in"
    if sha256(raw.encode()).digest() != row[3]:
        return f"{name} is not what came in"
    return None


_FIELDS = ("number", "system", "message_id", "content_hash", "received_at", "hash")


async def lines(pool: asyncpg.Pool) -> AsyncIterator[str]:
    """Every receipt with its message as one line of JSON, in order."""
    async with pool.acquire() as connection:
        with unavailable():
            last: int = await connection.fetchval(
                "select coalesce(max(number), 0) from ledger.receipts"
            )
        async with connection.transaction(readonly=True):
            cursor = await connection.cursor(READ_WITH_MESSAGES, 1, last)
            while rows := await cursor.fetch(PREFETCH):
                for row in rows:
                    yield _line(row)


def _line(row: Row) -> str:
    values = (*row[:3], row[3].hex(), row[4], row[5].hex(), row[6])
    return encode_canonical(dict(zip((*_FIELDS, "raw"), values, strict=True))).decode()
