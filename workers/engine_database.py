"""The databases of a Temporal server that keeps its state in our PostgreSQL: its own, and no others.

Its login owns them, so that it can lay out its schema by itself; it is no superuser, and cannot even
connect to the database of the ledger.
"""

from collections.abc import Sequence

import asyncpg

from ledger import roles
from ledger.connection import CONNECT_SECONDS, unavailable

LOGIN = "temporal"
DATABASES = ("temporal", "temporal_visibility")
VARIABLE = "TEMPORAL_PASSWORD"

TIMEOUTS = {"lock_timeout": "'1min'", "idle_in_transaction_session_timeout": "'1min'"}

EXISTS = "select exists (select from pg_database where datname = $1)"


async def create(
    dsn: str, password: str, *, login: str = LOGIN, databases: Sequence[str] = DATABASES
) -> None:
    """Make the login and the databases that are missing, or change its password.

    Args:
        dsn: A superuser's.
        password: Of the login.
        login: Its name.
        databases: What it owns.

    Raises:
        LedgerUnavailable: the server refuses, is starting, or went away.
    """
    await roles.create_logins(dsn, roles.Login(login, password, None, TIMEOUTS))
    with unavailable():
        connection = await asyncpg.connect(dsn, timeout=CONNECT_SECONDS)
        try:
            for name in databases:
                if not await connection.fetchval(EXISTS, name):
                    await connection.execute(f'create database "{name}" owner "{login}"')
                await connection.execute(f'revoke all on database "{name}" from public')
        finally:
            await connection.close(timeout=CONNECT_SECONDS)
