"""Who may do what in the database: the groups of `roles.sql`, and logins that belong to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import asyncpg

from ledger import scram
from ledger.connection import CONNECT_SECONDS, unavailable
from ledger.errors import MigrationForbidden

OWNER = "ledger_owner"
ACT_AS_OWNER = f"set role {OWNER}"

_GROUPS = (Path(__file__).parent / "roles.sql").read_text(encoding="utf-8")
_TRIES = 10
RACES = (
    asyncpg.DuplicateTableError,
    asyncpg.DuplicateSchemaError,
    asyncpg.DuplicateObjectError,
    asyncpg.UniqueViolationError,
    asyncpg.InternalServerError,
)
"""What happens when somebody else prepares a database of the cluster at the same moment."""

# A statement that defines a role takes no parameters: the server quotes the values. Instead of the
# password it gets what the server keeps of it, so that no log and no statistics can hold it.
_QUOTED = """
    select format(
      case when to_regrole($1) is null
        then 'create role %1$I login inherit password %2$L'
          || case when $3::text is null then '' else format(' in role %I', $3::text) end
        else 'alter role %1$I login inherit password %2$L'
      end,
      $1::text, $2::text
    )
"""

_DATABASE_EXISTS = "select exists (select from pg_database where datname = $1)"

_KNOWN_SETTINGS = "select name from pg_settings where name = any($1::text[])"


class RoleLogin(NamedTuple):
    """Who may connect, with which password, and the group whose rights it has, if any."""

    name: str
    password: str
    group: str | None
    settings: Mapping[str, str] = {}


async def prepare(connection: asyncpg.Connection) -> None:
    """Make the groups that are missing, and go on as the owner of the ledger.

    Raises:
        MigrationForbidden: something is missing and this login may not make it, or it may not act
            as the owner.
    """
    try:
        await _make_groups(connection)
        await connection.execute(ACT_AS_OWNER)
    except asyncpg.InsufficientPrivilegeError as error:
        raise MigrationForbidden(
            f"this login may not migrate ({error}): run `python -m workers.provision` as a "
            "superuser once, then migrate with a login of the group `migrator`"
        ) from error


async def create_logins(dsn: str, *logins: RoleLogin) -> None:
    """Make the groups and the logins, or give the logins these passwords; `dsn` is a superuser's.

    Raises:
        LedgerUnavailable: the server refuses, is starting, or went away.
    """
    with unavailable():
        connection = await asyncpg.connect(dsn, timeout=CONNECT_SECONDS)
        try:
            await _make_groups(connection)
            for login in logins:
                await _create(connection, login)
        finally:
            await connection.close(timeout=CONNECT_SECONDS)


async def create_databases(dsn: str, owner: str, names: Sequence[str]) -> None:
    """Make the databases that are missing, closed to everybody but their owner.

    Raises:
        LedgerUnavailable: the server refuses, is starting, or went away.
    """
    with unavailable():
        connection = await asyncpg.connect(dsn, timeout=CONNECT_SECONDS)
        try:
            for name in names:
                if not await connection.fetchval(_DATABASE_EXISTS, name):
                    await connection.execute(f'create database "{name}" owner "{owner}"')
                await connection.execute(f'revoke all on database "{name}" from public')
        finally:
            await connection.close(timeout=CONNECT_SECONDS)


async def _make_groups(connection: asyncpg.Connection) -> None:
    for left in reversed(range(_TRIES)):
        try:
            await connection.execute(_GROUPS)
        except RACES:
            if not left:
                raise
        else:
            return


async def _create(connection: asyncpg.Connection, login: RoleLogin) -> None:
    verifier = scram.verifier(login.password)
    statement = await connection.fetchval(_QUOTED, login.name, verifier, login.group)
    await connection.execute(statement)
    # `transaction_timeout` is younger than the oldest PostgreSQL we support.
    for known in await connection.fetch(_KNOWN_SETTINGS, list(login.settings)):
        name = known["name"]
        await connection.execute(f"alter role {login.name} set {name} = {login.settings[name]}")
