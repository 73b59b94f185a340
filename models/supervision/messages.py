"""Holds, calls, and what nobody understands: what concerns every matter."""

from datetime import datetime
from typing import Literal

from models.kernel.codes import ViolationCode
from models.kernel.incoming import Prose, Quoted, Raw
from models.kernel.language import Text
from models.kernel.message import EXAMPLE_BOX, Command, Message, RawFact, Update, fields
from models.kernel.terms import Cause, Outcome, Party


class Unknown(RawFact):
    """A message that no translation exists for; JSON text as it came."""

    type: Literal["unknown"] = "unknown"
    label = Text("无法识别的消息", "message not understood")
    raw: Raw


class Hold(Command):
    """Put the consignment on hold: deadlines freeze, permits are taken back."""

    verb = "hold"
    label = Text("暂停办理", "hold")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(reason="documents under review")

    reason: Prose


class Resume(Command):
    """End the hold: the deadlines go on with the time they had left."""

    verb = "resume"
    label = Text("恢复办理", "resume")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(reason="review done")

    reason: Prose


class RetryCall(Command):
    """Make a failed call to a system again."""

    verb = "retry_call"
    label = Text("重新调用系统", "make a failed call again")
    given_by = (Party.OPERATIONS,)
    example = fields(call="removal:CSQU3054383:1")

    call: str


class ExcuseViolation(Command):
    """Excuse a breach of supervision: it does not count any more. The `approver` allows it."""

    verb = "excuse_violation"
    label = Text("免计违规", "excuse a violation")
    given_by = (Party.INSPECTION_LEAD,)
    example = fields(
        code=ViolationCode.TRANSIT_TIME_EXCEEDED,
        box=EXAMPLE_BOX,
        reason="motorway closed by the police",
        approver="Gao Feng",
        approver_role="C3",
    )

    code: str
    box: str | None = None
    reason: Prose


class SuspensionNotice(Update):
    """The tracker tells a consignment that its enterprise is suspended; `id` makes it once.

    `for_good` is said when the enterprise was removed.
    """

    verb = "suspend"
    label = Text("告知企业暂停", "tell of a suspension")
    example = fields(
        id="enterprise/E-1:7",
        reason="third missed appointment in 90 days",
        cause_event="enterprise/E-1:7",
    )

    id: str
    reason: Prose
    cause_event: str
    for_good: bool = False


class ReinstatementNotice(Update):
    """The tracker tells a consignment that its enterprise is reinstated; `id` makes it once."""

    verb = "reinstate_enterprise"
    label = Text("告知企业恢复", "tell of a reinstatement")
    example = fields(
        id="enterprise/E-1:9",
        reason="measures checked on site",
        cause_event="enterprise/E-1:9",
    )

    id: str
    reason: Prose
    cause_event: str


class CancellationNoticed(Message):
    """Temporal was asked to cancel the workflow; `id` makes it once, also after a reset."""

    id: str
    reason: str = ""


class CommandOverruled(Message):
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
    | SuspensionNotice
    | ReinstatementNotice
    | CancellationNoticed
    | CommandOverruled
)


class FallBack(Command):
    """End the pilot for this consignment before its first box leaves the port."""

    verb = "fall_back"
    label = Text("转传统模式", "fall back to the traditional mode")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(reason="no lock available")

    cause: Cause = Cause.OFFICER
    reason: Prose


COMMANDS: tuple[type[Command], ...] = (
    Hold,
    Resume,
    RetryCall,
    ExcuseViolation,
    FallBack,
)
