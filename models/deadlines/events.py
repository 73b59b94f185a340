"""Deadlines: escalated, answered, withdrawn, extended."""

from datetime import datetime
from typing import Literal

from models.consignment.box import LastSeen
from models.kernel.event_body import Body, DeadlineBody
from models.kernel.event_types import EventType
from models.kernel.language import Text
from models.kernel.terms import Effect, EscalationLevel, Party


class EscalationRaised(DeadlineBody):
    """An escalation of a deadline fired: `due` is when it was due, `party` who is notified.

    An answer is awaited until `answer_by`; then the next party is notified. `seen` is what to look
    for, of a box that is on the road.
    """

    type: Literal[EventType.ESCALATION_RAISED] = EventType.ESCALATION_RAISED
    label = Text("逾期上报", "escalation raised")
    level: EscalationLevel
    due: datetime
    party: Party
    also: tuple[Party, ...] = ()
    effect: Effect | None = None
    answer_by: datetime | None = None
    seen: LastSeen | None = None


class EscalationAcknowledged(DeadlineBody):
    """Somebody answered the escalations of a deadline, up to a level."""

    type: Literal[EventType.ESCALATION_ACKNOWLEDGED] = EventType.ESCALATION_ACKNOWLEDGED
    label = Text("上报已答复", "escalation acknowledged")
    level: EscalationLevel
    officer: str


class EscalationWithdrawn(DeadlineBody):
    """The fact had happened in time and was only heard late: the escalation was unfounded.

    Its effect, if it had one, stands: an officer must decide what becomes of it.
    """

    type: Literal[EventType.ESCALATION_WITHDRAWN] = EventType.ESCALATION_WITHDRAWN
    label = Text("上报已撤销", "escalation withdrawn")
    level: EscalationLevel
    effect: Effect | None = None


class EntryDatedBack(Body):
    """The enterprise entered late what it dates in time: escalations stand until it is confirmed.

    `entry` is the event that the entry becomes, `deadlines` those that it would have proved met.
    """

    type: Literal[EventType.ENTRY_DATED_BACK] = EventType.ENTRY_DATED_BACK
    label = Text("企业迟录", "entry dated back")
    entry: str
    box: str | None = None
    deadlines: tuple[str, ...]


class EntryConfirmed(DeadlineBody):
    """An officer confirmed that it happened when the enterprise says."""

    type: Literal[EventType.ENTRY_CONFIRMED] = EventType.ENTRY_CONFIRMED
    label = Text("企业迟录已核实", "entry confirmed")
    reason: str
    officer: str


class DeadlineExtended(DeadlineBody):
    """An officer moved the escalations that have not fired yet; `approver` allowed it."""

    type: Literal[EventType.DEADLINE_EXTENDED] = EventType.DEADLINE_EXTENDED
    label = Text("时限延长", "deadline extended")
    hours: int
    reason: str
    officer: str
    approver: str


class EscalationUnanswered(DeadlineBody):
    """Nobody answered an escalation in time: the next party is notified, or its deputy.

    The next escalation itself has not fired, and has no effect yet.
    """

    type: Literal[EventType.ESCALATION_UNANSWERED] = EventType.ESCALATION_UNANSWERED
    label = Text("上报无人答复", "escalation unanswered")
    level: EscalationLevel
    due: datetime
    party: Party
    deputy: bool = False
    seen: LastSeen | None = None


class EffectUndone(DeadlineBody):
    """An officer undid what an escalation had done that proved unfounded."""

    type: Literal[EventType.EFFECT_UNDONE] = EventType.EFFECT_UNDONE
    label = Text("误生效果已撤销", "effect undone")
    level: EscalationLevel
    effect: Effect
    reason: str
    officer: str


EVENTS: tuple[type[Body], ...] = (
    EscalationRaised,
    EscalationAcknowledged,
    EscalationWithdrawn,
    EntryDatedBack,
    EntryConfirmed,
    DeadlineExtended,
    EscalationUnanswered,
    EffectUndone,
)
