"""On the road under lock, until the enterprise reports the arrival."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from models.kernel.event_body import Body, BoxBody
from models.kernel.event_types import EventType
from models.kernel.incoming import Prose
from models.kernel.language import Text
from models.kernel.place import Place
from models.kernel.terms import Hindrance, Urgency

CREW = frozenset({"trailer", "driver", "lock_time"})
"""What one reader at a gate tells and another does not; `lock_time` is what the lock's clock says.
"""


RoadOrderKind = Literal["STOP_FLEET", "RESUME_FLEET", "REFUSE_GATE", "BAR_GATE", "OPEN_GATE"]


class RoadDirective(BoxBody):
    """What the checkpoint system must hear of a trip; the event has a `trip_no` and a `reason`."""

    order: ClassVar[RoadOrderKind]


class Transition(BoxBody):
    """What was heard of a box on its drive, and where it was then, if that was told."""

    place: Place | None = None


class DriveOrdered(BoxBody):
    """Who drives a box, with what, under which lock and for how long (minutes), on either way.

    `cameras` are those that the checkpoint system has on the way.
    """

    trip_no: str
    plate: str
    trailer: str = ""
    driver: str = ""
    haulier: str = ""
    lock_no: str
    planned_drive_minutes: int
    window_minutes: int
    cameras: tuple[str, ...] = ()


class TransportOrdered(DriveOrdered):
    """A truck and a lock were ordered; the transit window in minutes follows from the drive."""

    type: Literal[EventType.TRANSPORT_ORDERED] = EventType.TRANSPORT_ORDERED
    label = Text("车辆关锁已派", "truck and lock ordered")


class LockApplied(BoxBody):
    """A lock was hung on the box."""

    type: Literal[EventType.LOCK_APPLIED] = EventType.LOCK_APPLIED
    label = Text("施加关锁", "lock applied")
    lock_no: str


class LockVerified(BoxBody):
    """The ordered lock hangs on the box, and is closed."""

    type: Literal[EventType.LOCK_VERIFIED] = EventType.LOCK_VERIFIED
    label = Text("验锁通过", "lock verified")
    lock_no: str


class GatedOut(BoxBody):
    """The box left the port; `locked` is how the gate saw its lock."""

    beside = CREW
    must_say = frozenset({"locked"})

    type: Literal[EventType.GATED_OUT] = EventType.GATED_OUT
    label = Text("出卡口", "left the port")
    plate: str
    trailer: str = ""
    driver: str = ""
    lock_no: str
    locked: bool = True
    seals: tuple[str, ...] = ()
    lock_time: datetime | None = None


class LockAlarmed(Transition):
    """The lock of a box reported alarms: codes of `LockAlarm`, or whatever it says instead."""

    type: Literal[EventType.LOCK_ALARMED] = EventType.LOCK_ALARMED
    label = Text("关锁报警", "lock alarm")
    alarms: Annotated[tuple[str, ...], Field(min_length=1)]
    lock_no: str


class LockBatteryLow(BoxBody):
    """The battery of a lock runs low; percent, None when only the lock's warning is known."""

    type: Literal[EventType.LOCK_BATTERY_LOW] = EventType.LOCK_BATTERY_LOW
    label = Text("关锁电量低", "lock battery low")
    percent: int | None = None
    urgency: Urgency


class LockBatteryRestored(BoxBody):
    """The battery of a lock was charged or changed."""

    type: Literal[EventType.LOCK_BATTERY_RESTORED] = EventType.LOCK_BATTERY_RESTORED
    label = Text("关锁电量恢复", "lock battery restored")
    percent: int


class RouteLeft(Transition):
    """The truck left the corridor of its route."""

    type: Literal[EventType.ROUTE_LEFT] = EventType.ROUTE_LEFT
    label = Text("偏离路线", "left the route")


class RouteRegained(Transition):
    """The truck is on its route again."""

    type: Literal[EventType.ROUTE_REGAINED] = EventType.ROUTE_REGAINED
    label = Text("返回路线", "back on the route")


class StopStarted(Transition):
    """The truck stands still where no stop is allowed."""

    type: Literal[EventType.STOP_STARTED] = EventType.STOP_STARTED
    label = Text("异常停留", "stopped where no stop is allowed")


class StopEnded(Transition):
    """The truck moves again."""

    type: Literal[EventType.STOP_ENDED] = EventType.STOP_ENDED
    label = Text("停留结束", "stop ended")


class TelemetryLost(Transition):
    """Nothing is heard of the lock since then."""

    type: Literal[EventType.TELEMETRY_LOST] = EventType.TELEMETRY_LOST
    label = Text("信号丢失", "signal lost")
    in_tunnel: bool = False


class TelemetryRestored(Transition):
    """The lock is heard of again."""

    type: Literal[EventType.TELEMETRY_RESTORED] = EventType.TELEMETRY_RESTORED
    label = Text("信号恢复", "signal restored")


class IncidentOnRoad(Transition):
    """The driver reported what keeps the truck on the road."""

    type: Literal[EventType.INCIDENT_ON_ROAD] = EventType.INCIDENT_ON_ROAD
    label = Text("途中事件", "incident on the road")
    hindrance: Hindrance
    spilled: bool = False
    note: Prose = ""


class TractorSwapped(BoxBody):
    """Another tractor takes over: it is the one that is expected from now on."""

    type: Literal[EventType.TRACTOR_SWAPPED] = EventType.TRACTOR_SWAPPED
    label = Text("更换牵引车", "tractor swapped")
    plate: str
    reason: str
    officer: str


class TransshipmentApproved(BoxBody):
    """The box may change to another truck, under another lock if one is named."""

    type: Literal[EventType.TRANSSHIPMENT_APPROVED] = EventType.TRANSSHIPMENT_APPROVED
    label = Text("批准换车转运", "transshipment approved")
    plate: str
    lock_no: str
    reason: str
    officer: str


class OfficerSent(BoxBody):
    """An officer is on the way to the box."""

    type: Literal[EventType.OFFICER_SENT] = EventType.OFFICER_SENT
    label = Text("已派员", "officer sent")
    reason: str
    officer: str


class GateRefused(RoadDirective):
    """The gate is not to let the truck out until the lock on its box has been looked at."""

    order = "REFUSE_GATE"

    type: Literal[EventType.GATE_REFUSED] = EventType.GATE_REFUSED
    label = Text("卡口不予放行", "gate refuses")
    trip_no: str
    reason: str


class GateBarred(RoadDirective):
    """No gate is to let this box out, on whichever truck: its permission to leave was taken back.

    Unlike a refusal it does not end when somebody looks at the lock. `trip_no` is that of the
    truck that was ordered for it, empty when there is none.
    """

    order = "BAR_GATE"

    type: Literal[EventType.GATE_BARRED] = EventType.GATE_BARRED
    label = Text("禁止箱货出卡口", "the gate is closed to the box")
    trip_no: str
    reason: str


class GateReopened(RoadDirective):
    """The box may pass the gate again: it is permitted to leave anew."""

    order = "OPEN_GATE"

    type: Literal[EventType.GATE_REOPENED] = EventType.GATE_REOPENED
    label = Text("恢复箱货出卡口", "the gate is open to the box again")
    trip_no: str
    reason: str


class FleetStopped(RoadDirective):
    """No truck of the haulier leaves a port or an enterprise until this box is found."""

    order = "STOP_FLEET"

    type: Literal[EventType.FLEET_STOPPED] = EventType.FLEET_STOPPED
    label = Text("车队停运", "fleet stopped")
    trip_no: str
    haulier: str
    reason: str


class FleetResumed(RoadDirective):
    """The haulier's trucks may leave again, as far as this box is concerned."""

    order = "RESUME_FLEET"

    type: Literal[EventType.FLEET_RESUMED] = EventType.FLEET_RESUMED
    label = Text("车队恢复", "fleet resumed")
    trip_no: str
    haulier: str
    reason: str


class BoxMissing(BoxBody):
    """The box is long overdue on the road: possible diversion."""

    type: Literal[EventType.BOX_MISSING] = EventType.BOX_MISSING
    label = Text("箱货失踪", "box missing")


class BoxFound(Transition):
    """A missing box was found."""

    type: Literal[EventType.BOX_FOUND] = EventType.BOX_FOUND
    label = Text("箱货已找到", "box found")
    lock_state: str
    note: Prose = ""


class BoxArrived(BoxBody):
    """The box passed the enterprise's gate; `locked` is None when nobody looked at its lock."""

    beside = CREW | {"lock_no", "locked"}

    type: Literal[EventType.BOX_ARRIVED] = EventType.BOX_ARRIVED
    label = Text("到厂", "arrived at the enterprise")
    plate: str = ""
    trailer: str = ""
    driver: str = ""
    lock_no: str = ""
    locked: bool | None = None
    lock_time: datetime | None = None


class ArrivedOutOfHours(BoxBody):
    """The box came while the enterprise takes none in: nobody is there to receive it."""

    type: Literal[EventType.ARRIVED_OUT_OF_HOURS] = EventType.ARRIVED_OUT_OF_HOURS
    label = Text("非收货时间到厂", "arrived outside the receiving hours")
    hours: str


class ArrivalNotified(BoxBody):
    """The enterprise reported the arrival."""

    type: Literal[EventType.ARRIVAL_NOTIFIED] = EventType.ARRIVAL_NOTIFIED
    label = Text("企业已报告到厂", "arrival notified")


EVENTS: tuple[type[Body], ...] = (
    TransportOrdered,
    LockApplied,
    LockVerified,
    GatedOut,
    LockAlarmed,
    LockBatteryLow,
    LockBatteryRestored,
    RouteLeft,
    RouteRegained,
    StopStarted,
    StopEnded,
    TelemetryLost,
    TelemetryRestored,
    IncidentOnRoad,
    TractorSwapped,
    TransshipmentApproved,
    OfficerSent,
    GateRefused,
    GateBarred,
    GateReopened,
    FleetStopped,
    FleetResumed,
    BoxMissing,
    BoxFound,
    BoxArrived,
    ArrivedOutOfHours,
    ArrivalNotified,
)
