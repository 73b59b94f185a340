"""Wire models of the checkpoint (kakou) system: lanes, portals, scanners, trucks, locks."""

from decimal import Decimal
from typing import Annotated, Literal, Self, get_args

from pydantic import (
    AwareDatetime,
    Field,
    NonNegativeInt,
    PositiveInt,
    StringConstraints,
    model_validator,
)

from systems.wire.clearance import UnifiedNumber
from systems.wire.message import BoxNumber, Kilograms, Number, Wire

LockState = Literal["LOCKED", "OPEN"]
Counts = Annotated[Decimal, Field(ge=0)]
Place = Literal["PORT", "ENTERPRISE"]


class RadiationReading(Wire):
    """A portal's reading; decimals travel as strings."""

    portal_id: Number
    background: Counts
    dose_rate_uSv_h: Counts  # noqa: N815 (the unit's own spelling)
    neutron_cps: Counts = Decimal(0)
    alarm_level: Annotated[int, Field(ge=0, le=2)]
    occupancy_s: Counts = Decimal(0)


class RadiationMeasuredData(Wire):
    """A box went through a radiation portal."""

    container_no: Number
    radiation: RadiationReading


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
    """A truck passed a gate with no box, one or two; a number read there may be misread.

    What is said of one box is a value, what is said of two a list of as many.
    """

    passage_id: Number | None = None
    lane_id: Number = "L01"
    direction: Literal["IN", "OUT"]
    place: Place
    plate: Number | None = None
    trailer_plate: Number | None = None
    driver_id: Number | None = None
    container_no: Number | None = None
    containers: Annotated[list[Number], Field(max_length=2)] = Field(default_factory=list)
    lock_no: Number | list[Number | None] | None = None
    lock_state: LockState | list[LockState | None] | None = None
    lock_time: AwareDatetime | list[AwareDatetime | None] | None = None
    seal_nos: list[Number] = Field(default_factory=list)
    weight_kg: Kilograms | None = None

    @property
    def boxes(self) -> list[str]:
        """The boxes on the truck."""
        return list(
            dict.fromkeys([*([self.container_no] if self.container_no else []), *self.containers])
        )


class GeofenceEntered(Wire):
    """A lock reported that it came near a place."""

    container_no: Number
    place: Place = "ENTERPRISE"
    plate: Number | None = None
    lock_no: Number | None = None


class Located(Wire):
    """Something of a box on the road, and where; `datum` says in which of the two systems."""

    container_no: Number
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    datum: Literal["WGS-84", "GCJ-02"] | None = None


LockAlarmCode = Literal[
    "LBS_POSITION",
    "GEOFENCE_ENTERED",
    "GEOFENCE_LEFT",
    "ROPE_CUT",
    "VIBRATION",
    "ROPE_INSERTED",
    "MOTOR_LOCKED",
    "UNLOCK",
    "WRONG_PASSWORD",
    "UNAUTHORISED_CARD",
    "LOW_BATTERY",
    "BACK_COVER",
    "COVER_STATE",
    "MOTOR_FAULT",
    "ACK_REQUIRED",
]
"""The bits of a lock's status word, the lowest first."""


class LockAlarmData(Located):
    """A lock raised an alarm: by name, or as the status word of the device."""

    lock_no: Number | None = None
    alarm: LockAlarmCode | None = None
    status: Annotated[int, Field(ge=0, lt=2**16)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.alarm is None and not self.status:
            raise ValueError("name an alarm, or a status word with a bit set")
        return self

    @property
    def alarms(self) -> list[str]:
        """The codes of all that it says; a bit that has no name counts by its number."""
        codes, word = get_args(LockAlarmCode), self.status or 0
        bits = (number for number in range(word.bit_length()) if word >> number & 1)
        named = [codes[bit] if bit < len(codes) else f"BIT_{bit}" for bit in bits]
        return list(dict.fromkeys([*([self.alarm] if self.alarm else []), *named]))


class LockAppliedData(Wire):
    """A lock was hung on a box."""

    container_no: Number
    lock_no: Number | None = None


class LockVerifiedData(LockAppliedData):
    """The lock on a box was looked at, and found closed."""


class LockBattery(Wire):
    """How much charge the battery of a lock has left."""

    container_no: Number
    lock_no: Number | None = None
    percent: Annotated[int, Field(ge=0, le=100)]


class Transition(Located):
    """What the track of a truck turned to: off the route or on it, standing or moving, heard."""


class TelemetryLostData(Transition):
    """Nothing is heard of the lock since then; mapped tunnels are known."""

    in_tunnel: bool = False


class IncidentReportedData(Located):
    """The driver called: what keeps the truck."""

    kind: Literal["ACCIDENT", "BREAKDOWN", "TRAFFIC"]
    spilled: bool = False
    note: str = ""


class PortalOffline(Wire):
    """A portal could not measure a box."""

    portal_id: Number
    container_no: Number


class BoxFoundData(Located):
    """A missing box was found."""

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
    RadiationMeasuredData
    | XrayScanned
    | GatePassage
    | GeofenceEntered
    | LockAlarmData
    | LockVerifiedData
    | LockAppliedData
    | LockBattery
    | TelemetryLostData
    | Transition
    | IncidentReportedData
    | PortalOffline
    | BoxFoundData
    | YardReturned
    | SiteArrived
)

CHECKPOINT_TYPES: dict[str, type[CheckpointData]] = {
    "radiation.measured": RadiationMeasuredData,
    "xray.scanned": XrayScanned,
    "gate.passage": GatePassage,
    "geofence.entered": GeofenceEntered,
    "lock.alarm": LockAlarmData,
    "lock.applied": LockAppliedData,
    "lock.verified": LockVerifiedData,
    "lock.battery": LockBattery,
    "route.left": Transition,
    "route.regained": Transition,
    "stop.started": Transition,
    "stop.ended": Transition,
    "telemetry.lost": TelemetryLostData,
    "telemetry.restored": Transition,
    "incident.reported": IncidentReportedData,
    "portal.offline": PortalOffline,
    "box.found": BoxFoundData,
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
    cameras: list[Number] = Field(default_factory=list)


class TripRecord(TripAssigned):
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


class Bar(Wire):
    """No gate is to let a box out, or may let it out again, and why."""

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
    trucks_free: NonNegativeInt = 0
    locks_free: NonNegativeInt = 0


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


class SeenBox(Wire):
    """Everything the checkpoint saw of a box, in the order it was entered."""

    container_no: str
    trip_no: str | None = None
    barred: str | None = None
    """Why no gate lets it out, on whichever truck; ends when we are told so."""
    sightings: list[Sighting] = Field(default_factory=list)
