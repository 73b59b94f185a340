"""The state of one consignment: everything that the decisions look at, folded from its events.

Frozen: `evolve.py` makes the next state from an event. What follows from the state (stage, who
must act, what is due next) is derived in `outlook.py`, never stored.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from decimal import Decimal

from models.consignment.box import Box
from models.consignment.deadline import Deadline
from models.consignment.journal import Journal
from models.consignment.pre_shipment_file import Filed
from models.consignment.registration import Registration
from models.consignment.selection import Selection
from models.kernel.base_types import Value
from models.kernel.event_types import EventType
from models.kernel.notification import Notification
from models.kernel.receiving import ReceivingHours
from models.kernel.risk_terms import Why
from models.kernel.terms import (
    Cause,
    Danger,
    Disposal,
    EmergencyStep,
    Mode,
    Outcome,
    Overlay,
    Party,
    Permission,
    PreShipment,
    ProcessPhase,
    RiskLevel,
    Suspicion,
)
from models.rules.rulebook import Rulebook, rulebook

_AFTER: Mapping[Disposal | None, ProcessPhase] = {
    Disposal.DESTROY: ProcessPhase.DESTRUCTION,
    Disposal.RETURN: ProcessPhase.RETURN,
}
_UNDER: Mapping[Mode, ProcessPhase] = {
    Mode.PILOT: ProcessPhase.PILOT,
    Mode.TRADITIONAL: ProcessPhase.TRADITIONAL,
    Mode.UNDECIDED: ProcessPhase.TRADITIONAL,
}


class PendingDeclaration(Value):
    """What was last said of another form for these goods while the one in hand stands."""

    seq_no: str
    entry_id: str | None
    letter: str
    at: datetime


class Incident(Value):
    """One danger of an emergency, where it is: taken charge of, reported and closed by itself."""

    danger: Danger
    box: str | None
    reason: str
    raised_at: datetime
    acknowledged_by: str | None = None
    closed: bool = False
    steps: tuple[EmergencyStep, ...] = ()

    @property
    def place(self) -> tuple[Danger, str | None]:
        """By what it is told from the others: the danger and its box."""
        return self.danger, self.box


class Emergency(Value):
    """The open (or last) emergency: the first danger, and those that joined it."""

    incidents: tuple[Incident, ...]
    lifted: bool = False
    responders: tuple[str | None, ...] = ()
    """The boxes for which responders were called."""

    @property
    def dangers(self) -> tuple[Danger, ...]:
        """The kinds of danger, in the order in which they were heard of."""
        return tuple(dict.fromkeys(each.danger for each in self.incidents))

    @property
    def open(self) -> tuple[Incident, ...]:
        """The dangers that nobody has closed."""
        return () if self.lifted else tuple(each for each in self.incidents if not each.closed)


class Defect(Value):
    """A non-conformance of the goods; `afloat` while only their papers say so.

    `reopened` says that it was confirmed, and is to be looked for anew.
    """

    reason: str
    status: Suspicion
    box: str | None = None
    afloat: bool = False
    reopened: bool = False


class Breach(Value):
    """A breach of supervision; an excused one does not count."""

    code: str
    box: str | None = None
    excused: bool = False
    grade: int = 2


class Sample(Value):
    """A sample that was taken, or that somebody reported on; `reports` by number, with a digest.

    `analysed` are the parameters that a report which customs adopt has given.
    """

    number: str
    box: str | None = None
    lab: str = ""
    seal: str = ""
    taken: datetime | None = None
    answered: datetime | None = None
    voided: datetime | None = None
    reports: dict[str, str] = field(default_factory=dict)
    analysed: tuple[str, ...] = ()

    @property
    def out(self) -> bool:
        """Taken, and its report is still waited for."""
        return self.taken is not None and self.answered is None and self.voided is None


class Unanswered(Value):
    """A call that a system has not answered: asked since when, and what went wrong."""

    since: datetime
    reason: str


class Stop(Value):
    """An overlay, and from when until when it lay over the consignment."""

    overlay: Overlay
    since: datetime
    until: datetime | None = None


class Shares(Value):
    """How many of the boxes the control instruction wants opened and emptied: from 0 to 1."""

    opened: Decimal
    emptied: Decimal


class EventStamp(Value):
    """That an event of a type happened: when, and a digest of what it said."""

    at: datetime
    digest: str


class StandingAct(Value):
    """What was done upon a fact that was taken back, and nobody has decided on; `party` must."""

    event: str
    box: str | None
    at: datetime
    party: Party
    fact: str


class TakenBack(Value):
    """A fact that was taken back: what it said (a digest), and when that was to have happened."""

    fact: str
    box: str | None
    at: datetime
    digest: str
    officer: str


class Paper(Value):
    """A permission on paper in place of a call; `confirmed` once the system has answered."""

    permission: Permission
    box: str | None
    document: str
    officer: str
    at: datetime
    confirmed: bool = False
    contradicted: bool = False

    @property
    def open(self) -> bool:
        """The system has not answered yet."""
        return not (self.confirmed or self.contradicted)


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
    successor: PendingDeclaration | None = None
    declaration: str = ""
    declaration_at: datetime | None = None
    declaration_stands: bool = False
    cancelled: bool = False
    full_declared_at: datetime | None = None
    summary_open: bool = False
    risk_level: RiskLevel | None = None
    risk_why: Why | None = None
    mode: Mode = Mode.UNDECIDED
    causes: tuple[Cause, ...] = ()
    pilot_approval: str = ""
    """The number of the document that lets goods of a watched level take the pilot."""
    instructed: Shares | None = None
    receiving: ReceivingHours | None = None
    """When the enterprise takes boxes in, as it had said when the mode was decided."""
    selection: Selection | None = None
    slot: datetime | None = None
    inspections: int = 0
    opened: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    """Sections that were looked at and parameters that were measured without naming a box."""
    waived: tuple[str, ...] = ()
    """The codes of the requirements that a named officer goes without (`requirements.py`)."""
    inspection_open: bool = False
    booked_for: datetime | None = None
    inspection_wanted: str | None = None
    """What the enterprise asks to have inspected, while nobody has decided on that."""
    on_request: str = ""
    """What it asked for and was granted, until the next inspection."""
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
    destroyed_kg: Decimal = Decimal(0)
    """What officers have watched being destroyed since it was ordered."""
    shortfall: str = ""
    """Why the rest of the lot is not there to be destroyed, as an officer has put on record."""
    carrier: str = ""
    return_wanted: str | None = None
    """Why the enterprise asks to send the goods back, while nobody has decided on that."""
    referred: tuple[str, ...] = ()
    issued: tuple[str, ...] = ()
    """The numbers of the documents that customs have issued."""
    released: bool = False
    outcome: Outcome | None = None
    overlays: tuple[Overlay, ...] = ()
    stops: tuple[Stop, ...] = ()
    """Every overlay there was: what is heard late is judged by what lay over the goods then."""
    frozen_since: datetime | None = None
    emergency: Emergency | None = None
    defects: tuple[Defect, ...] = ()
    breaches: tuple[Breach, ...] = ()
    by_hand: tuple[str, ...] = ()
    papers: dict[str, Paper] = field(default_factory=dict)
    """Permissions on paper, by the key of the call that each stands for."""
    taken_back: tuple[TakenBack, ...] = ()
    undecided: tuple[StandingAct, ...] = ()
    retractions: int = 0
    reinstated: int = 0
    deadlines: dict[str, Deadline] = field(default_factory=dict)
    escalations: int = 0
    failing_calls: dict[str, str] = field(default_factory=dict)
    unanswered_calls: dict[str, Unanswered] = field(default_factory=dict)
    notifications: tuple[Notification, ...] = ()
    """The latest; `alarms_raised` counts all."""
    notifications_raised: int = 0
    marks: dict[str, EventStamp] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    """The latest messages and steps, with a digest of what they said (`seen.py`)."""
    forgotten: int = 0
    doubted: tuple[str, ...] = ()
    """The systems that have named a time that cannot be."""
    journal: Journal | None = field(default=None, compare=False)
    """Kept where decisions are made; read models read the ledger instead."""

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
    def course(self) -> ProcessPhase:
        """Which part of the process applies now."""
        if self.outcome is not None:
            return ProcessPhase.CLOSED
        if self.disposal in _AFTER:
            return _AFTER[self.disposal]
        return _UNDER[self.mode] if EventType.MODE_DECIDED in self.marks else ProcessPhase.INBOUND

    @property
    def violations(self) -> tuple[str, ...]:
        """The codes of the breaches that count."""
        return tuple(breach.code for breach in self.breaches if not breach.excused)

    @property
    def open_emergency(self) -> Emergency | None:
        """The emergency that is open, if one."""
        return None if self.emergency is None or self.emergency.lifted else self.emergency

    @property
    def endangered(self) -> bool:
        """A danger is open, or one that was is still to be reported on: a clock of it runs."""
        runs = any(each.open and each.danger is not None for each in self.deadlines.values())
        return runs or self.open_emergency is not None

    @property
    def waiting_calls(self) -> tuple[str, ...]:
        """Calls that were refused, and calls that have no answer yet."""
        return (*self.failing_calls, *self.unanswered_calls)

    @property
    def frozen(self) -> bool:
        """An overlay lies over the goods as a whole: nothing new may be permitted.

        A suspension of the enterprise does so until a box has left the port; from then on it stops
        the boxes that are still there, and nothing else.
        """
        some_left = any(box.inland for box in self.boxes.values())
        return any(o is not Overlay.SUSPENDED or not some_left for o in self.overlays)

    @property
    def may_fall_back(self) -> bool:
        """The pilot can still be left: no box has passed the port gate."""
        on_the_way = any(box.inland for box in self.boxes.values())
        inbound = self.course in (ProcessPhase.INBOUND, ProcessPhase.PILOT)
        return inbound and self.mode is not Mode.TRADITIONAL and not on_the_way

    @property
    def suspendable(self) -> bool:
        """A box lies in the port, or has not come yet, that goes to the enterprise in the pilot."""
        waiting = any(not box.inland for box in self.boxes.values())
        inbound = self.course in (ProcessPhase.INBOUND, ProcessPhase.PILOT)
        return inbound and self.mode is not Mode.TRADITIONAL and waiting

    @property
    def left_the_port(self) -> bool:
        """A box has passed the gate of the port, as far as anybody heard."""
        return any(box.gated_out or box.arrived for box in self.boxes.values())

    @property
    def left_the_country(self) -> bool:
        """The exit is proven, of boxes that came back to the port as they should."""
        gone = self.happened(EventType.RETURN_EXITED)
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
        declared = bool(self.entry_id) and self.declaration_stands
        return declared and self.happened(EventType.DISCHARGED)

    @property
    def awaits_inspection(self) -> bool:
        """Whether boxes were drawn, and no inspection of them is on record yet."""
        there = self.course in (ProcessPhase.PILOT, ProcessPhase.TRADITIONAL)
        drawn = self.selection is not None and not self.inspections
        return drawn and there and not (self.conforms or self.released)

    @property
    def awaits_draw(self) -> bool:
        """The mode is decided, and the boxes to inspect could not be drawn with it."""
        decided = self.happened(EventType.MODE_DECIDED)
        return decided and self.selection is None and self.outcome is None

    @property
    def declared_in_full(self) -> bool:
        """A declaration stands, and it is no summary that is still to be completed."""
        return self.declaration_stands and not self.summary_open

    @property
    def releasable(self) -> bool:
        """The goods conform, are declared in full, and nothing stands against their use."""
        unclear = self.frozen or self.identifying or bool(self.suspicions() or self.samples_out)
        clear = not (unclear or self.undecided)
        return self.conforms and clear and self.declared_in_full

    @property
    def cleared_for_use(self) -> bool:
        """The goods may be used, or nothing stands against it any more."""
        return self.released or self.releasable

    @property
    def unloaded(self) -> bool:
        """Every box is empty and weighed."""
        return all(box.unloaded for box in self.boxes.values())

    @property
    def stock_on_hold(self) -> bool:
        """Goods at the enterprise stay as they are while they are identified."""
        return self.identifying and self.unloaded

    @property
    def picked_up(self) -> bool:
        """Every box has left the port."""
        return all(box.inland for box in self.boxes.values())

    @property
    def unconfirmed(self) -> dict[str, Paper]:
        """What counts on paper alone: the system has not answered, or otherwise."""
        return {key: paper for key, paper in self.papers.items() if not paper.confirmed}

    def undecided_of(self, box: str) -> bool:
        """Something stands that was done upon a fact about that box, or all, that is taken back."""
        return any(act.box in (None, box) for act in self.undecided)

    def on_another_form(self, seq_no: str | None) -> bool:
        """Whether that unified number, if one is named, is not the present one."""
        return seq_no not in (None, self.seq_no)

    def openable(self, box: str) -> bool:
        """That box came to the enterprise with a seal in order: customs may let it be unloaded."""
        there = self.boxes[box].arrived is not None and self.boxes[box].seal_state is not None
        return there and not self.suspicions(box)

    def happened(self, event_type: EventType, box: str | None = None) -> bool:
        """Whether an event of that type happened, to that box if one is named."""
        return mark_key(event_type, box) in self.marks

    def known_of(self, box: str) -> list[str]:
        """The types of events that happened to that box."""
        ending = f"/{box}"
        return [key.removesuffix(ending) for key in self.marks if key.endswith(ending)]

    def suspicions(self, box: str | None = None) -> list[Defect]:
        """Defects that are neither confirmed nor cleared, of one box or of all."""
        suspected = [d for d in self.defects if d.status is Suspicion.SUSPECTED]
        return [d for d in suspected if box is None or d.box == box]

    def confirmed(self) -> list[Defect]:
        """Confirmed defects."""
        return [d for d in self.defects if d.status is Suspicion.CONFIRMED]


def mark_key(event_type: EventType, box: str | None) -> str:
    """The key of an event type in `State.marks`."""
    return f"{event_type}/{box}" if box else event_type
