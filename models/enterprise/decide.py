"""What an officer may do with an enterprise when, and what follows: tables.

Commands may be refused with what to do instead. What a consignment reports is never refused.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from models.decisions.draft import Decided, Draft
from models.decisions.guards import given_reason, need
from models.decisions.refusals import MESSAGE_ID_USED, NOT_ESCALATED
from models.enterprise import deadlines, events, messages, refusals
from models.enterprise.drafts import Origin, identified
from models.enterprise.evolve import evolve
from models.enterprise.guards import (
    need_documents,
    need_institutions,
    need_page,
    need_part,
    standing,
)
from models.enterprise.messages import EnterpriseCommand, Step, ViolationNotice
from models.enterprise.rules import MOST_SUPPLIERS
from models.enterprise.state import OVER, EnterpriseState
from models.enterprise.terms import Ground, Lapse, Phase, Supplier, Verdict
from models.enterprise.violations import too_many
from models.errors import Refused
from models.events import Body
from models.identity import content_digest
from models.language import listed
from models.messages import CancellationRequested, CommandLapsed
from models.record import Event
from models.rulebook import rulebook
from models.seen import fresh
from models.terms import Party

_NAMED = 10
"""Violations that a refusal names: the latest."""

_Decides = Callable[[EnterpriseState, Any, datetime], Decided]


def register(code: str, rules: str, at: datetime) -> list[Event]:
    """The first event of an enterprise."""
    body = events.EnterpriseRegistered(code=code, rulebook=rules)
    origin = Origin("register", "", "register", at)
    return identified(code, [Draft(body)], origin)


def decide_command(
    state: EnterpriseState, command: EnterpriseCommand, message_id: str, now: datetime
) -> list[Event]:
    """What a command leads to; empty when the same command was obeyed before.

    Raises:
        Refused: when the rules do not allow it now; the text says why and what to do.
    """
    known = state.seen.get(message_id)
    if known == content_digest(command):
        return []
    if known is not None:
        raise Refused(MESSAGE_ID_USED, id=message_id)
    at = messages.when(command, now)
    cause = fresh(state, message_id)
    origin = Origin(cause, content_digest(command), command.officer, at, command.role)
    return _decided(state, VERBS[type(command)](state, command, at), origin)


def decide_notice(state: EnterpriseState, notice: ViolationNotice) -> list[Event]:
    """What a violation leads to; told twice, it is one.

    Whoever tells it asks the ledger first: what is not remembered here is recorded there.
    """
    if notice.id in state.seen:
        return []
    origin = Origin(notice.id, content_digest(notice), notice.consignment, notice.occurred_at)
    return _decided(state, _unfounded(state, notice) if notice.lifted else _noted(notice), origin)


def decide_step(state: EnterpriseState, step: Step, cause: str, now: datetime) -> list[Event]:
    """What time, or an answered order, leads to."""
    origin = Origin(fresh(state, cause), content_digest(step), "guomen", now)
    if isinstance(step, messages.Tick):
        return _decided(state, _due(state, now), origin)
    if cause in state.seen:
        return []
    return _decided(state, [_noticed(step)], origin)


def _noticed(
    step: messages.Carried | CancellationRequested | CommandLapsed,
) -> Body:
    """What the workflow itself has to put on record."""
    match step:
        case messages.Carried():
            return events.StandingCarried(**step.model_dump())
        case CancellationRequested():
            return events.EnterpriseCancellationRequested(reason=step.reason)
        case CommandLapsed():
            said = step.model_dump(exclude={"role"})
            return events.EnterpriseCommandLapsed(**said, party=step.role or Party.OPERATIONS)


def _decided(state: EnterpriseState, decided: Decided, origin: Origin) -> list[Event]:
    """Adds to each body, in order, what follows from it."""
    drafts: list[Draft] = []
    waiting = [body if isinstance(body, Draft) else Draft(body) for body in decided]
    while waiting:
        draft = waiting.pop(0)
        drafts.append(draft)
        for event in identified(state.code, [draft], origin):
            state = evolve(state, event)
        waiting = [
            Draft(body, draft.at, draft.cause) for body in _following(state, draft)
        ] + waiting
    return identified(state.code, drafts, origin)


def _following(state: EnterpriseState, draft: Draft) -> list[Body]:
    """A violation of the first grade suspends at once, the last of too many does as well."""
    body = draft.body
    if not isinstance(body, events.EnterpriseViolationNoted):
        return []
    if state.suspension is not None or state.phase in OVER:
        return []
    grave = rulebook(state.rulebook).violation(body.code)
    if grave is not None and grave.grade == state.rules.suspending_grade:
        reason = f"{body.code} {grave.title} ({body.consignment})"
        return [_suspended(Ground.GRADE_ONE, reason, body.violation)]
    repeated = too_many(state, body.violation)
    if not repeated:
        return []
    rule = state.rules.repetition
    reason = f"{len(repeated)} of {', '.join(rule.codes)} in {rule.days} days"
    return [_suspended(Ground.REPEATED, reason, *(breach.id for breach in repeated))]


def _suspended(ground: Ground, reason: str, *violations: str) -> events.EnterpriseSuspended:
    return events.EnterpriseSuspended(ground=ground, reason=reason, violations=violations)


def _noted(notice: ViolationNotice) -> Decided:
    return [
        events.EnterpriseViolationNoted(
            violation=notice.id,
            code=notice.code,
            consignment=notice.consignment,
            box=notice.box,
            note=notice.note,
        )
    ]


def _unfounded(state: EnterpriseState, notice: ViolationNotice) -> Decided:
    """The last such breach of the consignment counts no more."""
    key = (notice.consignment, notice.code, notice.box)
    for breach in reversed(state.breaches):
        if (breach.consignment, breach.code, breach.box) == key and not breach.excused:
            return [
                events.EnterpriseViolationExcused(
                    violation=breach.id, reason=notice.note, officer="guomen"
                )
            ]
    return []


def _due(state: EnterpriseState, now: datetime) -> Decided:
    """Raises the earliest rung that is due; the watch asks again while more are."""
    earliest = deadlines.due(state)
    if earliest is None or earliest[1].due > now:
        return []
    deadline, rung = earliest
    effect = state.rules.effect(deadline.id, rung.level)
    bodies: list[Body] = [
        events.EnterpriseEscalated(
            deadline=deadline.id, level=rung.level, due=rung.due, party=rung.party, effect=effect
        )
    ]
    match effect:
        case None:
            pass
        case Lapse.EXPIRE:
            bodies += [events.EnrolmentExpired()] if state.phase is Phase.ENROLLED else []
        case Lapse.REMOVE:
            title = state.rules.deadline(deadline.id).title
            bodies.append(events.EnterpriseRemoved(reason=f"{deadline.id} {title} ran out"))
    cause = f"deadline:{deadline.id}:L{rung.level}:{rung.due:%FT%TZ}"
    return [Draft(body, rung.due, fresh(state, cause)) for body in bodies]


def _apply(state: EnterpriseState, command: messages.Apply, _: datetime) -> Decided:
    free = state.phase in (Phase.KNOWN, *OVER)
    need(free, refusals.APPLIED_ALREADY, standing=standing(state))
    return [events.EnterpriseApplied(documents=command.documents, officer=command.officer)]


def _complete(
    state: EnterpriseState, command: messages.CompleteApplication, _: datetime
) -> Decided:
    waits = state.phase in (Phase.APPLIED, Phase.SITE_CHECK)
    need(waits, refusals.NO_DECISION_WAITS, standing=standing(state))
    return [events.ApplicationCompleted(documents=command.documents, officer=command.officer)]


def _check_site(state: EnterpriseState, command: messages.CheckSite, _: datetime) -> Decided:
    applied = state.phase in (Phase.APPLIED, Phase.SITE_CHECK)
    need(applied, refusals.NO_SITE_CHECK, standing=standing(state))
    return [events.SiteChecked(**command.model_dump(include={"verdict", "note", "officer"}))]


def _audit_institutions(
    state: EnterpriseState, command: messages.AuditInstitutions, _: datetime
) -> Decided:
    need_page(state)
    names = [row.name for row in state.rules.institutions]
    for audit in command.audits:
        fields = {"institution": audit.institution, "known": listed(names)}
        need(audit.institution in names, refusals.UNKNOWN_INSTITUTION, **fields)
    return [
        events.InstitutionAudited(**audit.model_dump(), officer=command.officer)
        for audit in command.audits
    ]


def _enrol(state: EnterpriseState, command: messages.Enrol, at: datetime) -> Decided:
    need(state.phase is not Phase.APPLIED, refusals.SITE_UNCHECKED)
    ready = state.phase is Phase.SITE_CHECK
    need(ready, refusals.NO_DECISION_WAITS, standing=standing(state))
    need_documents(state)
    need_institutions(state)
    return [events.EnterpriseEnrolled(valid_to=_term(state, at), officer=command.officer)]


def _refuse(state: EnterpriseState, command: messages.RefuseApplication, _: datetime) -> Decided:
    waits = state.phase in (Phase.APPLIED, Phase.SITE_CHECK)
    need(waits, refusals.NO_DECISION_WAITS, standing=standing(state))
    reason = given_reason(command.reason)
    return [events.EnterpriseRefused(reason=reason, officer=command.officer)]


def _renew(state: EnterpriseState, command: messages.Renew, at: datetime) -> Decided:
    """The new term follows the old one; after a lapse it begins now."""
    need(state.takes_part, refusals.NOTHING_TO_RENEW, standing=standing(state))
    need(state.suspension is None, refusals.SUSPENDED)
    need_institutions(state)
    last = state.valid_to if state.phase is Phase.ENROLLED else None
    valid_to = _term(state, max(at, last or at))
    return [events.EnrolmentRenewed(valid_to=valid_to, officer=command.officer)]


def _audit(state: EnterpriseState, command: messages.AuditEnterprise, _: datetime) -> Decided:
    need_part(state)
    return [events.EnterpriseAudited(**command.model_dump(include={"verdict", "note", "officer"}))]


def _drill(state: EnterpriseState, command: messages.RecordDrill, _: datetime) -> Decided:
    need_part(state)
    return [events.DrillHeld(**command.model_dump(include={"subject", "verdict", "officer"}))]


def _reconcile(state: EnterpriseState, command: messages.ReconcileStock, _: datetime) -> Decided:
    """A difference that is found in order is explained (domain 4.5)."""
    need_part(state)
    same = command.book_kg == command.counted_kg or command.verdict is Verdict.INADEQUATE
    need(same or bool(command.note.strip()), refusals.DIFFERENCE_UNEXPLAINED)
    said = command.model_dump(include={"book_kg", "counted_kg", "verdict", "note", "officer"})
    return [events.StockReconciled(**said)]


def _warn(state: EnterpriseState, command: messages.Warn, _: datetime) -> Decided:
    need_part(state)
    return [events.EnterpriseWarned(reason=given_reason(command.reason), officer=command.officer)]


def _suspend(state: EnterpriseState, command: messages.SuspendEnterprise, _: datetime) -> Decided:
    need_part(state)
    need(state.suspension is None, refusals.SUSPENDED_ALREADY)
    return [_suspended(Ground.OFFICER, given_reason(command.reason))]


def _reinstate(state: EnterpriseState, command: messages.Reinstate, _: datetime) -> Decided:
    need(state.phase not in OVER, refusals.APPLY_AGAIN, standing=standing(state))
    need(state.suspension is not None, refusals.NOTHING_TO_LIFT, standing=standing(state))
    reason = given_reason(command.reason)
    return [events.EnterpriseReinstated(reason=reason, officer=command.officer)]


def _remove(state: EnterpriseState, command: messages.Remove, _: datetime) -> Decided:
    need_part(state)
    return [events.EnterpriseRemoved(reason=given_reason(command.reason))]


def _admit(state: EnterpriseState, command: messages.AdmitSupplier, _: datetime) -> Decided:
    need_page(state)
    admitted = state.suppliers.get(command.supplier) is Supplier.ADMITTED
    need(not admitted, refusals.ADMITTED_ALREADY, supplier=command.supplier)
    others = sum(known is Supplier.ADMITTED for known in state.suppliers.values())
    need(others < MOST_SUPPLIERS, refusals.TOO_MANY_SUPPLIERS, most=MOST_SUPPLIERS)
    return [
        events.SupplierAdmitted(**command.model_dump(include={"supplier", "country", "officer"}))
    ]


def _strike(state: EnterpriseState, command: messages.StrikeSupplier, _: datetime) -> Decided:
    names = [name for name, known in state.suppliers.items() if known is Supplier.ADMITTED]
    fields = {"supplier": command.supplier, "admitted": listed(names)}
    need(command.supplier in names, refusals.NOT_ADMITTED, **fields)
    given_reason(command.reason)
    return [events.SupplierStruck(**command.model_dump(include={"supplier", "reason", "officer"}))]


def _excuse(state: EnterpriseState, command: messages.ExcuseViolation, _: datetime) -> Decided:
    counting = [breach.id for breach in state.breaches if not breach.excused]
    fields = {"violation": command.violation, "counting": listed(counting[-_NAMED:])}
    need(command.violation in counting, refusals.NO_VIOLATION, **fields)
    given_reason(command.reason)
    return [
        events.EnterpriseViolationExcused(
            **command.model_dump(include={"violation", "reason", "officer"})
        )
    ]


def _answer(state: EnterpriseState, command: messages.AnswerEscalation, _: datetime) -> Decided:
    known = state.deadlines.get(command.deadline)
    raised = known is not None and known.open and known.level is not None
    need(raised, NOT_ESCALATED, deadline=command.deadline)
    return [events.EnterpriseEscalationAnswered(deadline=command.deadline, officer=command.officer)]


def _term(state: EnterpriseState, start: datetime) -> datetime:
    return rulebook(state.rulebook).calendar.after(start, state.rules.enrolment)


VERBS: dict[type[EnterpriseCommand], _Decides] = {
    messages.Apply: _apply,
    messages.CompleteApplication: _complete,
    messages.CheckSite: _check_site,
    messages.AuditInstitutions: _audit_institutions,
    messages.Enrol: _enrol,
    messages.RefuseApplication: _refuse,
    messages.Renew: _renew,
    messages.AuditEnterprise: _audit,
    messages.RecordDrill: _drill,
    messages.ReconcileStock: _reconcile,
    messages.Warn: _warn,
    messages.SuspendEnterprise: _suspend,
    messages.Reinstate: _reinstate,
    messages.Remove: _remove,
    messages.AdmitSupplier: _admit,
    messages.StrikeSupplier: _strike,
    messages.ExcuseViolation: _excuse,
    messages.AnswerEscalation: _answer,
}
