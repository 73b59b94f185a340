"""What a seal is, what of it is signed, and how seals leave the database and are read back.

A chain of hashes does not stop an owner who computes it all anew; a seal that others keep does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import asyncpg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from ledger.chain import encode_canonical, rfc3339
from ledger.connection import unavailable
from ledger.envelope import Instant, Sha256
from ledger.errors import BadSeals
from ledger.signing import is_signed, public_bytes

NOTHING_BEFORE = "0" * 64
"""What stands for the seal before the first of a key."""

NEVER = datetime.min.replace(tzinfo=UTC)
"""When a seal was given whose time cannot be read: nobody has signed that."""


class AttestedRecord(StrEnum):
    """What seals vouch for: the events, and the receipts of what came in."""

    EVENTS = "events"
    RECEIPTS = "receipts"


# The time as text: a row that no seal can have must be readable, to be named.
SEALS = """
    select
      number, record, first_position, last_position, encode(entries_hash, 'hex') as entries_hash,
      encode(previous, 'hex') as previous,
      to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.USOF') as sealed_at,
      encode(public_key, 'hex') as public_key, encode(signature, 'hex') as signature
    from ledger.seals
"""

READ = f"""
    {SEALS}
    order by number
"""

LAST_NUMBER = "select coalesce(max(number), 0) from ledger.seals"

Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Signature = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]


class Range(BaseModel):
    """What a seal vouches for: positions of a record, and one SHA-256 over their entries."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    record: AttestedRecord
    first_position: int = Field(ge=1)
    last_position: int = Field(ge=1)
    entries_hash: Sha256


class Attestation(Range):
    """A signed statement about a range, linked to the seal that the same key gave before."""

    number: int = Field(ge=1)
    previous: Sha256
    sealed_at: Instant
    public_key: Key
    signature: Signature

    @property
    def content(self) -> bytes:
        """The bytes that are signed: everything but the signature, spelled canonically."""
        fields = self.model_dump(exclude={"signature", "sealed_at"})
        return encode_canonical({**fields, "sealed_at": rfc3339(self.sealed_at)})

    @property
    def digest(self) -> str:
        """What the next seal holds as its `previous`."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def is_genuine(self) -> bool:
        """Whether the owner of the key that it names has signed it, and it is about something."""
        public = bytes.fromhex(self.public_key)
        about = self.first_position <= self.last_position
        return about and is_signed(self.content, bytes.fromhex(self.signature), public)

    @property
    def line(self) -> str:
        """The seal as an export has it: one line of JSON."""
        fields = self.model_dump(exclude={"sealed_at"})
        return encode_canonical({**fields, "sealed_at": rfc3339(self.sealed_at)}).decode()


def sign(
    covered: Range, *, number: int, previous: str, sealed_at: Instant, key: Ed25519PrivateKey
) -> Attestation:
    """The next seal of a key; `previous` is the digest of the one before."""
    draft = Attestation(
        **covered.model_dump(),
        number=number,
        previous=previous,
        sealed_at=sealed_at,
        public_key=public_bytes(key).hex(),
        signature="0" * 128,
    )
    return draft.model_copy(update={"signature": key.sign(draft.content).hex()})


async def read_seals(pool: asyncpg.Pool) -> list[Attestation]:
    """The seals in order of number; not validated, so that a forged one can be read and shown."""
    with unavailable():
        rows = await pool.fetch(READ)
    return [_read(dict(row)) for row in rows]


def _read(row: dict[str, Any]) -> Attestation:
    # What no seal can hold is replaced by what its signature does not fit.
    try:
        read = {
            "record": AttestedRecord(row["record"]),
            "sealed_at": datetime.fromisoformat(row["sealed_at"]),
        }
    except (TypeError, ValueError):
        read = {"record": AttestedRecord.EVENTS, "sealed_at": NEVER}
    return Attestation.model_construct(**{**row, **read})


def write_seals(path: Path, seals: Iterable[Attestation]) -> None:
    """Write seals as JSON Lines, replacing the file at once."""
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    draft.write_text("".join(f"{seal.line}\n" for seal in seals), encoding="utf-8")
    draft.rename(path)


def load_seals(path: Path) -> Sequence[Attestation]:
    """The seals of an export.

    Raises:
        BadSeals: the file is missing or holds something else.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSeals(f"{path} cannot be read: {error}") from error
    return [_load(path, number, line) for number, line in enumerate(lines, start=1)]


def _load(path: Path, number: int, line: str) -> Attestation:
    try:
        return Attestation.model_validate_json(line)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        raise BadSeals(f"{path}, line {number}: not a seal ({where}: {fault['msg']})") from error
