"""The three systems as a caller sees them, with happenings that fit each of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from fastapi import FastAPI

from systems import checkpoint, clearance, enterprise
from systems.settings import SystemSettings
from tests.systems.gateway import SECRET, WORLD_TOKEN, FakeGateway

CREATE = {
    "clearance": clearance.create_app,
    "checkpoint": checkpoint.create_app,
    "enterprise": enterprise.create_app,
}
SEQ_NO = "I20250000971587171"
ENTRY_ID = "310420251000000762"
BOX = "MSKU3070079"
AS_THE_WORLD = {"Authorization": f"Bearer {WORLD_TOKEN}"}
BILL = "COSU6400001"
MORNING = "2025-09-10T08:00:00+08:00"
NOON = "2025-09-10T12:00:00+08:00"
EVENING = "2025-09-10T20:00:00+08:00"

RADIATION = {
    "portal_id": "P3",
    "background": "0.09",
    "dose_rate_uSv_h": "0.11",
    "neutron_cps": "0",
    "alarm_level": 0,
    "occupancy_s": "7",
}
MOISTURE = {
    "parameter": "moisture",
    "value": "0.2",
    "unit": "%",
    "instrument": "oven",
    "background": None,
    "uncertainty": "0.02",
}
PASSAGE = {"direction": "OUT", "place": "PORT", "container_no": BOX}
WEIGHTS = {"gross_kg": "27500", "tare_kg": "3800", "net_kg": "23700"}

HAPPENINGS: list[tuple[str, str, dict[str, Any]]] = [
    ("clearance", "manifest.departed", {"BillNo": BILL, "TrafName": "M", "DespPortCode": "JPOSA"}),
    ("clearance", "manifest.arrived", {"BillNo": BILL, "TrafName": "M", "EntyPortCode": "CNNBG"}),
    ("clearance", "manifest.discharged", {"BillNo": BILL, "CmplDschrgDt": "20250910"}),
    ("clearance", "manifest.status", {"BillNo": BILL, "Status": "13", "reason": "no advance data"}),
    ("clearance", "manifest.loaded", {"BillNo": BILL, "TrafName": "M"}),
    ("clearance", "manifest.exited", {"BillNo": BILL, "TrafName": "M"}),
    (
        "clearance",
        "declaration.status",
        {"SeqNo": SEQ_NO, "EntryId": ENTRY_ID, "Status": "L", "IEFlag": "I"},
    ),
    ("checkpoint", "radiation.measured", {"container_no": BOX, "radiation": RADIATION}),
    (
        "checkpoint",
        "xray.scanned",
        {
            "container_no": BOX,
            "xray": {
                "scan_id": "S1",
                "image_ref": "i/1",
                "verdict": "SUSPECT",
                "suspicion": "NC-04",
            },
        },
    ),
    ("checkpoint", "gate.passage", PASSAGE),
    ("checkpoint", "geofence.entered", {"container_no": BOX, "place": "ENTERPRISE"}),
    ("checkpoint", "lock.alarm", {"container_no": BOX, "lock_no": "J1", "alarm": "LOW_BATTERY"}),
    ("checkpoint", "lock.applied", {"container_no": BOX, "lock_no": "J1"}),
    ("checkpoint", "lock.verified", {"container_no": BOX, "lock_no": "J1"}),
    ("checkpoint", "lock.battery", {"container_no": BOX, "lock_no": "J1", "percent": 15}),
    ("checkpoint", "route.left", {"container_no": BOX, "lat": 29.9, "lon": 121.8}),
    ("checkpoint", "route.regained", {"container_no": BOX}),
    ("checkpoint", "stop.started", {"container_no": BOX}),
    ("checkpoint", "stop.ended", {"container_no": BOX}),
    ("checkpoint", "telemetry.lost", {"container_no": BOX, "in_tunnel": True}),
    ("checkpoint", "telemetry.restored", {"container_no": BOX}),
    ("checkpoint", "incident.reported", {"container_no": BOX, "kind": "TRAFFIC", "note": "G15"}),
    ("checkpoint", "portal.offline", {"portal_id": "P3", "container_no": BOX}),
    ("checkpoint", "box.found", {"container_no": BOX, "lock_state": "LOCKED", "note": "at km 12"}),
    ("checkpoint", "yard.returned", {"container_no": BOX, "stack": "C7"}),
    ("checkpoint", "site.arrived", {"container_no": BOX, "bay": "2"}),
    (
        "clearance",
        "instruction.issued",
        {"SeqNo": SEQ_NO, "open_share": "1", "empty_share": "0.30", "place": "site 2"},
    ),
    ("clearance", "slot.assigned", {"SeqNo": SEQ_NO, "slot": NOON, "place": "site 2"}),
    (
        "clearance",
        "declaration.amended",
        {
            "SeqNo": SEQ_NO,
            "EntryId": ENTRY_ID,
            "CodeTS": "7404000050",
            "duty": "20250.50",
            "receipt_no": "T1",
        },
    ),
    (
        "clearance",
        "sample.handed_over",
        {"SeqNo": SEQ_NO, "sample_no": "S1", "holder": "courier", "seal": "LS1"},
    ),
    (
        "clearance",
        "lab.result",
        {
            "SeqNo": SEQ_NO,
            "sample_no": "S1",
            "issuer": "NBTC",
            "report_no": "R1",
            "readings": [MOISTURE],
            "custody": [{"holder": "courier", "since": MORNING, "seal": "LS1"}],
        },
    ),
    (
        "clearance",
        "identification.reported",
        {"SeqNo": SEQ_NO, "body": "institute", "report_no": "ID1", "solid_waste": False},
    ),
    ("enterprise", "rectification.planned", {"SeqNo": SEQ_NO, "plan": "dry it"}),
    ("enterprise", "inspection.requested", {"SeqNo": SEQ_NO, "reason": "weight"}),
    ("enterprise", "result.disputed", {"SeqNo": SEQ_NO, "reason": "mixed up"}),
    ("enterprise", "return.applied", {"SeqNo": SEQ_NO, "reason": "wrong lot"}),
    ("enterprise", "stock.consumed", {"SeqNo": SEQ_NO, "container_no": BOX, "used_kg": "500"}),
    ("enterprise", "preshipment.submitted", {"SeqNo": SEQ_NO, "documents": ["contract"]}),
    ("enterprise", "preshipment.withdrawn", {"SeqNo": SEQ_NO, "reason": "sold"}),
    ("enterprise", "shipment.amended", {"SeqNo": SEQ_NO, "TrafName": "M", "reason": "rolled"}),
    ("enterprise", "seal.recorded", {"container_no": BOX, "seal_no": "CN2"}),
    ("enterprise", "arrival.notified", {"container_no": BOX}),
    ("enterprise", "seal.checked", {"container_no": BOX, "seal_no": "CN1", "state": "INTACT"}),
    ("enterprise", "unloading.completed", {"container_no": BOX, **WEIGHTS}),
    ("enterprise", "appointment.booked", {"SeqNo": SEQ_NO, "slot": NOON}),
    ("enterprise", "rectification.completed", {"SeqNo": SEQ_NO, "note": "sorted"}),
    ("enterprise", "return.planned", {"SeqNo": SEQ_NO, "carrier": "COSCO", "booking": "B1"}),
    ("enterprise", "return.sealed", {"container_no": BOX, "seal_no": "R-1", "gross_kg": "27500"}),
    ("enterprise", "return.departed", {"SeqNo": SEQ_NO, "containers": [BOX]}),
    ("enterprise", "destruction.completed", {"SeqNo": SEQ_NO, "note": "smelted"}),
]


class Caller:
    """Talks to one system, as the tracker and as the world."""

    def __init__(self, app: FastAPI, http: httpx2.AsyncClient) -> None:
        self.app = app
        self.http = http

    async def happen(
        self, kind: str, data: dict[str, Any], time: str = NOON, **delivery: object
    ) -> dict[str, Any]:
        body = {"type": kind, "time": time, "data": data, "delivery": delivery}
        answer = await self.http.post("/world/happenings", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def faults(self, **plan: object) -> None:
        assert (await self.http.put("/world/faults", json=plan)).status_code == 200

    async def get(self, path: str, **query: str) -> dict[str, Any]:
        answer = await self.http.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def call(
        self, path: str, body: dict[str, Any], key: str | None = "key-1", method: str = "POST"
    ) -> httpx2.Response:
        headers = {"Idempotency-Key": key} if key else {}
        return await self.http.request(method, path, json=body, headers=headers)


def settings(state_file: str = ":memory:") -> SystemSettings:
    return SystemSettings(
        gateway_url="http://gateway",
        webhook_secret=SECRET,
        world_token=WORLD_TOKEN,
        state_file=state_file,
        first_pause_s=0.001,
        patience_s=0.1,
    )


@asynccontextmanager
async def running(
    name: str, gateway: FakeGateway, state_file: str = ":memory:", app: FastAPI | None = None
) -> AsyncIterator[Caller]:
    app = app or CREATE[name](settings(state_file), gateway)
    transport = httpx2.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(
            transport=transport, base_url=f"http://{name}", headers=AS_THE_WORLD
        ) as http,
    ):
        yield Caller(app, http)
