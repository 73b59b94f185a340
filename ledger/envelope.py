"""What is handed to the ledger, and what comes back. Values only: no database, no domain."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from ledger.canonical_json import Json, require_exact


def _exact(value: object) -> object:
    require_exact(value)
    return value


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


Name = Annotated[
    str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x20\x7f]+$")
]
"""A stream id or an event type: 1 to 200 characters, no blanks or control characters."""

Instant = Annotated[AwareDatetime, AfterValidator(_utc)]
"""An aware time, kept in UTC."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Envelope(_Value):
    """One event as its author wrote it, before it has a place in a stream."""

    event_id: UUID
    event_type: Name
    schema_version: int = Field(default=1, ge=1, le=32767)
    occurred_at: Instant
    data: Annotated[dict[str, Json], BeforeValidator(_exact)]
    metadata: Annotated[dict[str, str], BeforeValidator(_exact)] = Field(default_factory=dict)


class Head(_Value):
    """Where a stream ends: the version of its last event and that event's hash."""

    version: int = Field(ge=0)
    hash: Sha256

    @classmethod
    def start(cls, stream_id: str) -> Self:
        """The head of a stream that has no event yet."""
        return cls(version=0, hash=hashlib.sha256(stream_id.encode()).hexdigest())


class Append(_Value):
    """A wish: continue the stream after this head with these events."""

    stream_id: Name
    after: Head
    events: Annotated[tuple[Envelope, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_event_once(self) -> Self:
        if len({event.event_id for event in self.events}) < len(self.events):
            raise ValueError(f"{self.stream_id}: the same event id twice in one append")
        return self


class AppendVerdict(StrEnum):
    """How an append that did not conflict was met."""

    APPENDED = "appended"
    DUPLICATE = "duplicate"


class Appended(_Value):
    """The answer to an append: where its own last event stands.

    The same request always gets the same head and position, also when it comes again later and
    other events have followed; only the verdict then says duplicate.
    """

    verdict: AppendVerdict
    head: Head
    last_position: int = Field(ge=1)


class Recorded(Envelope):
    """An event in its place: in the whole ledger (position) and in its stream (version)."""

    position: int
    stream_id: Name
    version: int
    recorded_at: Instant
    prev_hash: Sha256
    hash: Sha256
