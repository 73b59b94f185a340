"""The ledger as JSON Lines: what a stranger needs to verify it (docs/verify.md)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import asyncpg

from ledger.attestation import AttestedRecord
from ledger.chain import encode_canonical
from ledger.connection import unavailable
from ledger.segment_check import Row
from ledger.transfer import PREFETCH
from ledger.verify import LAST, READ


async def lines(pool: asyncpg.Pool) -> AsyncIterator[str]:
    """Every event as one line of JSON, in order of position."""
    async with pool.acquire() as connection:
        with unavailable():
            last: int = await connection.fetchval(LAST[AttestedRecord.EVENTS])
        async with connection.transaction(readonly=True):
            cursor = await connection.cursor(READ, 1, last)
            while rows := await cursor.fetch(PREFETCH):
                for row in rows:
                    yield _line(row)


def _line(row: Row) -> str:
    return encode_canonical(
        {
            "position": row[0],
            "stream_id": row[1],
            "version": row[2],
            "event_id": row[3],
            "event_type": row[4],
            "schema_version": row[5],
            "occurred_at": row[6],
            "data": json.loads(row[7]),
            "metadata": json.loads(row[8]),
            "prev_hash": row[9].hex(),
            "hash": row[10].hex(),
            "recorded_at": row[11],
        }
    ).decode()
