"""Turns a fact into events. Facts are never refused: they complete, repeat or contradict."""

from datetime import datetime

from models.arrival.messages import DeclarationStatus
from models.consignment.guards import (
    as_known,
    given_reason,
    named_box,
    require,
    require_known_box,
)
from models.consignment.pending_event import Decided, bodies_of
from models.consignment.state import State, mark_key
from models.deadlines import enterprise_claims
from models.disposal.events import ConsumptionReported
from models.kernel.errors import Refused
from models.kernel.event_body import Body
from models.kernel.identity import misread
from models.kernel.message import RawFact
from models.kernel.spelling import among, said_digest
from models.kernel.terms import Outcome, ProcessPhase, System
from models.process import texts
from models.process.decision_registry import BY_STATE, REPEATABLE, SINGLE, SUPPLEMENTS
from models.process.messages import Fact, Report, ReportByHand
from models.supervision.consequences import contradiction
from models.supervision.events import (
    BoxNumberRepaired,
    EnteredByHand,
    FactAfterClosure,
    FactContradicted,
    FactNotUnderstood,
)
from models.supervision.messages import Unknown
from models.texts.terms import with_code


def understood() -> set[type]:
    """The facts that have a place here (a test compares them with the catalogue)."""
    return {*SINGLE, *REPEATABLE, *BY_STATE, Unknown}


def decide(state: State, report: Report, *, reused: bool) -> Decided:
    """The events of a fact; `reused` says that its id was seen with other content."""
    right = _misread(state, report)
    if right is None:
        known = as_known(state, report.fact)
        return _quoted(state, report.model_copy(update={"fact": known}), reused=reused)
    fact = report.fact
    known = as_known(state, fact.model_copy(update={"box": right}))
    decided = _quoted(state, report.model_copy(update={"fact": known}), reused=reused)
    read = BoxNumberRepaired(fact=fact.type, read=str(named_box(fact)), box=right)
    return [read, *decided] if decided else []


def _misread(state: State, report: Report) -> str | None:
    """The box that was meant, if it can be one of these only (domain 6.2).

    Whoever wrote it may have a letter for a digit, or left out the check digit; a camera at a
    checkpoint may have read any sign for another.
    """
    box = named_box(report.fact)
    if box is None or box in state.boxes:
        return None
    written = among(box, state.boxes)
    if written is not None or report.system is not System.CHECKPOINT:
        return written
    return misread(box, state.boxes)


def _decide(state: State, report: Report, *, reused: bool) -> Decided:
    fact = report.fact
    box = named_box(fact)
    if reused:
        return [contradiction(fact.type, f"message id {report.id} with other content", box)]
    if isinstance(fact, Unknown):
        return [FactNotUnderstood(system=report.system, raw=fact.raw)]
    if state.course is ProcessPhase.CLOSED:
        return [] if _repeats(state, report) else [_after_closure(state, fact, box)]
    if box is not None and box not in state.boxes:
        return [contradiction(fact.type, f"the boxes are {', '.join(state.boxes)}", box)]
    if report.system is System.ENTERPRISE:
        against = enterprise_claims.before_it_came(state, fact, report.occurred_at)
        if against is not None:
            return [contradiction(fact.type, against, box)]
    meant = _meaning(state, fact, report.occurred_at)
    if officer := _taken_back(state, meant, report.occurred_at):
        return [contradiction(fact.type, f"{officer} has taken that back", box)]
    return meant


def by_hand(state: State, command: ReportByHand, at: datetime) -> Decided:
    """An officer's word in place of a feed; unlike a feed he can be told that it does not fit."""
    fact, reason = command.fact, given_reason(command.reason)
    require(not isinstance(fact, Unknown), texts.NOT_A_RAW_MESSAGE)
    box = getattr(fact, "box", None)
    require_known_box(state, box)
    meant = _meaning(state, fact, at)
    require(bool(meant), texts.KNOWN_ALREADY, fact=with_code(fact.label, fact.type))
    for body in meant:
        if isinstance(body, FactContradicted):
            raise Refused(
                texts.DOES_NOT_FIT, fact=with_code(fact.label, fact.type), known=body.known
            )
    entered = EnteredByHand(fact=fact.type, box=box, reason=reason, officer=command.officer)
    return [entered, *meant]


def _meaning(state: State, fact: Fact, at: datetime) -> Decided:
    if isinstance(fact, RawFact) or type(fact) in BY_STATE:
        return BY_STATE[type(fact)](state, fact, at)
    return _once(state, fact, at) if type(fact) in SINGLE else [fact]


def _taken_back(state: State, meant: Decided, at: datetime) -> str | None:
    """Who took that very thing back, if somebody did: under another id it does not come back."""
    said = [(b.type, named_box(b), at, said_digest(b, b.beside)) for b in bodies_of(meant)]
    known = state.taken_back
    return next((t.officer for t in known if (t.fact, t.box, t.at, t.digest) in said), None)


def _quoted(state: State, report: Report, *, reused: bool) -> Decided:
    """A contradiction keeps the fact: it counts when what it contradicts is taken back."""
    return [
        each.model_copy(update={"said": report.fact.model_dump_json()})
        if isinstance(each, FactContradicted)
        else each
        for each in _decide(state, report, reused=reused)
    ]


def _after_closure(state: State, fact: Fact, box: str | None) -> FactAfterClosure:
    """Clearance closes its own file later, and goods are used later."""
    routine = isinstance(fact, DeclarationStatus | ConsumptionReported)
    unexpected = not routine or state.outcome is not Outcome.RELEASED
    return FactAfterClosure(fact=fact.type, box=box, unexpected=unexpected)


def _repeats(state: State, report: Report) -> bool:
    """The happening is known, reported in the same words."""
    fact = report.fact
    if isinstance(fact, RawFact) or type(fact) not in SINGLE:
        return False
    return _once(state, fact, report.occurred_at) == []


def _once(state: State, body: Body, at: datetime) -> Decided:
    """The same happening reported twice is one event; reported otherwise, it is a contradiction."""
    box = named_box(body)
    known = state.marks.get(mark_key(body.type, box))
    if known is None:
        return [body]
    if known.digest == said_digest(body, body.beside):
        supplement = SUPPLEMENTS.get(type(body))
        return [*supplement(state, body, at)] if supplement else []
    return [contradiction(body.type, f"{body.type} at {known.at.isoformat()} said otherwise", box)]
