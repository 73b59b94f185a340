"""Which event a fact becomes. Facts are never refused: they complete, repeat or contradict."""

from datetime import datetime

from models import events, messages
from models.decisions import claims, refusals
from models.decisions.draft import Decided
from models.decisions.guards import (
    contradiction,
    given_reason,
    named_box,
    need,
    need_known_box,
)
from models.decisions.matters import AGAIN, HEARD, MORE, ONCE
from models.errors import Refused
from models.identity import content_digest, misread
from models.labels import FACTS
from models.labels.terms import with_code
from models.messages import Fact, Report
from models.state import State, mark_key
from models.terms import Course, Outcome, System


def understood() -> set[type]:
    """The facts that have a place here (a test compares them with the catalogue)."""
    return {*ONCE, *AGAIN, *HEARD, messages.Unknown}


def decide(state: State, report: Report, *, reused: bool) -> Decided:
    """The events of a fact; `reused` says that its id was seen with other content."""
    right = _misread(state, report)
    if right is None:
        return _decide(state, report, reused=reused)
    fact = report.fact
    meant = report.model_copy(update={"fact": fact.model_copy(update={"box": right})})
    decided = _decide(state, meant, reused=reused)
    read = events.BoxNumberRepaired(fact=fact.type, read=str(named_box(fact)), box=right)
    return [read, *decided] if decided else []


def _misread(state: State, report: Report) -> str | None:
    """The box that a camera at a checkpoint meant, if it can be one of these only (domain 6.2)."""
    box = named_box(report.fact)
    if report.system is not System.CHECKPOINT or box is None or box in state.boxes:
        return None
    return misread(box, state.boxes)


def _decide(state: State, report: Report, *, reused: bool) -> Decided:
    fact = report.fact
    box = named_box(fact)
    if reused:
        return [contradiction(fact.type, f"message id {report.id} with other content", box)]
    if isinstance(fact, messages.Unknown):
        return [events.FactNotUnderstood(system=report.system, raw=fact.raw)]
    if state.course is Course.CLOSED:
        return [] if _repeats(state, report) else [_after_closure(state, fact, box)]
    if box is not None and box not in state.boxes:
        return [contradiction(fact.type, f"the boxes are {', '.join(state.boxes)}", box)]
    if report.system is System.ENTERPRISE:
        against = claims.before_it_came(state, fact, report.occurred_at)
        if against is not None:
            return [contradiction(fact.type, against, box)]
    return _meaning(state, fact, report.occurred_at)


def by_hand(state: State, command: messages.ReportByHand, at: datetime) -> Decided:
    """An officer's word in place of a feed; unlike a feed he can be told that it does not fit."""
    fact, reason = command.fact, given_reason(command.reason)
    need(not isinstance(fact, messages.Unknown), refusals.NOT_A_RAW_MESSAGE)
    box = getattr(fact, "box", None)
    need_known_box(state, box)
    meant = _meaning(state, fact, at)
    need(bool(meant), refusals.KNOWN_ALREADY, fact=with_code(FACTS[fact.type], fact.type))
    for body in meant:
        if isinstance(body, events.FactContradicted):
            raise Refused(
                refusals.DOES_NOT_FIT, fact=with_code(FACTS[fact.type], fact.type), known=body.known
            )
    entered = events.EnteredByHand(fact=fact.type, box=box, reason=reason, officer=command.officer)
    return [entered, *meant]


def _meaning(state: State, fact: Fact, at: datetime) -> Decided:
    if type(fact) in HEARD:
        return HEARD[type(fact)](state, fact, at)
    if type(fact) in ONCE:
        return _once(state, fact.type, ONCE[type(fact)](fact), at)
    return [AGAIN[type(fact)](fact)]


def _after_closure(state: State, fact: Fact, box: str | None) -> events.FactAfterClosure:
    """Clearance closes its own file later, and goods are used later."""
    routine = isinstance(fact, messages.DeclarationStatus | messages.Consumption)
    unexpected = not routine or state.outcome is not Outcome.RELEASED
    return events.FactAfterClosure(fact=fact.type, box=box, unexpected=unexpected)


def _repeats(state: State, report: Report) -> bool:
    """The happening is known, told in the same words."""
    fact, at = report.fact, report.occurred_at
    becomes = ONCE.get(type(fact))
    return becomes is not None and _once(state, fact.type, becomes(fact), at) == []


def _once(state: State, fact: str, body: events.Body, at: datetime) -> Decided:
    """The same happening reported twice is one event; told differently, it is a contradiction."""
    box = named_box(body)
    known = state.marks.get(mark_key(body.type, box))
    if known is None:
        return [body]
    if known.digest == content_digest(body, body.beside):
        adds = MORE.get(type(body))
        return [*adds(state, body, at)] if adds else []
    return [contradiction(fact, f"{body.type} at {known.at.isoformat()} said otherwise", box)]
