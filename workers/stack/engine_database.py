"""The databases of a Temporal server that keeps its state in our PostgreSQL, and nothing else.

Its login owns them, so that it can lay out its schema by itself; it is no superuser, and cannot
even connect to the database of the ledger.
"""

from collections.abc import Sequence

from ledger import roles

LOGIN = "temporal"
DATABASES = ("temporal", "temporal_visibility")
VARIABLE = "TEMPORAL_PASSWORD"

TIMEOUTS = {"lock_timeout": "'1min'", "idle_in_transaction_session_timeout": "'1min'"}


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
    await roles.create_logins(dsn, roles.RoleLogin(login, password, None, TIMEOUTS))
    await roles.create_databases(dsn, login, databases)
