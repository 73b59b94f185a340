"""Previews a command: its events, the resulting status, who is notified, which calls follow.

The same decision that the workflow makes, on a state folded from the ledger: nothing is sent.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from models.consignment.deadline import Deadline, Escalation
from models.consignment.state import State
from models.deadlines.engine import due
from models.enterprise import decide as register
from models.enterprise.deadlines import due as register_due
from models.enterprise.derived_status import must_act as register_must_act
from models.enterprise.evolve import evolve as register_evolve
from models.enterprise.messages import EnterpriseCommand
from models.enterprise.notifications import notifications_of as register_alarms_of
from models.enterprise.state import EnterpriseState
from models.kernel.enterprise_terms import EnterpriseStatus
from models.kernel.event import Event
from models.kernel.message import Command
from models.kernel.notification import Notification
from models.kernel.terms import EscalationLevel, Party, Stage
from models.notifications.table import notifications_of
from models.officers.roles import require_role
from models.process.completed_calls import answered
from models.process.decide import decide_command
from models.process.derived_status import must_act, stage
from models.process.next_calls import NextCall, following, newly_due


@dataclass(frozen=True)
class Due:
    """The next escalation: of which deadline and box, when, who is notified."""

    deadline: str
    box: str | None
    level: EscalationLevel
    at: datetime
    party: Party


@dataclass(frozen=True)
class CommandPreview:
    """What would come of a command."""

    recorded: tuple[str, ...]
    standing: Stage | EnterpriseStatus
    must_act: Party | None
    next_due: Due | None
    told: tuple[Party, ...] = ()
    calls: tuple[NextCall, ...] = ()


def of_consignment(
    state: State, command: Command, now: datetime, message_id: str = "forecast"
) -> CommandPreview:
    """What a consignment would do; nothing is recorded when it has obeyed that message already.

    Raises:
        Refused: the rules, or the role, do not allow it.
    """
    require_role(command)
    decided = decide_command(state, command, message_id, now)
    after = decided.state
    return CommandPreview(
        recorded=tuple(event.body.type for event in decided),
        standing=stage(after),
        must_act=must_act(after),
        next_due=_due(due(after)),
        told=_told(notifications_of, decided),
        calls=(*newly_due(state, after, answered(state)), *following(decided)),
    )


def of_enterprise(
    state: EnterpriseState, command: EnterpriseCommand, now: datetime, message_id: str = "forecast"
) -> CommandPreview:
    """The same of an enterprise.

    Raises:
        Refused: the rules, or the role, do not allow it.
    """
    require_role(command)
    decided = register.decide_command(state, command, message_id, now)
    after = state
    for event in decided:
        after = register_evolve(after, event)
    return CommandPreview(
        recorded=tuple(dict.fromkeys(event.body.type for event in decided)),
        standing=after.standing,
        must_act=register_must_act(after),
        next_due=_due(register_due(after)),
        told=_told(register_alarms_of, decided),
    )


def _due(found: tuple[Deadline, Escalation] | None) -> Due | None:
    if found is None:
        return None
    deadline, escalation = found
    return Due(deadline.id, deadline.box, escalation.level, escalation.due, escalation.party)


def _told(
    alarms: Callable[[Event], tuple[Notification, ...]], decided: Iterable[Event]
) -> tuple[Party, ...]:
    """Whom the alarms of these events are for; everybody once."""
    return tuple(dict.fromkeys(alarm.party for event in decided for alarm in alarms(event)))
