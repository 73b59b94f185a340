"""The way of returned goods out of the country."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from models.kernel.event_body import Body, BoxBody, Issuing
from models.kernel.event_types import EventType
from models.kernel.incoming import Prose
from models.kernel.language import Text
from models.transport.events import CREW, DriveOrdered, RoadDirective


class ReturnApplied(Body):
    """The enterprise asks to send the goods back; customs decide."""

    type: Literal[EventType.RETURN_APPLIED] = EventType.RETURN_APPLIED
    label = Text("申请直接退运", "return applied for")
    reason: Prose = ""


class ReturnApplicationRefused(Body):
    """The goods are not sent back on application: they go on."""

    type: Literal[EventType.RETURN_APPLICATION_REFUSED] = EventType.RETURN_APPLICATION_REFUSED
    label = Text("退运申请不予准许", "application for return refused")
    reason: str
    officer: str


class ReturnOrdered(Issuing):
    """The goods must leave the country."""

    type: Literal[EventType.RETURN_ORDERED] = EventType.RETURN_ORDERED
    label = Text("责令退运", "return ordered")
    reason: str


class ReturnPlanned(Body):
    """The enterprise named carrier and booking of the return."""

    type: Literal[EventType.RETURN_PLANNED] = EventType.RETURN_PLANNED
    label = Text("退运方案已提交", "return planned")
    carrier: str
    booking: str


class ReturnDeparted(Body):
    """The returned boxes left the enterprise under lock."""

    type: Literal[EventType.RETURN_DEPARTED] = EventType.RETURN_DEPARTED
    label = Text("退运离厂", "return departed")


class ReturnSealed(BoxBody):
    """A box was repacked and sealed for its way back; gross kilograms."""

    type: Literal[EventType.RETURN_SEALED] = EventType.RETURN_SEALED
    label = Text("重装施封", "repacked and sealed")
    seal_no: str
    gross_kg: Decimal


class ReturnTransportOrdered(DriveOrdered):
    """A truck and a lock were ordered for the way back, with a window as on the way in."""

    type: Literal[EventType.RETURN_TRANSPORT_ORDERED] = EventType.RETURN_TRANSPORT_ORDERED
    label = Text("回程车辆关锁已派", "transport back ordered")


class ReturnTransportCalledOff(RoadDirective):
    """The truck back of a box was called off: the gate is not to let that trip out."""

    order = "REFUSE_GATE"

    type: Literal[EventType.RETURN_TRANSPORT_CALLED_OFF] = EventType.RETURN_TRANSPORT_CALLED_OFF
    label = Text("回程车辆已取消", "transport back called off")
    trip_no: str
    reason: str
    officer: str


class ReturnGatedOut(BoxBody):
    """A returned box left the enterprise; `locked` is how the gate saw its lock."""

    beside = CREW

    type: Literal[EventType.RETURN_GATED_OUT] = EventType.RETURN_GATED_OUT
    label = Text("退运箱离厂", "returned box left the enterprise")
    plate: str = ""
    trailer: str = ""
    driver: str = ""
    lock_no: str = ""
    locked: bool = True
    seals: tuple[str, ...] = ()
    lock_time: datetime | None = None


class ReturnGatedIn(BoxBody):
    """A returned box passed the port gate: what was seen and weighed there, gross kilograms."""

    beside = CREW

    type: Literal[EventType.RETURN_GATED_IN] = EventType.RETURN_GATED_IN
    label = Text("退运箱回港", "returned box back at the port")
    plate: str = ""
    trailer: str = ""
    driver: str = ""
    seals: tuple[str, ...] = ()
    gross_kg: Decimal | None = None
    lock_time: datetime | None = None


class ReturnMismatched(BoxBody):
    """What came back to the port is not what was sealed: the exit does not close."""

    type: Literal[EventType.RETURN_MISMATCHED] = EventType.RETURN_MISMATCHED
    label = Text("退运箱不符", "returned box does not match")
    differs: str


class ReturnAccepted(BoxBody):
    """An officer accepted a returned box that does not match."""

    type: Literal[EventType.RETURN_ACCEPTED] = EventType.RETURN_ACCEPTED
    label = Text("接受退运箱", "returned box accepted")
    reason: str
    officer: str


class ReturnBreached(Body):
    """The goods were not out of the country in time: deposit called in, carrier on notice; CNY."""

    type: Literal[EventType.RETURN_BREACHED] = EventType.RETURN_BREACHED
    label = Text("逾期未退运", "return breached")
    carrier: str
    note: str
    deposit_cny: Decimal | None = None


class PenaltyDecided(Body):
    """The penalty under a topic of the rulebook, with the least and the most of it; all in yuan.

    `value_cny` is the value of the goods that it goes by, where it does.
    """

    type: Literal[EventType.PENALTY_DECIDED] = EventType.PENALTY_DECIDED
    label = Text("处罚决定", "penalty decided")
    amount_cny: Decimal
    reason: str
    officer: str
    topic: str
    least_cny: Decimal
    most_cny: Decimal
    value_cny: Decimal | None = None


class SupplierReviewRequested(Body):
    """The supplier of returned goods is put up for review; re-entry elsewhere is watched for."""

    type: Literal[EventType.SUPPLIER_REVIEW_REQUESTED] = EventType.SUPPLIER_REVIEW_REQUESTED
    label = Text("提请供应商评审", "supplier review requested")
    supplier: str
    reason: str


class ExportDeclared(Body):
    """The return was declared for export."""

    type: Literal[EventType.EXPORT_DECLARED] = EventType.EXPORT_DECLARED
    label = Text("退运已报关", "export declared")
    entry_id: str


class ReturnLoaded(Body):
    """The returned boxes are on board."""

    type: Literal[EventType.RETURN_LOADED] = EventType.RETURN_LOADED
    label = Text("退运装船", "return loaded")
    vessel: str


class ReturnExited(Body):
    """The vessel with the returned boxes left: proof of exit."""

    type: Literal[EventType.RETURN_EXITED] = EventType.RETURN_EXITED
    label = Text("退运离境", "return left the country")
    vessel: str


EVENTS: tuple[type[Body], ...] = (
    ReturnApplied,
    ReturnApplicationRefused,
    ReturnOrdered,
    ReturnPlanned,
    ReturnDeparted,
    ReturnSealed,
    ReturnTransportOrdered,
    ReturnTransportCalledOff,
    ReturnGatedOut,
    ReturnGatedIn,
    ReturnMismatched,
    ReturnAccepted,
    ReturnBreached,
    PenaltyDecided,
    SupplierReviewRequested,
    ExportDeclared,
    ReturnLoaded,
    ReturnExited,
)
