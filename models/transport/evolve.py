"""What is known of a box on the road."""

from datetime import datetime

from models.consignment.box import Box
from models.consignment.evolution_tables import Changes
from models.kernel.base_types import replace
from models.kernel.event_body import Body
from models.kernel.event_types import EventType
from models.kernel.fold import on
from models.transport.events import (
    BoxArrived,
    BoxFound,
    BoxMissing,
    DriveOrdered,
    FleetResumed,
    FleetStopped,
    GateBarred,
    GatedOut,
    GateRefused,
    GateReopened,
    IncidentOnRoad,
    LockAlarmed,
    LockBatteryLow,
    LockBatteryRestored,
    LockVerified,
    RouteLeft,
    RouteRegained,
    StopEnded,
    StopStarted,
    TelemetryLost,
    TelemetryRestored,
    TractorSwapped,
    Transition,
    TransportOrdered,
    TransshipmentApproved,
)

MOST_CAMERAS = 12
"""Cameras on the way that a box keeps; the event has all."""
HEARD: tuple[type[Body], ...] = (
    RouteLeft,
    RouteRegained,
    StopStarted,
    StopEnded,
    TelemetryLost,
    TelemetryRestored,
    IncidentOnRoad,
    LockAlarmed,
    LockBatteryLow,
    LockBatteryRestored,
)
"""What tells that a box was heard of on its drive, and perhaps where."""
LOCKING = (EventType.LOCK_APPLIED, EventType.LOCK_VERIFIED)
"""What happens once to the lock of a truck, and once more to that of the next."""


def driven(box: Box, ordered: DriveOrdered) -> Box:
    """The box with who drives it, with what, under which lock and for how long, on either way."""
    return replace(
        box,
        plate=ordered.plate,
        trailer=ordered.trailer,
        driver=ordered.driver,
        haulier=ordered.haulier,
        lock_no=ordered.lock_no,
        window_minutes=ordered.window_minutes,
        cameras=ordered.cameras[:MOST_CAMERAS],
        heard_at=None,
        place=None,
        place_at=None,
        gate_refused=False,
    )


def _heard(body: Body, box: Box, at: datetime) -> Box:
    """Where it was last, whatever order it is told in; positions themselves are not told."""
    place = body.place if isinstance(body, Transition) else None
    latest = box.heard_at is None or at >= box.heard_at
    nearer = place is not None and (box.place_at is None or at >= box.place_at)
    return replace(
        box,
        heard_at=at if latest else box.heard_at,
        place=place if nearer else box.place,
        place_at=at if nearer else box.place_at,
    )


def _found(body: BoxFound, box: Box, at: datetime) -> Box:
    return replace(_heard(body, box, at), missing=False, found_lock=body.lock_state)


def _transshipped(body: TransshipmentApproved, box: Box, _: datetime) -> Box:
    return replace(box, plate=body.plate, trailer="", driver="", lock_no=body.lock_no)


def _left(_: GatedOut, box: Box, at: datetime) -> Box:
    return replace(box, gated_out=at, gate_refused=False, gate_barred=False)


CHANGES = Changes(
    box=(
        on(TransportOrdered, lambda e, box, _: replace(driven(box, e), trip_no=e.trip_no)),
        on(TractorSwapped, lambda e, box, _: replace(box, plate=e.plate, driver="")),
        on(TransshipmentApproved, _transshipped),
        on(LockVerified, lambda _, box, __: replace(box, gate_refused=False)),
        on(GateRefused, lambda _, box, __: replace(box, gate_refused=True)),
        on(GateBarred, lambda _, box, __: replace(box, gate_barred=True)),
        on(GateReopened, lambda _, box, __: replace(box, gate_barred=False)),
        on(GatedOut, _left),
        on(FleetStopped, lambda e, box, _: replace(box, fleet_stopped=e.trip_no)),
        on(FleetResumed, lambda _, box, __: replace(box, fleet_stopped="")),
        on(BoxMissing, lambda _, box, __: replace(box, missing=True)),
        on(BoxFound, _found),
        on(BoxArrived, lambda _, box, at: replace(box, arrived=at, missing=False)),
        *(on(kind, _heard) for kind in HEARD),
    ),
    anew={TransshipmentApproved: LOCKING},
)
