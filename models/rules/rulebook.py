"""Rulebooks: the dated set of codes, limits, proportions, deadlines, thresholds and calendar.

A rulebook is data in `rulebooks/<version>/`, immutable once released (a test holds the hash of
its content). A consignment pins its version when its mode is decided, and until then the one in
force at its registration; a deadline keeps the version that it was opened under (decisions/0013).
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.kernel.clock import CHINA
from models.kernel.codes import ReasonCode, ViolationCode
from models.kernel.enterprise_terms import EnterpriseStatus, Resource, Supplier
from models.kernel.event_types import EventType
from models.kernel.receiving import ReceivingHours, WorksOn
from models.kernel.spelling import same
from models.kernel.terms import (
    Cause,
    Closing,
    Danger,
    Effect,
    EscalationLevel,
    LockAlarm,
    MetalKind,
    Overlay,
    Party,
    PenaltyGround,
    ProcessPhase,
    Requirement,
    RiskLevel,
    System,
    Triage,
)
from models.rules.calendar import Calendar, Span
from models.rules.capacity import CapacityRules
from models.rules.enterprise import EnterpriseRules
from models.rules.goods import (
    Approximation,
    Doubt,
    Limit,
    Nonconformance,
    RadiationRules,
    Section,
    Violation,
    WaiverRule,
)
from models.rules.risk import RiskRules
from models.rules.rulebook_loader import document, versions

_DANGERS = frozenset({EventType.EMERGENCY_RAISED, EventType.DANGER_JOINED})
AlarmMeaning: TypeAlias = Literal["OPENED", "WEAK", "NOTED"]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EscalationRule(_Row):
    """A level of an escalation policy: how long after the base, who is notified, its effect.

    `violation` is the breach of supervision (SV) that reaching the level amounts to. When nobody
    answers for as long as `silence`, the next party is notified, at the top the deputy. `cause` is
    why a consignment leaves the pilot, of a level that makes it. `decides` are the commands with
    which the party decides what becomes of the lapse: nothing of that is done by itself.
    """

    level: EscalationLevel
    after: Span
    party: Party
    also: tuple[Party, ...] = ()
    effect: Effect | None = None
    cause: Cause | None = None
    violation: ViolationCode | None = None
    silence: Span | None = None
    decides: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _cause_of_a_fall_back(self) -> Self:
        if (self.effect is Effect.FALL_BACK) is not (self.cause is not None):
            raise ValueError(f"level {self.level}: FALL_BACK has a cause, and nothing else has")
        return self


class Extensions(_Row):
    """How often a deadline may be given more time, and how much each time at the most."""

    times: int
    longest: Span


class RoadClock(_Row):
    """Which overlays stop a deadline whose box is on the road, and why these and no others.

    An emergency stops it only if it is about that box, and a transit window only if the overlay
    came after the box had set out.
    """

    frozen_by: tuple[Overlay, ...]
    why: str
    why_zh: str


ExtensionClass: TypeAlias = Literal["road", "hours", "days", "incident", "legal"]
"""Deadlines that may be given as much more time as each other (`DeadlineRule.extension_class`)."""

_HOURS = ("minutes", "hours", "working_hours")
_OURS = "[prop]"


class DeadlineRule(_Row):
    """One row of the deadline register (domain 4.8).

    `opens` and `closes` are event types; on any course but `courses` the deadline is moot. `base`
    says from which instant its levels count: the opening event, when that was heard of, the
    announced departure (ETD) or arrival (ETA), the end of the transit window, the time that the
    inspection is set for (slot), or the time that a system was asked. The deadline itself is
    breached at the level `limit`, by default the last. `system` is asked before an escalation is
    raised, when a machine should have sent the closing fact. `when` opens the deadline only for
    events that say one of these values in these fields, `done` closes it only for such; `needs`
    opens it only after events of these types, `unless` not after one of these, `inland` only for
    boxes that have left the port. Of a row with `episodes` each opening begins an episode of its
    own, which nothing that happened before it can end. `extensions` bounds what officers may add;
    without it that of its class does. `way` says until when the telemetry of a box counts: the end
    of its drive in, or of its way back too. `road` says which overlays stop it while its box is on
    the road; without it all do, as they do anywhere else. The last level of a row that `repeats` is
    due again so long after it was answered, or nobody answered: as long as the deadline is open, a
    clock runs. A row with the scope `danger` is opened by a danger, for that danger and the box
    where it is, whatever else threatens. One that `waits_for` a resource moves on by the time that
    its queue takes.
    """

    id: str
    title: str
    title_zh: str
    basis: str
    scope: Literal["consignment", "box", "danger"]
    courses: tuple[ProcessPhase, ...]
    clock: Literal["ordinary", "incident"] = "ordinary"
    opens: tuple[EventType, ...]
    when: dict[str, tuple[str, ...]] = {}
    needs: tuple[EventType, ...] = ()
    unless: tuple[EventType, ...] = ()
    closes: tuple[EventType, ...]
    done: dict[str, tuple[str, ...]] = {}
    inland: bool = False
    way: Literal["in", "back"] = "in"
    reopens: bool = False
    episodes: bool = False
    base: Literal["opening", "heard", "etd", "eta", "window", "slot", "asked"] = "opening"
    limit: EscalationLevel | None = None
    system: System | None = None
    extensions: Extensions | None = None
    road: RoadClock | None = None
    repeats: Span | None = None
    waits_for: Resource | None = None
    levels: tuple[EscalationRule, ...]

    @model_validator(mode="after")
    def _repeats_for_ever(self) -> Self:
        if self.repeats is None:
            return self
        if self.repeats.length is None or self.levels[-1].silence is None:
            raise ValueError(f"{self.id}: repeats in hours or days, and its last level has silence")
        return self

    @model_validator(mode="after")
    def _opened_by_dangers(self) -> Self:
        if self.scope == "danger" and not _DANGERS.issuperset(self.opens):
            raise ValueError(f"{self.id}: of the scope danger, and opened by something else")
        return self

    @property
    def extension_class(self) -> ExtensionClass:
        """A drive, an emergency, a time that the law sets, or by how long it is."""
        if self.clock == "incident":
            return "incident"
        if self.base == "window":
            return "road"
        if self.basis != _OURS:
            return "legal"
        last = self.at(self.limit) if self.limit is not None else self.levels[-1]
        return "hours" if last.after.unit in _HOURS else "days"

    @property
    def judges(self) -> bool:
        """Whether reaching one of its levels is a breach of supervision."""
        return any(level.violation for level in self.levels)

    def at(self, level: EscalationLevel) -> EscalationRule:
        """The row of one level."""
        return next(row for row in self.levels if row.level is level)


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
    note_zh: str = ""
    source: str
    confidence: Literal["H", "M", "L"]


class FineBounds(_Row):
    """What a fine is at least and at most: in yuan, or in shares of the value of the goods."""

    least_cny: Decimal | None = None
    most_cny: Decimal | None = None
    least_share: Decimal | None = None
    most_share: Decimal | None = None
    law: str
    law_zh: str

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        cny, share = (self.least_cny, self.most_cny), (self.least_share, self.most_share)
        least, most = share if cny == (None, None) else cny
        if cny != (None, None) != share or least is None or most is None or least > most:
            message = f"a fine has a least and a most, in yuan or in shares: {self!r}"
            raise ValueError(message)
        return self

    @property
    def by_value(self) -> bool:
        """It goes by what the goods are worth."""
        return self.least_share is not None

    def within(self, value_cny: Decimal) -> tuple[Decimal, Decimal]:
        """The least and the most in yuan, of goods of that value (ignored where it is fixed)."""
        if self.least_share is not None and self.most_share is not None:
            return self.least_share * value_cny, self.most_share * value_cny
        return self.least_cny or Decimal(0), self.most_cny or Decimal(0)


class Consequence(_Row):
    """What the law makes of a breach or of goods that failed (domain 1.7).

    `grounds` are all that a penalty under this topic needs, `fine` is what it comes to; without any
    there is no penalty.
    """

    topic: str
    title: str
    title_zh: str
    rule: str
    rule_zh: str
    grounds: tuple[PenaltyGround, ...] = ()
    fine: FineBounds | None = None
    source: str
    confidence: Literal["H", "M", "L"]

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if bool(self.grounds) is not (self.fine is not None):
            message = f"{self.topic}: a penalty has grounds and bounds, or there is none"
            raise ValueError(message)
        return self


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

    How far its clock and that of a gate may be apart; from which charge of its battery on somebody
    must act, in percent; and whether an alarm says
    that it was opened, that its battery is weak, or nothing that anybody must act on. One that has
    no row counts as an opened lock.
    """

    battery_warn_percent: int
    battery_act_percent: int
    clock_minutes: int = 5
    lock_alarms: dict[LockAlarm, AlarmMeaning] = {}

    def meaning(self, alarm: str) -> AlarmMeaning:
        """What an alarm means, whether or not it is one of the device's own."""
        return {code.value: means for code, means in self.lock_alarms.items()}.get(alarm, "OPENED")


class Receiving(_Row):
    """When enterprises take boxes in that have not said it themselves (domain 4.3).

    Before a trip tells its own planned drive, `drive_minutes` is reckoned with.
    """

    from_hour: int
    to_hour: int
    drive_minutes: int

    @property
    def hours(self) -> ReceivingHours:
        """The same, as an enterprise says it."""
        return ReceivingHours(from_hour=self.from_hour, to_hour=self.to_hour)

    def departure(
        self, earliest: datetime, own: ReceivingHours | None, works_on: WorksOn
    ) -> datetime:
        """The first departure from `earliest` on that arrives while the gate is open."""
        drive = timedelta(minutes=self.drive_minutes)
        return (own or self.hours).opening(earliest + drive, works_on) - drive


class Claims(_Row):
    """How far what an enterprise says of itself is believed, as it is inspected (domain 6.3).

    An entry that is heard more than `late_minutes` after the time it names takes nothing back that
    was raised meanwhile. Clocks of gate and enterprise may differ by `drift_minutes`.
    """

    late_minutes: int
    drift_minutes: int


class FiledReading(_Row):
    """A value that a part of the file gives for these kinds of goods; any value if none is named.

    With `background` the reading says what was measured beside the goods as well.
    """

    parameter: str = ""
    kinds: tuple[MetalKind, ...] = tuple(MetalKind)
    background: bool = False


class Clocks(_Row):
    """How far the time that somebody names may be from when it is heard [prop].

    Ahead: `ahead_minutes`, or those of the system. Back: a fact or an order may be of `back_days`
    before the consignment was registered, or sailed; what happens to goods ashore, of
    `ashore_hours` before their vessel arrived. What a system dates otherwise counts as of when it
    was heard, and an order is refused. Slots are agreed on `slot_days` ahead at the most, voyages
    announced `voyage_days`; either may be `past_days` back.
    """

    ahead_minutes: int
    systems: dict[System, int] = {}
    back_days: int
    ashore_hours: int
    slot_days: int
    voyage_days: int
    past_days: int

    def ahead(self, system: System | None = None) -> timedelta:
        """How far ahead of us the clock of a system, or of an officer, is believed."""
        named = None if system is None else self.systems.get(system)
        return timedelta(minutes=self.ahead_minutes if named is None else named)


class DocumentRule(_Row):
    """One part of the pre-shipment file (domain 4.2); `names` are those a short list gives it.

    A name alone is no part: `needs` are what a required one says of itself, `readings` the values
    that it gives [prop].
    """

    kind: str
    title: str
    title_zh: str
    required: bool = True
    valid_days: int | None = None
    names: tuple[str, ...] = ()
    needs: tuple[Literal["number", "issued", "issuer", "sha256"], ...] = ()
    readings: tuple[FiledReading, ...] = ()


class IssuedDocument(_Row):
    """A document that customs issue with these decisions; its number begins with `prefix`."""

    prefix: str
    title: str
    title_zh: str
    events: tuple[EventType, ...]
    source: str
    confidence: Literal["H", "M", "L"]


class RetractionRule(_Row):
    """A fact that may be taken back [prop]: until so many hours after it was heard of, by whom.

    With `four_eyes` somebody else must allow it. What no row names cannot be taken back.
    """

    fact: EventType
    hours: int
    four_eyes: bool
    given_by: tuple[Party, ...]


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
        return same(self.issuer, issuer) and self.valid_from <= day and not ended


class Approval(_Row):
    """A command that one officer gives and another person allows: who that may be."""

    verb: str
    approved_by: Annotated[tuple[Party, ...], Field(min_length=1)]
    source: str


class Dating(_Row):
    """How far back a command may be dated; how far clocks may differ is said by `Clocks`.

    What an officer enters in place of a feed (`by_hand_hours`) may be older than what he orders.
    """

    consignment_hours: int
    by_hand_hours: int
    enterprise_hours: int


class PilotConditions(_Row):
    """What must be said of an enterprise and its supplier for the pilot (domain 3.3, 4.1).

    `enterprises` and `suppliers` are how they may stand in our registry, `confirmed` is what
    clearance may say of the enrolment; whatever else is said, or nothing, is an obstacle.
    """

    enterprises: tuple[EnterpriseStatus, ...]
    suppliers: tuple[Supplier, ...]
    confirmed: tuple[str, ...]


class LateDeclaration(_Row):
    """Days without a fee after the vessel's entry, and the share of the value a day then costs."""

    free_days: int
    daily_share: Decimal


class Rulebook(_Row):
    """One dated set of rules; every [prop] value is our proposal with a default.

    `standing_acts` are events by which the world acts upon facts, with the party that decides on
    one when such a fact is taken back.

    `instruments` came into force with it (ids of the register in `instruments.py`). `office` issues
    what is issued before the declaration names its own. Goods of the `approved_levels` take the
    pilot by an approval in writing only.
    """

    version: str
    valid_from: date
    codes: dict[MetalKind, tuple[str, ...]]
    instruments: tuple[str, ...]
    credit_levels: tuple[CreditLevel, ...]
    consequences: tuple[Consequence, ...]
    amendment_codes: dict[MetalKind, str]
    standards: dict[MetalKind, str]
    protocols: dict[MetalKind, str]
    sections: tuple[Section, ...]
    waivers: tuple[WaiverRule, ...]
    limits: tuple[Limit, ...]
    approximations: tuple[Approximation, ...]
    radiation: RadiationRules = RadiationRules()
    doubts: tuple[Doubt, ...] = (Doubt(unit="", reason=ReasonCode.DOC_MISMATCH),)
    proportions: dict[RiskLevel, Proportions]
    pilot_levels: tuple[RiskLevel, ...]
    approved_levels: tuple[RiskLevel, ...] = ()
    pilot: PilotConditions
    approvals: tuple[Approval, ...]
    dating: Dating
    extensions: dict[ExtensionClass, Extensions]
    full_unpack_share: Decimal
    late_declaration: LateDeclaration
    approval_valid_days: int
    documents: Annotated[tuple[DocumentRule, ...], Field(min_length=1)]
    issued: tuple[IssuedDocument, ...] = ()
    retractions: tuple[RetractionRule, ...] = ()
    standing_acts: dict[EventType, Party] = {}
    office: str = ""
    laboratories: tuple[ListedLaboratory, ...] = ()
    weight_tolerance_kg: int
    weight_tolerance_share: Decimal
    return_tolerance_share: Decimal
    return_deposit: ReturnDeposit
    transit: Transit
    watch: Watch = Watch(
        battery_warn_percent=20, battery_act_percent=10, lock_alarms={LockAlarm.LOW_BATTERY: "WEAK"}
    )
    receiving: Receiving = Receiving(from_hour=0, to_hour=24, drive_minutes=90)
    capacity: CapacityRules
    claims: Claims = Claims(late_minutes=15, drift_minutes=10)
    clocks: Clocks = Clocks(
        ahead_minutes=10,
        back_days=180,
        ashore_hours=72,
        slot_days=90,
        voyage_days=400,
        past_days=60,
    )
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
    risk: RiskRules
    policies: dict[str, bool]
    dispute_days: int

    @model_validator(mode="after")
    def _every_requirement_has_a_row(self) -> Self:
        if lacking := {*Requirement} - {row.requirement for row in self.waivers}:
            raise ValueError(f"nobody says who may go without {', '.join(sorted(lacking))}")
        return self

    @model_validator(mode="after")
    def _reasons_are_in_the_catalogue(self) -> Self:
        named = {reason for section in self.sections for reason in section.reasons}
        named |= {limit.reason for limit in self.limits} | {each.reason for each in self.doubts}
        named |= {outcome.reason for outcome in self.triage if outcome.reason}
        if unknown := sorted(code for code in named if self.nonconformance(code) is None):
            raise ValueError(f"the catalogue has no reason {', '.join(unknown)}")
        return self

    @model_validator(mode="after")
    def _reasons_weigh_the_same(self) -> Self:
        weights = self.risk.weights
        differ = [each.code for each in self.nonconformances if weights[each.code] != each.weight]
        if differ:
            raise ValueError(f"risk: weights differ from the catalogue: {', '.join(differ)}")
        return self

    @model_validator(mode="after")
    def _on_the_road_a_clock_runs(self) -> Self:
        """What stops a transit window has a deadline of its own that runs as long as it lasts."""
        lasting = any(
            rule.clock == "incident"
            and EventType.EMERGENCY_RAISED in rule.opens
            and rule.closes == (EventType.DANGER_CLOSED,)
            and rule.repeats is not None
            for rule in self.deadlines
        )
        allowed = {Overlay.EMERGENCY} if lasting else set()
        windows = [rule for rule in self.deadlines if rule.base == "window"]
        if still := [r.id for r in windows if r.road is None or set(r.road.frozen_by) - allowed]:
            raise ValueError(f"a box on the road would have no running clock: {', '.join(still)}")
        return self

    def waiver(self, requirement: Requirement) -> WaiverRule:
        """Who may go without it."""
        return next(row for row in self.waivers if row.requirement is requirement)

    def approval(self, verb: str) -> Approval | None:
        """The row of a command that takes two persons, None for one that an officer gives alone."""
        return next((row for row in self.approvals if row.verb == verb), None)

    def extension(self, rule: DeadlineRule) -> Extensions | None:
        """How much more time a deadline may be given; None for none at all."""
        return rule.extensions or self.extensions.get(rule.extension_class)

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

    def retraction(self, fact: str) -> RetractionRule | None:
        """Under what conditions a fact may be taken back, None when it may not."""
        return next((row for row in self.retractions if row.fact == fact), None)

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


def newest() -> Rulebook:
    """The rulebook that was released last."""
    return rulebook(versions()[-1])


@cache
def register_row(version: str, deadline_id: str) -> DeadlineRule:
    """A row of the register of a version."""
    return rulebook(version).deadline(deadline_id)


@cache
def opened_by(version: str, event_type: EventType) -> tuple[DeadlineRule, ...]:
    """The rows of the register that an event of a type opens."""
    return tuple(rule for rule in rulebook(version).deadlines if event_type in rule.opens)


@cache
def closed_by(version: str, event_type: EventType) -> frozenset[str]:
    """The ids of the rows of the register that an event of a type closes."""
    return frozenset(r.id for r in rulebook(version).deadlines if event_type in r.closes)


@cache
def ever_closed_by(event_type: EventType) -> frozenset[str]:
    """The ids of the rows that an event of a type closes in any version."""
    return frozenset(row for version in versions() for row in closed_by(version, event_type))
