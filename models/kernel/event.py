"""Events with their identity, and the plain form in which they travel to the ledger."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, JsonValue, SerializeAsAny

from models.kernel.base_types import Value
from models.kernel.event_body import Body
from models.kernel.terms import Party


class Event(Value):
    """A body with its id, time in the world, cause (message or deadline) and actor.

    `heard` is when it was heard of, if that was later than it happened; `role` is what an officer
    declared to act in, `approver` who else allowed it, as `approver_role`.
    """

    id: UUID
    occurred_at: datetime
    cause: str
    digest: str
    actor: str
    heard: datetime | None = None
    role: Party | None = None
    approver: str | None = None
    approver_role: Party | None = None
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


class EventRecord(BaseModel):
    """An event as plain data: what lies in Temporal's history and in the ledger."""

    model_config = ConfigDict(frozen=True)

    event_id: UUID
    event_type: str
    schema_version: int
    occurred_at: datetime
    data: dict[str, JsonValue]
    metadata: dict[str, str]


def to_entry(event: Event) -> EventRecord:
    """The plain form of an event; decimals and instants become strings, never floats."""
    heard = {"heard": event.heard.isoformat()} if event.heard else {}
    role = {"role": event.role.value} if event.role else {}
    second = {"approver": event.approver} if event.approver else {}
    as_what = {"approver_role": event.approver_role.value} if event.approver_role else {}
    return EventRecord(
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
            **second,
            **as_what,
        },
    )
