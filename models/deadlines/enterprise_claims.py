"""What an enterprise says of itself is a claim: it is the inspected party (domain 6.3).

Its entries count like any other, with two bounds that are data (`claims` in the rulebook): one that
is dated back takes nothing back by itself, and none can be of a time before the box was there.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from models.consignment.deadline import Deadline, Escalation
from models.consignment.decision_tables import Rules
from models.consignment.guards import given_reason, named_box, require
from models.consignment.pending_event import Decided
from models.consignment.state import State
from models.deadlines import engine, texts
from models.deadlines.decide import need_deadline, withdrawn
from models.deadlines.events import EntryConfirmed, EntryDatedBack
from models.deadlines.messages import ConfirmEntry
from models.inspection.events import SealChecked, Unloaded
from models.kernel.event_body import Body
from models.kernel.message import RawFact
from models.supervision.consequences import clock_drift
from models.transport.events import ArrivalNotified

_AT_THE_ENTERPRISE = (ArrivalNotified, SealChecked, Unloaded)


def late(state: State, at: datetime, heard: datetime | None) -> bool:
    """An entry of that time that is heard only now is too late to take back what was raised."""
    believed = timedelta(minutes=state.rules.claims.late_minutes)
    return heard is not None and heard - at > believed


def dated_back(body: Body, against: Iterable[tuple[Deadline, Escalation]]) -> EntryDatedBack:
    """The entry, and the deadlines that it would have proved met."""
    rows = tuple(dict.fromkeys(deadline.id for deadline, _ in against))
    return EntryDatedBack(entry=body.type, box=named_box(body), deadlines=rows)


def before_it_came(state: State, fact: Body | RawFact, at: datetime) -> str | None:
    """Why the enterprise cannot have seen that: its box was not there yet; None if it can."""
    if not isinstance(fact, _AT_THE_ENTERPRISE) or fact.box not in state.boxes:
        return None
    arrived = state.boxes[fact.box].arrived
    if arrived is None or at >= arrived - clock_drift(state):
        return None
    return f"the box arrived at {arrived.isoformat()}"


def _confirm(state: State, command: ConfirmEntry, _: datetime) -> Decided:
    """What was raised after the time that the entry names is taken back."""
    deadline = need_deadline(state, command, lambda each: bool(engine.refuted_after_close(each)))
    escalations = engine.refuted_after_close(deadline)
    require(bool(escalations), texts.NOTHING_DATED_BACK, deadline=command.deadline)
    confirmed = EntryConfirmed(
        deadline=deadline.id,
        box=deadline.box,
        danger=deadline.danger,
        reason=given_reason(command.reason),
        officer=command.officer,
    )
    return [
        confirmed,
        *(body for escalation in escalations for body in withdrawn(deadline, escalation)),
    ]


RULES = Rules(
    commands={
        ConfirmEntry: _confirm,
    },
)
