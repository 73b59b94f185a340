"""On the road."""

from typing import Annotated, Literal

from pydantic import Field

from models.kernel.incoming import Prose
from models.kernel.language import Text
from models.kernel.message import EXAMPLE_BOX, Command, Message, RawFact, fields
from models.kernel.terms import Party
from models.transport.events import (
    ArrivalNotified,
    BoxArrived,
    BoxFound,
    GatedOut,
    IncidentOnRoad,
    LockAlarmed,
    LockApplied,
    LockVerified,
    RouteLeft,
    RouteRegained,
    StopEnded,
    StopStarted,
    TelemetryLost,
    TelemetryRestored,
)


class BatteryReading(RawFact):
    """The charge of the lock's battery."""

    type: Literal["battery-reading"] = "battery-reading"
    label = Text("关锁电量", "lock battery")
    box: str
    percent: Annotated[int, Field(ge=0, le=100)]


class SwapTractor(Command):
    """Let another tractor take over a box that cannot go on."""

    verb = "swap_tractor"
    label = Text("更换牵引车", "swap the tractor")
    given_by = (Party.CHECKPOINT_OFFICER,)
    example = fields(box=EXAMPLE_BOX, plate="浙B67890", reason="gearbox broken, same haulier")

    box: str
    plate: str
    reason: Prose


class ApproveTransshipment(Command):
    """Let a box change to another truck, under another lock if one is named."""

    verb = "approve_transshipment"
    label = Text("批准换车转运", "approve a transshipment")
    given_by = (Party.CHECKPOINT_OFFICER,)
    example = fields(
        box=EXAMPLE_BOX,
        plate="浙B67890",
        lock_no="JT-00000042",
        reason="trailer burnt out, box undamaged",
    )

    box: str
    plate: str
    lock_no: str = ""
    reason: Prose


class SendOfficer(Command):
    """Send an officer to a box on the road."""

    verb = "send_officer"
    label = Text("派员查看", "send an officer")
    given_by = (Party.CHECKPOINT_OFFICER,)
    example = fields(box=EXAMPLE_BOX, reason="accident on the G15, seal to be looked at")

    box: str
    reason: Prose


class ResumeFleet(Command):
    """Let the fleet that was stopped for an overdue box drive again before the box is there."""

    verb = "resume_fleet"
    label = Text("恢复车队运营", "let a fleet drive again")
    given_by = (Party.DIVISION,)
    example = fields(
        box=EXAMPLE_BOX, reason="the haulier answers, the driver waits for the tow truck"
    )

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
    cameras: tuple[str, ...] = ()


TransportFact = (
    LockApplied
    | LockVerified
    | GatedOut
    | LockAlarmed
    | BatteryReading
    | RouteLeft
    | RouteRegained
    | StopStarted
    | StopEnded
    | TelemetryLost
    | TelemetryRestored
    | IncidentOnRoad
    | BoxArrived
    | BoxFound
    | ArrivalNotified
)
TransportStep = TripAnswered

COMMANDS: tuple[type[Command], ...] = (
    SwapTractor,
    ApproveTransshipment,
    SendOfficer,
    ResumeFleet,
)
