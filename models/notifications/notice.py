"""What travels on the way to people: a notice, what is handed over, and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from models.kernel.base_types import Frozen
from models.kernel.event_types import EventType
from models.kernel.identity import consignment_workflow_id, enterprise_workflow_id
from models.kernel.language import Language
from models.kernel.notification import Notification
from models.kernel.terms import EscalationLevel
from models.notifications.request import NotificationRequest

EMERGENCIES = frozenset(
    {EventType.EMERGENCY_RAISED, EventType.DANGER_JOINED, EventType.RESPONDERS_CALLED}
)


class Manner(StrEnum):
    """How a target gets a notice: at once, when its quiet hours are over, or in its digest."""

    NOW = "now"
    HELD = "held"
    DIGEST = "digest"


class NoticeStatus(StrEnum):
    """What became of a notice at a target; an attempt that failed may be followed by others."""

    SENT = "sent"
    FAILED = "failed"
    HELD = "held"
    DIGEST = "digest"


class Notice(Frozen):
    """One alarm for one party, with what its reader has to know of the place it comes from."""

    about: Literal["consignment", "enterprise", "system", "stack"]
    number: str
    alarm: Notification
    stage: str = ""
    next_due: datetime | None = None
    emergency: bool = False

    @property
    def workflow_id(self) -> str:
        """The workflow, and the stream, that it speaks of; of the stack, its name."""
        if self.about == "enterprise":
            return enterprise_workflow_id(self.number)
        if self.about == "system":
            return f"telling/{self.alarm.key}"
        if self.about == "stack":
            return self.number
        return consignment_workflow_id(self.number)

    @property
    def dangerous(self) -> bool:
        """It speaks of an emergency, or comes from a place where one is open."""
        return self.emergency or self.alarm.kind in EMERGENCIES

    @property
    def urgent(self) -> bool:
        """It waits for nothing: an emergency, or an escalation at the third level or higher."""
        return self.dangerous or self.alarm.level >= EscalationLevel.L3


def each(notices: NotificationRequest) -> tuple[Notice, ...]:
    """One notice for each alarm."""
    return tuple(
        Notice(
            about=notices.about,
            number=notices.number,
            alarm=alarm,
            stage=notices.stage,
            next_due=notices.next_due,
            emergency=notices.emergency,
        )
        for alarm in notices.notifications
    )


class QueuedNotice(Frozen):
    """A notice as a target takes it over."""

    notice: Notice
    manner: Manner = Manner.NOW


class Attempt(Frozen):
    """A line of the record: what became of a notice at a target, and why.

    `number` counts the tries from 1; 0 says that it was taken in and waits `until` an instant.
    """

    notice: Notice
    target: str
    number: int
    status: NoticeStatus
    at: datetime
    why: str = ""
    until: datetime | None = None


class DeliveryJob(Frozen):
    """What one run of the workflow `Notice` begins with: notices for a target, at an instant.

    Without an instant it sends at once. `attempts` are what others did and could not record.
    """

    target: str = ""
    language: Language = Language.BOTH
    until: datetime | None = None
    handed: tuple[QueuedNotice, ...] = ()
    attempts: tuple[Attempt, ...] = ()


class SendRequest(Frozen):
    """One message to one target: a notice as it is, or several as a digest."""

    target: str
    notices: tuple[Notice, ...]


class SendResult(Frozen):
    """Whether the target took it, and why not."""

    sent: bool
    why: str = ""


class Attempts(Frozen):
    """Lines for the record."""

    attempts: tuple[Attempt, ...]


class NoticeOutcome(Frozen):
    """How a run of the workflow `Notice` ended: how many notices, in how many tries."""

    notices: int
    tries: int
