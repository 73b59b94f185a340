"""What can reach an enterprise: what officers decide, what its consignments report, and time."""

from typing import Annotated

from pydantic import Field

from models.enterprise.state import EnterpriseState
from models.kernel.capacity import Places
from models.kernel.codes import ReasonCode, ViolationCode
from models.kernel.enterprise_terms import AuditVerdict, Supplier
from models.kernel.incoming import Amount, Incoming, Name, Prose
from models.kernel.language import Text
from models.kernel.message import (
    WHOEVER_IS_NOTIFIED,
    Command,
    Instant,
    Message,
    Update,
    by_verb,
    fields,
)
from models.kernel.receiving import Hour
from models.kernel.terms import Party, System
from models.supervision.messages import CancellationNoticed, CommandOverruled


class EnterpriseCommand(Command, abstract=True):
    """What an officer wants of an enterprise; `at` is when it happened, by default now."""


class Apply(EnterpriseCommand):
    """Take in an application for the pilot, with its documents."""

    verb = "apply"
    label = Text("受理申请", "take in an application")
    given_by = (Party.ENTERPRISE, Party.INSPECTION_OFFICER)
    example = fields(
        documents=[
            "application",
            "credit-proof",
            "internal-control-manual",
            "institutions",
            "site-and-video-map",
            "storage-plan",
            "emergency-plan",
            "undertaking",
        ]
    )

    documents: tuple[str, ...] = ()


class CompleteApplication(EnterpriseCommand):
    """Take in more documents of an application."""

    verb = "complete_application"
    label = Text("补充申请材料", "take in more documents of an application")
    given_by = (Party.ENTERPRISE, Party.INSPECTION_OFFICER)
    example = fields(documents=["memorandum"])

    documents: Annotated[tuple[str, ...], Field(min_length=1)]


class CheckSite(EnterpriseCommand):
    """Record what officers saw on the site."""

    verb = "check_site"
    label = Text("登记现场核查", "record the site check")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(verdict="ADEQUATE", note="video covers the bay")

    verdict: AuditVerdict
    note: Prose = ""


class InstitutionAudit(Message):
    """One of the supporting institutions: its document, and what officers think of it."""

    institution: str
    document: str
    verdict: AuditVerdict
    note: Prose = ""


class AuditInstitutions(EnterpriseCommand):
    """Record the audit of one or more supporting institutions."""

    verb = "audit_institutions"
    label = Text("审核配套制度", "audit institutions")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(
        audits=[{"institution": "LOCK_CUSTODY", "document": "YJ-06 rev 2", "verdict": "ADEQUATE"}]
    )

    audits: Annotated[tuple[InstitutionAudit, ...], Field(min_length=1)]


class Enrol(EnterpriseCommand):
    """Enrol the enterprise: its site and all its institutions are adequate."""

    verb = "enrol"
    label = Text("准入试点", "enrol")
    given_by = (Party.INSPECTION_LEAD,)
    example = fields(approver="Gao Feng", approver_role="C3")


class RefuseApplication(EnterpriseCommand):
    """Refuse the application."""

    verb = "refuse_application"
    label = Text("不予准入", "refuse the application")
    given_by = (Party.INSPECTION_LEAD,)
    example = fields(reason="no closed storage")

    reason: Prose


class Renew(EnterpriseCommand):
    """Let the enrolment go on for another term."""

    verb = "renew"
    label = Text("续期", "renew the enrolment")
    given_by = (Party.INSPECTION_LEAD,)
    example = fields()


class AuditEnterprise(EnterpriseCommand):
    """Record the annual audit."""

    verb = "audit_enterprise"
    label = Text("登记年度审核", "record the annual audit")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(verdict="ADEQUATE")

    verdict: AuditVerdict
    note: Prose = ""


class RecordDrill(EnterpriseCommand):
    """Record an emergency drill."""

    verb = "record_drill"
    label = Text("登记应急演练", "record a drill")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(subject="radiation alarm at the gate", verdict="ADEQUATE")

    subject: str
    verdict: AuditVerdict


class ReconcileStock(EnterpriseCommand):
    """Record the monthly comparison of the stock in the books with what lies there; kilograms."""

    verb = "reconcile_stock"
    label = Text("登记库存核对", "record the stock reconciliation")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(book_kg="412300", counted_kg="412300", verdict="ADEQUATE")

    book_kg: Amount
    counted_kg: Amount
    verdict: AuditVerdict
    note: Prose = ""


class SetReceivingHours(EnterpriseCommand):
    """Record when the enterprise takes boxes in: full hours of the day in China."""

    verb = "set_receiving_hours"
    label = Text("登记收货时间", "set the receiving hours")
    given_by = (Party.ENTERPRISE, Party.INSPECTION_OFFICER)
    example = fields(from_hour=8, to_hour=20)

    from_hour: Hour
    to_hour: Hour
    working_days_only: bool = False


class SetCapacity(EnterpriseCommand):
    """Record how many boxes can be unloaded at a time, and inspected on one day."""

    verb = "set_capacity"
    label = Text("登记卸货位和查验能力", "set the capacity")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(bays=6, boxes_a_day=20)

    bays: Places
    boxes_a_day: Places


class Warn(EnterpriseCommand):
    """Warn the enterprise; it still takes part."""

    verb = "warn"
    label = Text("警告", "warn")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(reason="two late arrival notices")

    reason: Prose


class SuspendEnterprise(EnterpriseCommand):
    """Suspend the pilot for the enterprise, and its consignments that are still in the port."""

    verb = "suspend"
    label = Text("暂停试点", "suspend")
    given_by = (Party.INSPECTION_LEAD,)
    example = fields(reason="stock moved before release")

    reason: Prose


class ReinstateEnterprise(EnterpriseCommand):
    """End the suspension; the consignments that it held go on."""

    verb = "reinstate"
    label = Text("恢复试点", "reinstate")
    given_by = (Party.INSPECTION_LEAD,)
    example = fields(
        reason="stock control repaired and seen", approver="Gao Feng", approver_role="C3"
    )

    reason: Prose


class Remove(EnterpriseCommand):
    """Put the enterprise out of the pilot; it may apply again."""

    verb = "remove"
    label = Text("退出试点", "put out of the pilot")
    given_by = (Party.DIVISION,)
    example = fields(reason="gave up the business")

    reason: Prose


class AdmitSupplier(EnterpriseCommand):
    """Let an overseas supplier ship to the enterprise."""

    verb = "admit_supplier"
    label = Text("准入供应商", "admit a supplier")
    given_by = (Party.INSPECTION_OFFICER,)
    example = fields(supplier="Kobe Metals", country="JP")

    supplier: Name
    country: Name


def _admitted(state: EnterpriseState) -> list[str]:
    return [name for name, known in state.suppliers.items() if known is Supplier.ADMITTED]


class StrikeSupplier(EnterpriseCommand):
    """Strike a supplier off."""

    verb = "strike_supplier"
    label = Text("供应商除名", "strike a supplier off")
    given_by = (Party.INSPECTION_OFFICER,)
    choices = fields(supplier=_admitted)
    example = fields(supplier="Kobe Metals", reason=ReasonCode.SOLID_WASTE)

    supplier: str
    reason: Prose


def _counting(state: EnterpriseState) -> list[str]:
    return [breach.id for breach in state.breaches if not breach.excused]


class ExcuseEnterpriseViolation(EnterpriseCommand):
    """Let a violation stay on record without counting."""

    verb = "excuse_violation"
    label = Text("免计违规", "excuse a violation")
    given_by = (Party.INSPECTION_LEAD,)
    choices = fields(violation=_counting)
    example = fields(
        violation="6f0a3a0e-5d52-5f0b-9d0e-0f6c5a2e7b11",
        reason="the road was closed",
        approver="Gao Feng",
        approver_role="C3",
    )

    violation: str
    reason: Prose


class AnswerEscalation(EnterpriseCommand):
    """Answer the escalations of a deadline."""

    verb = "answer_escalation"
    label = Text("答复催办", "answer an escalation")
    given_by = WHOEVER_IS_NOTIFIED
    example = fields(deadline="M04")

    deadline: str


class ViolationNotice(Update):
    """Note a breach that a consignment reports.

    It has the id of its event there, and is never refused. `lifted` says that the escalation which
    the breach came from proved unfounded.
    """

    verb = "note_violation"
    label = Text("登记违规", "note a violation")
    example = fields(
        id="6f0a3a0e-5d52-5f0b-9d0e-0f6c5a2e7b11",
        occurred_at="2026-12-03T10:00:00+08:00",
        consignment="NB26-000012",
        code=ViolationCode.APPOINTMENT_MISSED,
        note="D11 reached L2",
    )

    id: str
    occurred_at: Instant
    consignment: str
    code: str
    box: str | None = None
    note: Prose = ""
    lifted: bool = False


class EnterpriseTick(Message):
    """Time has passed: raise what is due.

    Of one `deadline`, if it names one; `silent` are the systems that were asked about it in vain.
    """

    deadline: str = ""
    silent: tuple[System, ...] = ()


class DutyRecord(Incoming):
    """When a duty was done, and the number under which that is on record."""

    at: Instant
    number: Name


class DutyHeard(Message):
    """What a system has on record of the duty of a deadline."""

    deadline: str
    system: System
    done: tuple[DutyRecord, ...]


class Carried(Message):
    """The consignments under way were told of an order; those that went on are named too.

    `unreached` did not take the message; `more` are not named.
    """

    order: str
    told: tuple[str, ...]
    went_on: tuple[str, ...]
    unreached: tuple[str, ...] = ()
    more: int = 0


_COMMANDS: tuple[type[EnterpriseCommand], ...] = (
    Apply,
    CompleteApplication,
    CheckSite,
    AuditInstitutions,
    Enrol,
    RefuseApplication,
    Renew,
    AuditEnterprise,
    RecordDrill,
    ReconcileStock,
    SetReceivingHours,
    SetCapacity,
    Warn,
    SuspendEnterprise,
    ReinstateEnterprise,
    Remove,
    AdmitSupplier,
    StrikeSupplier,
    ExcuseEnterpriseViolation,
    AnswerEscalation,
)
COMMANDS: dict[str, type[EnterpriseCommand]] = by_verb(_COMMANDS)
"""The commands of officers, by the name of the Update."""

UPDATES: dict[str, type[Update]] = {**COMMANDS, **by_verb((ViolationNotice,))}
"""Whatever an enterprise takes as an Update, by its name."""

EnterpriseStep = EnterpriseTick | DutyHeard | Carried | CancellationNoticed | CommandOverruled
