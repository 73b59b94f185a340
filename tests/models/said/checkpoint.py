"""What checkpoint says, and the fact that it becomes."""

from decimal import Decimal
from typing import Any

from models import messages as m
from models.terms import Check, Hindrance
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


def reading(dose: str, result: Check) -> m.PortalReading:
    return m.PortalReading(
        box=BOX,
        portal_id="P3",
        dose_rate=Decimal(dose),
        background=Decimal("0.09"),
        result=result,
    )


def xray(verdict: str) -> dict[str, Any]:
    scan = {"scan_id": "X-1", "image_ref": "img/1", "verdict": verdict}
    return {"container_no": BOX, "xray": scan}


def gate_out(*, locked: bool) -> m.GateOut:
    return m.GateOut(box=BOX, plate="浙B12345", lock_no="JT-7", locked=locked, seals=("SL-1",))


ROWS: list[tuple[str, dict[str, Any], m.Fact]] = [
    (
        "radiation.measured",
        radiation(0, "0.11"),
        reading("0.11", Check.PASSED),
    ),
    ("radiation.measured", radiation(1, "0.4"), reading("0.4", Check.ALARM)),
    ("radiation.measured", radiation(2, "25"), reading("25", Check.ALARM)),
    (
        "xray.scanned",
        xray("CLEAR"),
        m.ScanVerdict(box=BOX, scan_id="X-1", result=Check.PASSED),
    ),
    (
        "xray.scanned",
        xray("SUSPECT"),
        m.ScanVerdict(box=BOX, scan_id="X-1", result=Check.ALARM),
    ),
    (
        "gate.passage",
        GATE | {"direction": "OUT", "place": "PORT"},
        gate_out(locked=True),
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
        m.Arrival(box=BOX, plate="浙B12345", lock_no="JT-7", locked=True),
    ),
    (
        "gate.passage",
        GATE | {"direction": "IN", "place": "ENTERPRISE", "lock_state": "OPEN"},
        m.Arrival(box=BOX, plate="浙B12345", lock_no="JT-7", locked=False),
    ),
    (
        "gate.passage",
        GATE | {"direction": "IN", "place": "ENTERPRISE", "lock_no": None, "lock_state": None},
        m.Arrival(box=BOX, plate="浙B12345"),
    ),
    (
        "gate.passage",
        GATE | {"direction": "IN", "place": "PORT"},
        m.ReturnGateIn(box=BOX, plate="浙B12345", seals=("SL-1",), gross_kg=Decimal(27500)),
    ),
    (
        "geofence.entered",
        {"container_no": BOX, "place": "ENTERPRISE", "plate": "浙B12345", "lock_no": "JT-7"},
        m.Arrival(box=BOX, plate="浙B12345"),
    ),
    (
        "lock.alarm",
        {"container_no": BOX, "lock_no": "JT-7", "alarm": "ROPE_CUT"},
        m.LockAlarm(box=BOX, lock_no="JT-7", alarm="ROPE_CUT"),
    ),
    (
        "portal.offline",
        {"portal_id": "P3", "container_no": BOX},
        m.PortalOutage(box=BOX, portal_id="P3"),
    ),
    (
        "box.found",
        {"container_no": BOX, "lock_state": "LOCKED", "note": "at the rest area"},
        m.BoxSighting(box=BOX, lock_state="LOCKED", note="at the rest area"),
    ),
    ("yard.returned", {"container_no": BOX}, m.YardReturn(box=BOX)),
    ("site.arrived", {"container_no": BOX}, m.SiteArrival(box=BOX)),
    (
        "xray.scanned",
        {"container_no": BOX, "xray": {"verdict": "SUSPECT", "suspicion": "NC-04"}},
        m.ScanVerdict(box=BOX, scan_id="", result=Check.ALARM, suspects="NC-04"),
    ),
    (
        "lock.applied",
        {"container_no": BOX, "lock_no": "JT-7"},
        m.LockFastening(box=BOX, lock_no="JT-7"),
    ),
    (
        "lock.verified",
        {"container_no": BOX, "lock_no": "JT-7"},
        m.LockVerification(box=BOX, lock_no="JT-7"),
    ),
    (
        "lock.battery",
        {"container_no": BOX, "lock_no": "JT-7", "percent": 15},
        m.BatteryReading(box=BOX, percent=15),
    ),
    (
        "route.left",
        {"container_no": BOX, "lat": 29.9, "lon": 121.8},
        m.RouteDeparture(box=BOX),
    ),
    ("route.regained", {"container_no": BOX}, m.RouteReturn(box=BOX)),
    ("stop.started", {"container_no": BOX}, m.Standstill(box=BOX)),
    ("stop.ended", {"container_no": BOX}, m.MovingOn(box=BOX)),
    (
        "telemetry.lost",
        {"container_no": BOX, "in_tunnel": True},
        m.SignalLoss(box=BOX, in_tunnel=True),
    ),
    ("telemetry.restored", {"container_no": BOX}, m.SignalReturn(box=BOX)),
    (
        "incident.reported",
        {"container_no": BOX, "kind": "ACCIDENT", "spilled": True, "note": "overturned"},
        m.RoadIncident(box=BOX, hindrance=Hindrance.ACCIDENT, spilled=True, note="overturned"),
    ),
    (
        "gate.passage",
        GATE | {"direction": "OUT", "place": "ENTERPRISE"},
        m.ReturnGateOut(box=BOX, plate="浙B12345", lock_no="JT-7", locked=True, seals=("SL-1",)),
    ),
]
