"""The way of every message: decide, add what follows, withdraw what proved unfounded, give ids."""

from collections import Counter
from datetime import datetime

from pydantic import BaseModel

from models import deadlines, events
from models.decisions import facts
from models.decisions.deadlines import raised
from models.decisions.draft import Decided, Draft
from models.decisions.guards import need_known_box
from models.decisions.matters import FOLLOWS, STEPS, VERBS
from models.errors import Refused
from models.events import Body
from models.evolve import evolve
from models.identity import consignment_workflow_id, digest, event_id
from models.messages import (
    CallGaveUp,
    Command,
    Report,
    ReportByHand,
    RetryCall,
    Step,
    Tick,
)
from models.record import Event
from models.registration import Registration
from models.state import Deadline, Milestone, State
from models.terms import Course


def register(registration: Registration, rulebook: str, at: datetime) -> list[Event]:
    """The first event of a consignment."""
    body = events.ConsignmentRegistered(registration=registration, rulebook=rulebook)
    return _events(registration.tracking_no, [Draft(body)], _Origin("import", "", "import", at))


def decide_report(state: State, report: Report, now: datetime | None = None) -> list[Event]:
    """What a fact that is heard `now` leads to; never refused. Empty for a duplicate."""
    content = digest(report.fact.model_dump_json())
    known = state.seen.get(report.id)
    if known == content:
        return []
    actor = report.system.value
    cause = report.id if known is None else f"{report.id}#{content}"
    if cause in state.seen:
        return []
    origin = _Origin(cause, content, actor, report.occurred_at, now)
    return _decided(state, facts.decide(state, report, reused=known is not None), origin)


def decide_command(state: State, command: Command, message_id: str, now: datetime) -> list[Event]:
    """What a command leads to; empty when the same command was obeyed before.

    Raises:
        Refused: when the rules do not allow it now; the text says why and what to do.
    """
    known = state.seen.get(message_id)
    if known == _content(command):
        return []
    if known is not None:
        raise Refused(f"message id {message_id} was used for something else; give another one")
    at = min(command.at or now, now)
    origin = _Origin(message_id, _content(command), command.officer, at, now)
    return _decided(state, _obeyed(state, command, at), origin)


def decide_step(state: State, step: Step, cause: str, now: datetime) -> list[Event]:
    """What a step of the process itself leads to."""
    if cause in state.seen and not isinstance(step, Tick):
        return []
    origin = _Origin(cause, _content(step), "guomen", now, now)
    return _decided(state, _taken(state, step, now), origin)


def _obeyed(state: State, command: Command, at: datetime) -> Decided:
    if state.course is Course.CLOSED and not isinstance(command, RetryCall):
        raise Refused(f"the consignment is closed ({state.outcome}); only facts are still recorded")
    need_known_box(state, getattr(command, "box", None))
    if isinstance(command, ReportByHand):
        return facts.by_hand(state, command, at)
    return VERBS[type(command)](state, command, at)


def _taken(state: State, step: Step, now: datetime) -> Decided:
    """Empty when the step comes too late."""
    if state.course is Course.CLOSED and not isinstance(step, CallGaveUp):
        return []
    return STEPS[type(step)](state, step, now)


def _following(before: State, after: State, body: Body, at: datetime) -> list[Body]:
    """What follows at once from a body that has just been decided: it stands beside it."""
    rule = FOLLOWS.get(type(body))
    return rule(before, after, body, at) if rule else []


class _Origin:
    """Where the events of one decision come from."""

    def __init__(
        self, cause: str, content: str, actor: str, at: datetime, now: datetime | None = None
    ) -> None:
        self.cause, self.content, self.actor, self.at = cause, content, actor, at
        self._now = now

    def heard(self, at: datetime) -> datetime | None:
        """When it was heard of, if that was later than it happened."""
        return self._now if self._now is not None and self._now > at else None


def _decided(state: State, decided: Decided, origin: _Origin) -> list[Event]:
    """Adds to each body, in order, what was unfounded before it and what follows from it."""
    drafts: list[Draft] = []
    waiting = [body if isinstance(body, Draft) else Draft(body) for body in decided]
    while waiting:
        draft = waiting.pop(0)
        at = draft.at or origin.at
        before, joined = state, [*_withdrawals(state, draft, at), draft]
        for event in _events(state.registration.tracking_no, joined, origin):
            state = evolve(state, event)
        drafts += joined
        waiting = [
            *_overruns(before, state, at),
            *(Draft(b, draft.at, draft.cause) for b in _following(before, state, draft.body, at)),
            *waiting,
        ]
    return _events(state.registration.tracking_no, drafts, origin)


def _withdrawals(state: State, draft: Draft, at: datetime) -> list[Draft]:
    if draft.cause is not None:
        # What a deadline itself did at its rung is no proof that the rung was unfounded.
        return []
    found = deadlines.unfounded(state, draft.body, at)
    return [Draft(body) for deadline, rung in found for body in _withdrawn(deadline, rung)]


def _withdrawn(deadline: Deadline, rung: Milestone) -> list[Body]:
    """An unfounded rung is withdrawn, and the breach that it recorded does not count."""
    withdrawn = events.EscalationWithdrawn(
        deadline=deadline.id, box=deadline.box, level=rung.level, effect=rung.effect
    )
    if rung.violation is None:
        return [withdrawn]
    why = f"{deadline.id} L{rung.level} was unfounded"
    excused = events.ViolationExcused(
        code=rung.violation, box=deadline.box, reason=why, officer="guomen", approver="guomen"
    )
    return [withdrawn, excused]


def _overruns(before: State, after: State, at: datetime) -> list[Draft]:
    """Violations of what ended late before anybody had heard that it began."""
    return [
        draft if isinstance(draft, Draft) else Draft(draft)
        for deadline, rung in deadlines.overrun(before, after)
        for draft in raised(after, deadline, rung, at)
    ]


def _events(tracking_no: str, drafts: list[Draft], origin: _Origin) -> list[Event]:
    """Gives every draft its deterministic id, time, cause and actor."""
    stream = consignment_workflow_id(tracking_no)
    ordinals: Counter[tuple[str, str]] = Counter()
    made: list[Event] = []
    for draft in drafts:
        cause, kind = draft.cause or origin.cause, draft.body.type
        made.append(
            Event(
                id=event_id(stream, cause, kind, ordinals[cause, kind]),
                occurred_at=draft.at or origin.at,
                heard=origin.heard(draft.at or origin.at),
                cause=cause,
                digest=origin.content,
                actor=origin.actor,
                body=draft.body,
            )
        )
        ordinals[cause, kind] += 1
    return made


def _content(message: BaseModel) -> str:
    return digest(message.model_dump_json())
