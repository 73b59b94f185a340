"""On the road under lock, until the enterprise reports the arrival."""

from typing import Literal

from models.events.body import BoxBody
from models.terms import Hindrance, Urgency

CREW = frozenset({"trailer", "driver"})
"""What one reader at a gate tells and another does not."""


class TransportOrdered(BoxBody):
    """A truck and a lock were ordered; the transit window in minutes follows from the drive."""

    type: Literal["transport-ordered"] = "transport-ordered"
    trip_no: str
    plate: str
    trailer: str = ""
    driver: str = ""
    haulier: str = ""
    lock_no: str
    planned_drive_minutes: int
    window_minutes: int


class LockApplied(BoxBody):
    """A lock was hung on the box."""

    type: Literal["lock-applied"] = "lock-applied"
    lock_no: str


class LockVerified(BoxBody):
    """The ordered lock hangs on the box, and is closed."""

    type: Literal["lock-verified"] = "lock-verified"
    lock_no: str


class GatedOut(BoxBody):
    """The box left the port; `locked` is how the gate saw its lock."""

    beside = CREW

    type: Literal["gated-out"] = "gated-out"
    plate: str
    trailer: str = ""
    driver: str = ""
    lock_no: str
    locked: bool = True
    seals: tuple[str, ...]


class LockAlarmed(BoxBody):
    """The lock of a box reported an alarm."""

    type: Literal["lock-alarmed"] = "lock-alarmed"
    alarm: str
    lock_no: str


class LockBatteryLow(BoxBody):
    """The battery of a lock runs low; percent, None when only the lock's warning is known."""

    type: Literal["lock-battery-low"] = "lock-battery-low"
    percent: int | None = None
    urgency: Urgency


class LockBatteryRestored(BoxBody):
    """The battery of a lock was charged or changed."""

    type: Literal["lock-battery-restored"] = "lock-battery-restored"
    percent: int


class RouteLeft(BoxBody):
    """The truck left the corridor of its route."""

    type: Literal["route-left"] = "route-left"


class RouteRegained(BoxBody):
    """The truck is on its route again."""

    type: Literal["route-regained"] = "route-regained"


class StopStarted(BoxBody):
    """The truck stands still where no stop is allowed."""

    type: Literal["stop-started"] = "stop-started"


class StopEnded(BoxBody):
    """The truck moves again."""

    type: Literal["stop-ended"] = "stop-ended"


class TelemetryLost(BoxBody):
    """Nothing is heard of the lock since then."""

    type: Literal["telemetry-lost"] = "telemetry-lost"
    in_tunnel: bool = False


class TelemetryRestored(BoxBody):
    """The lock is heard of again."""

    type: Literal["telemetry-restored"] = "telemetry-restored"


class IncidentOnRoad(BoxBody):
    """The driver reported what keeps the truck on the road."""

    type: Literal["incident-on-road"] = "incident-on-road"
    hindrance: Hindrance
    spilled: bool = False
    note: str


class TractorSwapped(BoxBody):
    """Another tractor takes over: it is the one that is expected from now on."""

    type: Literal["tractor-swapped"] = "tractor-swapped"
    plate: str
    reason: str
    officer: str


class TransshipmentApproved(BoxBody):
    """The box may change to another truck, under another lock if one is named."""

    type: Literal["transshipment-approved"] = "transshipment-approved"
    plate: str
    lock_no: str
    reason: str
    officer: str


class OfficerSent(BoxBody):
    """An officer is on the way to the box."""

    type: Literal["officer-sent"] = "officer-sent"
    reason: str
    officer: str


class GateRefused(BoxBody):
    """The gate is not to let the truck out until the lock on its box has been looked at."""

    type: Literal["gate-refused"] = "gate-refused"
    trip_no: str
    reason: str


class FleetStopped(BoxBody):
    """No truck of the haulier leaves a port or an enterprise until this box is found."""

    type: Literal["fleet-stopped"] = "fleet-stopped"
    trip_no: str
    haulier: str
    reason: str


class FleetResumed(BoxBody):
    """The haulier's trucks may leave again, as far as this box is concerned."""

    type: Literal["fleet-resumed"] = "fleet-resumed"
    trip_no: str
    haulier: str
    reason: str


class BoxMissing(BoxBody):
    """The box is long overdue on the road: possible diversion."""

    type: Literal["box-missing"] = "box-missing"


class BoxFound(BoxBody):
    """A missing box was found."""

    type: Literal["box-found"] = "box-found"
    lock_state: str
    note: str


class BoxArrived(BoxBody):
    """The box passed the enterprise's gate; `locked` is None when nobody looked at its lock."""

    beside = CREW | {"lock_no", "locked"}

    type: Literal["box-arrived"] = "box-arrived"
    plate: str
    trailer: str = ""
    driver: str = ""
    lock_no: str = ""
    locked: bool | None = None


class ArrivalNotified(BoxBody):
    """The enterprise reported the arrival."""

    type: Literal["arrival-notified"] = "arrival-notified"
