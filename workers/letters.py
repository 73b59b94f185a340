"""What is known of a message that came in: its status, its story, and who must act if it waits."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from models.terms import Party, System


class Status(StrEnum):
    """What has become of a message.

    Parked: no consignment found, or the tracker is silent. Failed: the tracker broke on it. Both
    are tried again, ever more rarely. Dead: that went on for too long, and somebody must look.
    Discarded: somebody did, and it is not to be delivered.
    """

    RECEIVED = "received"
    DELIVERED = "delivered"
    PARKED = "parked"
    FAILED = "failed"
    DEAD = "dead"
    DISCARDED = "discarded"


SETTLED = frozenset({Status.DELIVERED, Status.DISCARDED})
"""Nothing is to be done about these any more."""


OWNER = Party.OPERATIONS
"""Who must look at what waits, and settle what is dead."""

UNSETTLED = tuple(status for status in Status if status not in SETTLED)


class Action(StrEnum):
    """What somebody did about a message."""

    RETRIED = "retried"
    DISCARDED = "discarded"


class Entry(BaseModel):
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
    status: Status
    attempts: int
    last_error: str | None
    delivered_at: datetime | None
    next_try_at: datetime | None


class Intervention(BaseModel):
    """What somebody did about a message, and why."""

    model_config = ConfigDict(frozen=True)

    message: int
    action: Action
    officer: str
    reason: str
    at: datetime


class Letter(Entry):
    """A message with its content, and what was done about it, oldest first."""

    raw: str
    interventions: list[Intervention]


class Backlog(BaseModel):
    """So many messages of one status wait, since when, and who must act."""

    model_config = ConfigDict(frozen=True)

    status: Status
    messages: int
    since: datetime
    must_act: Party = OWNER
