"""What an event of an enterprise means: the next state, by a table.

It never fails for an event of the catalogue, in whatever order events come.
"""

from collections.abc import Iterable
from datetime import datetime

from models.consignment.deadline import mark
from models.consignment.state import EventStamp
from models.enterprise import deadlines, events, violations
from models.enterprise.notifications import notifications_of
from models.enterprise.state import (
    Audited,
    CountedViolation,
    EnterpriseState,
    StandingOrderState,
    Suspension,
)
from models.kernel.base_types import replace
from models.kernel.enterprise_terms import AuditVerdict, Phase, Supplier
from models.kernel.event import Event
from models.kernel.fold import Table, on, table
from models.kernel.identity import content_digest
from models.kernel.notification import LATEST
from models.kernel.seen import forgotten, remembered
from models.kernel.spelling import among
from models.rules.enterprise import MOST_SUPPLIERS

_DOCUMENTS = 200


def evolve(state: EnterpriseState, event: Event) -> EnterpriseState:
    """The state after an event."""
    body, at = event.body, event.occurred_at
    applied = MEANS[type(body)](body, state, at) if type(body) in MEANS else state
    raised, seen = notifications_of(event), remembered(state.seen, event.cause, event.digest)
    changed = replace(
        applied,
        version=state.version + 1,
        marks={**state.marks, body.type: EventStamp(at=at, digest=content_digest(body))},
        seen=seen,
        forgotten=state.forgotten + forgotten(state.seen, seen, event.cause),
        notifications=(*state.notifications, *raised)[-LATEST:],
        notifications_raised=state.notifications_raised + len(raised),
        order=_ordered(state, event) or applied.order,
    )
    return replace(changed, deadlines=deadlines.follow(changed, event))


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


def _ordered(state: EnterpriseState, event: Event) -> StandingOrderState | None:
    """What the consignments under way have to hear of now; the latest order counts."""
    body = event.body
    match body:
        case events.EnterpriseSuspended() if state.suspension is None:
            suspended, for_good = True, False
        case events.EnterpriseRemoved() if state.takes_part:
            suspended, for_good = True, True
        case events.EnterpriseReinstated():
            suspended, for_good = False, False
        case _:
            return None
    return StandingOrderState(
        id=str(event.id),
        at=event.occurred_at,
        suspended=suspended,
        for_good=for_good,
        reason=body.reason,
    )


def _applied(
    body: events.EnterpriseApplied, state: EnterpriseState, _: datetime
) -> EnterpriseState:
    """A new application begins from nothing but the violations."""
    return replace(
        state,
        phase=Phase.APPLIED,
        documents=body.documents[-_DOCUMENTS:],
        institutions={},
        warned=False,
        suspension=None if state.phase is Phase.REMOVED else state.suspension,
    )


def _completed(
    body: events.ApplicationCompleted, state: EnterpriseState, _: datetime
) -> EnterpriseState:
    documents = tuple(dict.fromkeys((*state.documents, *body.documents)))
    return replace(state, documents=documents[-_DOCUMENTS:])


def _checked(body: events.SiteChecked, state: EnterpriseState, _: datetime) -> EnterpriseState:
    """The latest check counts: one that finds the site inadequate undoes one before it."""
    adequate = body.verdict is AuditVerdict.ADEQUATE
    return replace(state, phase=Phase.SITE_CHECK if adequate else Phase.APPLIED)


def _institution(
    body: events.InstitutionAudited, state: EnterpriseState, at: datetime
) -> EnterpriseState:
    audit = Audited(document=body.document, at=at, verdict=body.verdict, note=body.note)
    return replace(state, institutions={**state.institutions, body.institution: audit})


def _enrolled(
    body: events.EnterpriseEnrolled, state: EnterpriseState, at: datetime
) -> EnterpriseState:
    return replace(state, phase=Phase.ENROLLED, enrolled_at=at, valid_to=body.valid_to)


def _renewed(body: events.EnrolmentRenewed, state: EnterpriseState, _: datetime) -> EnterpriseState:
    return replace(state, phase=Phase.ENROLLED, valid_to=body.valid_to, warned=False)


def _audited(
    body: events.EnterpriseAudited, state: EnterpriseState, at: datetime
) -> EnterpriseState:
    """An audit that finds all in order settles a warning."""
    adequate = body.verdict is AuditVerdict.ADEQUATE
    latest = _latest(state.last_audit, at)
    return replace(state, last_audit=latest, warned=state.warned and not adequate)


def _suspended(
    body: events.EnterpriseSuspended, state: EnterpriseState, at: datetime
) -> EnterpriseState:
    known = Suspension(ground=body.ground, reason=body.reason, since=at)
    return replace(state, suspension=state.suspension or known)


def _noted(
    body: events.EnterpriseViolationNoted, state: EnterpriseState, at: datetime
) -> EnterpriseState:
    breach = CountedViolation(
        id=body.violation,
        code=body.code,
        at=at,
        consignment=body.consignment,
        box=body.box,
        note=body.note,
    )
    return violations.kept(state, (*state.breaches, breach))


def _excused(
    body: events.EnterpriseViolationExcused, state: EnterpriseState, _: datetime
) -> EnterpriseState:
    breaches = (
        replace(breach, excused=True) if breach.id == body.violation else breach
        for breach in state.breaches
    )
    return violations.kept(state, tuple(breaches))


def _warned(body: events.EnterpriseWarned, state: EnterpriseState, _: datetime) -> EnterpriseState:
    return replace(
        state,
        warnings=(*state.warnings, body.reason)[-LATEST:],
        warnings_given=state.warnings_given + 1,
        warned=True,
    )


def _supplied(state: EnterpriseState, supplier: str, known: Supplier) -> EnterpriseState:
    """Of too many suppliers one that was struck off is forgotten: it is as good as unlisted."""
    written = among(supplier, state.suppliers) or supplier
    suppliers = {**state.suppliers, written: known}
    struck_first = sorted(suppliers, key=lambda name: suppliers[name] is not Supplier.STRUCK)
    for name in struck_first[: max(0, len(suppliers) - 2 * MOST_SUPPLIERS)]:
        del suppliers[name]
    return replace(state, suppliers=suppliers)


def _carried(body: events.StandingCarried, state: EnterpriseState, _: datetime) -> EnterpriseState:
    done = state.order is not None and state.order.id == body.order
    return replace(state, order=None) if done else state


def _answered(
    body: events.EnterpriseEscalationAnswered, state: EnterpriseState, _: datetime
) -> EnterpriseState:
    """What was said of a deadline that is gone is forgotten."""
    kept = {name: who for name, who in state.answered.items() if name in state.deadlines}
    return replace(state, answered={**kept, body.deadline: body.officer})


def _escalated(
    body: events.EnterpriseEscalated, state: EnterpriseState, _: datetime
) -> EnterpriseState:
    """The escalation has fired, and nobody has answered it yet."""
    known = state.deadlines.get(body.deadline)
    if known is None:
        return state
    escalations = (
        replace(escalation, fired=True) if escalation.level is body.level else escalation
        for escalation in known.escalations
    )
    fired = replace(known, escalations=tuple(escalations))
    silent = {name: who for name, who in state.answered.items() if name != known.id}
    return replace(
        state,
        deadlines={**state.deadlines, known.id: fired},
        answered=silent,
        escalations=state.escalations + 1,
    )


def _withdrawn(
    body: events.EnterpriseEscalationWithdrawn, state: EnterpriseState, _: datetime
) -> EnterpriseState:
    """It fired, and does not stand."""
    known = state.deadlines.get(body.deadline)
    if known is None:
        return state
    refuted = mark(known, body.level, lambda each: replace(each, withdrawn=True))
    return replace(
        state,
        deadlines={**state.deadlines, known.id: refuted},
        withdrawn=state.withdrawn + 1,
    )


def _latest(known: datetime | None, at: datetime) -> datetime:
    """The last time, in whatever order they are entered."""
    return max(known or at, at)


MEANS: Table[EnterpriseState] = table(
    (
        on(events.EnterpriseApplied, _applied),
        on(events.ApplicationCompleted, _completed),
        on(events.SiteChecked, _checked),
        on(events.InstitutionAudited, _institution),
        on(events.EnterpriseEnrolled, _enrolled),
        on(events.EnterpriseRefused, lambda _, s, __: replace(s, phase=Phase.REFUSED)),
        on(events.EnrolmentRenewed, _renewed),
        on(events.EnrolmentExpired, lambda _, s, __: replace(s, phase=Phase.EXPIRED)),
        on(events.EnterpriseAudited, _audited),
        on(
            events.StockReconciled,
            lambda _, s, at: replace(s, last_count=_latest(s.last_count, at)),
        ),
        on(events.DrillHeld, lambda _, s, at: replace(s, last_drill=_latest(s.last_drill, at))),
        on(events.ReceivingHoursSet, lambda e, s, _: replace(s, receiving=e.hours)),
        on(events.CapacitySet, lambda e, s, _: replace(s, capacity=e.capacity)),
        on(events.EnterpriseWarned, _warned),
        on(events.EnterpriseSuspended, _suspended),
        on(
            events.EnterpriseReinstated,
            lambda _, s, at: replace(s, suspension=None, reinstated_at=at),
        ),
        on(events.EnterpriseRemoved, lambda _, s, __: replace(s, phase=Phase.REMOVED)),
        on(events.SupplierAdmitted, lambda e, s, _: _supplied(s, e.supplier, Supplier.ADMITTED)),
        on(events.SupplierStruck, lambda e, s, _: _supplied(s, e.supplier, Supplier.STRUCK)),
        on(events.EnterpriseViolationNoted, _noted),
        on(events.EnterpriseViolationExcused, _excused),
        on(events.StandingCarried, _carried),
        on(
            events.EnterpriseDutyReported,
            lambda e, s, at: deadlines.told(s, e.deadline, at),
        ),
        on(events.EnterpriseEscalated, _escalated),
        on(events.EnterpriseEscalationWithdrawn, _withdrawn),
        on(events.EnterpriseEscalationAnswered, _answered),
    )
)
