"""What a system remembers: JSON records in SQLite, in memory or in a file.

Not a place for rules: it keeps pydantic models by kind and key, and the order of their changes.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, TypeVar
from uuid import uuid4

from pydantic import BaseModel

R = TypeVar("R", bound=BaseModel)

_TABLES = """
CREATE TABLE IF NOT EXISTS record (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (kind, key)
);
CREATE INDEX IF NOT EXISTS record_by_change ON record (kind, position);
CREATE TABLE IF NOT EXISTS mention (
    subject TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (subject, position)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS epoch (name TEXT NOT NULL);
"""
_CHANGES = "SELECT position, body FROM record WHERE kind = ? AND position > ?"
_ABOUT = " AND position IN (SELECT position FROM mention WHERE subject = ?)"
_IN_ORDER = " ORDER BY position LIMIT ?"


class Change(NamedTuple):
    """A record's body and the position at which it last changed."""

    position: int
    body: str


class Store:
    """The memory of one service.

    Calls never await, so a transaction cannot see another request's half-done work.
    """

    def __init__(self, path: str = ":memory:") -> None:
        """Open the file, or a fresh memory."""
        # The app may be built in one thread and served in another, never in two at once.
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_TABLES)
        if self._db.execute("SELECT 1 FROM epoch").fetchone() is None:
            self._begin_epoch()

    @property
    def epoch(self) -> str:
        """Name of this memory: a cursor of another epoch means nothing here."""
        return str(self._db.execute("SELECT name FROM epoch").fetchone()[0])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep everything done inside, or nothing of it."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def put(self, kind: str, key: str, record: BaseModel) -> int:
        """Keep a record under its key and return the position of this change."""
        row = (kind, key, record.model_dump_json())
        statement = "INSERT OR REPLACE INTO record (kind, key, body) VALUES (?, ?, ?)"
        return self._db.execute(statement, row).lastrowid or 0

    def get(self, kind: str, key: str, shape: type[R]) -> R | None:
        """Return the record under this key, if there is one."""
        found = self._db.execute(
            "SELECT body FROM record WHERE kind = ? AND key = ?", (kind, key)
        ).fetchone()
        return None if found is None else shape.model_validate_json(found[0])

    def mention(self, position: int, subjects: Iterable[str]) -> None:
        """Note which numbers the record at this position speaks of."""
        rows = [(subject, position) for subject in subjects]
        self._db.executemany("INSERT OR IGNORE INTO mention VALUES (?, ?)", rows)

    def changes(self, kind: str, after: int, subject: str | None, limit: int) -> list[Change]:
        """Return the records of a kind that changed after a position, oldest first."""
        about = [] if subject is None else [subject]
        query = _CHANGES + (_ABOUT if about else "") + _IN_ORDER
        rows = self._db.execute(query, (kind, after, *about, limit)).fetchall()
        return [Change(*row) for row in rows]

    def count(self, kind: str) -> int:
        """Return how many records of a kind there are."""
        row = self._db.execute("SELECT count(*) FROM record WHERE kind = ?", (kind,)).fetchone()
        return int(row[0])

    def head(self) -> int:
        """Return the position of the latest change of anything."""
        row = self._db.execute("SELECT coalesce(max(position), 0) FROM record").fetchone()
        return int(row[0])

    def clear(self) -> None:
        """Forget everything and begin a new epoch."""
        self._db.executescript("DELETE FROM record; DELETE FROM mention;")
        self._begin_epoch()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _begin_epoch(self) -> None:
        self._db.execute("DELETE FROM epoch")
        self._db.execute("INSERT INTO epoch VALUES (?)", (uuid4().hex[:8],))
