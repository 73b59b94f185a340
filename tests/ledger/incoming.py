"""Messages that come in, as the gateway keeps them."""

from hashlib import sha256

import asyncpg

COME_IN = """
    insert into gateway.messages
      (system, message_id, digest, type, occurred_at, raw, aliases, next_try_at)
    values ('checkpoint', $1, $2, 'gate.passage', '2025-03-01', $3, '{}', '2025-03-01')
"""


async def come_in(pool: asyncpg.Pool, message_id: str, raw: str = "{}") -> None:
    """Keep a message of the checkpoint."""
    await pool.execute(COME_IN, message_id, sha256(raw.encode()).hexdigest(), raw)
