"""What a command would do: the events, how the consignment would stand, whom it would set going.

The same decision that the workflow makes, on a state folded from the ledger: nothing is sent.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from models.alarms import alarms_of
from models.deadlines import due
from models.decisions import decide_command
from models.enterprise import decide as register
from models.enterprise.alarms import alarms_of as register_alarms_of
from models.enterprise.deadlines import due as register_due
from models.enterprise.evolve import evolve as register_evolve
from models.enterprise.messages import EnterpriseCommand
from models.enterprise.outlook import must_act as register_must_act
from models.enterprise.state import EnterpriseState
from models.enterprise.terms import Standing
from models.followups import Followup, followups
from models.ladder import Deadline, Milestone
from models.messages import Command
from models.outlook import must_act, stage
from models.record import Event
from models.roles import need_role
from models.state import Alarm, State
from models.terms import Level, Party, Stage


@dataclass(frozen=True)
class Due:
    """The next rung of a deadline: which, of which box, when, who is told."""

    deadline: str
    box: str | None
    level: Level
    at: datetime
    party: Party


@dataclass(frozen=True)
class Forecast:
    """What would come of a command; `calls` are named with their box, or ""."""

    recorded: tuple[str, ...]
    standing: Stage | Standing
    must_act: Party | None
    next_due: Due | None
    told: tuple[Party, ...] = ()
    calls: tuple[tuple[Followup, str], ...] = ()


def of_consignment(
    state: State, command: Command, now: datetime, message_id: str = "forecast"
) -> Forecast:
    """What a consignment would do; nothing is recorded when it has obeyed that message already.

    Raises:
        Refused: the rules, or the role, do not allow it.
    """
    need_role(command)
    decided = decide_command(state, command, message_id, now)
    after = decided.state
    return Forecast(
        recorded=tuple(event.body.type for event in decided),
        standing=stage(after),
        must_act=must_act(after),
        next_due=_due(due(after)),
        told=_told(alarms_of, decided),
        calls=tuple(followups(state, after)),
    )


def of_enterprise(
    state: EnterpriseState, command: EnterpriseCommand, now: datetime, message_id: str = "forecast"
) -> Forecast:
    """The same of an enterprise.

    Raises:
        Refused: the rules, or the role, do not allow it.
    """
    need_role(command)
    decided = register.decide_command(state, command, message_id, now)
    after = state
    for event in decided:
        after = register_evolve(after, event)
    return Forecast(
        recorded=tuple(dict.fromkeys(event.body.type for event in decided)),
        standing=after.standing,
        must_act=register_must_act(after),
        next_due=_due(register_due(after)),
        told=_told(register_alarms_of, decided),
    )


def _due(found: tuple[Deadline, Milestone] | None) -> Due | None:
    if found is None:
        return None
    deadline, rung = found
    return Due(deadline.id, deadline.box, rung.level, rung.due, rung.party)


def _told(
    alarms: Callable[[Event], tuple[Alarm, ...]], decided: Iterable[Event]
) -> tuple[Party, ...]:
    """Whom the alarms of these events are for; everybody once."""
    return tuple(dict.fromkeys(alarm.party for event in decided for alarm in alarms(event)))
