"""Registration, holds, calls, facts that do not fit, and the end: what concerns every matter."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from models.consignment.registration import Registration
from models.kernel.event_body import Body, Issuing, unsaid
from models.kernel.event_types import EventType
from models.kernel.language import Text
from models.kernel.terms import Cause, Danger, Outcome, Party, Permission

ENVELOPE = "time"
"""Where a message says when it happened."""


class ConsignmentRegistered(Body):
    """A consignment was imported from a manifest under a rulebook."""

    type: Literal[EventType.CONSIGNMENT_REGISTERED] = EventType.CONSIGNMENT_REGISTERED
    label = Text("票已登记", "consignment registered")
    registration: Registration
    rulebook: str


class Held(Body):
    """An officer put the consignment on hold."""

    type: Literal[EventType.HELD] = EventType.HELD
    label = Text("暂停办理", "held")
    reason: str
    officer: str


class Resumed(Body):
    """The hold ended."""

    type: Literal[EventType.RESUMED] = EventType.RESUMED
    label = Text("恢复办理", "resumed")
    reason: str
    officer: str


class FactContradicted(Body):
    """A fact says otherwise than what is known, or its id was used for other content."""

    type: Literal[EventType.FACT_CONTRADICTED] = EventType.FACT_CONTRADICTED
    label = Text("消息与已知不符", "fact contradicted")
    fact: str
    known: str
    box: str | None = None
    said: str = ""
    """The fact itself, as JSON text: it counts after all when what is known is taken back."""


class BoxNumberRepaired(Body):
    """A box number was read or written with signs wrong: what it said, and taken for which.

    It can be one box of the consignment only; what was told of it stands beside this.
    """

    type: Literal[EventType.BOX_NUMBER_REPAIRED] = EventType.BOX_NUMBER_REPAIRED
    label = Text("箱号误读已更正", "box number misread, put right")
    fact: str
    read: str
    box: str


class ClockDoubted(Body):
    """A time that a system named cannot be: what was claimed, and what counts in its place.

    `field` is where it stood: in the envelope ("time"), or in the fact. None counts where a fact is
    not taken at all, or goes on without that field. `first` of that system in this consignment.
    """

    type: Literal[EventType.CLOCK_DOUBTED] = EventType.CLOCK_DOUBTED
    label = Text("时间不可信", "time doubted")
    system: str
    fact: str
    field: str
    claimed: datetime
    counts: datetime | None = None
    first: bool
    box: str | None = None


class FactNotUnderstood(Body):
    """A fact that nobody understands, kept as it came (JSON text)."""

    type: Literal[EventType.FACT_NOT_UNDERSTOOD] = EventType.FACT_NOT_UNDERSTOOD
    label = Text("消息无法识别", "fact not understood")
    system: str
    raw: str


class FactAfterClosure(Body):
    """A fact that came after the consignment was closed; not `unexpected` if that is its time.

    `danger` is the one that it speaks of: nothing of this consignment runs any more to answer it.
    """

    type: Literal[EventType.FACT_AFTER_CLOSURE] = EventType.FACT_AFTER_CLOSURE
    label = Text("办结后收到消息", "fact after closure")
    fact: str
    box: str | None = None
    unexpected: bool = True
    danger: Annotated[Danger | None, Field(exclude_if=unsaid)] = None


class CallFailed(Body):
    """A system refused a call: somebody must repair what is wrong, and have it made again."""

    type: Literal[EventType.CALL_FAILED] = EventType.CALL_FAILED
    label = Text("系统调用失败", "call failed")
    call: str
    reason: str


class CallUnanswered(Body):
    """A system gives no answer; it is asked on and on. `since` is when it was asked first."""

    type: Literal[EventType.CALL_UNANSWERED] = EventType.CALL_UNANSWERED
    label = Text("系统未答复", "call unanswered")
    call: str
    since: datetime
    reason: str


class CallAnswered(Body):
    """A system that had given no answer for a while has answered."""

    type: Literal[EventType.CALL_ANSWERED] = EventType.CALL_ANSWERED
    label = Text("系统已答复", "call answered")
    call: str


class CallDropped(Body):
    """The consignment took another course, on which nobody waits for that call any more."""

    type: Literal[EventType.CALL_DROPPED] = EventType.CALL_DROPPED
    label = Text("系统调用不再需要", "call dropped")
    call: str


class CallRetried(Body):
    """An officer asked for a failed call to be made again."""

    type: Literal[EventType.CALL_RETRIED] = EventType.CALL_RETRIED
    label = Text("系统调用重试", "call retried")
    call: str
    officer: str


GRAVE: Final = 1
"""The grade of a breach that ends the trust in the enterprise at once."""


class ViolationRecorded(Body):
    """A breach of supervision (SV): kept apart from defects of the goods.

    `grade` is that of the catalogue: 1 is grave, people hear of it at once.
    """

    type: Literal[EventType.VIOLATION_RECORDED] = EventType.VIOLATION_RECORDED
    label = Text("违规登记", "violation recorded")
    code: str
    box: str | None = None
    note: str = ""
    grade: int = 2


class ViolationExcused(Body):
    """The breach does not count: it was no fault, or it proved unfounded."""

    type: Literal[EventType.VIOLATION_EXCUSED] = EventType.VIOLATION_EXCUSED
    label = Text("违规免计", "violation excused")
    code: str
    box: str | None = None
    reason: str
    officer: str
    approver: str


class SuspensionImposed(Body):
    """The enterprise is suspended: nothing of this consignment leaves the port meanwhile.

    `cause_event` is the event of the enterprise that suspended it.
    """

    type: Literal[EventType.SUSPENSION_IMPOSED] = EventType.SUSPENSION_IMPOSED
    label = Text("因企业暂停而中止", "suspension imposed")
    reason: str
    cause_event: str


class SuspensionLifted(Body):
    """The enterprise is reinstated: the consignment goes on with the time it had left."""

    type: Literal[EventType.SUSPENSION_LIFTED] = EventType.SUSPENSION_LIFTED
    label = Text("企业恢复后继续", "suspension lifted")
    reason: str
    cause_event: str


class EnteredByHand(Body):
    """An officer reported a fact in place of a feed: what follows beside it is his word."""

    type: Literal[EventType.ENTERED_BY_HAND] = EventType.ENTERED_BY_HAND
    label = Text("人工补录", "entered by hand")
    fact: str
    box: str | None = None
    reason: str
    officer: str


class Act(BaseModel):
    """What was done upon a fact before that was taken back; `party` decides whether it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    event: EventType
    box: str | None = None
    at: datetime
    party: Party


class FactRetracted(Body):
    """A fact was wrong, and was taken back; it happened, if it had, when this is dated.

    The events named by `void` do not count: the fact, what followed from it and, of `withdrawn`,
    the escalations that only it had made due. `acts` were done upon it and wait for a decision,
    `told` had been notified of what is void.
    """

    type: Literal[EventType.FACT_RETRACTED] = EventType.FACT_RETRACTED
    label = Text("事实撤回", "fact retracted")
    fact: EventType
    box: str | None = None
    event: UUID
    digest: str
    void: tuple[UUID, ...]
    withdrawn: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    told: tuple[Party, ...] = ()
    reason: str
    officer: str
    approver: str


class StandingActDecided(Body):
    """Somebody decided on what was done upon a fact that was taken back: it stands, or is undone.

    What undoes it in the world is an order, or a document, of its own.
    """

    type: Literal[EventType.STANDING_ACT_DECIDED] = EventType.STANDING_ACT_DECIDED
    label = Text("撤回后续处理已决定", "standing act decided")
    act: EventType
    box: str | None = None
    stands: bool
    reason: str
    officer: str
    approver: str


class PermittedOnPaper(Body):
    """Customs permitted or decided on paper while the system was down, as stands beside it.

    `call` is the call that it stands for: its answer confirms the paper, or contradicts it.
    """

    type: Literal[EventType.PERMITTED_ON_PAPER] = EventType.PERMITTED_ON_PAPER
    label = Text("纸面许可", "permitted on paper")
    permission: Permission
    box: str | None = None
    paper: str
    call: str
    reason: str
    officer: str
    approver: str


class PaperConfirmed(Body):
    """The system answered as the paper says; `number` is its own, if it gave one."""

    type: Literal[EventType.PAPER_CONFIRMED] = EventType.PAPER_CONFIRMED
    label = Text("纸面许可已核实", "paper confirmed")
    permission: Permission
    box: str | None = None
    paper: str
    call: str
    number: str = ""


class PaperContradicted(Body):
    """The system answered otherwise than the paper says: the worse of the two counts."""

    type: Literal[EventType.PAPER_CONTRADICTED] = EventType.PAPER_CONTRADICTED
    label = Text("纸面许可与系统不符", "paper contradicted")
    permission: Permission
    box: str | None = None
    paper: str
    call: str
    answer: str


class CancellationRequested(Body):
    """Somebody asked Temporal to cancel the workflow: supervision goes on all the same.

    Whoever wants the consignment to end gives an order that the process knows.
    """

    type: Literal[EventType.CANCELLATION_REQUESTED] = EventType.CANCELLATION_REQUESTED
    label = Text("有人请求取消流程", "cancellation requested")
    reason: str


class CommandLapsed(Body):
    """An order that was accepted is not allowed any more where the ledger stands: give it again.

    The ledger had gone another way than the run that accepted it; `command` is its JSON text.
    """

    type: Literal[EventType.COMMAND_LAPSED] = EventType.COMMAND_LAPSED
    label = Text("指令失效须重新下达", "command lapsed")
    verb: str
    command: str
    officer: str
    party: Party
    refusal: str


class ReleasedForUse(Issuing):
    """The goods may be used or sold: the second of the two permissions."""

    type: Literal[EventType.RELEASED_FOR_USE] = EventType.RELEASED_FOR_USE
    label = Text("准予销售或使用", "released for use")


class ConsignmentClosed(Body):
    """Nothing more is to be done."""

    type: Literal[EventType.CONSIGNMENT_CLOSED] = EventType.CONSIGNMENT_CLOSED
    label = Text("办结", "consignment closed")
    outcome: Outcome


class FellBack(Body):
    """The pilot ended before gate-out: the traditional mode applies."""

    type: Literal[EventType.FELL_BACK] = EventType.FELL_BACK
    label = Text("转传统模式", "fell back to the traditional mode")
    cause: Cause
    reason: str


class CaseReferred(Body):
    """The case was handed to another authority."""

    type: Literal[EventType.CASE_REFERRED] = EventType.CASE_REFERRED
    label = Text("案件移送", "case referred")
    to: str
    reason: str


EVENTS: tuple[type[Body], ...] = (
    ConsignmentRegistered,
    Held,
    Resumed,
    FactContradicted,
    BoxNumberRepaired,
    ClockDoubted,
    FactNotUnderstood,
    FactAfterClosure,
    CallFailed,
    CallUnanswered,
    CallAnswered,
    CallDropped,
    CallRetried,
    ViolationRecorded,
    ViolationExcused,
    SuspensionImposed,
    SuspensionLifted,
    EnteredByHand,
    FactRetracted,
    StandingActDecided,
    PermittedOnPaper,
    PaperConfirmed,
    PaperContradicted,
    CancellationRequested,
    CommandLapsed,
    ReleasedForUse,
    ConsignmentClosed,
    FellBack,
    CaseReferred,
)
