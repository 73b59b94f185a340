"""From decided bodies to events: with the ids, times and causes that a repetition gives again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.decisions.draft import Draft
from models.identity import enterprise_workflow_id, event_id
from models.record import Event
from models.terms import Party


@dataclass(frozen=True)
class Origin:
    """Where the events of one decision come from; `content` is the digest of the message."""

    cause: str
    content: str
    actor: str
    at: datetime
    role: Party | None = None


def identified(code: str, drafts: Iterable[Draft], origin: Origin) -> list[Event]:
    """The events of these drafts, for the stream of an enterprise."""
    ordinals: Counter[tuple[str, str]] = Counter()
    made: list[Event] = []
    for draft in drafts:
        cause, kind = draft.cause or origin.cause, draft.body.type
        made.append(
            Event(
                id=event_id(enterprise_workflow_id(code), cause, kind, ordinals[cause, kind]),
                occurred_at=draft.at or origin.at,
                cause=cause,
                digest=origin.content,
                actor=origin.actor,
                role=origin.role,
                body=draft.body,
            )
        )
        ordinals[cause, kind] += 1
    return made
