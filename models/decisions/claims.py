"""What an enterprise says of itself is a claim: it is the inspected party (domain 6.3).

Its entries count like any other, with two bounds that are data (`claims` in the rulebook): one that
is dated back takes nothing back by itself, and none can be of a time before the box was there.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from models import deadlines, events, messages
from models.decisions import refusals
from models.decisions.deadlines import need_deadline, withdrawn
from models.decisions.draft import Decided
from models.decisions.guards import contradiction, given_reason, named_box, need
from models.decisions.rows import Bodies, Rules
from models.events import Body
from models.ladder import Deadline, Milestone
from models.messages import Fact
from models.state import State, mark_key

_AT_THE_ENTERPRISE = (messages.ArrivalNotice, messages.SealReport, messages.UnloadingReport)
_SAID_THERE = ("arrival-notified", "seal-checked", "unloaded")


def late(state: State, at: datetime, heard: datetime | None) -> bool:
    """An entry of that time that is heard only now is too late to take back what was raised."""
    believed = timedelta(minutes=state.rules.claims.late_minutes)
    return heard is not None and heard - at > believed


def dated_back(body: Body, against: Iterable[tuple[Deadline, Milestone]]) -> events.EntryDatedBack:
    """The entry, and the deadlines that it would have proved met."""
    rows = tuple(dict.fromkeys(deadline.id for deadline, _ in against))
    return events.EntryDatedBack(entry=body.type, box=named_box(body), deadlines=rows)


def before_it_came(state: State, fact: Fact, at: datetime) -> str | None:
    """Why the enterprise cannot have seen that: its box was not there yet; None if it can."""
    if not isinstance(fact, _AT_THE_ENTERPRISE) or fact.box not in state.boxes:
        return None
    arrived = state.boxes[fact.box].arrived
    if arrived is None or at >= arrived - _drift(state):
        return None
    return f"the box arrived at {arrived.isoformat()}"


def said_before(state: State, body: events.BoxArrived, at: datetime) -> Bodies:
    """What the enterprise had said of a box that had not arrived: both stand, and people hear."""
    marks = {kind: state.marks.get(mark_key(kind, body.box)) for kind in _SAID_THERE}
    return [
        contradiction(kind, f"the box arrived at {at.isoformat()}", body.box)
        for kind, mark in marks.items()
        if mark is not None and mark.at < at - _drift(state)
    ]


def _drift(state: State) -> timedelta:
    return timedelta(minutes=state.rules.claims.drift_minutes)


def _confirm(state: State, command: messages.ConfirmEntry, _: datetime) -> Decided:
    """What was raised after the time that the entry names is taken back."""
    deadline = need_deadline(state, command.deadline, command.box)
    rungs = deadlines.raised_in_vain(deadline)
    need(bool(rungs), refusals.NOTHING_DATED_BACK, deadline=command.deadline)
    confirmed = events.EntryConfirmed(
        deadline=command.deadline,
        box=command.box,
        reason=given_reason(command.reason),
        officer=command.officer,
    )
    return [confirmed, *(body for rung in rungs for body in withdrawn(deadline, rung))]


RULES = Rules(
    verbs={
        messages.ConfirmEntry: _confirm,
    },
)
