"""Registration, holds, calls, facts that do not fit, and the end: what concerns every matter."""

from datetime import datetime
from typing import Literal

from models.events.body import Body, Issuing
from models.registration import Registration
from models.terms import Outcome, Party


class ConsignmentRegistered(Body):
    """A consignment was imported from a manifest under a rulebook."""

    type: Literal["consignment-registered"] = "consignment-registered"
    registration: Registration
    rulebook: str


class Held(Body):
    """An officer put the consignment on hold."""

    type: Literal["held"] = "held"
    reason: str
    officer: str


class Resumed(Body):
    """The hold ended."""

    type: Literal["resumed"] = "resumed"
    reason: str
    officer: str


class FactContradicted(Body):
    """A fact says otherwise than what is known, or its id was used for other content."""

    type: Literal["fact-contradicted"] = "fact-contradicted"
    fact: str
    known: str
    box: str | None = None


class BoxNumberRepaired(Body):
    """A checkpoint read a box number with one character wrong: what was read, and taken for which.

    It can be one box of the consignment only; what was told of it stands beside this.
    """

    type: Literal["box-number-repaired"] = "box-number-repaired"
    fact: str
    read: str
    box: str


class FactNotUnderstood(Body):
    """A fact that nobody understands, kept as it came (JSON text)."""

    type: Literal["fact-not-understood"] = "fact-not-understood"
    system: str
    raw: str


class FactAfterClosure(Body):
    """A fact that came after the consignment was closed; not `unexpected` if that is its time."""

    type: Literal["fact-after-closure"] = "fact-after-closure"
    fact: str
    box: str | None = None
    unexpected: bool = True


class CallFailed(Body):
    """A system refused a call: somebody must repair what is wrong, and have it made again."""

    type: Literal["call-failed"] = "call-failed"
    call: str
    reason: str


class CallUnanswered(Body):
    """A system gives no answer; it is asked on and on. `since` is when it was asked first."""

    type: Literal["call-unanswered"] = "call-unanswered"
    call: str
    since: datetime
    reason: str


class CallAnswered(Body):
    """A system that had given no answer for a while has answered."""

    type: Literal["call-answered"] = "call-answered"
    call: str


class CallDropped(Body):
    """The consignment took another course, on which nobody waits for that call any more."""

    type: Literal["call-dropped"] = "call-dropped"
    call: str


class CallRetried(Body):
    """An officer asked for a failed call to be made again."""

    type: Literal["call-retried"] = "call-retried"
    call: str
    officer: str


class ViolationRecorded(Body):
    """A breach of supervision (SV): kept apart from defects of the goods."""

    type: Literal["violation-recorded"] = "violation-recorded"
    code: str
    box: str | None = None
    note: str = ""


class ViolationExcused(Body):
    """The breach does not count: it was no fault, or it proved unfounded."""

    type: Literal["violation-excused"] = "violation-excused"
    code: str
    box: str | None = None
    reason: str
    officer: str
    approver: str


class SuspensionImposed(Body):
    """The enterprise is suspended: nothing of this consignment leaves the port meanwhile.

    `cause_event` is the event of the enterprise that suspended it.
    """

    type: Literal["suspension-imposed"] = "suspension-imposed"
    reason: str
    cause_event: str


class SuspensionLifted(Body):
    """The enterprise is reinstated: the consignment goes on with the time it had left."""

    type: Literal["suspension-lifted"] = "suspension-lifted"
    reason: str
    cause_event: str


class EnteredByHand(Body):
    """An officer reported a fact in place of a feed: what follows beside it is his word."""

    type: Literal["entered-by-hand"] = "entered-by-hand"
    fact: str
    box: str | None = None
    reason: str
    officer: str


class CancellationRequested(Body):
    """Somebody asked Temporal to cancel the workflow: supervision goes on all the same.

    Whoever wants the consignment to end gives an order that the process knows.
    """

    type: Literal["cancellation-requested"] = "cancellation-requested"
    reason: str


class CommandLapsed(Body):
    """An order that was accepted is not allowed any more where the ledger stands: give it again.

    The ledger had gone another way than the run that accepted it; `command` is its JSON text.
    """

    type: Literal["command-lapsed"] = "command-lapsed"
    verb: str
    command: str
    officer: str
    party: Party
    refusal: str


class ReleasedForUse(Issuing):
    """The goods may be used or sold: the second of the two permissions."""

    type: Literal["released-for-use"] = "released-for-use"


class ConsignmentClosed(Body):
    """Nothing more is to be done."""

    type: Literal["consignment-closed"] = "consignment-closed"
    outcome: Outcome
