"""What an officer may do with an enterprise when, and what follows: tables.

Commands may be refused with what to do instead. What a consignment reports is never refused.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from models.consignment.guards import given_reason, require
from models.consignment.pending_event import Decided, Draft
from models.consignment.permission import dated, need_persons
from models.consignment.texts import MESSAGE_ID_USED, NOT_ESCALATED
from models.enterprise import deadlines, events, messages, texts
from models.enterprise.drafts import Origin, identified
from models.enterprise.evolve import evolve
from models.enterprise.guards import (
    need_documents,
    need_institutions,
    need_page,
    need_part,
    standing,
)
from models.enterprise.messages import EnterpriseCommand, EnterpriseStep, ViolationNotice
from models.enterprise.state import OVER, EnterpriseState, supplier_standing
from models.enterprise.violations import too_many
from models.kernel.capacity import EnterpriseCapacity
from models.kernel.enterprise_terms import AuditVerdict, Ground, Lapse, Phase, Supplier
from models.kernel.errors import Refused
from models.kernel.event import Event
from models.kernel.event_body import Body
from models.kernel.identity import content_digest
from models.kernel.language import listed
from models.kernel.receiving import ReceivingHours
from models.kernel.seen import fresh
from models.kernel.spelling import among
from models.kernel.terms import Party
from models.rules.enterprise import MOST_SUPPLIERS
from models.rules.rulebook import rulebook
from models.supervision.messages import CancellationNoticed, CommandOverruled

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
    rules = rulebook(state.rulebook)
    at = dated(command, now, rules.dating.enterprise_hours, rules.clocks.ahead())
    need_persons(rules, command)
    cause, digest = fresh(state, message_id), content_digest(command)
    second = command.approver, command.approver_role
    origin = Origin(cause, digest, command.officer, at, command.role, now, *second)
    return _decided(state, VERBS[type(command)](state, command, at), origin)


def decide_notice(state: EnterpriseState, notice: ViolationNotice) -> list[Event]:
    """What a violation leads to; told twice, it is one.

    Whoever tells it asks the ledger first: what is not remembered here is recorded there.
    """
    if notice.id in state.seen:
        return []
    origin = Origin(notice.id, content_digest(notice), notice.consignment, notice.occurred_at)
    return _decided(state, _unfounded(state, notice) if notice.lifted else _noted(notice), origin)


def decide_step(
    state: EnterpriseState, step: EnterpriseStep, cause: str, now: datetime
) -> list[Event]:
    """What time, or an answered order, leads to."""
    origin = Origin(fresh(state, cause), content_digest(step), "guomen", now, now=now)
    if isinstance(step, messages.EnterpriseTick):
        return _decided(state, _due(state, step, now), origin)
    if isinstance(step, messages.DutyHeard):
        return _decided(state, _done(state, step, now), origin)
    if cause in state.seen:
        return []
    return _decided(state, [_noticed(step)], origin)


def _noticed(
    step: messages.Carried | CancellationNoticed | CommandOverruled,
) -> Body:
    """What the workflow itself has to put on record."""
    match step:
        case messages.Carried():
            return events.StandingCarried(**step.model_dump())
        case CancellationNoticed():
            return events.EnterpriseCancellationRequested(reason=step.reason)
        case CommandOverruled():
            said = step.model_dump(exclude={"role"})
            return events.EnterpriseCommandLapsed(**said, party=step.role or Party.OPERATIONS)


def _decided(state: EnterpriseState, decided: Decided, origin: Origin) -> list[Event]:
    """Adds to each body, in order, what follows from it."""
    drafts: list[Draft] = []
    waiting = [body if isinstance(body, Draft) else Draft(body) for body in decided]
    while waiting:
        draft = waiting.pop(0)
        made = [*_withdrawn(state, draft, draft.at or origin.at), draft]
        drafts += made
        for event in identified(state.code, made, origin):
            state = evolve(state, event)
        waiting = [
            Draft(body, draft.at, draft.cause) for body in _following(state, draft)
        ] + waiting
    return identified(state.code, drafts, origin)


def _withdrawn(state: EnterpriseState, draft: Draft, at: datetime) -> list[Draft]:
    """What was raised although it had been done in time; an escalation proves nothing itself."""
    if draft.cause is not None:
        return []
    return [
        Draft(
            events.EnterpriseEscalationWithdrawn(
                deadline=deadline.id,
                level=escalation.level,
                effect=state.rules.effect(deadline.id, escalation.level),
            )
        )
        for deadline, escalation in deadlines.refuted(state, draft.body.type, at)
    ]


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


def _done(state: EnterpriseState, heard: messages.DutyHeard, now: datetime) -> Decided:
    """The first record of what was done in time since the deadline opened; of the future none."""
    deadline = state.deadlines.get(heard.deadline)
    escalation = None if deadline is None else deadline.next
    if deadline is None or escalation is None or deadlines.reported(state, deadline):
        return []
    for record in heard.done:
        if deadline.opened_at <= record.at <= min(now, escalation.due):
            return [
                events.EnterpriseDutyReported(
                    deadline=deadline.id,
                    system=heard.system,
                    done_at=record.at,
                    number=record.number,
                )
            ]
    return []


def _due(state: EnterpriseState, tick: messages.EnterpriseTick, now: datetime) -> Decided:
    """Raises the earliest escalation that is due; the watch asks again while more are."""
    earliest = deadlines.due(state)
    if earliest is None or earliest[1].due > now:
        return []
    if tick.deadline not in ("", earliest[0].id):
        # It has a turn of its own, after its systems were asked.
        return []
    deadline, escalation = earliest[0], earliest[0].next
    if escalation is None:
        return []
    effect = state.rules.effect(deadline.id, escalation.level)
    bodies: list[Body] = [
        events.EnterpriseEscalated(
            deadline=deadline.id,
            level=escalation.level,
            due=escalation.due,
            party=escalation.party,
            effect=effect,
            silent=tick.silent,
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
    cause = f"deadline:{deadline.id}:L{escalation.level}:{escalation.due:%FT%TZ}"
    return [Draft(body, escalation.due, fresh(state, cause)) for body in bodies]


def _apply(state: EnterpriseState, command: messages.Apply, _: datetime) -> Decided:
    free = state.phase in (Phase.KNOWN, *OVER)
    require(free, texts.APPLIED_ALREADY, standing=standing(state))
    return [events.EnterpriseApplied(documents=command.documents, officer=command.officer)]


def _complete(
    state: EnterpriseState, command: messages.CompleteApplication, _: datetime
) -> Decided:
    waits = state.phase in (Phase.APPLIED, Phase.SITE_CHECK)
    require(waits, texts.NO_DECISION_WAITS, standing=standing(state))
    return [events.ApplicationCompleted(documents=command.documents, officer=command.officer)]


def _check_site(state: EnterpriseState, command: messages.CheckSite, _: datetime) -> Decided:
    applied = state.phase in (Phase.APPLIED, Phase.SITE_CHECK)
    require(applied, texts.NO_SITE_CHECK, standing=standing(state))
    return [events.SiteChecked(**command.model_dump(include={"verdict", "note", "officer"}))]


def _audit_institutions(
    state: EnterpriseState, command: messages.AuditInstitutions, _: datetime
) -> Decided:
    need_page(state)
    names = [row.name for row in state.rules.institutions]
    for audit in command.audits:
        fields = {"institution": audit.institution, "known": listed(names)}
        require(audit.institution in names, texts.UNKNOWN_INSTITUTION, **fields)
    return [
        events.InstitutionAudited(**audit.model_dump(), officer=command.officer)
        for audit in command.audits
    ]


def _enrol(state: EnterpriseState, command: messages.Enrol, at: datetime) -> Decided:
    require(state.phase is not Phase.APPLIED, texts.SITE_UNCHECKED)
    ready = state.phase is Phase.SITE_CHECK
    require(ready, texts.NO_DECISION_WAITS, standing=standing(state))
    need_documents(state)
    need_institutions(state)
    return [events.EnterpriseEnrolled(valid_to=_term(state, at), officer=command.officer)]


def _refuse(state: EnterpriseState, command: messages.RefuseApplication, _: datetime) -> Decided:
    waits = state.phase in (Phase.APPLIED, Phase.SITE_CHECK)
    require(waits, texts.NO_DECISION_WAITS, standing=standing(state))
    reason = given_reason(command.reason)
    return [events.EnterpriseRefused(reason=reason, officer=command.officer)]


def _renew(state: EnterpriseState, command: messages.Renew, at: datetime) -> Decided:
    """The new term follows the old one; after a lapse it begins now.

    What was renewed in time and is entered late lost nothing by the lapse that was recorded.
    """
    require(state.takes_part, texts.NOTHING_TO_RENEW, standing=standing(state))
    require(state.suspension is None, texts.SUSPENDED)
    need_institutions(state)
    ends = state.valid_to
    in_time = state.phase is Phase.ENROLLED or (ends is not None and at <= ends)
    last = ends if in_time else None
    if last is not None:
        opens = last - timedelta(days=state.rules.renewal_days)
        day = opens.date().isoformat()
        require(at >= opens, texts.RENEWED_TOO_EARLY, day=day, days=state.rules.renewal_days)
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
    same = command.book_kg == command.counted_kg or command.verdict is AuditVerdict.INADEQUATE
    require(same or bool(command.note.strip()), texts.DIFFERENCE_UNEXPLAINED)
    said = command.model_dump(include={"book_kg", "counted_kg", "verdict", "note", "officer"})
    return [events.StockReconciled(**said)]


def _receiving(state: EnterpriseState, command: messages.SetReceivingHours, _: datetime) -> Decided:
    need_page(state)
    said = command.model_dump(include=set(ReceivingHours.model_fields))
    return [events.ReceivingHoursSet(hours=ReceivingHours(**said), officer=command.officer)]


def _capacity(state: EnterpriseState, command: messages.SetCapacity, _: datetime) -> Decided:
    need_page(state)
    said = command.model_dump(include=set(EnterpriseCapacity.model_fields))
    return [events.CapacitySet(capacity=EnterpriseCapacity(**said), officer=command.officer)]


def _warn(state: EnterpriseState, command: messages.Warn, _: datetime) -> Decided:
    need_part(state)
    return [events.EnterpriseWarned(reason=given_reason(command.reason), officer=command.officer)]


def _suspend(state: EnterpriseState, command: messages.SuspendEnterprise, _: datetime) -> Decided:
    need_part(state)
    require(state.suspension is None, texts.SUSPENDED_ALREADY)
    return [_suspended(Ground.OFFICER, given_reason(command.reason))]


def _reinstate(
    state: EnterpriseState, command: messages.ReinstateEnterprise, _: datetime
) -> Decided:
    require(state.phase not in OVER, texts.APPLY_AGAIN, standing=standing(state))
    require(state.suspension is not None, texts.NOTHING_TO_LIFT, standing=standing(state))
    reason = given_reason(command.reason)
    return [events.EnterpriseReinstated(reason=reason, officer=command.officer)]


def _remove(state: EnterpriseState, command: messages.Remove, _: datetime) -> Decided:
    need_part(state)
    return [events.EnterpriseRemoved(reason=given_reason(command.reason))]


def _admit(state: EnterpriseState, command: messages.AdmitSupplier, _: datetime) -> Decided:
    need_page(state)
    admitted = supplier_standing(state, command.supplier) is Supplier.ADMITTED
    require(not admitted, texts.ADMITTED_ALREADY, supplier=command.supplier)
    others = sum(each is Supplier.ADMITTED for each in state.suppliers.values())
    require(others < MOST_SUPPLIERS, texts.TOO_MANY_SUPPLIERS, most=MOST_SUPPLIERS)
    return [
        events.SupplierAdmitted(**command.model_dump(include={"supplier", "country", "officer"}))
    ]


def _strike(state: EnterpriseState, command: messages.StrikeSupplier, _: datetime) -> Decided:
    names = [name for name, known in state.suppliers.items() if known is Supplier.ADMITTED]
    fields = {"supplier": command.supplier, "admitted": listed(names)}
    meant = among(command.supplier, names)
    if meant is None:
        raise Refused(texts.NOT_ADMITTED, **fields)
    reason = given_reason(command.reason)
    return [events.SupplierStruck(supplier=meant, reason=reason, officer=command.officer)]


def _excuse(
    state: EnterpriseState, command: messages.ExcuseEnterpriseViolation, _: datetime
) -> Decided:
    counting = [breach.id for breach in state.breaches if not breach.excused]
    fields = {"violation": command.violation, "counting": listed(counting[-_NAMED:])}
    require(command.violation in counting, texts.NO_VIOLATION, **fields)
    given_reason(command.reason)
    return [
        events.EnterpriseViolationExcused(
            **command.model_dump(include={"violation", "reason", "officer"})
        )
    ]


def _answer(state: EnterpriseState, command: messages.AnswerEscalation, _: datetime) -> Decided:
    known = state.deadlines.get(command.deadline)
    raised = known is not None and known.open and known.level is not None
    require(raised, NOT_ESCALATED, deadline=command.deadline)
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
    messages.SetReceivingHours: _receiving,
    messages.SetCapacity: _capacity,
    messages.Warn: _warn,
    messages.SuspendEnterprise: _suspend,
    messages.ReinstateEnterprise: _reinstate,
    messages.Remove: _remove,
    messages.AdmitSupplier: _admit,
    messages.StrikeSupplier: _strike,
    messages.ExcuseEnterpriseViolation: _excuse,
    messages.AnswerEscalation: _answer,
}
