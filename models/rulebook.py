"""Rulebooks: the dated set of codes, limits, proportions, deadlines, thresholds and calendar.

A rulebook is data in `rulebooks/<version>.json`, immutable once released (a test holds its
hash). A consignment pins its version when its mode is decided, and until then the one in force at
its registration; a deadline keeps the version that it was opened under (decisions/0013).
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from models.calendar import CHINA, Calendar, Span
from models.enterprise.rules import EnterpriseRules
from models.goods import Approximation, Doubt, Limit, Nonconformance, Radiation, Section, Violation
from models.terms import (
    Closing,
    Course,
    Danger,
    Effect,
    Kind,
    Level,
    Party,
    PenaltyGround,
    RiskLevel,
    System,
    Triage,
)
from models.versions import document, versions

WATCHED = "re-inspect only what was treated under supervision"


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MilestoneRule(_Row):
    """One rung of a ladder: when it is due after the base, who is told, what else it does.

    `violation` is the breach of supervision (SV) that reaching the rung amounts to. When nobody
    answers for as long as `silence`, the party of the next rung is told, or the deputy at the top.
    """

    level: Level
    after: Span
    party: Party
    also: tuple[Party, ...] = ()
    effect: Effect | None = None
    violation: str | None = None
    silence: Span | None = None


class Extensions(_Row):
    """How often a deadline may be given more time, and how much each time at the most."""

    times: int
    longest: Span


class DeadlineRule(_Row):
    """One row of the deadline register (domain 4.8).

    `opens` and `closes` are event types; on any course but `courses` the deadline is moot. `base`
    says from which instant the ladder counts: the opening event, when that was heard of, the
    announced departure (ETD) or arrival (ETA), the end of the transit window, the time that the
    inspection is set for (slot), or the time that a system was asked. The deadline itself is
    breached at the level `limit`, by default the last. `system` is asked before an escalation is
    raised, when a machine should have sent the closing fact. `when` opens the deadline only for
    events that say one of these values in these fields, `done` closes it only for such; `needs`
    opens it only after events of these types, `inland` only for boxes that have left the port. Of a
    row with `episodes` each opening begins an episode of its own, which nothing that happened
    before it can end. `extensions` bounds what an officer may add; without it he may as he sees
    fit. `way` says until when the telemetry of a box counts: the end of its drive in, or of its way
    back too.
    """

    id: str
    title: str
    title_zh: str
    basis: str
    scope: Literal["consignment", "box"]
    courses: tuple[Course, ...]
    clock: Literal["ordinary", "incident"] = "ordinary"
    opens: tuple[str, ...]
    when: dict[str, tuple[str, ...]] = {}
    needs: tuple[str, ...] = ()
    closes: tuple[str, ...]
    done: dict[str, tuple[str, ...]] = {}
    inland: bool = False
    way: Literal["in", "back"] = "in"
    reopens: bool = False
    episodes: bool = False
    base: Literal["opening", "heard", "etd", "eta", "window", "slot", "asked"] = "opening"
    limit: Level | None = None
    system: System | None = None
    extensions: Extensions | None = None
    milestones: tuple[MilestoneRule, ...]

    @property
    def judges(self) -> bool:
        """Whether reaching one of its rungs is a breach of supervision."""
        return any(rung.violation for rung in self.milestones)


class CreditLevel(_Row):
    """A level of credit that customs give an enterprise (domain 3.2).

    `risk` is the risk level that it alone leads to, whatever else speaks for the goods.
    """

    code: str
    title: str
    title_zh: str
    aeo: bool
    risk: RiskLevel | None = None
    note: str = ""
    source: str
    confidence: Literal["H", "M", "L"]


class Consequence(_Row):
    """What the law makes of a breach or of goods that failed (domain 1.7).

    `grounds` are all that a penalty under this topic needs; without any there is no penalty.
    """

    topic: str
    title: str
    title_zh: str
    rule: str
    grounds: tuple[PenaltyGround, ...] = ()
    source: str
    confidence: Literal["H", "M", "L"]


class Proportions(_Row):
    """Shares of boxes opened and emptied, and of lots sampled, at one risk level (domain 3.3)."""

    opened: Decimal
    emptied: Decimal
    sampled: Decimal


class EmergencyRule(_Row):
    """One danger: what to do at once, who may end it, and what must be there before (domain 4.7).

    Who is told when unless a step is done are rows E.. of the register.
    """

    danger: Danger
    at_once: str
    at_once_zh: str
    lifted_by: tuple[Party, ...]
    closing: tuple[Closing, ...] = ()


class TriageOutcome(_Row):
    """What a portal alarm proved to be; most are innocent, a source is a defect by its `reason`."""

    code: str
    verdict: Triage
    reason: str = ""
    title: str
    title_zh: str


class Transit(_Row):
    """How the transit window is made from the planned drive (domain 4.3)."""

    factor: Decimal
    margin_minutes: int
    floor_minutes: int
    ceiling_minutes: int

    def window_minutes(self, planned_drive_minutes: int) -> int:
        """The window of a planned drive, between floor and ceiling."""
        window = int(planned_drive_minutes * self.factor) + self.margin_minutes
        return max(self.floor_minutes, min(window, self.ceiling_minutes))


class Watch(_Row):
    """What the telemetry of a lock means (domain 4.3 and 6.2).

    From which charge of its battery on somebody must act, in percent; and whether an alarm says
    that it was opened, that its battery is weak, or nothing that anybody must act on.
    """

    battery_warn_percent: int
    battery_act_percent: int
    lock_alarms: dict[str, Literal["OPENED", "WEAK", "NOTED"]] = {}


class Receiving(_Row):
    """When enterprises take boxes in, by full hours of the day in China (domain 4.3).

    Before a trip tells its own planned drive, `drive_minutes` is reckoned with.
    """

    from_hour: int
    to_hour: int
    drive_minutes: int

    def departure(self, earliest: datetime) -> datetime:
        """The first departure from `earliest` on that arrives while the gate is open."""
        drive = timedelta(minutes=self.drive_minutes)
        arrival = (earliest + drive).astimezone(CHINA)
        midnight = datetime.combine(arrival.date(), time(0), CHINA)
        opens, closes = (midnight + timedelta(hours=h) for h in (self.from_hour, self.to_hour))
        if opens <= arrival < closes:
            return earliest
        return (opens if arrival < opens else opens + timedelta(days=1)) - drive


class Claims(_Row):
    """How far what an enterprise says of itself is believed, as it is inspected (domain 6.3).

    An entry that is heard more than `late_minutes` after the time it names takes nothing back that
    was raised meanwhile. Clocks of gate and enterprise may differ by `drift_minutes`.
    """

    late_minutes: int
    drift_minutes: int


class DocumentRule(_Row):
    """One part of the pre-shipment file (domain 4.2); `names` are those a short list gives it."""

    kind: str
    title: str
    title_zh: str
    required: bool = True
    valid_days: int | None = None
    names: tuple[str, ...] = ()


class IssuedDocument(_Row):
    """A document that customs issue with these decisions; its number begins with `prefix`."""

    prefix: str
    title: str
    title_zh: str
    events: tuple[str, ...]
    source: str
    confidence: Literal["H", "M", "L"]


class ReturnDeposit(_Row):
    """What an enterprise deposits for a return, in yuan a tonne (domain 1.7)."""

    cny_per_tonne: Decimal
    source: str
    confidence: Literal["H", "M", "L"]

    def of(self, kilograms: Decimal) -> Decimal:
        """The deposit for so many kilograms, in whole yuan."""
        return (self.cny_per_tonne * kilograms / 1000).quantize(Decimal(1))


class ListedLaboratory(_Row):
    """A laboratory whose results customs adopt, on these days in China (GACC Order 259)."""

    issuer: str
    valid_from: date
    valid_to: date | None = None
    source: str
    confidence: Literal["H", "M", "L"]

    def listed(self, issuer: str, day: date) -> bool:
        """Whether it is that one, and on the list that day."""
        ended = self.valid_to is not None and day > self.valid_to
        return self.issuer == issuer and self.valid_from <= day and not ended


class LateDeclaration(_Row):
    """Days without a fee after the vessel's entry, and the share of the value a day then costs."""

    free_days: int
    daily_share: Decimal


class Rulebook(_Row):
    """One dated set of rules; every [prop] value is our proposal with a default.

    `instruments` came into force with it (ids of the register in `instruments.py`). `office` issues
    what is issued before the declaration names its own.
    """

    version: str
    valid_from: date
    codes: dict[Kind, tuple[str, ...]]
    instruments: tuple[str, ...]
    credit_levels: tuple[CreditLevel, ...]
    consequences: tuple[Consequence, ...]
    amendment_codes: dict[Kind, str]
    standards: dict[Kind, str]
    protocols: dict[Kind, str]
    sections: tuple[Section, ...]
    limits: tuple[Limit, ...]
    approximations: tuple[Approximation, ...]
    radiation: Radiation = Radiation()
    doubts: tuple[Doubt, ...] = (Doubt(unit="", reason="NC-15"),)
    proportions: dict[RiskLevel, Proportions]
    pilot_levels: tuple[RiskLevel, ...]
    full_unpack_share: Decimal
    late_declaration: LateDeclaration
    approval_valid_days: int
    documents: tuple[DocumentRule, ...] = ()
    issued: tuple[IssuedDocument, ...] = ()
    office: str = ""
    laboratories: tuple[ListedLaboratory, ...] = ()
    weight_tolerance_kg: int
    weight_tolerance_share: Decimal
    return_tolerance_share: Decimal
    return_deposit: ReturnDeposit
    transit: Transit
    watch: Watch = Watch(
        battery_warn_percent=20, battery_act_percent=10, lock_alarms={"LOW_BATTERY": "WEAK"}
    )
    receiving: Receiving = Receiving(from_hour=0, to_hour=24, drive_minutes=90)
    claims: Claims = Claims(late_minutes=15, drift_minutes=10)
    port_aliases: dict[str, tuple[str, ...]]
    calendar: Calendar
    nonconformances: tuple[Nonconformance, ...]
    violations: tuple[Violation, ...]
    safety_level_usv_h: Decimal
    responders: tuple[Party, ...]
    emergencies: tuple[EmergencyRule, ...]
    triage: tuple[TriageOutcome, ...]
    deadlines: tuple[DeadlineRule, ...]
    enterprise: EnterpriseRules
    policies: dict[str, bool]
    dispute_days: int

    @property
    def watches_treatment(self) -> bool:
        """Goods are inspected again only when an officer is on record to have watched it."""
        return self.policies.get(WATCHED, False)

    def emergency(self, danger: Danger) -> EmergencyRule:
        """The row of a danger."""
        return next(rule for rule in self.emergencies if rule.danger is danger)

    def deadline(self, deadline_id: str) -> DeadlineRule:
        """The register row with that id."""
        return next(rule for rule in self.deadlines if rule.id == deadline_id)

    def nonconformance(self, code: str) -> Nonconformance | None:
        """The catalogue row of a reason or a sub-code of one, None when there is no such reason."""
        reason, dot, subcode = code.partition(".")
        row = next((row for row in self.nonconformances if row.code == reason), None)
        return row.shaped(subcode) if row is not None and dot else row

    def credit_level(self, code: str) -> CreditLevel | None:
        """The row of a credit level, None when this version knows no such level."""
        return next((row for row in self.credit_levels if row.code == code), None)

    def risk_of_credit(self, code: str) -> RiskLevel:
        """The least risk level at that credit; one that this version does not know is the worst."""
        level = self.credit_level(code)
        return RiskLevel.R4 if level is None else level.risk or RiskLevel.R1

    def adopts(self, issuer: str, at: datetime) -> bool:
        """Whether the results of that laboratory are adopted at that time."""
        day = at.astimezone(CHINA).date()
        return any(row.listed(issuer, day) for row in self.laboratories)

    def violation(self, code: str) -> Violation | None:
        """The catalogue row of a breach of supervision, None when there is no such code."""
        return next((row for row in self.violations if row.code == code), None)


def in_force(day: date) -> str:
    """The version in force on a day in China; the oldest one for days before any."""
    released = versions()
    return max((v for v in released if rulebook(v).valid_from <= day), default=released[0])


@cache
def rulebook(version: str) -> Rulebook:
    """The rulebook of a version.

    Raises:
        UnknownRulebook: when that version is not shipped.
    """
    return Rulebook.model_validate(document(version))


@cache
def register_row(version: str, deadline_id: str) -> DeadlineRule:
    """A row of the register of a version."""
    return rulebook(version).deadline(deadline_id)


@cache
def opened_by(version: str, event_type: str) -> tuple[DeadlineRule, ...]:
    """The rows of the register that an event of a type opens."""
    return tuple(rule for rule in rulebook(version).deadlines if event_type in rule.opens)


@cache
def closed_by(version: str, event_type: str) -> frozenset[str]:
    """The ids of the rows of the register that an event of a type closes."""
    return frozenset(r.id for r in rulebook(version).deadlines if event_type in r.closes)


@cache
def ever_closed_by(event_type: str) -> frozenset[str]:
    """The ids of the rows that an event of a type closes in any version."""
    return frozenset(row for version in versions() for row in closed_by(version, event_type))
