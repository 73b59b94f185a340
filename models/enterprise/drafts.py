"""From decided bodies to events: with the ids, times and causes that a repetition gives again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.consignment.pending_event import Draft
from models.kernel.event import Event
from models.kernel.identity import enterprise_workflow_id, event_id
from models.kernel.terms import Party


@dataclass(frozen=True)
class Origin:
    """Where the events of one decision come from; `content` is the digest of the message.

    `now` is when it was heard, where that may be later than when it happened.
    """

    cause: str
    content: str
    actor: str
    at: datetime
    role: Party | None = None
    now: datetime | None = None
    approver: str | None = None
    approver_role: Party | None = None


def identified(code: str, drafts: Iterable[Draft], origin: Origin) -> list[Event]:
    """The events of these drafts, for the stream of an enterprise."""
    ordinals: Counter[tuple[str, str]] = Counter()
    made: list[Event] = []
    for draft in drafts:
        cause, kind = draft.cause or origin.cause, draft.body.type
        at = draft.at or origin.at
        made.append(
            Event(
                id=event_id(enterprise_workflow_id(code), cause, kind, ordinals[cause, kind]),
                occurred_at=at,
                heard=origin.now if origin.now is not None and origin.now > at else None,
                cause=cause,
                digest=origin.content,
                actor=origin.actor,
                role=origin.role,
                approver=origin.approver,
                approver_role=origin.approver_role,
                body=draft.body,
            )
        )
        ordinals[cause, kind] += 1
    return made
