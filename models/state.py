"""The state of one consignment: everything that the decisions look at, folded from its events.

Frozen: `evolve.py` makes the next state from an event. What follows from the state (stage, who
must act, what is due next) is derived in `outlook.py`, never stored.
"""

from datetime import datetime
from decimal import Decimal

from pydantic import Field

from models.calendar import Span
from models.documents import Filed
from models.registration import Registration
from models.rulebook import DeadlineRule, Rulebook, register_row, rulebook
from models.selection import Selection
from models.terms import (
    Cause,
    Check,
    Course,
    Danger,
    Disposal,
    Effect,
    EmergencyStep,
    Level,
    Mode,
    Outcome,
    Overlay,
    Party,
    PreShipment,
    RiskLevel,
    SealState,
    Suspicion,
    Triage,
)
from models.values import Frozen


class Box(Frozen):
    """One container with its own truck, lock, gate passages and unloading."""

    number: str
    seal: str
    net_weight_kg: Decimal
    radiation: Check | None = None
    triage: Triage | None = None
    machine: Check | None = None
    permit_no: str | None = None
    refusal: str | None = None
    withheld: bool = False
    permits_spent: int = 0
    trip_no: str | None = None
    plate: str = ""
    lock_no: str = ""
    window_minutes: int | None = None
    gated_out: datetime | None = None
    missing: bool = False
    arrived: datetime | None = None
    seal_state: SealState | None = None
    unloading_permitted: bool = False
    unloaded: datetime | None = None
    net_kg: Decimal | None = None
    return_seal: str | None = None
    return_kg: Decimal | None = None
    return_trip_no: str | None = None
    return_gated_out: datetime | None = None
    returned: datetime | None = None
    return_seals: tuple[str, ...] = ()
    return_weighed: Decimal | None = None
    return_mismatch: str = ""
    return_accepted: bool = False
    released: bool = False

    @property
    def inland(self) -> bool:
        """It has left the port."""
        return any((self.gated_out, self.arrived, self.unloaded))

    @property
    def ready_to_return(self) -> bool:
        """It waits at the enterprise, repacked and sealed, for a truck back to the port."""
        left = self.return_gated_out or self.returned
        return self.inland and self.return_seal is not None and left is None

    @property
    def back(self) -> bool:
        """It never left the port, or is there again as it was sealed, or accepted as it is."""
        if not self.inland:
            return True
        sealed = self.return_seal is not None or self.unloaded is None
        as_sealed = sealed and not self.return_mismatch
        return self.returned is not None and (as_sealed or self.return_accepted)

    @property
    def cleared(self) -> bool:
        """Radiation and machine inspection are passed, or the alarm proved innocent."""
        harmless = self.radiation is Check.PASSED or self.triage is Triage.INNOCENT
        return harmless and self.machine is Check.PASSED


class Milestone(Frozen):
    """One rung of an open deadline, as an absolute instant.

    Once it has fired it waits for an answer until `answer_by`; then the next party is told.
    """

    level: Level
    due: datetime
    party: Party
    also: tuple[Party, ...] = ()
    effect: Effect | None = None
    violation: str | None = None
    silence: Span | None = None
    fired: bool = False
    withdrawn: bool = False
    undone: bool = False
    acknowledged_by: str | None = None
    answer_by: datetime | None = None
    unanswered: bool = False

    @property
    def standing(self) -> bool:
        """Fired and not withdrawn."""
        return self.fired and not self.withdrawn


class Deadline(Frozen):
    """A row of the register at work for this consignment, or for one of its boxes.

    It keeps to the rulebook that it was opened under, whatever version is pinned later. `again` is
    the latest opening that was heard of while it was open: another episode's, perhaps.
    """

    id: str
    rulebook: str
    box: str | None = None
    opened_at: datetime
    again: datetime | None = None
    closed_at: datetime | None = None
    moot: bool = False
    frozen_since: datetime | None = None
    limit: Level | None = None
    extensions: int = 0
    milestones: tuple[Milestone, ...]

    @property
    def rule(self) -> DeadlineRule:
        """Its row of the register."""
        return register_row(self.rulebook, self.id)

    @property
    def open(self) -> bool:
        """Still running: neither met, nor moot."""
        return self.closed_at is None

    @property
    def next(self) -> Milestone | None:
        """The next rung that has not fired, None when closed, frozen or exhausted."""
        if not self.open or self.frozen_since is not None:
            return None
        for rung in self.milestones:
            if not rung.fired:
                return rung
        return None

    @property
    def silent(self) -> Milestone | None:
        """The highest rung that fired, while it waits for an answer; None when none does."""
        if not self.open or self.frozen_since is not None:
            return None
        top: Milestone | None = None
        for rung in self.milestones:
            if rung.fired and (top is None or rung.level > top.level):
                top = rung
        if top is None or top.answer_by is None or not top.standing:
            return None
        return None if top.acknowledged_by or top.unanswered else top

    @property
    def level(self) -> Level | None:
        """The highest rung that fired and stands."""
        return max((rung.level for rung in self.milestones if rung.standing), default=None)

    @property
    def acknowledged_by(self) -> str | None:
        """Who answered the highest rung that stands."""
        level = self.level
        return next((r.acknowledged_by for r in self.milestones if r.level == level), None)

    @property
    def limit_due(self) -> datetime:
        """When the deadline itself is breached: at its limit, which is not always its last rung."""
        ladder = {rung.level: rung.due for rung in self.milestones}
        return ladder[self.limit if self.limit in ladder else max(ladder)]


class Emergency(Frozen):
    """The open (or last) emergency."""

    danger: Danger
    box: str | None
    reason: str
    raised_at: datetime
    acknowledged_by: str | None = None
    reported: bool = False
    lifted: bool = False
    joined: tuple[Danger, ...] = ()
    steps: tuple[EmergencyStep, ...] = ()

    @property
    def dangers(self) -> tuple[Danger, ...]:
        """The first danger, and those that joined it."""
        return (self.danger, *self.joined)


class Defect(Frozen):
    """A non-conformance of the goods."""

    reason: str
    status: Suspicion
    box: str | None = None


class Breach(Frozen):
    """A breach of supervision; an excused one does not count."""

    code: str
    box: str | None = None
    excused: bool = False


class Sample(Frozen):
    """A sample that was taken, or that somebody reported on; `reports` by number, with a digest."""

    number: str
    box: str | None = None
    lab: str = ""
    seal: str = ""
    taken: datetime | None = None
    answered: datetime | None = None
    reports: dict[str, str] = Field(default_factory=dict)

    @property
    def out(self) -> bool:
        """Taken, and nobody has reported on it."""
        return self.taken is not None and self.answered is None


class Mark(Frozen):
    """That an event of a type happened: when, and a digest of what it said."""

    at: datetime
    digest: str


class Alarm(Frozen):
    """Something that people must be told: who, about what, how urgent.

    `kind` is the type of the event, `said` what it says, for whoever words it; both are empty in
    what an older release told.
    """

    key: str
    party: Party
    level: Level
    subject: str
    box: str | None
    at: datetime
    kind: str = ""
    said: dict[str, str] = Field(default_factory=dict)


class State(Frozen):
    """One consignment."""

    registration: Registration
    rulebook: str
    version: int = 0
    boxes: dict[str, Box]
    pre_shipment: PreShipment = PreShipment.AWAITED
    file: dict[str, Filed] = Field(default_factory=dict)
    approved_until: datetime | None = None
    entry_id: str | None = None
    entries: tuple[str, ...] = ()
    declaration: str = ""
    declaration_at: datetime | None = None
    declaration_stands: bool = False
    cancelled: bool = False
    full_declared_at: datetime | None = None
    summary_open: bool = False
    risk_level: RiskLevel | None = None
    mode: Mode = Mode.UNDECIDED
    causes: tuple[Cause, ...] = ()
    selection: Selection | None = None
    slot: datetime | None = None
    inspections: int = 0
    inspection_open: bool = False
    booked_for: datetime | None = None
    measured: tuple[str, ...] = ()
    samples: dict[str, Sample] = Field(default_factory=dict)
    concluding: bool = False
    identifying: bool = False
    amended_code: str | None = None
    conforms: bool = False
    failed: bool = False
    disposal: Disposal | None = None
    rectified: bool = False
    carrier: str = ""
    released: bool = False
    outcome: Outcome | None = None
    overlays: tuple[Overlay, ...] = ()
    frozen_since: datetime | None = None
    emergency: Emergency | None = None
    defects: tuple[Defect, ...] = ()
    breaches: tuple[Breach, ...] = ()
    by_hand: tuple[str, ...] = ()
    reinstated: int = 0
    deadlines: dict[str, Deadline] = Field(default_factory=dict)
    failing_calls: dict[str, str] = Field(default_factory=dict)
    alarms: tuple[Alarm, ...] = ()
    marks: dict[str, Mark] = Field(default_factory=dict)
    seen: dict[str, str] = Field(default_factory=dict)

    @property
    def rules(self) -> Rulebook:
        """The rulebook that is pinned: in force at the mode decision, before it at registration."""
        return rulebook(self.rulebook)

    @property
    def course(self) -> Course:
        """Which part of the process applies now."""
        if self.outcome is not None:
            return Course.CLOSED
        if self.disposal is Disposal.DESTROY:
            return Course.DESTRUCTION
        if self.disposal is Disposal.RETURN:
            return Course.RETURN
        if "mode-decided" not in self.marks:
            return Course.INBOUND
        return Course.PILOT if self.mode is Mode.PILOT else Course.TRADITIONAL

    @property
    def violations(self) -> tuple[str, ...]:
        """The codes of the breaches that count."""
        return tuple(breach.code for breach in self.breaches if not breach.excused)

    @property
    def frozen(self) -> bool:
        """An overlay is on: nothing new may be permitted."""
        return bool(self.overlays)

    @property
    def may_fall_back(self) -> bool:
        """The pilot can still be left: no box has passed the port gate."""
        on_the_way = any(b.gated_out or b.arrived or b.unloaded for b in self.boxes.values())
        inbound = self.course in (Course.INBOUND, Course.PILOT)
        return inbound and self.mode is not Mode.TRADITIONAL and not on_the_way

    @property
    def left_the_port(self) -> bool:
        """A box has passed the gate of the port, as far as anybody heard."""
        return any(box.gated_out or box.arrived for box in self.boxes.values())

    @property
    def left_the_country(self) -> bool:
        """The exit is proven, of boxes that came back to the port as they should."""
        gone = self.happened("return-exited")
        return gone and all(box.back for box in self.boxes.values() if not box.released)

    @property
    def samples_out(self) -> list[Sample]:
        """Samples that a laboratory still has to report on."""
        return [sample for sample in self.samples.values() if sample.out]

    @property
    def disputed(self) -> bool:
        """The enterprise does not accept the result, and nobody has decided on that."""
        return Overlay.DISPUTE in self.overlays

    @property
    def ready_to_decide(self) -> bool:
        """The goods are ashore and declared under a number: clearance can give its instruction."""
        declared = self.entry_id is not None and self.declaration_stands
        return declared and self.happened("discharged")

    @property
    def releasable(self) -> bool:
        """The goods conform and nothing stands against their use; a summary is no declaration."""
        unclear = self.frozen or self.identifying or bool(self.suspicions() or self.samples_out)
        return self.conforms and not unclear and not self.summary_open

    @property
    def picked_up(self) -> bool:
        """Every box has left the port."""
        return all(box.inland for box in self.boxes.values())

    def happened(self, event_type: str, box: str | None = None) -> bool:
        """Whether an event of that type happened, to that box if one is named."""
        return mark_key(event_type, box) in self.marks

    def suspicions(self, box: str | None = None) -> list[Defect]:
        """Defects that are neither confirmed nor cleared, of one box or of all."""
        suspected = [d for d in self.defects if d.status is Suspicion.SUSPECTED]
        return [d for d in suspected if box is None or d.box == box]

    def confirmed(self) -> list[Defect]:
        """Confirmed defects."""
        return [d for d in self.defects if d.status is Suspicion.CONFIRMED]


def mark_key(event_type: str, box: str | None) -> str:
    """The key of an event type in `State.marks`."""
    return f"{event_type}/{box}" if box else event_type


def deadline_key(deadline_id: str, box: str | None) -> str:
    """The key of a deadline in `State.deadlines`."""
    return f"{deadline_id}/{box}" if box else deadline_id
