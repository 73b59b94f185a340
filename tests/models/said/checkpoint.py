"""What checkpoint says, and the fact that it becomes."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from models.kernel.place import Datum, Place
from models.kernel.terms import CheckResult, Hindrance
from models.port.events import MachineInspected, PortalWentOffline
from models.port.messages import PortalReading
from models.process.messages import Fact
from models.returns.events import ReturnGatedIn, ReturnGatedOut
from models.traditional_port.events import ArrivedAtSite, ReturnedToYard
from models.transport.events import (
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
from models.transport.messages import BatteryReading
from tests.systems.outside import BOX, RADIATION

GATE = {
    "passage_id": "GP-1",
    "lane_id": "L01",
    "plate": "浙B12345",
    "container_no": BOX,
    "lock_no": "JT-7",
    "lock_state": "LOCKED",
    "seal_nos": ["SL-1"],
    "weight_kg": "27500",
}


def radiation(level: int, dose: str) -> dict[str, Any]:
    measured = RADIATION | {"alarm_level": level, "dose_rate_uSv_h": dose}
    return {"container_no": BOX, "radiation": measured}


def reading(dose: str, result: CheckResult) -> PortalReading:
    return PortalReading(
        box=BOX,
        portal_id="P3",
        dose_rate=Decimal(dose),
        background=Decimal("0.09"),
        result=result,
    )


def xray(verdict: str) -> dict[str, Any]:
    scan = {"scan_id": "X-1", "image_ref": "img/1", "verdict": verdict}
    return {"container_no": BOX, "xray": scan}


def gate_out(*, locked: bool) -> GatedOut:
    return GatedOut(box=BOX, plate="浙B12345", lock_no="JT-7", locked=locked, seals=("SL-1",))


def place(lat: str, lon: str, datum: Datum) -> Place:
    return Place(lat=Decimal(lat), lon=Decimal(lon), datum=datum)


ROWS: list[tuple[str, dict[str, Any], Fact]] = [
    (
        "radiation.measured",
        radiation(0, "0.11"),
        reading("0.11", CheckResult.PASSED),
    ),
    ("radiation.measured", radiation(1, "0.4"), reading("0.4", CheckResult.ALARM)),
    ("radiation.measured", radiation(2, "25"), reading("25", CheckResult.ALARM)),
    (
        "xray.scanned",
        xray("CLEAR"),
        MachineInspected(box=BOX, scan_id="X-1", result=CheckResult.PASSED),
    ),
    (
        "xray.scanned",
        xray("SUSPECT"),
        MachineInspected(box=BOX, scan_id="X-1", result=CheckResult.ALARM, suspects="NC-07"),
    ),
    (
        "xray.scanned",
        {"container_no": BOX, "xray": {"verdict": "CLEAR", "suspicion": "NC-04"}},
        MachineInspected(box=BOX, scan_id="", result=CheckResult.ALARM, suspects="NC-04"),
    ),
    (
        "gate.passage",
        GATE | {"direction": "OUT", "place": "PORT", "lock_time": "2025-09-11T08:33:00+08:00"},
        gate_out(locked=True).model_copy(
            update={"lock_time": datetime(2025, 9, 11, 0, 33, tzinfo=UTC)}
        ),
    ),
    (
        "gate.passage",
        GATE | {"direction": "OUT", "place": "PORT", "lock_state": "OPEN"},
        gate_out(locked=False),
    ),
    (
        "gate.passage",
        GATE | {"direction": "OUT", "place": "PORT", "lock_state": None},
        gate_out(locked=False),
    ),
    (
        "gate.passage",
        GATE | {"direction": "IN", "place": "ENTERPRISE"},
        BoxArrived(box=BOX, plate="浙B12345", lock_no="JT-7", locked=True),
    ),
    (
        "gate.passage",
        GATE | {"direction": "IN", "place": "ENTERPRISE", "lock_state": "OPEN"},
        BoxArrived(box=BOX, plate="浙B12345", lock_no="JT-7", locked=False),
    ),
    (
        "gate.passage",
        GATE | {"direction": "IN", "place": "ENTERPRISE", "lock_no": None, "lock_state": None},
        BoxArrived(box=BOX, plate="浙B12345"),
    ),
    (
        "gate.passage",
        GATE | {"direction": "IN", "place": "PORT"},
        ReturnGatedIn(box=BOX, plate="浙B12345", seals=("SL-1",), gross_kg=Decimal(27500)),
    ),
    (
        "geofence.entered",
        {"container_no": BOX, "place": "ENTERPRISE", "plate": "浙B12345", "lock_no": "JT-7"},
        BoxArrived(box=BOX, plate="浙B12345"),
    ),
    (
        "lock.alarm",
        {"container_no": BOX, "lock_no": "JT-7", "alarm": "ROPE_CUT"},
        LockAlarmed(box=BOX, lock_no="JT-7", alarms=("ROPE_CUT",)),
    ),
    (
        "lock.alarm",
        {"container_no": BOX, "lock_no": "JT-7", "status": 0b1000 | 1 << 10},
        LockAlarmed(box=BOX, lock_no="JT-7", alarms=("ROPE_CUT", "LOW_BATTERY")),
    ),
    (
        "lock.alarm",
        {"container_no": BOX, "alarm": "back cover", "status": "0x8800"},
        LockAlarmed(box=BOX, lock_no="", alarms=("BACK_COVER", "BIT_15")),
    ),
    (
        "portal.offline",
        {"portal_id": "P3", "container_no": BOX},
        PortalWentOffline(box=BOX, portal_id="P3"),
    ),
    (
        "box.found",
        {"container_no": BOX, "lock_state": "LOCKED", "note": "at the rest area"},
        BoxFound(box=BOX, lock_state="LOCKED", note="at the rest area"),
    ),
    ("yard.returned", {"container_no": BOX}, ReturnedToYard(box=BOX)),
    ("site.arrived", {"container_no": BOX}, ArrivedAtSite(box=BOX)),
    (
        "xray.scanned",
        {"container_no": BOX, "xray": {"verdict": "SUSPECT", "suspicion": "NC-04"}},
        MachineInspected(box=BOX, scan_id="", result=CheckResult.ALARM, suspects="NC-04"),
    ),
    (
        "lock.applied",
        {"container_no": BOX, "lock_no": "JT-7"},
        LockApplied(box=BOX, lock_no="JT-7"),
    ),
    (
        "lock.verified",
        {"container_no": BOX, "lock_no": "JT-7"},
        LockVerified(box=BOX, lock_no="JT-7"),
    ),
    (
        "lock.battery",
        {"container_no": BOX, "lock_no": "JT-7", "percent": 15},
        BatteryReading(box=BOX, percent=15),
    ),
    (
        "route.left",
        {"container_no": BOX, "lat": 29.9, "lon": 121.8},
        RouteLeft(box=BOX, place=place("29.9", "121.8", "")),
    ),
    (
        "route.regained",
        {"container_no": BOX, "lat": "29.87123456", "lon": 121.5, "datum": "WGS84"},
        RouteRegained(box=BOX, place=place("29.871235", "121.5", "WGS-84")),
    ),
    (
        "stop.started",
        {"container_no": BOX, "lat": 29.9, "lon": 121.8, "datum": "gcj-02"},
        StopStarted(box=BOX, place=place("29.9", "121.8", "GCJ-02")),
    ),
    # A place that cannot be takes nothing from what happened there.
    ("stop.started", {"container_no": BOX, "lat": 290, "lon": 121.8}, StopStarted(box=BOX)),
    ("stop.ended", {"container_no": BOX}, StopEnded(box=BOX)),
    (
        "telemetry.lost",
        {"container_no": BOX, "in_tunnel": True},
        TelemetryLost(box=BOX, in_tunnel=True),
    ),
    ("telemetry.restored", {"container_no": BOX}, TelemetryRestored(box=BOX)),
    (
        "incident.reported",
        {"container_no": BOX, "kind": "ACCIDENT", "spilled": True, "note": "overturned"},
        IncidentOnRoad(box=BOX, hindrance=Hindrance.ACCIDENT, spilled=True, note="overturned"),
    ),
    (
        "gate.passage",
        GATE | {"direction": "OUT", "place": "ENTERPRISE"},
        ReturnGatedOut(box=BOX, plate="浙B12345", lock_no="JT-7", locked=True, seals=("SL-1",)),
    ),
]
