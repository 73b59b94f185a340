"""Examines a run of events by themselves, so that several processes can share the work.

What depends on events before the run is noted as an opening, and joined in `ledger.proof`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Never, TypeAlias

from ledger.chain import spell
from ledger.errors import NotCanonical
from ledger.exact import LARGEST_INTEGER

HASH_BYTES = 32

Head: TypeAlias = tuple[int, bytes]
"""Version and hash of the last event of a stream."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Where the record contradicts itself, and how."""

    position: int
    why: str


Row: TypeAlias = Any
"""Position, stream id, version, event id, type, schema version, occurred at (RFC 3339), data and
metadata (JSON text), previous hash, hash: a tuple, or a record of asyncpg."""


@dataclass(slots=True)
class Section:
    """What was seen of a run of events, up to its first flaw.

    Attributes:
        first: the position of the first event.
        hashes: the hashes of the events in order, 32 bytes each.
        openings: position, version and previous hash of the first event of each stream.
        heads: where each stream stands after the run.
    """

    first: int
    hashes: bytearray = field(default_factory=bytearray)
    openings: dict[str, tuple[int, int, bytes]] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)
    flaw: Flaw | None = None

    @property
    def next(self) -> int:
        """The position of the event that must follow."""
        return self.first + len(self.hashes) // HASH_BYTES

    @property
    def digest(self) -> str:
        """One SHA-256 over all the hashes, in hex: what a seal holds."""
        return sha256(self.hashes).hexdigest()

    def end(self, last: int) -> None:
        """Say up to which position the run should have gone."""
        if self.flaw is None and self.next <= last:
            self.flaw = Flaw(self.next, f"position {self.next} is missing")


def examine(rows: Iterable[Row], section: Section) -> None:
    """Check the next events: positions, versions, links among themselves, each hash anew."""
    for row in rows:
        why = _misplaced(row[0], section) or _broken_link(row, section) or _wrong_hash(row)
        if why is not None:
            section.flaw = Flaw(section.next, why)
            return
        section.heads[row[1]] = (row[2], row[10])
        section.hashes += row[10]


def _misplaced(position: int, section: Section) -> str | None:
    expected = section.next
    if position == expected:
        return None
    if position < expected:
        return f"position {position} stands where position {expected} should"
    return f"position {expected} is missing; the next is {position}"


def _broken_link(row: Row, section: Section) -> str | None:
    position, stream, version, prev_hash = row[0], row[1], row[2], row[9]
    head = section.heads.get(stream)
    if head is None:
        section.openings[stream] = (position, version, prev_hash)
        return None
    return broken_link(stream, version, prev_hash, head)


def _wrong_hash(row: Row) -> str | None:
    _, stream, version, event_id, event_type, schema_version, occurred_at, data, metadata = row[:9]
    try:
        content = spell(
            {
                "data": _DECODER.raw_decode(data)[0],
                "event_id": event_id,
                "event_type": event_type,
                "metadata": _DECODER.raw_decode(metadata)[0],
                "occurred_at": occurred_at,
                "schema_version": schema_version,
                "stream_id": stream,
                "version": version,
            }
        )
    except NotCanonical as error:
        return f"{stream} version {version}: {error}"
    if sha256(row[9] + content).digest() != row[10]:
        return f"{stream} version {version} does not match its own hash"
    return None


def broken_link(stream: str, version: int, prev_hash: bytes, head: Head) -> str | None:
    """Why an event does not follow the head of its stream; None when it does."""
    before, before_hash = head
    if version != before + 1:
        return f"{stream} has version {version} after version {before}"
    if prev_hash != before_hash:
        return f"{stream} version {version} is not linked to the event before it"
    return None


def start(stream: str) -> Head:
    """The head of a stream that has no event yet."""
    return 0, sha256(stream.encode()).digest()


def _no_float(text: str) -> Never:
    raise NotCanonical(f"holds the float {text}: only a decimal string is exact")


def _exact_integer(text: str) -> int:
    value = int(text)
    if abs(value) > LARGEST_INTEGER:
        raise NotCanonical(f"holds {value}, beyond ±(2^53-1)")
    return value


_DECODER = json.JSONDecoder(parse_float=_no_float, parse_int=_exact_integer)
