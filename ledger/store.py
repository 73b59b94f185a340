"""The ledger over a connection pool: append, read a stream, read on from a position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

import asyncpg

from ledger.chain import chain_events
from ledger.connection import unavailable
from ledger.envelope import Append, Appended, AppendVerdict, Head, Recorded
from ledger.errors import Conflict

APPEND = "select * from ledger.append_v1($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"

RECORDED = """
    select
      position, stream_id, version, event_id, event_type, schema_version, occurred_at, recorded_at,
      data, metadata, encode(prev_hash, 'hex') as prev_hash, encode(hash, 'hex') as hash
    from ledger.events
"""

READ_STREAM = f"""
    {RECORDED}
    where stream_id = $1 and version > $2
    order by version
"""

READ_FIRST = f"""
    {RECORDED}
    where stream_id = any($1::text[]) and version = 1
"""

READ_AFTER = f"""
    {RECORDED}
    where position > $1
    order by position
    limit $2
"""

HEAD = """
    select version, encode(hash, 'hex') as hash
    from ledger.events
    where stream_id = $1
    order by version desc
    limit 1
"""

HAS_ANY = "select exists (select from ledger.events where event_id = any($1::uuid[]))"

LAST_POSITION = "select coalesce(max(position), 0) from ledger.events"


class Ledger:
    """The record of truth. Every method raises LedgerUnavailable when the database is silent."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def append(self, request: Append) -> Appended:
        """Record the events of one request, or find that they are recorded already.

        Raises:
            Conflict: the stream went on differently; nothing was written.
            LedgerUnavailable: outcome unknown; send the same request again.
        """
        (answer,) = await self.append_many([request])
        if isinstance(answer, Conflict):
            raise answer
        return answer

    async def append_many(self, requests: Sequence[Append]) -> list[Appended | Conflict]:
        """Record several requests in one transaction; each gets its own answer, in order.

        Of a request whose leading events are recorded already only the rest is written.

        Raises:
            ValueError: two of the requests are for the same stream.
            LedgerUnavailable: outcome unknown for all; send the same requests again.
        """
        if not requests:
            return []
        _require_one_for_each_stream(requests)
        columns = zip(*(row for request in requests for row in _rows(request)), strict=True)
        with unavailable():
            verdicts = await self._pool.fetch(APPEND, *(list(column) for column in columns))
        of_stream = {verdict["stream_id"]: verdict for verdict in verdicts}
        return [_answer(request, of_stream[request.stream_id]) for request in requests]

    async def read_stream(self, stream_id: str, *, after_version: int = 0) -> list[Recorded]:
        """The events of one stream in order of version; empty if there is no such stream."""
        return await self._read(READ_STREAM, stream_id, after_version)

    async def read_first(self, stream_ids: Sequence[str]) -> list[Recorded]:
        """The first event of each of these streams; a stream that does not exist has none."""
        return await self._read(READ_FIRST, list(stream_ids))

    async def read_after(self, position: int, *, limit: int = 1000) -> list[Recorded]:
        """The next events of the whole ledger: positions `position + 1`, `+ 2`, … without gaps.

        What is visible is final: no event can appear later at a position already passed.
        """
        return await self._read(READ_AFTER, position, limit)

    async def head(self, stream_id: str) -> Head:
        """Where the stream ends; `Head.start` if it has no event."""
        with unavailable():
            row = await self._pool.fetchrow(HEAD, stream_id)
        return Head(**row) if row else Head.start(stream_id)

    async def has_any(self, event_ids: Sequence[UUID]) -> bool:
        """Whether one of these events is recorded."""
        with unavailable():
            found: bool = await self._pool.fetchval(HAS_ANY, list(event_ids))
        return found

    async def last_position(self) -> int:
        """The position of the newest event, which is also their number; 0 if there is none."""
        with unavailable():
            position: int = await self._pool.fetchval(LAST_POSITION)
        return position

    async def _read(self, statement: str, *arguments: str | int | list[str]) -> list[Recorded]:
        with unavailable():
            rows = await self._pool.fetch(statement, *arguments)
        # Not validated: a row that someone tampered with must be readable, to be shown.
        return [Recorded.model_construct(**dict(row)) for row in rows]


def _require_one_for_each_stream(requests: Sequence[Append]) -> None:
    streams = [request.stream_id for request in requests]
    if len(set(streams)) < len(streams):
        twice = sorted({stream for stream in streams if streams.count(stream) > 1})
        raise ValueError(f"more than one request for {', '.join(twice)}: send them one by one")


def _rows(request: Append) -> Iterator[tuple[object, ...]]:
    for envelope, before, after in chain_events(request):
        yield (
            request.stream_id,
            after.version,
            envelope.event_id,
            envelope.event_type,
            envelope.schema_version,
            envelope.occurred_at,
            envelope.data,
            envelope.metadata,
            bytes.fromhex(before.hash),
            bytes.fromhex(after.hash),
        )


def _answer(request: Append, row: asyncpg.Record) -> Appended | Conflict:
    head = Head(version=row["head_version"], hash=row["head_hash"].hex())
    if row["verdict"] == "conflict":
        return Conflict(request.stream_id, request.after, head, row["why"])
    return Appended(
        verdict=AppendVerdict(row["verdict"]), head=head, last_position=row["last_position"]
    )
