"""What only a superuser can do, and only on purpose."""

from collections.abc import Sequence
from pathlib import Path

import asyncpg

from ledger import Attestation, Ledger, Sealer, signing
from ledger.attestation import read_seals
from ledger.chain import canonical, link

REWRITE = "update ledger.events set prev_hash = $2, hash = $3 where position = $1"


BOGUS = """
    select ledger.seal_v1(
      (select max(number) from ledger.seals) + 1, 'events', 1,
      (select max(position) from ledger.events), sha256('made up'), sha256(''), now(),
      sha256('no key'), sha512('no signature')
    )
"""
"""What whoever has the tracker's login may put among the seals."""

_GUARDED = ("ledger.events", "ledger.seals", "ledger.receipts", "gateway.messages")


async def tamper(pool: asyncpg.Pool, *statements: str) -> None:
    """Change the tables of record as if no trigger stood before them."""
    async with pool.acquire() as connection, connection.transaction():
        for table in _GUARDED:
            await connection.execute(f"alter table {table} disable trigger all")
        for statement in statements:
            await connection.execute(statement)
        for table in _GUARDED:
            await connection.execute(f"alter table {table} enable trigger all")


async def tamper_and_rewrite(pool: asyncpg.Pool, statement: str) -> None:
    """Tamper, then compute every link anew, as an owner who knows how the chain is made."""
    await tamper(pool, statement)
    heads: dict[str, str] = {}
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("alter table ledger.events disable trigger all")
        for event in await Ledger(pool).read_after(0):
            before = heads.get(event.stream_id, event.prev_hash)
            after = link(before, canonical(event, event.stream_id, event.version))
            heads[event.stream_id] = after
            await connection.execute(
                REWRITE, event.position, bytes.fromhex(before), bytes.fromhex(after)
            )
        await connection.execute("alter table ledger.events enable trigger all")


def new_sealer(pool: asyncpg.Pool, folder: Path, most_events: int = 2) -> Sealer:
    """A sealer with a key of its own in a folder."""
    if not (folder / "seal.key").exists():
        signing.make(folder / "seal.key")
    return Sealer(pool, signing.load(folder / "seal.key"), most_events=most_events)


async def seal_all(sealer: Sealer, pool: asyncpg.Pool) -> Sequence[Attestation]:
    """Every seal, once all that is recorded is sealed."""
    await sealer.seal()
    return await read_seals(pool)
