"""On the road."""

from typing import Annotated, Literal

from pydantic import Field

from models.incoming import Prose
from models.messages.message import Command, Message
from models.terms import Hindrance


class LockFastening(Message):
    """A lock was hung on the box."""

    type: Literal["lock_fastening"] = "lock_fastening"
    box: str
    lock_no: str


class LockVerification(Message):
    """The lock on the box was looked at, and is closed."""

    type: Literal["lock_verification"] = "lock_verification"
    box: str
    lock_no: str


class GateOut(Message):
    """The box left the port."""

    type: Literal["gate_out"] = "gate_out"
    box: str
    plate: str
    trailer: str = ""
    driver: str = ""
    lock_no: str
    locked: bool
    seals: tuple[str, ...] = ()


class LockAlarm(Message):
    """The lock reported an alarm."""

    type: Literal["lock_alarm"] = "lock_alarm"
    box: str
    lock_no: str
    alarm: str


class BatteryReading(Message):
    """The charge of the lock's battery."""

    type: Literal["battery_reading"] = "battery_reading"
    box: str
    percent: Annotated[int, Field(ge=0, le=100)]


class RouteDeparture(Message):
    """The truck left the corridor of its route."""

    type: Literal["route_departure"] = "route_departure"
    box: str


class RouteReturn(Message):
    """The truck is on its route again."""

    type: Literal["route_return"] = "route_return"
    box: str


class Standstill(Message):
    """The truck stands still where no stop is allowed."""

    type: Literal["standstill"] = "standstill"
    box: str


class MovingOn(Message):
    """The truck moves again."""

    type: Literal["moving_on"] = "moving_on"
    box: str


class SignalLoss(Message):
    """Nothing is heard of the lock since then; in a mapped tunnel that is to be expected."""

    type: Literal["signal_loss"] = "signal_loss"
    box: str
    in_tunnel: bool = False


class SignalReturn(Message):
    """The lock is heard of again."""

    type: Literal["signal_return"] = "signal_return"
    box: str


class RoadIncident(Message):
    """The driver reports what keeps the truck; `spilled` when load lies on the road."""

    type: Literal["road_incident"] = "road_incident"
    box: str
    hindrance: Hindrance
    spilled: bool = False
    note: Prose = ""


class Arrival(Message):
    """The box passed the enterprise's gate; `locked` is None when nobody looked at its lock."""

    type: Literal["arrival"] = "arrival"
    box: str
    plate: str = ""
    trailer: str = ""
    driver: str = ""
    lock_no: str = ""
    locked: bool | None = None


class BoxSighting(Message):
    """A missing box was found."""

    type: Literal["box_sighting"] = "box_sighting"
    box: str
    lock_state: str
    note: Prose = ""


class ArrivalNotice(Message):
    """The enterprise reports the arrival."""

    type: Literal["arrival_notice"] = "arrival_notice"
    box: str


class SwapTractor(Command):
    """Let another tractor take over a box that cannot go on."""

    verb = "swap_tractor"
    box: str
    plate: str
    reason: Prose


class ApproveTransshipment(Command):
    """Let a box change to another truck, under another lock if one is named."""

    verb = "approve_transshipment"
    box: str
    plate: str
    lock_no: str = ""
    reason: Prose


class SendOfficer(Command):
    """Send an officer to a box on the road."""

    verb = "send_officer"
    box: str
    reason: Prose


class ResumeFleet(Command):
    """Let the fleet that was stopped for an overdue box drive again before the box is there."""

    verb = "resume_fleet"
    box: str
    reason: Prose


class TripAnswered(Message):
    """The checkpoint system assigned truck, lock and planned drive (minutes)."""

    box: str
    trip_no: str
    plate: str
    trailer: str = ""
    driver: str = ""
    haulier: str = ""
    lock_no: str
    planned_drive_minutes: int


TransportFact = (
    LockFastening
    | LockVerification
    | GateOut
    | LockAlarm
    | BatteryReading
    | RouteDeparture
    | RouteReturn
    | Standstill
    | MovingOn
    | SignalLoss
    | SignalReturn
    | RoadIncident
    | Arrival
    | BoxSighting
    | ArrivalNotice
)
TransportStep = TripAnswered
