"""The state of one enterprise: everything that the decisions look at, folded from its events."""

from collections import Counter
from dataclasses import field
from datetime import datetime

from models.documents import spelled
from models.enterprise.rules import EnterpriseRules
from models.enterprise.terms import Ground, Phase, Standing, Supplier, Verdict
from models.ladder import Deadline
from models.rulebook import rulebook
from models.state import Alarm, Mark
from models.values import Value

# What ends the way to the pilot, or the part in it.
OVER = (Phase.REFUSED, Phase.REMOVED)


class Audited(Value):
    """The last audit of a supporting institution."""

    document: str
    at: datetime
    verdict: Verdict
    note: str = ""


class Breach(Value):
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


class Order(Value):
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
    warnings: tuple[str, ...] = ()
    """The latest; `warnings_given` counts all."""
    warnings_given: int = 0
    warned: bool = False
    suspension: Suspension | None = None
    reinstated_at: datetime | None = None
    breaches: tuple[Breach, ...] = ()
    """Those that may still lead to something (`violations.py`)."""
    past_breaches: dict[str, int] = field(default_factory=dict)
    """How many others there were that nobody excused, by code."""
    suppliers: dict[str, Supplier] = field(default_factory=dict)
    order: Order | None = None
    deadlines: dict[str, Deadline] = field(default_factory=dict)
    answered: dict[str, str] = field(default_factory=dict)
    alarms: tuple[Alarm, ...] = ()
    """The latest; `alarms_raised` counts all."""
    alarms_raised: int = 0
    marks: dict[str, Mark] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    """The latest messages and steps, with a digest of what they said (`models/seen.py`)."""
    forgotten: int = 0

    @property
    def rules(self) -> EnterpriseRules:
        """The rules that this enterprise is pinned to."""
        return rulebook(self.rulebook).enterprise

    @property
    def standing(self) -> Standing:
        """How the enterprise stands."""
        if self.phase not in OVER and self.suspension is not None:
            return Standing.SUSPENDED
        if self.phase is Phase.ENROLLED and self.warned:
            return Standing.WARNED
        return Standing(self.phase)

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
        return tuple(name for name, audit in audited if audit.verdict is Verdict.ADEQUATE)

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


def pilot_standing(state: EnterpriseState, at: datetime) -> str | None:
    """What the decision on a consignment's mode takes as standing; None when others must say.

    Only whoever has applied, or was suspended, is known here. A warning excludes nobody.
    """
    standing = state.standing
    if standing is Standing.KNOWN:
        return None
    if standing in (Standing.ENROLLED, Standing.WARNED):
        ended = state.valid_to is not None and state.valid_to <= at
        return Standing.EXPIRED if ended else Standing.ENROLLED
    return standing


def supplier_standing(state: EnterpriseState, supplier: str) -> Supplier | None:
    """How a supplier stands with the enterprise; None while its page names no supplier at all.

    Whoever is struck off was admitted before: under another spelling it is unlisted.
    """
    return state.suppliers.get(supplier, Supplier.UNLISTED) if state.suppliers else None
