"""Decides a message: events, their consequences, withdrawals, deterministic ids."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from models.consignment.document_numbers import numbered
from models.consignment.guards import as_known, named_box, require_known_box
from models.consignment.pending_event import Decided, Draft
from models.consignment.permission import dated, need_persons
from models.consignment.registration import Registration
from models.consignment.state import State
from models.consignment.texts import MESSAGE_ID_USED
from models.deadlines import engine, enterprise_claims
from models.deadlines.decide import raised, withdrawn
from models.deadlines.messages import Tick
from models.emergency.events import DangerJoined, EmergencyRaised
from models.kernel.base_types import replace as replace_value
from models.kernel.errors import Refused
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.identity import consignment_workflow_id, content_digest, event_id
from models.kernel.language import NONE
from models.kernel.message import Command
from models.kernel.seen import fresh
from models.kernel.spelling import said_digest
from models.kernel.terms import ProcessPhase, System
from models.process import clocks, facts, paper, retraction, texts
from models.process.decision_registry import COMMANDS, CONSEQUENCES, INTERNAL
from models.process.evolve import evolve
from models.process.messages import (
    DecideStandingAct,
    PermitOnPaper,
    Report,
    ReportByHand,
    Retract,
    Step,
)
from models.process.revocation import next_revocation
from models.supervision.consequences import graded
from models.supervision.events import CallDropped, ConsignmentRegistered, FactAfterClosure
from models.supervision.messages import (
    CallGaveUp,
    CancellationNoticed,
    CommandOverruled,
    LateAnswer,
    NoAnswer,
    RetryCall,
)
from models.texts.terms import coded

_AFTER_THE_END = (CallGaveUp, NoAnswer, LateAnswer, CancellationNoticed, CommandOverruled)
"""A closed consignment still tells who has to hear of its end, and what befell its workflow."""


class Decision(list[Event]):
    """The events of a message, and the state that they lead to: folded once, for the caller too."""

    def __init__(self, events: Iterable[Event], state: State) -> None:
        super().__init__(events)
        self.state = state


def register(registration: Registration, rulebook: str, at: datetime) -> list[Event]:
    """The first event of a consignment."""
    body = ConsignmentRegistered(registration=registration, rulebook=rulebook)
    return [_Origin("import", "", "import", at).event(registration.tracking_no, Draft(body))]


def decide_report(state: State, report: Report, now: datetime | None = None) -> Decision:
    """What a fact that is heard `now` leads to; never refused. Empty for a duplicate."""
    content = said_digest(report.fact)
    known = state.seen.get(report.id)
    if known == content:
        return Decision((), state)
    actor = report.system.value
    cause = report.id if known is None else f"{report.id}#{content}"
    if cause in state.seen:
        return Decision((), state)
    said, at, doubts = clocks.dated(state, report, now)
    origin = _Origin(fresh(state, cause), content, actor, at, now)
    decided = facts.decide(state, said, reused=known is not None) if said else []
    # What is known already is no news, whatever time it names.
    news = decided or not said
    if said and state.course is ProcessPhase.CLOSED:
        decided = [_threatening(state, said, each, origin) for each in decided]
    return _decided(state, [*doubts, *decided] if news else [], origin)


def _threatening(
    state: State, report: Report, said: Body | Draft, origin: "_Origin"
) -> Body | Draft:
    """What is heard after the end, with the danger that the same fact would have raised before."""
    if not isinstance(said, FactAfterClosure) or not said.unexpected:
        return said
    running = replace_value(state, outcome=None)
    meant = _decided(running, facts.decide(running, report, reused=False), origin.apart())
    for event in meant:
        if isinstance(event.body, EmergencyRaised | DangerJoined):
            return said.model_copy(update={"danger": event.body.danger})
    return said


def decide_command(state: State, command: Command, message_id: str, now: datetime) -> Decision:
    """What a command leads to; empty when the same command was obeyed before.

    Raises:
        Refused: when the rules do not allow it now; the text says why and what to do.
    """
    known = state.seen.get(message_id)
    if known == content_digest(command):
        return Decision((), state)
    if known is not None:
        raise Refused(MESSAGE_ID_USED, id=message_id)
    at = _dated(state, command, now)
    clocks.require_possible(state, command, now)
    need_persons(state.rules, command)
    cause, content = fresh(state, message_id), content_digest(command)
    origin = _Origin(cause, content, command.officer, at, now, command)
    return _decided(state, _obeyed(state, command, at, now), origin)


def decide_step(state: State, step: Step, cause: str, now: datetime) -> Decision:
    """What a step of the process itself leads to."""
    if cause in state.seen and not isinstance(step, Tick):
        return Decision((), state)
    origin = _Origin(fresh(state, cause), content_digest(step), "guomen", now, now)
    return _decided(state, _taken(state, step, now), origin)


def _dated(state: State, command: Command, now: datetime) -> datetime:
    """When it happened: what an officer enters in place of a feed may be older than an order."""
    bounds = state.rules.dating
    by_hand = isinstance(command, ReportByHand)
    hours = bounds.by_hand_hours if by_hand else bounds.consignment_hours
    return dated(command, now, hours, state.rules.clocks.ahead())


def _obeyed(state: State, command: Command, at: datetime, now: datetime) -> Decided:
    if state.course is ProcessPhase.CLOSED and not isinstance(command, RetryCall):
        outcome = coded(state.outcome) if state.outcome else NONE
        raise Refused(texts.CLOSED, outcome=outcome)
    command = as_known(state, command)
    if not isinstance(command, Retract):
        require_known_box(state, named_box(command))
    match command:
        case ReportByHand():
            return facts.by_hand(state, command, at)
        case Retract():
            return retraction.decide(state, command, at, now)
        case DecideStandingAct():
            return retraction.decide_act(state, command, at)
        case PermitOnPaper():
            return paper.permit(state, command, at)
        case _:
            pass
    return COMMANDS[type(command)](state, command, at)


def _taken(state: State, step: Step, now: datetime) -> Decided:
    """Empty when the step comes too late."""
    if state.course is ProcessPhase.CLOSED and not isinstance(step, _AFTER_THE_END):
        return []
    if answered := paper.answer(state, step, now):
        return answered
    return INTERNAL[type(step)](state, step, now)


def _following(before: State, after: State, body: Body, at: datetime) -> list[Body]:
    """What follows at once from a body that has just been decided: it stands beside it."""
    rules = CONSEQUENCES.get(type(body), ())
    return [more for rule in rules for more in rule(before, after, body, at)]


class _Origin:
    """Where the events of one decision come from; gives each its deterministic id."""

    def __init__(  # noqa: PLR0913, PLR0917 - what every event of the decision carries
        self,
        cause: str,
        content: str,
        actor: str,
        at: datetime,
        now: datetime | None = None,
        command: Command | None = None,
    ) -> None:
        self.cause, self.content, self.actor, self.at = cause, content, actor, at
        self.now, self._command = now, command
        self._ordinals: dict[tuple[str, str], int] = {}

    def apart(self) -> "_Origin":
        """The same for a decision that is only looked at."""
        return _Origin(self.cause, self.content, self.actor, self.at, self.now, self._command)

    def event(self, tracking_no: str, draft: Draft) -> Event:
        """The event of a draft: with id, times, cause and actor."""
        cause, kind, at = draft.cause or self.cause, draft.body.type, draft.at or self.at
        ordinal = self._ordinals.get((cause, kind), 0)
        self._ordinals[cause, kind] = ordinal + 1
        # What somebody else had said is quoted, and only found to count now.
        said = None if draft.actor else self._command
        return Event(
            id=event_id(consignment_workflow_id(tracking_no), cause, kind, ordinal),
            occurred_at=at,
            heard=self.now if self.now is not None and self.now > at else None,
            cause=cause,
            digest=self.content,
            actor=draft.actor or self.actor,
            role=None if said is None else said.role,
            approver=None if said is None else said.approver,
            approver_role=None if said is None else said.approver_role,
            body=draft.body,
        )


def _decided(state: State, decided: Decided, origin: _Origin) -> Decision:
    """Adds to each body, in order, what was unfounded before it and what follows from it."""
    made: list[Event] = []
    waiting = [body if isinstance(body, Draft) else Draft(body) for body in decided]
    while waiting:
        draft = waiting.pop(0)
        at = draft.at or origin.at
        draft = replace(draft, body=graded(state, numbered(state, draft.body, at)))
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
        if not waiting:
            waiting = _taken_back(state, draft, at, origin)
    return Decision(made, state)


def _taken_back(state: State, last: Draft, at: datetime, origin: _Origin) -> list[Draft]:
    """Once all is said: what may not stand any more, from when that is known."""
    body = next_revocation(state)
    known = at if origin.now is None else max(at, origin.now)
    return [] if body is None else [Draft(body, known, last.cause)]


def _withdrawals(state: State, draft: Draft, at: datetime, origin: "_Origin") -> list[Draft]:
    """What had happened in time after all, unless only the inspected party says so, and late."""
    if draft.cause is not None and draft.actor is None:
        # What an escalation did itself is no proof that it was unfounded.
        return []
    found = engine.refuted(state, draft.body, at)
    if (
        found
        and (draft.actor or origin.actor) == System.ENTERPRISE
        and enterprise_claims.late(state, at, origin.now)
    ):
        return [Draft(enterprise_claims.dated_back(draft.body, found))]
    return [
        Draft(body) for deadline, escalation in found for body in withdrawn(deadline, escalation)
    ]


def _overruns(before: State, after: State, at: datetime) -> list[Draft]:
    """Violations of what ended late before anybody had heard that it began."""
    return [
        draft if isinstance(draft, Draft) else Draft(draft)
        for deadline, escalation in engine.overrun(before, after)
        for draft in raised(after, deadline, escalation, at)
    ]


def _dropped(before: State, after: State) -> list[Draft]:
    """Calls of a course that has been left: whoever still needs one makes it again."""
    waiting = after.waiting_calls
    if not waiting or after.course is before.course:
        return []
    return [Draft(CallDropped(call=call)) for call in waiting]
