"""What the ledger records of an enterprise: past tense, stable type strings."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from models.kernel.capacity import EnterpriseCapacity
from models.kernel.enterprise_terms import AuditVerdict, Ground, Lapse
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.language import Text
from models.kernel.receiving import ReceivingHours
from models.kernel.terms import EscalationLevel, Party, System


class EnterpriseBody(Body):
    """What an event says of an enterprise."""


class EnterpriseRegistered(EnterpriseBody):
    """The registry has a record of this enterprise, under a rulebook."""

    type: Literal[EventType.ENTERPRISE_REGISTERED] = EventType.ENTERPRISE_REGISTERED
    label = Text("企业已登记", "enterprise registered")
    code: str
    rulebook: str


class EnterpriseApplied(EnterpriseBody):
    """The enterprise applied for the pilot, with these documents."""

    type: Literal[EventType.ENTERPRISE_APPLIED] = EventType.ENTERPRISE_APPLIED
    label = Text("企业申请试点", "enterprise applied")
    documents: tuple[str, ...]
    officer: str


class ApplicationCompleted(EnterpriseBody):
    """More documents of the application were handed in."""

    type: Literal[EventType.APPLICATION_COMPLETED] = EventType.APPLICATION_COMPLETED
    label = Text("申请材料已补充", "application completed")
    documents: tuple[str, ...]
    officer: str


class SiteChecked(EnterpriseBody):
    """Officers looked at the site."""

    type: Literal[EventType.SITE_CHECKED] = EventType.SITE_CHECKED
    label = Text("现场核查", "site checked")
    verdict: AuditVerdict
    note: str
    officer: str


class InstitutionAudited(EnterpriseBody):
    """One of the supporting institutions was audited by this document."""

    type: Literal[EventType.INSTITUTION_AUDITED] = EventType.INSTITUTION_AUDITED
    label = Text("配套制度审核", "institution audited")
    institution: str
    document: str
    verdict: AuditVerdict
    note: str
    officer: str


class EnterpriseEnrolled(EnterpriseBody):
    """The enterprise takes part in the pilot until `valid_to`."""

    type: Literal[EventType.ENTERPRISE_ENROLLED] = EventType.ENTERPRISE_ENROLLED
    label = Text("企业准入试点", "enterprise enrolled")
    valid_to: datetime
    officer: str


class EnterpriseRefused(EnterpriseBody):
    """The application was refused."""

    type: Literal[EventType.ENTERPRISE_REFUSED] = EventType.ENTERPRISE_REFUSED
    label = Text("企业未获准入", "enterprise refused")
    reason: str
    officer: str


class EnrolmentRenewed(EnterpriseBody):
    """The enrolment goes on until `valid_to`."""

    type: Literal[EventType.ENROLMENT_RENEWED] = EventType.ENROLMENT_RENEWED
    label = Text("资格续期", "enrolment renewed")
    valid_to: datetime
    officer: str


class EnrolmentExpired(EnterpriseBody):
    """The enrolment ended: no new consignment enters the pilot, those under way go on."""

    type: Literal[EventType.ENROLMENT_EXPIRED] = EventType.ENROLMENT_EXPIRED
    label = Text("资格到期", "enrolment expired")


class EnterpriseAudited(EnterpriseBody):
    """The annual audit was held."""

    type: Literal[EventType.ENTERPRISE_AUDITED] = EventType.ENTERPRISE_AUDITED
    label = Text("年度审核", "enterprise audited")
    verdict: AuditVerdict
    note: str
    officer: str


class DrillHeld(EnterpriseBody):
    """The enterprise exercised an emergency."""

    type: Literal[EventType.DRILL_HELD] = EventType.DRILL_HELD
    label = Text("应急演练", "drill held")
    subject: str
    verdict: AuditVerdict
    officer: str


class StockReconciled(EnterpriseBody):
    """The stock in the books was compared with what lies there; kilograms."""

    type: Literal[EventType.STOCK_RECONCILED] = EventType.STOCK_RECONCILED
    label = Text("库存已核对", "stock reconciled")
    book_kg: Decimal
    counted_kg: Decimal
    verdict: AuditVerdict
    note: str
    officer: str


class ReceivingHoursSet(EnterpriseBody):
    """When the enterprise takes boxes in, for consignments whose mode is decided from then on."""

    type: Literal[EventType.RECEIVING_HOURS_SET] = EventType.RECEIVING_HOURS_SET
    label = Text("收货时间已登记", "receiving hours set")
    hours: ReceivingHours
    officer: str


class CapacitySet(EnterpriseBody):
    """How many boxes can be unloaded at a time, and inspected on one day, from then on."""

    type: Literal[EventType.CAPACITY_SET] = EventType.CAPACITY_SET
    label = Text("卸货位和查验能力已登记", "capacity set")
    capacity: EnterpriseCapacity
    officer: str


class EnterpriseWarned(EnterpriseBody):
    """The enterprise was warned; it still takes part."""

    type: Literal[EventType.ENTERPRISE_WARNED] = EventType.ENTERPRISE_WARNED
    label = Text("企业被警告", "enterprise warned")
    reason: str
    officer: str


class EnterpriseSuspended(EnterpriseBody):
    """The pilot is suspended for the enterprise; `violations` are the ids of what led there."""

    type: Literal[EventType.ENTERPRISE_SUSPENDED] = EventType.ENTERPRISE_SUSPENDED
    label = Text("企业暂停试点", "enterprise suspended")
    ground: Ground
    reason: str
    violations: tuple[str, ...] = ()


class EnterpriseReinstated(EnterpriseBody):
    """The suspension ended."""

    type: Literal[EventType.ENTERPRISE_REINSTATED] = EventType.ENTERPRISE_REINSTATED
    label = Text("企业恢复试点", "enterprise reinstated")
    reason: str
    officer: str


class EnterpriseRemoved(EnterpriseBody):
    """The enterprise is out of the pilot; it may apply again."""

    type: Literal[EventType.ENTERPRISE_REMOVED] = EventType.ENTERPRISE_REMOVED
    label = Text("企业退出试点", "enterprise removed")
    reason: str


class SupplierAdmitted(EnterpriseBody):
    """An overseas supplier may ship to the enterprise."""

    type: Literal[EventType.SUPPLIER_ADMITTED] = EventType.SUPPLIER_ADMITTED
    label = Text("供应商准入", "supplier admitted")
    supplier: str
    country: str
    officer: str


class SupplierStruck(EnterpriseBody):
    """A supplier was struck off."""

    type: Literal[EventType.SUPPLIER_STRUCK] = EventType.SUPPLIER_STRUCK
    label = Text("供应商除名", "supplier struck off")
    supplier: str
    reason: str
    officer: str


class EnterpriseViolationNoted(EnterpriseBody):
    """A consignment had a breach of supervision; `violation` is the id of its event there."""

    type: Literal[EventType.ENTERPRISE_VIOLATION_NOTED] = EventType.ENTERPRISE_VIOLATION_NOTED
    label = Text("企业违规登记", "violation of the enterprise noted")
    violation: str
    code: str
    consignment: str
    box: str | None = None
    note: str = ""


class EnterpriseViolationExcused(EnterpriseBody):
    """A violation stays on record, and counts no more."""

    type: Literal[EventType.ENTERPRISE_VIOLATION_EXCUSED] = EventType.ENTERPRISE_VIOLATION_EXCUSED
    label = Text("企业违规免计", "violation of the enterprise excused")
    violation: str
    reason: str
    officer: str


class StandingCarried(EnterpriseBody):
    """The consignments under way have heard of a suspension or of its end.

    `order` is the id of the event that they heard of. Those that `went_on` had left the port, or
    were closed in the meantime; `unreached` did not take the message, and people must look. Of
    very many so many `more` are not named.
    """

    type: Literal[EventType.STANDING_CARRIED] = EventType.STANDING_CARRIED
    label = Text("在办各票已告知", "consignments told of the standing")
    order: str
    told: tuple[str, ...]
    went_on: tuple[str, ...]
    unreached: tuple[str, ...] = ()
    more: int = 0


class EnterpriseDutyReported(EnterpriseBody):
    """A system has on record that a duty was done in time which nobody has entered here.

    It is no entry: officers have the time of one to make it before the deadline escalates.
    """

    type: Literal[EventType.ENTERPRISE_DUTY_REPORTED] = EventType.ENTERPRISE_DUTY_REPORTED
    label = Text("外部系统有履行记录", "a system has it on record as done")
    deadline: str
    system: System
    done_at: datetime
    number: str


class EnterpriseEscalated(EnterpriseBody):
    """An escalation of a deadline of the enterprise fired.

    `silent` are the systems that were asked whether it had been done, and did not answer.
    """

    type: Literal[EventType.ENTERPRISE_ESCALATED] = EventType.ENTERPRISE_ESCALATED
    label = Text("企业事项逾期上报", "deadline of the enterprise escalated")
    deadline: str
    level: EscalationLevel
    due: datetime
    party: Party
    effect: Lapse | None = None
    silent: tuple[System, ...] = ()


class EnterpriseEscalationWithdrawn(EnterpriseBody):
    """By the dates of the page it had been done in time: the escalation was unfounded."""

    type: Literal[EventType.ENTERPRISE_ESCALATION_WITHDRAWN] = (
        EventType.ENTERPRISE_ESCALATION_WITHDRAWN
    )
    label = Text("企业事项上报已撤销", "escalation of the enterprise withdrawn")
    deadline: str
    level: EscalationLevel
    effect: Lapse | None = None


class EnterpriseEscalationAnswered(EnterpriseBody):
    """Somebody answered the escalations of a deadline of the enterprise."""

    type: Literal[EventType.ENTERPRISE_ESCALATION_ANSWERED] = (
        EventType.ENTERPRISE_ESCALATION_ANSWERED
    )
    label = Text("企业事项上报已答复", "escalation of the enterprise answered")
    deadline: str
    officer: str


class EnterpriseCancellationRequested(EnterpriseBody):
    """Somebody asked Temporal to cancel the workflow of the enterprise: supervision goes on."""

    type: Literal[EventType.ENTERPRISE_CANCELLATION_REQUESTED] = (
        EventType.ENTERPRISE_CANCELLATION_REQUESTED
    )
    label = Text("有人请求取消企业流程", "cancellation of the enterprise's workflow requested")
    reason: str


class EnterpriseCommandLapsed(EnterpriseBody):
    """An order that was accepted is not allowed any more where the ledger stands: give it again.

    The ledger had gone another way than the run that accepted it; `command` is its JSON text.
    """

    type: Literal[EventType.ENTERPRISE_COMMAND_LAPSED] = EventType.ENTERPRISE_COMMAND_LAPSED
    label = Text("企业指令失效须重新下达", "order on the enterprise lapsed")
    verb: str
    command: str
    officer: str
    party: Party
    refusal: str


EVENTS: tuple[type[EnterpriseBody], ...] = (
    EnterpriseRegistered,
    EnterpriseApplied,
    ApplicationCompleted,
    SiteChecked,
    InstitutionAudited,
    EnterpriseEnrolled,
    EnterpriseRefused,
    EnrolmentRenewed,
    EnrolmentExpired,
    EnterpriseAudited,
    DrillHeld,
    StockReconciled,
    ReceivingHoursSet,
    CapacitySet,
    EnterpriseWarned,
    EnterpriseSuspended,
    EnterpriseReinstated,
    EnterpriseRemoved,
    SupplierAdmitted,
    SupplierStruck,
    EnterpriseViolationNoted,
    EnterpriseViolationExcused,
    StandingCarried,
    EnterpriseDutyReported,
    EnterpriseEscalated,
    EnterpriseEscalationWithdrawn,
    EnterpriseEscalationAnswered,
    EnterpriseCancellationRequested,
    EnterpriseCommandLapsed,
)
