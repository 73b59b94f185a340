"""What can reach an enterprise: what officers decide, what its consignments report, and time."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from models.enterprise.terms import Verdict
from models.incoming import Prose
from models.messages.message import Command, Instant, Message, Quantity
from models.messages.supervision import CancellationRequested, CommandLapsed


class EnterpriseCommand(Command):
    """What an officer wants of an enterprise; `at` is when it happened, by default now."""


class Apply(EnterpriseCommand):
    """Take in an application for the pilot, with its documents."""

    verb = "apply"
    documents: tuple[str, ...] = ()


class CompleteApplication(EnterpriseCommand):
    """Take in more documents of an application."""

    verb = "complete_application"
    documents: Annotated[tuple[str, ...], Field(min_length=1)]


class CheckSite(EnterpriseCommand):
    """Record what officers saw on the site."""

    verb = "check_site"
    verdict: Verdict
    note: Prose = ""


class InstitutionAudit(Message):
    """One of the supporting institutions: its document, and what officers think of it."""

    institution: str
    document: str
    verdict: Verdict = Verdict.ADEQUATE
    note: Prose = ""


class AuditInstitutions(EnterpriseCommand):
    """Record the audit of one or more supporting institutions."""

    verb = "audit_institutions"
    audits: Annotated[tuple[InstitutionAudit, ...], Field(min_length=1)]


class Enrol(EnterpriseCommand):
    """Enrol the enterprise: its site and all its institutions are adequate."""

    verb = "enrol"


class RefuseApplication(EnterpriseCommand):
    """Refuse the application."""

    verb = "refuse_application"
    reason: Prose


class Renew(EnterpriseCommand):
    """Let the enrolment go on for another term."""

    verb = "renew"


class AuditEnterprise(EnterpriseCommand):
    """Record the annual audit."""

    verb = "audit_enterprise"
    verdict: Verdict
    note: Prose = ""


class RecordDrill(EnterpriseCommand):
    """Record an emergency drill."""

    verb = "record_drill"
    subject: str
    verdict: Verdict = Verdict.ADEQUATE


class ReconcileStock(EnterpriseCommand):
    """Record the monthly comparison of the stock in the books with what lies there; kilograms."""

    verb = "reconcile_stock"
    book_kg: Quantity
    counted_kg: Quantity
    verdict: Verdict = Verdict.ADEQUATE
    note: Prose = ""


class Warn(EnterpriseCommand):
    """Warn the enterprise; it still takes part."""

    verb = "warn"
    reason: Prose


class SuspendEnterprise(EnterpriseCommand):
    """Suspend the pilot for the enterprise, and its consignments that are still in the port."""

    verb = "suspend"
    reason: Prose


class Reinstate(EnterpriseCommand):
    """End the suspension; the consignments that it held go on."""

    verb = "reinstate"
    reason: Prose


class Remove(EnterpriseCommand):
    """Put the enterprise out of the pilot; it may apply again."""

    verb = "remove"
    reason: Prose


class AdmitSupplier(EnterpriseCommand):
    """Let an overseas supplier ship to the enterprise."""

    verb = "admit_supplier"
    supplier: str
    country: str


class StrikeSupplier(EnterpriseCommand):
    """Strike a supplier off."""

    verb = "strike_supplier"
    supplier: str
    reason: Prose


class ExcuseViolation(EnterpriseCommand):
    """Let a violation stay on record without counting."""

    verb = "excuse_violation"
    violation: str
    reason: Prose


class AnswerEscalation(EnterpriseCommand):
    """Answer the escalations of a deadline."""

    verb = "answer_escalation"
    deadline: str


class ViolationNotice(Message):
    """What a consignment reports: a breach, under the id of its event; never refused.

    `lifted` says that the escalation which the breach came from proved unfounded.
    """

    id: str
    occurred_at: Instant
    consignment: str
    code: str
    box: str | None = None
    note: Prose = ""
    lifted: bool = False


class Tick(Message):
    """Time has passed: raise what is due."""


class Carried(Message):
    """The consignments under way were told of an order; those that went on are named too.

    `unreached` did not take the message; `more` are not named.
    """

    order: str
    told: tuple[str, ...]
    went_on: tuple[str, ...]
    unreached: tuple[str, ...] = ()
    more: int = 0


COMMANDS: dict[str, type[EnterpriseCommand]] = {
    kind.verb: kind for kind in EnterpriseCommand.__subclasses__()
}

Step = Tick | Carried | CancellationRequested | CommandLapsed


def when(message: EnterpriseCommand, now: datetime) -> datetime:
    """When a command happened in the world; never in the future."""
    return min(message.at or now, now)
