"""The state of one consignment: everything that the decisions look at, folded from its events.

Frozen: `evolve.py` makes the next state from an event. What follows from the state (stage, who
must act, what is due next) is derived in `outlook.py`, never stored.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from decimal import Decimal

from models.box import Box
from models.documents import Filed
from models.ladder import Deadline
from models.registration import Registration
from models.rulebook import Rulebook, rulebook
from models.selection import Selection
from models.terms import (
    Cause,
    Course,
    Danger,
    Disposal,
    EmergencyStep,
    Level,
    Mode,
    Outcome,
    Overlay,
    Party,
    PreShipment,
    RiskLevel,
    Suspicion,
)
from models.values import Value

_AFTER: Mapping[Disposal | None, Course] = {
    Disposal.DESTROY: Course.DESTRUCTION,
    Disposal.RETURN: Course.RETURN,
}
_UNDER: Mapping[Mode, Course] = {
    Mode.PILOT: Course.PILOT,
    Mode.TRADITIONAL: Course.TRADITIONAL,
    Mode.UNDECIDED: Course.TRADITIONAL,
}


class Successor(Value):
    """What was last said of another form for these goods while the one in hand stands."""

    seq_no: str
    entry_id: str | None
    letter: str
    at: datetime


class Emergency(Value):
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
    locks: tuple[str, ...] = ()
    """The boxes whose locks it is about."""
    responders: tuple[str | None, ...] = ()
    """The boxes for which responders were called."""

    @property
    def dangers(self) -> tuple[Danger, ...]:
        """The first danger, and those that joined it."""
        return (self.danger, *self.joined)


class Defect(Value):
    """A non-conformance of the goods; `afloat` while only their papers say so."""

    reason: str
    status: Suspicion
    box: str | None = None
    afloat: bool = False


class Breach(Value):
    """A breach of supervision; an excused one does not count."""

    code: str
    box: str | None = None
    excused: bool = False


class Sample(Value):
    """A sample that was taken, or that somebody reported on; `reports` by number, with a digest."""

    number: str
    box: str | None = None
    lab: str = ""
    seal: str = ""
    taken: datetime | None = None
    answered: datetime | None = None
    voided: datetime | None = None
    reports: dict[str, str] = field(default_factory=dict)

    @property
    def out(self) -> bool:
        """Taken, and its report is still waited for."""
        return self.taken is not None and self.answered is None and self.voided is None


class Unanswered(Value):
    """A call that a system has not answered: asked since when, and what went wrong."""

    since: datetime
    reason: str


class Shares(Value):
    """How many of the boxes the control instruction wants opened and emptied: from 0 to 1."""

    opened: Decimal
    emptied: Decimal


class Mark(Value):
    """That an event of a type happened: when, and a digest of what it said."""

    at: datetime
    digest: str


class Alarm(Value):
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
    said: dict[str, str] = field(default_factory=dict)


class State(Value):
    """One consignment."""

    registration: Registration
    rulebook: str
    version: int = 0
    boxes: dict[str, Box]
    pre_shipment: PreShipment = PreShipment.AWAITED
    file: dict[str, Filed] = field(default_factory=dict)
    approved_until: datetime | None = None
    entry_id: str | None = None
    entries: tuple[str, ...] = ()
    redeclared: tuple[str, ...] = ()
    successor: Successor | None = None
    declaration: str = ""
    declaration_at: datetime | None = None
    declaration_stands: bool = False
    cancelled: bool = False
    full_declared_at: datetime | None = None
    summary_open: bool = False
    risk_level: RiskLevel | None = None
    mode: Mode = Mode.UNDECIDED
    causes: tuple[Cause, ...] = ()
    instructed: Shares | None = None
    selection: Selection | None = None
    slot: datetime | None = None
    inspections: int = 0
    opened: tuple[str, ...] = ()
    inspection_open: bool = False
    booked_for: datetime | None = None
    measured: tuple[str, ...] = ()
    samples: dict[str, Sample] = field(default_factory=dict)
    concluding: bool = False
    identifying: bool = False
    amended_code: str | None = None
    conforms: bool = False
    failed: bool = False
    disposal: Disposal | None = None
    rectified: bool = False
    watched: bool = False
    """An officer is on record to have watched the treatment that was ordered last."""
    carrier: str = ""
    return_wanted: str | None = None
    """Why the enterprise asks to send the goods back, while nobody has decided on that."""
    referred: tuple[str, ...] = ()
    issued: tuple[str, ...] = ()
    """The numbers of the documents that customs have issued."""
    released: bool = False
    outcome: Outcome | None = None
    overlays: tuple[Overlay, ...] = ()
    frozen_since: datetime | None = None
    emergency: Emergency | None = None
    defects: tuple[Defect, ...] = ()
    breaches: tuple[Breach, ...] = ()
    by_hand: tuple[str, ...] = ()
    reinstated: int = 0
    deadlines: dict[str, Deadline] = field(default_factory=dict)
    escalations: int = 0
    failing_calls: dict[str, str] = field(default_factory=dict)
    unanswered_calls: dict[str, Unanswered] = field(default_factory=dict)
    alarms: tuple[Alarm, ...] = ()
    """The latest; `alarms_raised` counts all."""
    alarms_raised: int = 0
    marks: dict[str, Mark] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    """The latest messages and steps, with a digest of what they said (`seen.py`)."""
    forgotten: int = 0

    @property
    def rules(self) -> Rulebook:
        """The rulebook that is pinned: in force at the mode decision, before it at registration."""
        return rulebook(self.rulebook)

    @property
    def unified(self) -> tuple[str, ...]:
        """The unified numbers of every form the goods were declared on, the present one last."""
        return (self.registration.seq_no, *self.redeclared)

    @property
    def seq_no(self) -> str:
        """The unified number of the present declaration."""
        return self.unified[-1]

    @property
    def course(self) -> Course:
        """Which part of the process applies now."""
        if self.outcome is not None:
            return Course.CLOSED
        if self.disposal in _AFTER:
            return _AFTER[self.disposal]
        return _UNDER[self.mode] if "mode-decided" in self.marks else Course.INBOUND

    @property
    def violations(self) -> tuple[str, ...]:
        """The codes of the breaches that count."""
        return tuple(breach.code for breach in self.breaches if not breach.excused)

    @property
    def open_emergency(self) -> Emergency | None:
        """The emergency that is open, if one."""
        return None if self.emergency is None or self.emergency.lifted else self.emergency

    @property
    def waiting_calls(self) -> tuple[str, ...]:
        """Calls that were refused, and calls that have no answer yet."""
        return (*self.failing_calls, *self.unanswered_calls)

    @property
    def unopened(self) -> tuple[str, ...]:
        """Boxes that were drawn and that no record of an inspection names as opened."""
        if self.selection is None or not self.inspections:
            return ()
        return tuple(box for box in self.selection.opened if box not in self.opened)

    @property
    def frozen(self) -> bool:
        """An overlay is on: nothing new may be permitted."""
        return bool(self.overlays)

    @property
    def may_fall_back(self) -> bool:
        """The pilot can still be left: no box has passed the port gate."""
        on_the_way = any(box.inland for box in self.boxes.values())
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
    def declared_in_full(self) -> bool:
        """A declaration stands, and it is no summary that is still to be completed."""
        return self.declaration_stands and not self.summary_open

    @property
    def releasable(self) -> bool:
        """The goods conform, are declared in full, and nothing stands against their use."""
        unclear = self.frozen or self.identifying or bool(self.suspicions() or self.samples_out)
        return self.conforms and not unclear and self.declared_in_full

    @property
    def cleared_for_use(self) -> bool:
        """The goods may be used, or nothing stands against it any more."""
        return self.released or self.releasable

    @property
    def unloaded(self) -> bool:
        """Every box is empty and weighed."""
        return all(box.unloaded for box in self.boxes.values())

    @property
    def sealed(self) -> bool:
        """Goods at the enterprise stay as they are while they are identified."""
        return self.identifying and self.unloaded

    @property
    def picked_up(self) -> bool:
        """Every box has left the port."""
        return all(box.inland for box in self.boxes.values())

    def on_another_form(self, seq_no: str | None) -> bool:
        """Whether that unified number, if one is named, is not the present one."""
        return seq_no not in (None, self.seq_no)

    def openable(self, box: str) -> bool:
        """That box came to the enterprise with a seal in order: customs may let it be unloaded."""
        there = self.boxes[box].arrived is not None and self.boxes[box].seal_state is not None
        return there and not self.suspicions(box)

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
