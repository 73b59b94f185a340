"""Connections to PostgreSQL: how they are opened, and which of their errors mean "try again"."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import orjson

from ledger.errors import LedgerUnavailable

CONNECT_SECONDS = 5
COMMAND_SECONDS = 20
# The server gives up before the client does, so that the reason is its own and not "no answer".
SERVER_SETTINGS = {
    "application_name": "guomen",
    "lock_timeout": "5s",
    "statement_timeout": "15s",
    "idle_in_transaction_session_timeout": "15s",
    "timezone": "UTC",
}

TRANSIENT: tuple[type[Exception], ...] = (
    OSError,  # refused, reset, no such socket; TimeoutError is one too
    asyncpg.InterfaceError,  # the connection or the pool is closed
    asyncpg.PostgresConnectionError,  # lost in the middle
    asyncpg.OperatorInterventionError,  # starting up, shutting down, cancelled by a timeout
    asyncpg.InsufficientResourcesError,  # too many connections, disk full
    asyncpg.LockNotAvailableError,
    asyncpg.TransactionRollbackError,  # deadlock, serialization
    asyncpg.ReadOnlySQLTransactionError,  # failed over to a standby that is not promoted yet
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.PostgresSystemError,
    asyncpg.InternalClientError,  # the protocol broke off inside a message
)


@contextmanager
def unavailable() -> Iterator[None]:
    """Turn every error that means "the database cannot answer now" into LedgerUnavailable."""
    try:
        yield
    except TRANSIENT as error:
        # asyncpg counts an argument of the wrong type among its interface errors.
        if isinstance(error, ValueError):
            raise
        raise LedgerUnavailable(
            f"no answer from PostgreSQL ({type(error).__name__}: {error}); "
            "sending the same request again is safe"
        ) from error


async def connect(dsn: str, *, min_size: int = 1, max_size: int = 10) -> asyncpg.Pool:
    """Open a pool in which every statement has a timeout and jsonb is read as Python values.

    Raises:
        LedgerUnavailable: the server refuses, is starting, or does not answer in time.
    """
    with unavailable():
        return await asyncpg.create_pool(
            dsn,
            min_size=min_size,
            max_size=max_size,
            init=speak_json,
            timeout=CONNECT_SECONDS,
            command_timeout=COMMAND_SECONDS,
            server_settings=SERVER_SETTINGS,
        )


async def speak_json(connection: asyncpg.Connection) -> None:
    """Let this connection read and write jsonb as Python values."""
    # Binary, so that arrays of jsonb travel without a second layer of quoting.
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=_encode, decoder=_decode, format="binary"
    )


_JSONB_VERSION = b"\x01"


def _encode(value: object) -> bytes:
    return _JSONB_VERSION + orjson.dumps(value)


def _decode(raw: bytes) -> object:
    value: object = orjson.loads(raw[len(_JSONB_VERSION) :])
    return value
