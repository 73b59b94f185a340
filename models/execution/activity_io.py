"""Inputs and outputs of activities.

Every activity takes one `Call` and answers one `Reply`; requests and answers are plain values.
"""

from datetime import datetime
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from pydantic import SerializeAsAny

from models.enterprise.messages import DutyRecord, ViolationNotice
from models.kernel.base_types import Frozen
from models.kernel.capacity import EnterpriseCapacity
from models.kernel.event import EventRecord
from models.kernel.incoming import Incoming, Name, Quoted
from models.kernel.receiving import ReceivingHours
from models.kernel.risk_terms import Why
from models.kernel.stream_head import StreamHead
from models.kernel.terms import MetalKind, RiskLevel, System
from models.process.messages import Report
from models.risk.draw import Chances
from models.risk.react import FoundBatch
from models.risk.records import Pair
from models.risk.supplier_stream import PinnedLevel
from models.transport.events import RoadOrderKind

R = TypeVar("R", bound=Frozen)
A = TypeVar("A", bound=Frozen)


class EventBatch(Frozen):
    """Events that the ledger has not acknowledged yet, after a known head."""

    stream_id: str
    after: StreamHead
    entries: tuple[EventRecord, ...]


class Call(Frozen, Generic[R]):
    """Record the batch, then ask. `key` makes the call idempotent; it never names the attempt."""

    batch: EventBatch | None
    key: str
    request: SerializeAsAny[R]


class Reply(Frozen, Generic[A]):
    """The ledger's head after the batch, and the answer."""

    head: StreamHead | None
    answer: A


class Empty(Frozen):
    """A request or an answer without content."""


class RunOrigin(Frozen):
    """How a run began: by a reset, or not."""

    reset: bool


class CallSubject(Frozen):
    """The consignment that a call concerns.

    `seq_no` is the unified number of the present declaration; `registered_no` is the one that the
    goods were announced under, by which the enterprise keeps them whatever becomes of the papers.
    """

    tracking_no: str
    seq_no: str
    registered_no: str
    entry_id: str | None = None


class Question(Frozen):
    """What a system is asked about a consignment."""

    subject: CallSubject


class InstructionRequest(Question):
    """Which checks are ordered, how do enterprise and supplier stand at that moment?"""

    enterprise: str
    supplier: str
    kind: MetalKind
    risk_level: str
    boxes: tuple[str, ...]
    at: datetime


class DrawRequest(Question):
    """The chances of these boxes, drawn at that moment."""

    boxes: tuple[str, ...]
    at: datetime


class Answer(Frozen, Incoming):
    """What a system answers: like anything from outside, it must be fit to be recorded."""


class ControlInstruction(Answer):
    """Checks as clearance tells them, standing as our registry has it, rulebook of the day.

    The version is an answer, so that it lies in the history: what a later release ships cannot
    change it when the history is replayed.
    """

    risk_level: str
    risk_why: Why | None = None
    assessment: PinnedLevel | None = None
    standing: str
    confirmed: str = ""
    rulebook: str = ""
    notices: tuple[str, ...] = ()
    open_violations: tuple[str, ...] = ()
    storage_kg: Decimal | None = None
    transport_available: bool | None = None
    supplier_standing: str | None = None
    port_inspection: bool = True
    opened_share: Decimal | None = None
    emptied_share: Decimal | None = None
    place: str = ""
    receiving: ReceivingHours | None = None
    chances: Chances | None = None


class DrawAnswer(Answer):
    """The chances of a draw."""

    chances: Chances


class BoxRequest(Question):
    """A request about one box of a consignment; a truck goes in one of two directions."""

    box: str
    direction: Literal["TO_ENTERPRISE", "TO_PORT"] = "TO_ENTERPRISE"


class TripRequest(BoxRequest):
    """A truck and a lock for a box, which may not leave before an instant, if one is named."""

    not_before: datetime | None = None


class PermitEnd(BoxRequest):
    """A permit to remove that does not stand any more, and why."""

    permit_no: str
    reason: str


class RoadRequest(BoxRequest):
    """The trucks of a haulier stop or drive again, or the gate refuses the truck of a box."""

    order: RoadOrderKind
    trip_no: str
    haulier: str
    reason: str


class Permission(Answer):
    """Permitted with a number, or refused with a reason."""

    permit_no: str = ""
    refusal: Quoted | None = None


class AssignedTrip(Answer):
    """The truck and the lock of a box, who drives it and for whom; planned drive in minutes."""

    trip_no: Name
    plate: Name
    trailer: str = ""
    driver: str = ""
    haulier: str = ""
    lock_no: Name
    planned_drive_minutes: int
    cameras: tuple[str, ...] = ()


class ConclusionRequest(Question):
    """How the consignment ended, for the clearance system."""

    outcome: str


class StockOrder(Question):
    """What the enterprise may do with the lot: HOLD, FREE, RECTIFY, RETURN, DESTROY.

    Of some boxes only, if any are named.
    """

    state: str
    boxes: tuple[str, ...] = ()


class PullRequest(Frozen):
    """What has a system sent about these numbers since an instant? Boxes travel more than once.

    `after` is how many of the messages are known from the looks before.
    """

    system: System
    subjects: tuple[str, ...]
    since: datetime
    after: int = 0


class Pulled(Frozen):
    """The messages of a system, as facts; `more` when not all went into one answer."""

    reports: tuple[Report, ...]
    more: bool = False


class DutyQuestion(Frozen):
    """What has a system on record of a duty of an enterprise, since its deadline opened?"""

    system: System
    enterprise: str
    duty: str
    since: datetime


class DutiesDone(Frozen):
    """When it was done."""

    done: tuple[DutyRecord, ...] = ()


class ViolationReport(Frozen):
    """What the register must hear of a consignment of this enterprise."""

    enterprise: str
    notice: ViolationNotice


class FindingReport(Frozen):
    """What the stream of a supplier must hear: a confirmed finding, judged by a rulebook."""

    found: FoundBatch
    rulebook: str


class LevelsTold(Answer):
    """What a finding did: to the level of its pair, and to how many others of the supplier."""

    before: RiskLevel
    after: RiskLevel
    why: Why
    census: int = 0
    others: int = 0

    @property
    def moved(self) -> bool:
        """Whether people must hear of it."""
        return self.after is not self.before or self.census > 0 or self.others > 0


class LevelQuestion(Frozen):
    """How a pair stands at that moment, by a rulebook."""

    pair: Pair
    at: datetime
    rulebook: str


class LevelFound(Answer):
    """The level of a pair, and the events that led it there."""

    assessment: PinnedLevel
    because: tuple[str, ...] = ()


class StandingOrder(Frozen):
    """What the consignments of an enterprise must hear: it is suspended, or no longer.

    Suspended for good is removed.
    """

    enterprise: str
    order: str
    suspended: bool
    for_good: bool = False
    reason: str


class CapacityTaken(Frozen):
    """What others have taken of it, None if nobody says; `own` is what the enterprise has said."""

    taken: int | None
    own: EnterpriseCapacity | None = None


class OrderQuestion(Frozen):
    """Whether an order about the standing of an enterprise stands in the register's stream."""

    enterprise: str
    order: str


class StatusProof(Frozen):
    """What the ledger says of an order: whether it is known, and the latest, and what it says."""

    known: bool = False
    latest: bool = False
    suspended: bool = False
    for_good: bool = False
    reason: str = ""


class StandingHeard(Frozen):
    """The consignments that took it in, and those that go on regardless or were closed.

    `unreached` are those that did not take the message, `more` how many are not named.
    """

    told: tuple[str, ...] = ()
    went_on: tuple[str, ...] = ()
    unreached: tuple[str, ...] = ()
    more: int = 0
