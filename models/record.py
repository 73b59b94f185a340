"""Events with their identity, and the plain form in which they travel to the ledger."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, JsonValue, SerializeAsAny

from models.catalogue import BY_TYPE
from models.events import Body
from models.terms import Party
from models.upcasting import upcast
from models.values import Value


class Event(Value):
    """A body with its id, time in the world, cause (message or deadline) and actor.

    `heard` is when it was heard of, if that was later than it happened; `role` is what an officer
    declared to act in.
    """

    id: UUID
    occurred_at: datetime
    cause: str
    digest: str
    actor: str
    heard: datetime | None = None
    role: Party | None = None
    body: SerializeAsAny[Body]

    @property
    def known_from(self) -> datetime:
        """When it could first be acted upon."""
        return self.heard or self.occurred_at

    @property
    def box(self) -> str | None:
        """The box that the event concerns, if one."""
        # Not getattr: pydantic makes a miss, which is every second one, ten times as slow.
        box: str | None = vars(self.body).get("box")
        return box


class Entry(BaseModel):
    """An event as plain data: what lies in Temporal's history and in the ledger."""

    model_config = ConfigDict(frozen=True)

    event_id: UUID
    event_type: str
    schema_version: int
    occurred_at: datetime
    data: dict[str, JsonValue]
    metadata: dict[str, str]


def to_entry(event: Event) -> Entry:
    """The plain form of an event; decimals and instants become strings, never floats."""
    heard = {"heard": event.heard.isoformat()} if event.heard else {}
    role = {"role": event.role.value} if event.role else {}
    return Entry(
        event_id=event.id,
        event_type=event.body.type,
        schema_version=event.body.schema_version,
        occurred_at=event.occurred_at,
        data=event.body.model_dump(mode="json", exclude={"type"}),
        metadata={
            "cause": event.cause,
            "digest": event.digest,
            "actor": event.actor,
            **heard,
            **role,
        },
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
        role=Party(metadata["role"]) if "role" in metadata else None,
        # As `model_validate`, which spends a third of the time on options that nobody gives.
        body=kind.__pydantic_validator__.validate_python(said),
    )


def from_entries(entries: Iterable[Entry]) -> list[Event]:
    """The events of plain entries, in their order."""
    return [
        parse(e.event_id, e.event_type, e.schema_version, e.occurred_at, e.data, e.metadata)
        for e in entries
    ]
