"""Seals whatever no seal of ours vouches for yet, after looking at it once more.

What contradicts itself is left out and named, each time until it is settled; the rest is sealed.
Seals that are void, because nobody genuine gave them, count for nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import asyncpg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger import receipts
from ledger.attestation import (
    LAST_NUMBER,
    NOTHING_BEFORE,
    Attestation,
    AttestedRecord,
    Range,
    read_seals,
    sign,
)
from ledger.connection import unavailable
from ledger.coverage import uncovered
from ledger.segment_check import Segment, SegmentFlaw
from ledger.signing import public_bytes
from ledger.verify import LAST, ranges, seen

SEAL = "select ledger.seal_v1($1, $2, $3, $4, $5, $6, $7, $8, $9)"

Told = Callable[[int], None]
"""Hears the last position of each seal."""


class Sealing(NamedTuple):
    """What a round has done: how many seals, up to where, and what could not be sealed."""

    seals: int
    position: int
    unsound: Sequence[SegmentFlaw] = ()


class Sealer:
    """Gives seals with one key; any number of sealers may stand beside each other."""

    def __init__(self, pool: asyncpg.Pool, key: Ed25519PrivateKey, *, most_events: int) -> None:
        self._pool = pool
        self._key = key
        self._public = public_bytes(key).hex()
        self._most_events = most_events
        self._given: list[Attestation] = []

    async def seal(self, told: Told = lambda _: None) -> Sealing:
        """Seal all that is recorded, `most_events` at most with each seal.

        Raises:
            LedgerUnavailable: no answer; seal again, what was sealed is not sealed twice.
        """
        unsound: list[SegmentFlaw] = []
        seals, position = 0, 0
        await self._look_up()
        for record in AttestedRecord:
            async for section in self._unsealed(record):
                unsound += section.flaws
                for covered in _ranges(section, record):
                    if not await self._give(covered):
                        # Another sealer was faster: its seals are as good as these.
                        return Sealing(seals, position, unsound)
                    seals += 1
                    if record is AttestedRecord.EVENTS:
                        position = covered.last_position
                    told(covered.last_position)
        return Sealing(seals, position, unsound)

    async def _look_up(self) -> None:
        """Take in the seals that this key has given; what only looks like one is none.

        All of them each time: what somebody has taken away must be given again.
        """
        known = {seal.line for seal in self._given}
        mine = [seal for seal in await read_seals(self._pool) if seal.public_key == self._public]
        self._given = [seal for seal in mine if seal.line in known or seal.is_genuine]

    async def _unsealed(self, record: AttestedRecord) -> AsyncIterator[Segment]:
        """What is not sealed, piece by piece."""
        with unavailable():
            last: int = await self._pool.fetchval(LAST[record])
        given = [seal for seal in self._given if seal.record == record]
        for begin, end in list(uncovered(given, last)):
            async for first, to in ranges(self._pool, record, begin, end, self._most_events):
                yield await self._look(record, first, to)

    async def _look(self, record: AttestedRecord, first: int, last: int) -> Segment:
        look = seen if record is AttestedRecord.EVENTS else receipts.seen
        with unavailable():
            async with self._pool.acquire() as connection:
                return await look(connection, first, last)

    async def _give(self, covered: Range) -> bool:
        with unavailable():
            number = 1 + await self._pool.fetchval(LAST_NUMBER)
        previous = self._given[-1].digest if self._given else NOTHING_BEFORE
        now = datetime.now(UTC)
        seal = sign(covered, number=number, previous=previous, sealed_at=now, key=self._key)
        kept = await self._keep(seal)
        if kept:
            self._given.append(seal)
        return kept

    async def _keep(self, seal: Attestation) -> bool:
        with unavailable():
            kept: bool = await self._pool.fetchval(
                SEAL,
                *(seal.number, seal.record, seal.first_position, seal.last_position),
                *(bytes.fromhex(seal.entries_hash), bytes.fromhex(seal.previous)),
                *(seal.sealed_at, bytes.fromhex(seal.public_key), bytes.fromhex(seal.signature)),
            )
        return kept


def _ranges(section: Segment, record: AttestedRecord) -> Iterator[Range]:
    for first, last in section.sound_runs():
        yield Range(
            record=record,
            first_position=first,
            last_position=last,
            entries_hash=section.digest(first, last),
        )
