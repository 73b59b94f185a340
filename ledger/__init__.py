"""The append-only, hash-linked record of everything that happened.

Envelopes in, envelopes out: it knows nothing of customs and nothing of Temporal.
"""

from ledger.connection import connect
from ledger.doorbell import Doorbell
from ledger.envelope import Append, Appended, Envelope, Head, Recorded, Verdict
from ledger.errors import (
    BadKey,
    BadSeals,
    Conflict,
    LedgerError,
    LedgerUnavailable,
    MigrationChanged,
    MigrationError,
    MigrationForbidden,
    MigrationMissing,
    MigrationSkipped,
    NotCanonical,
)
from ledger.exact import Json
from ledger.migrate import Component, migrate
from ledger.proof import Fault, Proof
from ledger.sealing import Sealer, Sealing
from ledger.seals import Record, Seal
from ledger.store import Ledger
from ledger.verify import verify
from ledger.writer import MOST_SENDERS, CoalescingWriter

__all__ = [
    "MOST_SENDERS",
    "Append",
    "Appended",
    "BadKey",
    "BadSeals",
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
    "MigrationForbidden",
    "MigrationMissing",
    "MigrationSkipped",
    "NotCanonical",
    "Proof",
    "Record",
    "Recorded",
    "Seal",
    "Sealer",
    "Sealing",
    "Verdict",
    "connect",
    "migrate",
    "verify",
]
