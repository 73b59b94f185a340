"""On the road under lock, until the enterprise reports the arrival."""

from typing import Literal

from models.events.body import BoxBody


class TransportOrdered(BoxBody):
    """A truck and a lock were ordered; the transit window in minutes follows from the drive."""

    type: Literal["transport-ordered"] = "transport-ordered"
    trip_no: str
    plate: str
    lock_no: str
    planned_drive_minutes: int
    window_minutes: int


class GatedOut(BoxBody):
    """The box left the port; `locked` is how the gate saw its lock."""

    type: Literal["gated-out"] = "gated-out"
    plate: str
    lock_no: str
    locked: bool = True
    seals: tuple[str, ...]


class LockAlarmed(BoxBody):
    """The lock of a box reported an alarm."""

    type: Literal["lock-alarmed"] = "lock-alarmed"
    alarm: str
    lock_no: str


class BoxMissing(BoxBody):
    """The box is long overdue on the road: possible diversion."""

    type: Literal["box-missing"] = "box-missing"


class BoxFound(BoxBody):
    """A missing box was found."""

    type: Literal["box-found"] = "box-found"
    lock_state: str
    note: str


class BoxArrived(BoxBody):
    """The box passed the enterprise's gate."""

    type: Literal["box-arrived"] = "box-arrived"
    plate: str


class ArrivalNotified(BoxBody):
    """The enterprise reported the arrival."""

    type: Literal["arrival-notified"] = "arrival-notified"
