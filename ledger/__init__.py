"""The append-only, hash-linked record of everything that happened.

Envelopes in, envelopes out: it knows nothing of customs and nothing of Temporal.
"""

from ledger.append_listener import AppendListener
from ledger.attestation import Attestation, AttestedRecord
from ledger.attesting import Sealer, Sealing
from ledger.canonical_json import Json
from ledger.connection import connect
from ledger.envelope import Append, Appended, AppendVerdict, Envelope, Head, Recorded
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
from ledger.migrate import Component, migrate
from ledger.proof import Proof, ProofFault
from ledger.store import Ledger
from ledger.verify import verify
from ledger.writer import MOST_SENDERS, CoalescingWriter

__all__ = [
    "MOST_SENDERS",
    "Append",
    "AppendListener",
    "AppendVerdict",
    "Appended",
    "Attestation",
    "AttestedRecord",
    "BadKey",
    "BadSeals",
    "CoalescingWriter",
    "Component",
    "Conflict",
    "Envelope",
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
    "ProofFault",
    "Recorded",
    "Sealer",
    "Sealing",
    "connect",
    "migrate",
    "verify",
]
