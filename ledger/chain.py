"""How events are linked. The one definition of what is hashed; everything here is pure.

hash = sha256(previous hash ‖ canonical bytes), and before the first event stands sha256(stream id).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import orjson

from ledger.canonical_json import require_exact
from ledger.envelope import Append, Envelope, Head


class ChainedEvent(NamedTuple):
    """An event on its way into a stream, with the head before and the head after it."""

    envelope: Envelope
    before: Head
    after: Head


def canonical(envelope: Envelope, stream_id: str, version: int) -> bytes:
    """The bytes that are hashed: one spelling for one meaning.

    UTF-8 JSON, keys sorted by code point, no blanks, times as RFC 3339 UTC with microseconds.
    Position and recording time are left out: the ledger gives them after the hash is made.

    Raises:
        NotCanonical: a float, U+0000 or anything else that JSON does not keep exactly.
    """
    content = _content(envelope, stream_id, version)
    require_exact(content, "event")
    return encode_canonical(content)


def _content(envelope: Envelope, stream_id: str, version: int) -> dict[str, object]:
    return {
        "data": envelope.data,
        "event_id": str(envelope.event_id),
        "event_type": envelope.event_type,
        "metadata": envelope.metadata,
        "occurred_at": rfc3339(envelope.occurred_at),
        "schema_version": envelope.schema_version,
        "stream_id": stream_id,
        "version": version,
    }


def encode_canonical(content: object) -> bytes:
    """A JSON value in the one spelling that is hashed and signed."""
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


def link(prev_hash: str, content: bytes) -> str:
    """The hash of an event: of the hash before it (64 hex digits) and its canonical bytes."""
    return hashlib.sha256(bytes.fromhex(prev_hash) + content).hexdigest()


def chain_events(request: Append) -> Iterator[ChainedEvent]:
    """The events of a request, each linked to the one before."""
    before = request.after
    for envelope in request.events:
        version = before.version + 1
        # An envelope is looked at when it is made: the spelling is canonical without asking again.
        content = encode_canonical(_content(envelope, request.stream_id, version))
        after = Head(version=version, hash=link(before.hash, content))
        yield ChainedEvent(envelope, before, after)
        before = after


def rfc3339(instant: datetime) -> str:
    """An instant in UTC with microseconds, like `2025-03-01T12:00:00.000000Z`."""
    text = instant.astimezone(UTC).isoformat(timespec="microseconds")
    return text.replace("+00:00", "Z")
