"""Holds, calls, and what nobody understands: what concerns every matter."""

from datetime import datetime
from typing import Literal

from models.incoming import Prose, Quoted, Raw
from models.messages.message import Command, Message
from models.terms import Outcome, Party


class Unknown(Message):
    """A message that no translation exists for; JSON text as it came."""

    type: Literal["unknown"] = "unknown"
    raw: Raw


class Hold(Command):
    """Put the consignment on hold: its ordinary deadlines freeze."""

    verb = "hold"
    reason: Prose


class Resume(Command):
    """End the hold: the deadlines go on with the time they had left."""

    verb = "resume"
    reason: Prose


class RetryCall(Command):
    """Make a failed call to a system again."""

    verb = "retry_call"
    call: str


class ExcuseViolation(Command):
    """Excuse a breach of supervision: it does not count any more. `approver` allows it."""

    verb = "excuse_violation"
    code: str
    box: str | None = None
    reason: Prose
    approver: str | None = None


class EnterpriseSuspended(Message):
    """The tracker tells a consignment that its enterprise is suspended; `id` makes it once.

    `for_good` is said when the enterprise was removed.
    """

    id: str
    reason: Prose
    cause_event: str
    for_good: bool = False


class EnterpriseReinstated(Message):
    """The tracker tells a consignment that its enterprise is reinstated; `id` makes it once."""

    id: str
    reason: Prose
    cause_event: str


class CancellationRequested(Message):
    """Temporal was asked to cancel the workflow; `id` makes it once, also after a reset."""

    id: str
    reason: str = ""


class CommandLapsed(Message):
    """A command that was accepted is refused where the ledger stands; `command` is JSON text."""

    verb: str
    command: str
    officer: str
    role: Party | None = None
    refusal: str


class Release(Message):
    """Everything is in order: release for use."""


class Close(Message):
    """Nothing more is to be done."""

    outcome: Outcome


class CallGaveUp(Message):
    """A call was refused for good."""

    call: str
    reason: Quoted


class NoAnswer(Message):
    """A call that was made first at `since` has had no answer yet; it is made again."""

    call: str
    since: datetime
    reason: Quoted


class LateAnswer(Message):
    """A call that had no answer for a while has one."""

    call: str


SupervisionFact = Unknown
SupervisionStep = (
    Release
    | Close
    | CallGaveUp
    | NoAnswer
    | LateAnswer
    | EnterpriseSuspended
    | EnterpriseReinstated
    | CancellationRequested
    | CommandLapsed
)
