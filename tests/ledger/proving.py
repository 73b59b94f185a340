"""The proof over the connections that a test has already."""

import asyncpg

from ledger import Proof
from ledger.attestation import AttestedRecord
from ledger.proof import Prover
from ledger.verify import LAST, seen


async def proof_of(pool: asyncpg.Pool) -> Proof:
    """What `verify` finds, without seals and without processes."""
    prover = Prover()
    async with pool.acquire() as connection:
        prover.take(
            await seen(connection, 1, await connection.fetchval(LAST[AttestedRecord.EVENTS]))
        )
    return prover.proof()
