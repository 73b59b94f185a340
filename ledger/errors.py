"""What can go wrong between a caller and the ledger.

LedgerError
├── Conflict               the stream went on without the caller: load its tail and decide again
├── LedgerUnavailable      no answer, outcome unknown: send the same request again
├── NotCanonical           a value that cannot be hashed and read back exactly (also a ValueError)
├── BadKey                 no Ed25519 key where one should be
├── BadSeals               a file that should hold exported seals holds something else
└── MigrationError
    ├── MigrationChanged   an applied file reads differently now
    ├── MigrationSkipped   a file was added before one that is already applied
    ├── MigrationMissing   the database is ahead of the files
    └── MigrationForbidden this login may not migrate
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.envelope import Head


class LedgerError(Exception):
    """Whatever the ledger raises on purpose."""


class Conflict(LedgerError):
    """Another writer was faster, or an event id was offered again with other content.

    Sending the same request again cannot help. Nothing of it was written.
    """

    def __init__(
        self, stream: str, expected: Head, head: Head, why: str = "does not continue the stream"
    ) -> None:
        super().__init__(stream, expected, head, why)
        self.stream = stream
        self.expected = expected
        self.head = head
        self.why = why

    def __str__(self) -> str:
        return (
            f"{self.stream}: {self.why}; the request continues version {self.expected.version} "
            f"({self.expected.hash[:12]}), the head is version {self.head.version} "
            f"({self.head.hash[:12]}). Read the stream after your last version and decide again."
        )


class LedgerUnavailable(LedgerError):
    """The database gave no answer; an append may or may not have been committed.

    Sending the same request again is safe: what was committed comes back as a duplicate.
    """


class NotCanonical(LedgerError, ValueError):
    """The value has no exact, unique spelling as JSON."""


class BadKey(LedgerError):
    """The file of a key is missing, or holds something else."""


class BadSeals(LedgerError):
    """The file is not what `guomen seal export` writes."""


class MigrationError(LedgerError):
    """The migration files and the database do not tell the same story."""


class MigrationChanged(MigrationError):
    """An applied migration file was edited. Restore it and write a new one."""


class MigrationSkipped(MigrationError):
    """A migration file would have to run before one that has run. Give it the next free number."""


class MigrationMissing(MigrationError):
    """The database has a migration this release lacks. Run the release that brought it."""


class MigrationForbidden(MigrationError):
    """The login is neither of the group `migrator` nor an administrator."""
