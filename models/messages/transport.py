"""On the road."""

from typing import Literal

from models.messages.message import Message


class GateOut(Message):
    """The box left the port."""

    type: Literal["gate_out"] = "gate_out"
    box: str
    plate: str
    lock_no: str
    locked: bool
    seals: tuple[str, ...] = ()


class LockAlarm(Message):
    """The lock reported an alarm."""

    type: Literal["lock_alarm"] = "lock_alarm"
    box: str
    lock_no: str
    alarm: str


class Arrival(Message):
    """The box passed the enterprise's gate."""

    type: Literal["arrival"] = "arrival"
    box: str
    plate: str = ""


class BoxSighting(Message):
    """A missing box was found."""

    type: Literal["box_sighting"] = "box_sighting"
    box: str
    lock_state: str
    note: str = ""


class ArrivalNotice(Message):
    """The enterprise reports the arrival."""

    type: Literal["arrival_notice"] = "arrival_notice"
    box: str


class TripAnswered(Message):
    """The checkpoint system assigned truck, lock and planned drive (minutes)."""

    box: str
    trip_no: str
    plate: str
    lock_no: str
    planned_drive_minutes: int


TransportFact = GateOut | LockAlarm | Arrival | BoxSighting | ArrivalNotice
TransportStep = TripAnswered
