"""What the ledger records of an enterprise: past tense, stable type strings."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from models.enterprise.terms import Ground, Lapse, Verdict
from models.events.body import Body
from models.terms import Level, Party


class EnterpriseBody(Body):
    """What an event says of an enterprise."""


class EnterpriseRegistered(EnterpriseBody):
    """The register has a page for this enterprise, under a rulebook."""

    type: Literal["enterprise-registered"] = "enterprise-registered"
    code: str
    rulebook: str


class EnterpriseApplied(EnterpriseBody):
    """The enterprise applied for the pilot, with these documents."""

    type: Literal["enterprise-applied"] = "enterprise-applied"
    documents: tuple[str, ...]
    officer: str


class ApplicationCompleted(EnterpriseBody):
    """More documents of the application were handed in."""

    type: Literal["application-completed"] = "application-completed"
    documents: tuple[str, ...]
    officer: str


class SiteChecked(EnterpriseBody):
    """Officers looked at the site."""

    type: Literal["site-checked"] = "site-checked"
    verdict: Verdict
    note: str
    officer: str


class InstitutionAudited(EnterpriseBody):
    """One of the supporting institutions was audited by this document."""

    type: Literal["institution-audited"] = "institution-audited"
    institution: str
    document: str
    verdict: Verdict
    note: str
    officer: str


class EnterpriseEnrolled(EnterpriseBody):
    """The enterprise takes part in the pilot until `valid_to`."""

    type: Literal["enterprise-enrolled"] = "enterprise-enrolled"
    valid_to: datetime
    officer: str


class EnterpriseRefused(EnterpriseBody):
    """The application was refused."""

    type: Literal["enterprise-refused"] = "enterprise-refused"
    reason: str
    officer: str


class EnrolmentRenewed(EnterpriseBody):
    """The enrolment goes on until `valid_to`."""

    type: Literal["enrolment-renewed"] = "enrolment-renewed"
    valid_to: datetime
    officer: str


class EnrolmentExpired(EnterpriseBody):
    """The enrolment ended: no new consignment enters the pilot, those under way go on."""

    type: Literal["enrolment-expired"] = "enrolment-expired"


class EnterpriseAudited(EnterpriseBody):
    """The annual audit was held."""

    type: Literal["enterprise-audited"] = "enterprise-audited"
    verdict: Verdict
    note: str
    officer: str


class DrillHeld(EnterpriseBody):
    """The enterprise exercised an emergency."""

    type: Literal["drill-held"] = "drill-held"
    subject: str
    verdict: Verdict
    officer: str


class StockReconciled(EnterpriseBody):
    """The stock in the books was compared with what lies there; kilograms."""

    type: Literal["stock-reconciled"] = "stock-reconciled"
    book_kg: Decimal
    counted_kg: Decimal
    verdict: Verdict
    note: str
    officer: str


class EnterpriseWarned(EnterpriseBody):
    """The enterprise was warned; it still takes part."""

    type: Literal["enterprise-warned"] = "enterprise-warned"
    reason: str
    officer: str


class EnterpriseSuspended(EnterpriseBody):
    """The pilot is suspended for the enterprise; `violations` are the ids of what led there."""

    type: Literal["enterprise-suspended"] = "enterprise-suspended"
    ground: Ground
    reason: str
    violations: tuple[str, ...] = ()


class EnterpriseReinstated(EnterpriseBody):
    """The suspension ended."""

    type: Literal["enterprise-reinstated"] = "enterprise-reinstated"
    reason: str
    officer: str


class EnterpriseRemoved(EnterpriseBody):
    """The enterprise is out of the pilot; it may apply again."""

    type: Literal["enterprise-removed"] = "enterprise-removed"
    reason: str


class SupplierAdmitted(EnterpriseBody):
    """An overseas supplier may ship to the enterprise."""

    type: Literal["supplier-admitted"] = "supplier-admitted"
    supplier: str
    country: str
    officer: str


class SupplierStruck(EnterpriseBody):
    """A supplier was struck off."""

    type: Literal["supplier-struck"] = "supplier-struck"
    supplier: str
    reason: str
    officer: str


class EnterpriseViolationNoted(EnterpriseBody):
    """A consignment had a breach of supervision; `violation` is the id of its event there."""

    type: Literal["enterprise-violation-noted"] = "enterprise-violation-noted"
    violation: str
    code: str
    consignment: str
    box: str | None = None
    note: str = ""


class EnterpriseViolationExcused(EnterpriseBody):
    """A violation stays on record, and counts no more."""

    type: Literal["enterprise-violation-excused"] = "enterprise-violation-excused"
    violation: str
    reason: str
    officer: str


class StandingCarried(EnterpriseBody):
    """The consignments under way have heard of a suspension or of its end.

    `order` is the id of the event that they heard of. Those that `went_on` had left the port, or
    were closed in the meantime; `unreached` did not take the message, and people must look. Of
    very many so many `more` are not named.
    """

    type: Literal["standing-carried"] = "standing-carried"
    order: str
    told: tuple[str, ...]
    went_on: tuple[str, ...]
    unreached: tuple[str, ...] = ()
    more: int = 0


class EnterpriseEscalated(EnterpriseBody):
    """A milestone of a deadline of the enterprise fired."""

    type: Literal["enterprise-escalated"] = "enterprise-escalated"
    deadline: str
    level: Level
    due: datetime
    party: Party
    effect: Lapse | None = None


class EnterpriseEscalationAnswered(EnterpriseBody):
    """Somebody answered the escalations of a deadline of the enterprise."""

    type: Literal["enterprise-escalation-answered"] = "enterprise-escalation-answered"
    deadline: str
    officer: str


class EnterpriseCancellationRequested(EnterpriseBody):
    """Somebody asked Temporal to cancel the workflow of the enterprise: its page stays open."""

    type: Literal["enterprise-cancellation-requested"] = "enterprise-cancellation-requested"
    reason: str


class EnterpriseCommandLapsed(EnterpriseBody):
    """An order that was accepted is not allowed any more where the ledger stands: give it again.

    The ledger had gone another way than the run that accepted it; `command` is its JSON text.
    """

    type: Literal["enterprise-command-lapsed"] = "enterprise-command-lapsed"
    verb: str
    command: str
    officer: str
    party: Party
    refusal: str


BODIES: tuple[type[EnterpriseBody], ...] = tuple(EnterpriseBody.__subclasses__())
