"""What is known of a received message: status, history, who must act."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from models.inbound.dangers import Peril
from models.kernel.terms import Party, System


class MessageStatus(StrEnum):
    """What has become of a message.

    Parked: no consignment found, or the tracker is silent. Failed: the tracker broke on it. Both
    are tried again, ever more rarely. Dead: that went on for too long, and somebody must look.
    Discarded: somebody did, and it is not to be delivered; or it is about no box at all.
    """

    RECEIVED = "received"
    DELIVERED = "delivered"
    PARKED = "parked"
    FAILED = "failed"
    DEAD = "dead"
    DISCARDED = "discarded"


SETTLED = frozenset({MessageStatus.DELIVERED, MessageStatus.DISCARDED})
"""Nothing is to be done about these any more."""


ON_ALARMS = Party.CHECKPOINT_OFFICER
"""Who must look at an alarm that reached no consignment, and say whose it is."""

OWNER = Party.OPERATIONS
"""Who must look at what waits, and settle what is dead."""

UNSETTLED = tuple(status for status in MessageStatus if status not in SETTLED)


class Action(StrEnum):
    """What somebody did about a message."""

    RETRIED = "retried"
    DISCARDED = "discarded"
    ATTACHED = "attached"


class MessageEntry(BaseModel):
    """A message for operators to see; without its content, which names people and plates."""

    model_config = ConfigDict(frozen=True)

    number: int
    system: System
    message_id: str
    digest: str
    type: str
    occurred_at: datetime
    received_at: datetime
    aliases: list[str]
    copies: int
    consignment: str | None
    status: MessageStatus
    attempts: int
    last_error: str | None
    delivered_at: datetime | None
    next_try_at: datetime | None
    danger: Peril | None = None
    assigned: str | None = None

    @property
    def must_act(self) -> Party:
        """Who must act while it waits."""
        return ON_ALARMS if self.danger is Peril.ALARM else OWNER


class Intervention(BaseModel):
    """What somebody did about a message, and why."""

    model_config = ConfigDict(frozen=True)

    message: int
    action: Action
    officer: str
    reason: str
    at: datetime


class StoredMessage(MessageEntry):
    """A message with its content, and what was done about it, oldest first."""

    raw: str
    interventions: list[Intervention]


class Backlog(BaseModel):
    """So many messages of one status wait, since when, and who must act."""

    model_config = ConfigDict(frozen=True)

    status: MessageStatus
    messages: int
    since: datetime
    alarms: bool = False
    must_act: Party = OWNER
