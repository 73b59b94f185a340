"""Wire models of the checkpoint (kakou) system: lanes, portals, scanners, trucks, locks."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, NonNegativeInt, PositiveInt, StringConstraints

from systems.wire.clearance import UnifiedNumber
from systems.wire.message import BoxNumber, Kilograms, Number, Wire

LockState = Literal["LOCKED", "OPEN"]
Counts = Annotated[Decimal, Field(ge=0)]
Place = Literal["PORT", "ENTERPRISE"]


class Radiation(Wire):
    """A portal's reading; decimals travel as strings."""

    portal_id: Number
    background: Counts
    dose_rate_uSv_h: Counts  # noqa: N815 (the unit's own spelling)
    neutron_cps: Counts = Decimal(0)
    alarm_level: Annotated[int, Field(ge=0, le=2)]
    occupancy_s: Counts = Decimal(0)


class RadiationMeasured(Wire):
    """A box went through a radiation portal."""

    container_no: Number
    radiation: Radiation


class Xray(Wire):
    """A scan and its verdict."""

    scan_id: Number
    image_ref: Number
    verdict: Literal["CLEAR", "SUSPECT"]
    suspicion: Annotated[str, StringConstraints(pattern=r"^NC-\d{2}$")] | None = None
    """What a suspect image shows, as the catalogue of reasons numbers it."""


class XrayScanned(Wire):
    """A box went through the scanner."""

    container_no: Number
    xray: Xray


class GatePassage(Wire):
    """A truck with a box passed a gate; the number read there may be misread."""

    passage_id: Number | None = None
    lane_id: Number = "L01"
    direction: Literal["IN", "OUT"]
    place: Place
    plate: Number | None = None
    trailer_plate: Number | None = None
    driver_id: Number | None = None
    container_no: Number
    lock_no: Number | None = None
    lock_state: LockState | None = None
    seal_nos: list[Number] = Field(default_factory=list)
    weight_kg: Kilograms | None = None


class GeofenceEntered(Wire):
    """A lock reported that it came near a place."""

    container_no: Number
    place: Place = "ENTERPRISE"
    plate: Number | None = None
    lock_no: Number | None = None


class LockAlarm(Wire):
    """A lock raised an alarm."""

    container_no: Number
    lock_no: Number | None = None
    alarm: Literal[
        "ROPE_CUT",
        "UNLOCK",
        "BACK_COVER",
        "LOW_BATTERY",
        "VIBRATION",
        "MOTOR_FAULT",
        "WRONG_PASSWORD",
        "UNAUTHORISED_CARD",
    ]


class LockApplied(Wire):
    """A lock was hung on a box."""

    container_no: Number
    lock_no: Number | None = None


class LockVerified(LockApplied):
    """The lock on a box was looked at, and found closed."""


class LockBattery(Wire):
    """How much charge the battery of a lock has left."""

    container_no: Number
    lock_no: Number | None = None
    percent: Annotated[int, Field(ge=0, le=100)]


class Transition(Wire):
    """What the track of a truck turned to: off the route or on it, standing or moving, heard."""

    container_no: Number
    lat: float | None = None
    lon: float | None = None


class TelemetryLost(Transition):
    """Nothing is heard of the lock since then; mapped tunnels are known."""

    in_tunnel: bool = False


class IncidentReported(Wire):
    """The driver called: what keeps the truck."""

    container_no: Number
    kind: Literal["ACCIDENT", "BREAKDOWN", "TRAFFIC"]
    spilled: bool = False
    note: str = ""


class PortalOffline(Wire):
    """A portal could not measure a box."""

    portal_id: Number
    container_no: Number


class BoxFound(Wire):
    """A missing box was found."""

    container_no: Number
    lock_state: LockState | None = None
    note: str = ""


class YardReturned(Wire):
    """A box was taken back to the port yard."""

    container_no: Number
    stack: Number | None = None


class SiteArrived(Wire):
    """A box was moved from the yard to the inspection site."""

    container_no: Number
    bay: Number | None = None


CheckpointData = (
    RadiationMeasured
    | XrayScanned
    | GatePassage
    | GeofenceEntered
    | LockAlarm
    | LockVerified
    | LockApplied
    | LockBattery
    | TelemetryLost
    | Transition
    | IncidentReported
    | PortalOffline
    | BoxFound
    | YardReturned
    | SiteArrived
)

CHECKPOINT_TYPES: dict[str, type[CheckpointData]] = {
    "radiation.measured": RadiationMeasured,
    "xray.scanned": XrayScanned,
    "gate.passage": GatePassage,
    "geofence.entered": GeofenceEntered,
    "lock.alarm": LockAlarm,
    "lock.applied": LockApplied,
    "lock.verified": LockVerified,
    "lock.battery": LockBattery,
    "route.left": Transition,
    "route.regained": Transition,
    "stop.started": Transition,
    "stop.ended": Transition,
    "telemetry.lost": TelemetryLost,
    "telemetry.restored": Transition,
    "incident.reported": IncidentReported,
    "portal.offline": PortalOffline,
    "box.found": BoxFound,
    "yard.returned": YardReturned,
    "site.arrived": SiteArrived,
}


class TripOrder(Wire):
    """Take this box there."""

    SeqNo: UnifiedNumber
    container_no: BoxNumber
    direction: Literal["TO_ENTERPRISE", "TO_PORT"]
    not_before: AwareDatetime | None = None


class TripAssigned(Wire):
    """The truck and the lock that will do it, who drives it, and for whom."""

    trip_no: str
    lock_no: str
    plate: str
    trailer_plate: str
    driver_id: str
    haulier: str
    planned_drive_min: int


class Trip(TripAssigned):
    """A trip and how far it has come."""

    SeqNo: str
    container_no: str
    direction: Literal["TO_ENTERPRISE", "TO_PORT"]
    not_before: AwareDatetime | None = None
    state: Literal["ORDERED", "ON_THE_ROAD", "ARRIVED"] = "ORDERED"
    refused: str | None = None
    """Why the gate does not let it out; ends when somebody looks at the lock."""


class Refusal(Wire):
    """The gate is not to let this trip out, and why."""

    trip_no: Number
    reason: str


class FleetStop(Refusal):
    """No truck of the haulier leaves because of this trip, or does again."""


class Haulier(Wire):
    """A haulier, and for which trips its trucks stand still."""

    name: str
    stops: dict[str, str] = Field(default_factory=dict)


class Drive(Wire):
    """How long the drive of a box is planned to take."""

    container_no: BoxNumber
    minutes: PositiveInt


class Fleet(Wire):
    """The approved trucks and the locks that an enterprise could have now."""

    enterprise: str
    trucks_free: NonNegativeInt = 20
    locks_free: NonNegativeInt = 40


class Lock(Wire):
    """A security lock, the box it hangs on, and its alarms."""

    lock_no: str
    container_no: str
    state: LockState = "LOCKED"
    alarms: list[str] = Field(default_factory=list)


class Sighting(Wire):
    """One thing the checkpoint saw of a box."""

    time: AwareDatetime
    seen: CheckpointData


class Box(Wire):
    """Everything the checkpoint saw of a box, in the order it was entered."""

    container_no: str
    trip_no: str | None = None
    sightings: list[Sighting] = Field(default_factory=list)
