"""The way of every message: decide, add what follows, withdraw what proved unfounded, give ids."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from models import deadlines, events
from models.decisions import claims, facts, refusals
from models.decisions.deadlines import raised, withdrawn
from models.decisions.draft import Decided, Draft
from models.decisions.guards import named_box, need_known_box
from models.decisions.issuing import numbered
from models.decisions.matters import FOLLOWS, STEPS, VERBS
from models.errors import Refused
from models.events import Body
from models.evolve import evolve
from models.identity import consignment_workflow_id, content_digest, event_id
from models.labels.terms import coded
from models.language import NONE
from models.messages import (
    CallGaveUp,
    CancellationRequested,
    Command,
    CommandLapsed,
    LateAnswer,
    NoAnswer,
    Report,
    ReportByHand,
    RetryCall,
    Step,
    Tick,
)
from models.record import Event
from models.registration import Registration
from models.seen import fresh
from models.state import State
from models.terms import Course, Party, System

_AFTER_THE_END = (CallGaveUp, NoAnswer, LateAnswer, CancellationRequested, CommandLapsed)
"""A closed consignment still tells who has to hear of its end, and what befell its workflow."""


class Decision(list[Event]):
    """The events of a message, and the state that they lead to: folded once, for the caller too."""

    def __init__(self, events: Iterable[Event], state: State) -> None:
        super().__init__(events)
        self.state = state


def register(registration: Registration, rulebook: str, at: datetime) -> list[Event]:
    """The first event of a consignment."""
    body = events.ConsignmentRegistered(registration=registration, rulebook=rulebook)
    return [_Origin("import", "", "import", at).event(registration.tracking_no, Draft(body))]


def decide_report(state: State, report: Report, now: datetime | None = None) -> Decision:
    """What a fact that is heard `now` leads to; never refused. Empty for a duplicate."""
    content = content_digest(report.fact)
    known = state.seen.get(report.id)
    if known == content:
        return Decision((), state)
    actor = report.system.value
    cause = report.id if known is None else f"{report.id}#{content}"
    if cause in state.seen:
        return Decision((), state)
    origin = _Origin(fresh(state, cause), content, actor, report.occurred_at, now)
    return _decided(state, facts.decide(state, report, reused=known is not None), origin)


def decide_command(state: State, command: Command, message_id: str, now: datetime) -> Decision:
    """What a command leads to; empty when the same command was obeyed before.

    Raises:
        Refused: when the rules do not allow it now; the text says why and what to do.
    """
    known = state.seen.get(message_id)
    if known == content_digest(command):
        return Decision((), state)
    if known is not None:
        raise Refused(refusals.MESSAGE_ID_USED, id=message_id)
    at = min(command.at or now, now)
    cause, content = fresh(state, message_id), content_digest(command)
    origin = _Origin(cause, content, command.officer, at, now, command.role)
    return _decided(state, _obeyed(state, command, at), origin)


def decide_step(state: State, step: Step, cause: str, now: datetime) -> Decision:
    """What a step of the process itself leads to."""
    if cause in state.seen and not isinstance(step, Tick):
        return Decision((), state)
    origin = _Origin(fresh(state, cause), content_digest(step), "guomen", now, now)
    return _decided(state, _taken(state, step, now), origin)


def _obeyed(state: State, command: Command, at: datetime) -> Decided:
    if state.course is Course.CLOSED and not isinstance(command, RetryCall):
        outcome = coded(state.outcome) if state.outcome else NONE
        raise Refused(refusals.CLOSED, outcome=outcome)
    need_known_box(state, named_box(command))
    if isinstance(command, ReportByHand):
        return facts.by_hand(state, command, at)
    return VERBS[type(command)](state, command, at)


def _taken(state: State, step: Step, now: datetime) -> Decided:
    """Empty when the step comes too late."""
    if state.course is Course.CLOSED and not isinstance(step, _AFTER_THE_END):
        return []
    return STEPS[type(step)](state, step, now)


def _following(before: State, after: State, body: Body, at: datetime) -> list[Body]:
    """What follows at once from a body that has just been decided: it stands beside it."""
    rule = FOLLOWS.get(type(body))
    return rule(before, after, body, at) if rule else []


class _Origin:
    """Where the events of one decision come from; gives each its deterministic id."""

    def __init__(  # noqa: PLR0913, PLR0917 - what every event of the decision carries
        self,
        cause: str,
        content: str,
        actor: str,
        at: datetime,
        now: datetime | None = None,
        role: Party | None = None,
    ) -> None:
        self.cause, self.content, self.actor, self.at = cause, content, actor, at
        self.now, self._role = now, role
        self._ordinals: dict[tuple[str, str], int] = {}

    def event(self, tracking_no: str, draft: Draft) -> Event:
        """The event of a draft: with id, times, cause and actor."""
        cause, kind, at = draft.cause or self.cause, draft.body.type, draft.at or self.at
        ordinal = self._ordinals.get((cause, kind), 0)
        self._ordinals[cause, kind] = ordinal + 1
        return Event(
            id=event_id(consignment_workflow_id(tracking_no), cause, kind, ordinal),
            occurred_at=at,
            heard=self.now if self.now is not None and self.now > at else None,
            cause=cause,
            digest=self.content,
            actor=self.actor,
            role=self._role,
            body=draft.body,
        )


def _decided(state: State, decided: Decided, origin: _Origin) -> Decision:
    """Adds to each body, in order, what was unfounded before it and what follows from it."""
    made: list[Event] = []
    waiting = [body if isinstance(body, Draft) else Draft(body) for body in decided]
    while waiting:
        draft = waiting.pop(0)
        at = draft.at or origin.at
        draft = replace(draft, body=numbered(state, draft.body, at))
        before = state
        for joined in (*_withdrawals(state, draft, at, origin), draft):
            event = origin.event(state.registration.tracking_no, joined)
            state = evolve(state, event)
            made.append(event)
        waiting[:0] = [
            *_overruns(before, state, at),
            *_dropped(before, state),
            *(Draft(b, draft.at, draft.cause) for b in _following(before, state, draft.body, at)),
        ]
    return Decision(made, state)


def _withdrawals(state: State, draft: Draft, at: datetime, origin: "_Origin") -> list[Draft]:
    """What had happened in time after all, unless only the inspected party says so, and late."""
    if draft.cause is not None:
        # What a deadline itself did at its rung is no proof that the rung was unfounded.
        return []
    found = deadlines.unfounded(state, draft.body, at)
    if found and origin.actor == System.ENTERPRISE and claims.late(state, at, origin.now):
        return [Draft(claims.dated_back(draft.body, found))]
    return [Draft(body) for deadline, rung in found for body in withdrawn(deadline, rung)]


def _overruns(before: State, after: State, at: datetime) -> list[Draft]:
    """Violations of what ended late before anybody had heard that it began."""
    return [
        draft if isinstance(draft, Draft) else Draft(draft)
        for deadline, rung in deadlines.overrun(before, after)
        for draft in raised(after, deadline, rung, at)
    ]


def _dropped(before: State, after: State) -> list[Draft]:
    """Calls of a course that has been left: whoever still needs one makes it again."""
    waiting = after.waiting_calls
    if not waiting or after.course is before.course:
        return []
    return [Draft(events.CallDropped(call=call)) for call in waiting]
