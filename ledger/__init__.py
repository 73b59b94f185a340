"""The append-only, hash-linked record of everything that happened.

Envelopes in, envelopes out: it knows nothing of customs and nothing of Temporal.
"""

from ledger.connection import connect
from ledger.doorbell import Doorbell
from ledger.envelope import Append, Appended, Envelope, Head, Recorded, Verdict
from ledger.errors import (
    Conflict,
    LedgerError,
    LedgerUnavailable,
    MigrationChanged,
    MigrationError,
    MigrationMissing,
    MigrationSkipped,
    NotCanonical,
)
from ledger.exact import Json
from ledger.migrate import Component, migrate
from ledger.proof import Fault, Proof, check
from ledger.store import Ledger
from ledger.writer import CoalescingWriter

__all__ = [
    "Append",
    "Appended",
    "CoalescingWriter",
    "Component",
    "Conflict",
    "Doorbell",
    "Envelope",
    "Fault",
    "Head",
    "Json",
    "Ledger",
    "LedgerError",
    "LedgerUnavailable",
    "MigrationChanged",
    "MigrationError",
    "MigrationMissing",
    "MigrationSkipped",
    "NotCanonical",
    "Proof",
    "Recorded",
    "Verdict",
    "check",
    "connect",
    "migrate",
]
