"""Examines a run of events by themselves, so that several processes can share the work.

What depends on events before the run is noted as an opening, and joined in `ledger.proof`. A fault
is noted and passed over: whatever else is there is examined all the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Never, TypeAlias

from ledger.canonical_json import LARGEST_INTEGER
from ledger.chain import encode_canonical
from ledger.errors import NotCanonical

HASH_BYTES = 32
TIME_BYTES = len("2025-03-01T12:00:00.000000Z")
ENTRY_BYTES = HASH_BYTES + TIME_BYTES
"""What a seal vouches for of each event: its hash, and when the ledger heard of it."""

MOST_FLAWS = 100
"""So many are named of a section; of the others only the number is told."""

Head: TypeAlias = tuple[int, bytes]
"""Version and hash of the last event of a stream."""


@dataclass(frozen=True, slots=True)
class SegmentFlaw:
    """Where the record contradicts itself, and how; `to` is the last position that it concerns."""

    position: int
    why: str
    to: int = 0


Row: TypeAlias = Any
"""Position, stream id, version, event id, type, schema version, occurred at (RFC 3339), data and
metadata (JSON text), previous hash, hash, recorded at (RFC 3339): a tuple, or asyncpg's record."""


@dataclass(slots=True)
class Segment:
    """What was seen of a run of a record.

    Attributes:
        first: the first position.
        width: how many bytes an entry has.
        entries: what seals vouch for, position by position; zeros where there is nothing.
        events: how many were examined.
        openings: position, version and previous hash of the first event of each stream.
        heads: where each stream stands after the run.
        flaws: what is wrong, as many as are named.
        more: how many flaws are not named.
        last: up to which position it goes, known at its end.
    """

    first: int
    width: int = ENTRY_BYTES
    entries: bytearray = field(default_factory=bytearray)
    events: int = 0
    openings: dict[str, tuple[int, int, bytes]] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)
    flaws: list[SegmentFlaw] = field(default_factory=list)
    more: int = 0
    last: int = 0

    @property
    def next(self) -> int:
        """The position that must follow."""
        return self.first + len(self.entries) // self.width

    def note(self, flaw: SegmentFlaw) -> None:
        """Something is wrong."""
        if len(self.flaws) < MOST_FLAWS:
            self.flaws.append(flaw)
        else:
            self.more += 1

    def reach(self, position: int, what: str = "position") -> bool:
        """Come to an entry; False when it stands where it cannot, and is to be passed over."""
        expected = self.next
        if position < expected:
            why = f"{what} {position} stands where {what} {expected} should"
            self.note(SegmentFlaw(expected, why, expected))
            return False
        if position > expected:
            why = f"{what} {expected} is missing; the next is {position}"
            self.note(SegmentFlaw(expected, why, position - 1))
            self.entries += bytes((position - expected) * self.width)
        return True

    def take(self, position: int, entry: bytes) -> None:
        """Keep an entry, of the right length whatever the database holds."""
        if len(entry) != self.width:
            self.note(SegmentFlaw(position, "its hash or its time of recording is none", position))
            entry = bytes(self.width)
        self.entries += entry
        self.events += 1

    def end(self, last: int, what: str = "position") -> None:
        """Say up to which position the run should have gone."""
        expected, self.last = self.next, last
        if expected <= last:
            self.note(SegmentFlaw(expected, f"{what} {expected} is missing", last))

    def sound_runs(self) -> Iterator[tuple[int, int]]:
        """The runs of positions between the flaws; behind the last one named only if it is all."""
        begin = self.first
        for flaw in sorted(self.flaws, key=lambda flaw: flaw.position):
            if flaw.position > begin:
                yield begin, flaw.position - 1
            begin = max(begin, flaw.to + 1, flaw.position + 1)
        if begin < self.next and not self.more:
            yield begin, self.next - 1

    def digest(self, first: int, last: int) -> str:
        """One SHA-256 over the entries of a run, in hex: what a seal holds."""
        begin, end = first - self.first, last + 1 - self.first
        return sha256(self.entries[begin * self.width : end * self.width]).hexdigest()


def examine(rows: Iterable[Row], section: Segment) -> None:
    """Check the next events: positions, versions, links among themselves, each hash anew."""
    for row in rows:
        position = row[0]
        if not section.reach(position):
            continue
        for why in (_broken_link(row, section), _wrong_hash(row)):
            if why is not None:
                section.note(SegmentFlaw(position, why, position))
        section.heads[row[1]] = (row[2], row[10])
        section.take(position, row[10] + (row[11] or "").encode())


def _broken_link(row: Row, section: Segment) -> str | None:
    position, stream, version, prev_hash = row[0], row[1], row[2], row[9]
    head = section.heads.get(stream)
    if head is None:
        section.openings[stream] = (position, version, prev_hash)
        return None
    return broken_link(stream, version, prev_hash, head)


def _wrong_hash(row: Row) -> str | None:
    _, stream, version, event_id, event_type, schema_version, occurred_at, data, metadata = row[:9]
    try:
        content = encode_canonical(
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
    # Whatever was put there must not end the proof: too deep, too long, of no spelling.
    except (ValueError, TypeError, RecursionError) as error:
        return f"{stream} version {version}: {_said(error)}"
    if sha256(row[9] + content).digest() != row[10]:
        return f"{stream} version {version} does not match its own hash"
    return None


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, NotCanonical) else "holds what nobody can have recorded"


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
