"""Seals what was recorded since the last seal, after looking at it once more."""

from __future__ import annotations

from datetime import UTC, datetime

import asyncpg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.connection import unavailable
from ledger.errors import NotSound
from ledger.seals import Range, Seal, read_last_seal, sign
from ledger.verify import LAST, seen

SEAL = "select ledger.seal_v1($1, $2, $3, $4, $5, $6, $7, $8)"


class Sealer:
    """Gives seals with one key; any number of sealers may stand beside each other."""

    def __init__(self, pool: asyncpg.Pool, key: Ed25519PrivateKey, *, most_events: int) -> None:
        self._pool = pool
        self._key = key
        self._most_events = most_events

    async def seal(self) -> Seal | None:
        """Seal the next events, `most_events` at most; None when all are sealed already.

        Raises:
            NotSound: they were tampered with; nothing is sealed until that is settled.
            LedgerUnavailable: no answer; seal again, what was sealed is not sealed twice.
        """
        with unavailable():
            before = await read_last_seal(self._pool)
            last: int = await self._pool.fetchval(LAST)
        first = before.last_position + 1 if before else 1
        if last < first:
            return None
        covered = await self._look(first, min(last, first + self._most_events - 1))
        seal = sign(covered, after=before, sealed_at=datetime.now(UTC), key=self._key)
        await self._keep(seal)
        return seal

    async def _look(self, first: int, last: int) -> Range:
        async with self._pool.acquire() as connection:
            section = await seen(connection, first, last)
        if section.flaw is not None:
            raise NotSound(
                f"position {section.flaw.position} is not sealed: {section.flaw.why}; "
                "`guomen verify` says more"
            )
        return Range(first_position=first, last_position=last, events_hash=section.digest)

    async def _keep(self, seal: Seal) -> None:
        with unavailable():
            # False when another sealer was faster: its seal is as good as this one.
            await self._pool.fetchval(
                SEAL,
                *(seal.number, seal.first_position, seal.last_position),
                *(bytes.fromhex(seal.events_hash), bytes.fromhex(seal.previous)),
                *(seal.sealed_at, bytes.fromhex(seal.public_key), bytes.fromhex(seal.signature)),
            )
