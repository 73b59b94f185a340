"""What an event of an enterprise means: the next state, by a table.

It never fails for an event of the catalogue, in whatever order events come.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from models.alarms import LATEST
from models.enterprise import deadlines, events, violations
from models.enterprise.alarms import alarms_of
from models.enterprise.rules import MOST_SUPPLIERS
from models.enterprise.state import Audited, Breach, EnterpriseState, Order, Suspension
from models.enterprise.terms import Phase, Supplier, Verdict
from models.events import Body
from models.identity import content_digest
from models.record import Event
from models.seen import forgotten, remembered
from models.state import Mark

_Change = dict[str, object]
_DOCUMENTS = 200


def evolve(state: EnterpriseState, event: Event) -> EnterpriseState:
    """The state after an event."""
    body = event.body
    mark = Mark(at=event.occurred_at, digest=content_digest(body))
    meaning = MEANS[type(body)](body, state, event.occurred_at) if type(body) in MEANS else {}
    told, seen = alarms_of(event), remembered(state.seen, event.cause, event.digest)
    known = {
        "version": state.version + 1,
        "marks": {**state.marks, body.type: mark},
        "seen": seen,
        "forgotten": state.forgotten + forgotten(state.seen, seen, event.cause),
        "alarms": (*state.alarms, *told)[-LATEST:],
        "alarms_raised": state.alarms_raised + len(told),
    }
    changed = state.replace(**{**known, **_ordered(state, event), **meaning})
    return changed.replace(deadlines=deadlines.follow(changed, event))


def begin(event: Event) -> EnterpriseState:
    """The state of an enterprise that the register has just heard of.

    Raises:
        ValueError: when the event is not the first of a page.
    """
    body = event.body
    if not isinstance(body, events.EnterpriseRegistered):
        message = f"an enterprise begins with enterprise-registered, not with {body.type}"
        raise ValueError(message)  # noqa: TRY004 - the value is wrong, its type is an event
    return evolve(EnterpriseState(code=body.code, rulebook=body.rulebook), event)


def fold(history: Iterable[Event]) -> EnterpriseState | None:
    """The state after all events of a stream, None for an empty one."""
    state: EnterpriseState | None = None
    for event in history:
        state = begin(event) if state is None else evolve(state, event)
    return state


def _ordered(state: EnterpriseState, event: Event) -> _Change:
    """What the consignments under way have to hear of; the latest order counts."""
    body = event.body
    match body:
        case events.EnterpriseSuspended() if state.suspension is None:
            suspended, for_good = True, False
        case events.EnterpriseRemoved() if state.takes_part:
            suspended, for_good = True, True
        case events.EnterpriseReinstated():
            suspended, for_good = False, False
        case _:
            return {}
    order = Order(
        id=str(event.id),
        at=event.occurred_at,
        suspended=suspended,
        for_good=for_good,
        reason=body.reason,
    )
    return {"order": order}


def _applied(body: events.EnterpriseApplied, state: EnterpriseState, _: datetime) -> _Change:
    """A new application begins from nothing but the violations."""
    again = state.phase is Phase.REMOVED
    afresh: _Change = {"suspension": None} if again else {}
    return {
        "phase": Phase.APPLIED,
        "documents": body.documents[-_DOCUMENTS:],
        "institutions": {},
        "warned": False,
        **afresh,
    }


def _completed(body: events.ApplicationCompleted, state: EnterpriseState, _: datetime) -> _Change:
    return {"documents": tuple(dict.fromkeys((*state.documents, *body.documents)))[-_DOCUMENTS:]}


def _checked(body: events.SiteChecked, _: EnterpriseState, __: datetime) -> _Change:
    return {"phase": Phase.SITE_CHECK} if body.verdict is Verdict.ADEQUATE else {}


def _institution(body: events.InstitutionAudited, state: EnterpriseState, at: datetime) -> _Change:
    audit = Audited(document=body.document, at=at, verdict=body.verdict, note=body.note)
    return {"institutions": {**state.institutions, body.institution: audit}}


def _enrolled(body: events.EnterpriseEnrolled, _: EnterpriseState, at: datetime) -> _Change:
    return {"phase": Phase.ENROLLED, "enrolled_at": at, "valid_to": body.valid_to}


def _audited(body: events.EnterpriseAudited, state: EnterpriseState, at: datetime) -> _Change:
    """An audit that finds all in order settles a warning."""
    adequate = body.verdict is Verdict.ADEQUATE
    return {"last_audit": at, "warned": state.warned and not adequate}


def _suspended(body: events.EnterpriseSuspended, state: EnterpriseState, at: datetime) -> _Change:
    known = Suspension(ground=body.ground, reason=body.reason, since=at)
    return {"suspension": state.suspension or known}


def _noted(body: events.EnterpriseViolationNoted, state: EnterpriseState, at: datetime) -> _Change:
    breach = Breach(
        id=body.violation,
        code=body.code,
        at=at,
        consignment=body.consignment,
        box=body.box,
        note=body.note,
    )
    return _kept(state, (*state.breaches, breach))


def _excused(
    body: events.EnterpriseViolationExcused, state: EnterpriseState, _: datetime
) -> _Change:
    breaches = (
        breach.replace(excused=True) if breach.id == body.violation else breach
        for breach in state.breaches
    )
    return _kept(state, tuple(breaches))


def _kept(state: EnterpriseState, breaches: tuple[Breach, ...]) -> _Change:
    rule = state.rules.repetition
    return violations.kept(breaches, state.past_breaches, rule, state.reinstated_at)


def _warned(body: events.EnterpriseWarned, state: EnterpriseState, _: datetime) -> _Change:
    return {
        "warnings": (*state.warnings, body.reason)[-LATEST:],
        "warnings_given": state.warnings_given + 1,
        "warned": True,
    }


def _supplied(state: EnterpriseState, supplier: str, known: Supplier) -> _Change:
    """Of too many suppliers one that was struck off is forgotten: it is as good as unlisted."""
    suppliers = {**state.suppliers, supplier: known}
    struck_first = sorted(suppliers, key=lambda name: suppliers[name] is not Supplier.STRUCK)
    for name in struck_first[: max(0, len(suppliers) - 2 * MOST_SUPPLIERS)]:
        del suppliers[name]
    return {"suppliers": suppliers}


def _carried(body: events.StandingCarried, state: EnterpriseState, _: datetime) -> _Change:
    done = state.order is not None and state.order.id == body.order
    return {"order": None} if done else {}


def _answered(
    body: events.EnterpriseEscalationAnswered, state: EnterpriseState, _: datetime
) -> _Change:
    """What was said of a deadline that is gone is forgotten."""
    kept = {name: who for name, who in state.answered.items() if name in state.deadlines}
    return {"answered": {**kept, body.deadline: body.officer}}


def _escalated(body: events.EnterpriseEscalated, state: EnterpriseState, _: datetime) -> _Change:
    """The rung has fired, and nobody has answered it yet."""
    known = state.deadlines.get(body.deadline)
    if known is None:
        return {}
    rungs = (
        rung.replace(fired=True) if rung.level is body.level else rung for rung in known.milestones
    )
    fired = known.replace(milestones=tuple(rungs))
    silent = {name: who for name, who in state.answered.items() if name != known.id}
    return {"deadlines": {**state.deadlines, known.id: fired}, "answered": silent}


MEANS: dict[type[Body], Callable[[Any, EnterpriseState, datetime], _Change]] = {
    events.EnterpriseApplied: _applied,
    events.ApplicationCompleted: _completed,
    events.SiteChecked: _checked,
    events.InstitutionAudited: _institution,
    events.EnterpriseEnrolled: _enrolled,
    events.EnterpriseRefused: lambda _, __, ___: {"phase": Phase.REFUSED},
    events.EnrolmentRenewed: lambda e, _, __: {
        "phase": Phase.ENROLLED,
        "valid_to": e.valid_to,
        "warned": False,
    },
    events.EnrolmentExpired: lambda _, __, ___: {"phase": Phase.EXPIRED},
    events.EnterpriseAudited: _audited,
    events.StockReconciled: lambda _, __, at: {"last_count": at},
    events.DrillHeld: lambda _, __, at: {"last_drill": at},
    events.EnterpriseWarned: _warned,
    events.EnterpriseSuspended: _suspended,
    events.EnterpriseReinstated: lambda _, __, at: {"suspension": None, "reinstated_at": at},
    events.EnterpriseRemoved: lambda _, __, ___: {"phase": Phase.REMOVED},
    events.SupplierAdmitted: lambda e, s, __: _supplied(s, e.supplier, Supplier.ADMITTED),
    events.SupplierStruck: lambda e, s, __: _supplied(s, e.supplier, Supplier.STRUCK),
    events.EnterpriseViolationNoted: _noted,
    events.EnterpriseViolationExcused: _excused,
    events.StandingCarried: _carried,
    events.EnterpriseEscalated: _escalated,
    events.EnterpriseEscalationAnswered: _answered,
}
