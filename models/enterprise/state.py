"""The state of one enterprise: everything that the decisions look at, folded from its events."""

from collections import Counter
from dataclasses import field
from datetime import datetime

from models.consignment.deadline import Deadline
from models.consignment.pre_shipment_file import spelled
from models.consignment.state import EventStamp
from models.kernel.base_types import Value
from models.kernel.capacity import EnterpriseCapacity
from models.kernel.enterprise_terms import AuditVerdict, EnterpriseStatus, Ground, Phase, Supplier
from models.kernel.notification import Notification
from models.kernel.receiving import ReceivingHours
from models.kernel.spelling import same_name
from models.rules.enterprise import EnterpriseRules
from models.rules.rulebook import rulebook

# What ends the way to the pilot, or the part in it.
OVER = (Phase.REFUSED, Phase.REMOVED)


class Audited(Value):
    """The last audit of a supporting institution."""

    document: str
    at: datetime
    verdict: AuditVerdict
    note: str = ""


class CountedViolation(Value):
    """A violation of one of its consignments; one that is excused does not count."""

    id: str
    code: str
    at: datetime
    consignment: str
    box: str | None
    note: str
    excused: bool = False


class Suspension(Value):
    """The suspension that is on."""

    ground: Ground
    reason: str
    since: datetime


class StandingOrderState(Value):
    """What the consignments under way have to hear: that a suspension began, or ended.

    `for_good` is the suspension that no reinstatement ends: the enterprise was removed.
    """

    id: str
    at: datetime
    suspended: bool
    for_good: bool = False
    reason: str


class EnterpriseState(Value):
    """One enterprise."""

    code: str
    rulebook: str
    version: int = 0
    phase: Phase = Phase.KNOWN
    documents: tuple[str, ...] = ()
    institutions: dict[str, Audited] = field(default_factory=dict)
    enrolled_at: datetime | None = None
    valid_to: datetime | None = None
    last_audit: datetime | None = None
    last_drill: datetime | None = None
    last_count: datetime | None = None
    receiving: ReceivingHours | None = None
    capacity: EnterpriseCapacity | None = None
    warnings: tuple[str, ...] = ()
    """The latest; `warnings_given` counts all."""
    warnings_given: int = 0
    warned: bool = False
    suspension: Suspension | None = None
    reinstated_at: datetime | None = None
    breaches: tuple[CountedViolation, ...] = ()
    """Those that may still lead to something (`violations.py`)."""
    past_breaches: dict[str, int] = field(default_factory=dict)
    """How many others there were that nobody excused, by code."""
    suppliers: dict[str, Supplier] = field(default_factory=dict)
    order: StandingOrderState | None = None
    deadlines: dict[str, Deadline] = field(default_factory=dict)
    duties: dict[str, datetime] = field(default_factory=dict)
    """When a system last told that the duty of a deadline was done, which nobody had entered."""
    answered: dict[str, str] = field(default_factory=dict)
    escalations: int = 0
    """How many were raised, `withdrawn` how many of them proved unfounded."""
    withdrawn: int = 0
    notifications: tuple[Notification, ...] = ()
    """The latest; `alarms_raised` counts all."""
    notifications_raised: int = 0
    marks: dict[str, EventStamp] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    """The latest messages and steps, with a digest of what they said (`models/kernel/seen.py`)."""
    forgotten: int = 0

    @property
    def rules(self) -> EnterpriseRules:
        """The rules that this enterprise is pinned to."""
        return rulebook(self.rulebook).enterprise

    @property
    def standing(self) -> EnterpriseStatus:
        """How the enterprise stands."""
        if self.phase not in OVER and self.suspension is not None:
            return EnterpriseStatus.SUSPENDED
        if self.phase is Phase.ENROLLED and self.warned:
            return EnterpriseStatus.WARNED
        return EnterpriseStatus(self.phase)

    @property
    def counting(self) -> dict[str, int]:
        """How many violations were not excused, by code."""
        known = Counter(breach.code for breach in self.breaches if not breach.excused)
        return dict(sorted((known + Counter(self.past_breaches)).items()))

    @property
    def takes_part(self) -> bool:
        """Enrolled, or was: its consignments may be on their way."""
        return self.phase in (Phase.ENROLLED, Phase.EXPIRED)

    @property
    def adequate(self) -> tuple[str, ...]:
        """The institutions that are audited and adequate."""
        audited = self.institutions.items()
        return tuple(name for name, audit in audited if audit.verdict is AuditVerdict.ADEQUATE)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The institutions that are not audited, or not adequate."""
        return tuple(row.name for row in self.rules.institutions if row.name not in self.adequate)

    @property
    def undocumented(self) -> tuple[str, ...]:
        """The documents that an application needs and that were not handed in.

        Each may be called by its name or its title, in either language.
        """
        known = set(map(spelled, self.documents))
        return tuple(
            row.name
            for row in self.rules.application
            if known.isdisjoint(map(spelled, (row.name, row.title, row.title_zh)))
        )


def pilot_standing(state: EnterpriseState | None, at: datetime) -> EnterpriseStatus:
    """What the decision on a consignment's mode takes as standing; never what others say of it.

    An enrolment of which nobody knows the end has ended.
    """
    if state is None:
        return EnterpriseStatus.UNREGISTERED
    standing = state.standing
    enrolled = standing in (EnterpriseStatus.ENROLLED, EnterpriseStatus.WARNED)
    ended = state.valid_to is None or state.valid_to <= at
    return EnterpriseStatus.EXPIRED if enrolled and ended else standing


def supplier_standing(state: EnterpriseState | None, supplier: str) -> Supplier:
    """How a supplier stands with the enterprise: struck off under any spelling, it is."""
    known = state.suppliers if state is not None else {}
    said = {how for name, how in known.items() if same_name(name, supplier)}
    listed = (Supplier.STRUCK, Supplier.ADMITTED)
    return next((how for how in listed if how in said), Supplier.UNLISTED)
