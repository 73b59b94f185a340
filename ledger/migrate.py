"""Brings a database up to date from folders of numbered SQL files, each in one transaction.

Applied files are never edited and never overtaken: a correction is a new file at the end. A file
named `0006_pre_…` suits the processes of the release before too, and runs before they are replaced;
`0007_post_…` runs when none of them is left.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from itertools import takewhile, zip_longest
from pathlib import Path
from typing import NamedTuple

import asyncpg

from ledger import roles
from ledger.connection import CONNECT_SECONDS, unavailable
from ledger.errors import MigrationChanged, MigrationError, MigrationMissing, MigrationSkipped

# Held for one file at a time. On a table that only its owner may touch: whoever may connect could
# hold an advisory lock, and no migration would ever run.
LOCK = "lock table ledger.migrations in share row exclusive mode"

PREPARE = """
    create schema if not exists ledger;
    create table if not exists ledger.migrations (
      component  text        not null,
      number     integer     not null,
      name       text        not null,
      sha256     text        not null,
      applied_at timestamptz not null default clock_timestamp(),
      primary key (component, number)
    );
"""

APPLIED = "select number, name, sha256 from ledger.migrations where component = $1 order by number"

NOTE = "insert into ledger.migrations (component, number, name, sha256) values ($1, $2, $3, $4)"


_NAME = re.compile(r"(\d{4})_(pre|post)_\w+\.sql")


class Component(NamedTuple):
    """A part of the project with SQL files of its own, numbered from 0001, and who owns its tables.

    The owner is a role of `ledger/roles.sql`.
    """

    name: str
    folder: Path
    owner: str = roles.OWNER


LEDGER = Component("ledger", Path(__file__).parent / "migrations")


class _Migration(NamedTuple):
    number: int
    name: str
    sha256: str
    sql: str
    post: bool


async def migrate(dsn: str, *others: Component, only_pre: bool = False) -> list[str]:
    """Apply what is missing: of the ledger first, then of the other components in order.

    Several processes may do this at once: each file is applied by one of them.

    Args:
        dsn: A login of the group `migrator`, or an administrator, who also makes the groups.
        others: The components besides the ledger.
        only_pre: Leave out what must wait until no process of the release before is left.

    Returns:
        What was applied, like `ledger/0001_pre_ledger.sql`; empty when all was in place.

    Raises:
        MigrationError: files and database differ, or the login may not migrate; nothing of that
            component was applied.
        LedgerUnavailable: the server refuses, is starting, or went away.
    """
    with unavailable():
        connection = await asyncpg.connect(dsn, timeout=CONNECT_SECONDS)
        try:
            await roles.prepare(connection)
            await _prepare(connection)
            return [
                f"{component.name}/{name}"
                for component in (LEDGER, *others)
                for name in await _advance(connection, component, only_pre=only_pre)
            ]
        finally:
            await connection.close(timeout=CONNECT_SECONDS)


async def _prepare(connection: asyncpg.Connection) -> None:
    try:
        await connection.execute(PREPARE)
    except roles.RACES:
        # Another process made them between the question and the statement: now they are there.
        await connection.execute(PREPARE)


async def _advance(
    connection: asyncpg.Connection, component: Component, *, only_pre: bool
) -> list[str]:
    done: list[str] = []
    while (applied := await _apply_next(connection, component, only_pre=only_pre)) is not None:
        done.append(applied)
    return done


async def _apply_next(
    connection: asyncpg.Connection, component: Component, *, only_pre: bool
) -> str | None:
    async with connection.transaction():
        await connection.execute(LOCK)
        migration = await _next(connection, component, only_pre=only_pre)
        if migration is None:
            return None
        await connection.execute(f"set local role {component.owner}")
        await connection.execute(migration.sql)
        await connection.execute(roles.ACT_AS_OWNER)
        await connection.execute(
            NOTE, component.name, migration.number, migration.name, migration.sha256
        )
    return migration.name


async def _next(
    connection: asyncpg.Connection, component: Component, *, only_pre: bool
) -> _Migration | None:
    files = _files(component)
    applied = await connection.fetch(APPLIED, component.name)
    _require_same_story(component, files, applied)
    missing: Sequence[_Migration] = files[len(applied) :]
    if only_pre:
        missing = _leading_pre(component, missing)
    return next(iter(missing), None)


def _leading_pre(component: Component, missing: Sequence[_Migration]) -> Sequence[_Migration]:
    leading = list(takewhile(lambda migration: not migration.post, missing))
    for behind in missing[len(leading) :]:
        if not behind.post:
            raise MigrationSkipped(
                f"{component.name}/{behind.name} waits for {missing[len(leading)].name}: finish "
                "the deployment before with `python -m workers.migrate`"
            )
    return leading


def _files(component: Component) -> list[_Migration]:
    migrations = sorted(_read(path) for path in component.folder.glob("*.sql"))
    for expected, migration in enumerate(migrations, start=1):
        if migration.number != expected:
            raise MigrationSkipped(
                f"{component.name}/{migration.name} should have number {expected:04}: "
                "number the files without gaps, each number once"
            )
    return migrations


def _read(path: Path) -> _Migration:
    named = _NAME.fullmatch(path.name)
    if named is None:
        raise MigrationError(
            f"{path} has no number or no phase: name it like 0001_pre_events.sql, or with post "
            "when it must wait until the release before is gone"
        )
    sql = path.read_text(encoding="utf-8")
    return _Migration(
        number=int(named[1]),
        name=path.name,
        sha256=hashlib.sha256(sql.encode()).hexdigest(),
        sql=sql,
        post=named[2] == "post",
    )


def _require_same_story(
    component: Component, files: list[_Migration], applied: list[asyncpg.Record]
) -> None:
    for file, row in zip_longest(files, applied):
        if file is None:
            raise MigrationMissing(
                f"{component.name}/{row['name']} is applied, but this release has no such file: "
                "run the release that brought it"
            )
        if row is not None and (file.name, file.sha256) != (row["name"], row["sha256"]):
            raise MigrationChanged(
                f"{component.name}/{file.name} is not what was applied as {row['name']} "
                f"(sha256 {file.sha256[:12]}, applied {row['sha256'][:12]}): "
                "restore it and put the change into a new file"
            )
