"""Parses ledger rows into events, whatever schema version they were stored in."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from pydantic import JsonValue

from models.kernel.event import Event, EventRecord
from models.kernel.terms import Party
from models.process.event_registry import BY_TYPE
from models.process.upcasting import upcast


class StoredRow(Protocol):
    """What of a row is needed to understand its event; of the ledger or as it travels."""

    @property
    def event_id(self) -> UUID:
        """Its id."""

    @property
    def event_type(self) -> str:
        """Its type."""

    @property
    def schema_version(self) -> int:
        """The version of its data."""

    @property
    def occurred_at(self) -> datetime:
        """When it was true in the world."""

    @property
    def data(self) -> dict[str, Any]:
        """What it says."""

    @property
    def metadata(self) -> Mapping[str, str]:
        """Cause, digest and actor."""


def to_event(row: StoredRow) -> Event:
    """The event of a row.

    Raises:
        KeyError, UnknownSchema, pydantic.ValidationError: as `parse`.
    """
    return parse(
        row.event_id,
        row.event_type,
        row.schema_version,
        row.occurred_at,
        row.data,
        row.metadata,
    )


def parse(  # noqa: PLR0913, PLR0917 - the columns of a row, in their order
    event_id: UUID,
    event_type: str,
    schema_version: int,
    occurred_at: datetime,
    data: dict[str, JsonValue],
    metadata: Mapping[str, str],
) -> Event:
    """The event of a ledger row.

    Raises:
        KeyError: for an event type that this code does not know.
        UnknownSchema: for a schema version that this code does not know.
        pydantic.ValidationError: for data that does not fit its type.
    """
    kind, said = BY_TYPE[event_type], upcast(event_type, schema_version, data)
    return Event(
        id=event_id,
        occurred_at=occurred_at,
        cause=metadata["cause"],
        digest=metadata["digest"],
        actor=metadata["actor"],
        heard=datetime.fromisoformat(metadata["heard"]) if "heard" in metadata else None,
        role=_party(metadata, "role"),
        approver=metadata.get("approver"),
        approver_role=_party(metadata, "approver_role"),
        # As `model_validate`, which spends a third of the time on options that nobody gives.
        body=kind.__pydantic_validator__.validate_python(said),
    )


def _party(metadata: Mapping[str, str], name: str) -> Party | None:
    return Party(metadata[name]) if name in metadata else None


def from_entries(entries: Iterable[EventRecord]) -> list[Event]:
    """The events of plain entries, in their order."""
    return [to_event(entry) for entry in entries]
