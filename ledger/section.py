"""Examines a run of events by themselves, so that several processes can share the work.

What depends on events before the run is noted as an opening, and joined in `ledger.proof`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Never, TypeAlias

from ledger.chain import spell
from ledger.errors import NotCanonical
from ledger.exact import LARGEST_INTEGER

Row: TypeAlias = tuple[int, str, int, str, str, int, str, str, str, bytes, bytes]
"""Position, stream id, version, event id, type, schema version, occurred at (RFC 3339), data and
metadata (JSON text), previous hash, hash."""

Head: TypeAlias = tuple[int, bytes]
"""Version and hash of the last event of a stream."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Where the record contradicts itself, and how."""

    position: int
    why: str


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
    hashes: bytes = b""
    openings: dict[str, tuple[int, int, bytes]] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)
    flaw: Flaw | None = None


def examine(rows: Iterable[Row], first: int, last: int) -> Section:
    """Check positions first…last, versions, links among themselves, and compute each hash anew."""
    section = Section(first)
    hashes: list[bytes] = []
    position = first
    for row in rows:
        why = _contradiction(row, position, section)
        if why is not None:
            section.flaw = Flaw(position, why)
            break
        hashes.append(row[10])
        position += 1
    else:
        if position <= last:
            section.flaw = Flaw(position, f"position {position} is missing")
    section.hashes = b"".join(hashes)
    return section


def _contradiction(row: Row, expected: int, section: Section) -> str | None:
    position, stream, version, *_, prev_hash, own_hash = row
    if position != expected:
        return _misplaced(position, expected)
    head = section.heads.get(stream)
    if head is None:
        section.openings[stream] = (position, version, prev_hash)
    elif why := broken_link(stream, version, prev_hash, head):
        return why
    try:
        content = _content(row)
    except NotCanonical as error:
        return f"{stream} version {version}: {error}"
    if hashlib.sha256(prev_hash + content).digest() != own_hash:
        return f"{stream} version {version} does not match its own hash"
    section.heads[stream] = (version, own_hash)
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
    return 0, hashlib.sha256(stream.encode()).digest()


def _misplaced(position: int, expected: int) -> str:
    if position < expected:
        return f"position {position} stands where position {expected} should"
    return f"position {expected} is missing; the next is {position}"


def _content(row: Row) -> bytes:
    _, stream, version, event_id, event_type, schema_version, occurred_at, data, metadata, *_ = row
    return spell(
        {
            "data": _DECODER.decode(data),
            "event_id": event_id,
            "event_type": event_type,
            "metadata": _DECODER.decode(metadata),
            "occurred_at": occurred_at,
            "schema_version": schema_version,
            "stream_id": stream,
            "version": version,
        }
    )


def _no_float(text: str) -> Never:
    raise NotCanonical(f"holds the float {text}: only a decimal string is exact")


def _exact_integer(text: str) -> int:
    value = int(text)
    if abs(value) > LARGEST_INTEGER:
        raise NotCanonical(f"holds {value}, beyond ±(2^53-1)")
    return value


_DECODER = json.JSONDecoder(parse_float=_no_float, parse_int=_exact_integer)
