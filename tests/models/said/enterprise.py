"""What the enterprise system says, and the fact that it becomes."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from models.consignment.pre_shipment_file import Document
from models.disposal.events import (
    ConsumptionReported,
    Destroyed,
    RectificationCompleted,
    RectificationPlanned,
    ResultDisputed,
)
from models.inspection.events import InspectionBooked, InspectionRequested, SealChecked, Unloaded
from models.kernel.terms import SealState
from models.pre_shipment.events import PreShipmentWithdrawn, SealNumberRecorded, ShipmentAmended
from models.pre_shipment.messages import PreShipmentFile
from models.process.messages import Fact
from models.returns.events import ReturnApplied, ReturnDeparted, ReturnPlanned, ReturnSealed
from models.transport.events import ArrivalNotified
from tests.systems.outside import BOX, SEQ_NO

ROWS: list[tuple[str, dict[str, Any], Fact]] = [
    (
        "preshipment.submitted",
        {"SeqNo": SEQ_NO, "documents": ["contract", "装箱单"]},
        PreShipmentFile(documents=("contract", "装箱单")),
    ),
    (
        "preshipment.submitted",
        {
            "SeqNo": SEQ_NO,
            "documents": [
                {
                    "kind": "contract",
                    "number": "C-1",
                    "issued": "2025-09-01",
                    "valid_until": "2026-08-31",
                    "sha256": "ab" * 32,
                    "issuer": "Kobe Metals",
                },
                {"kind": "route", "issued": None},
                "booking",
            ],
        },
        PreShipmentFile(
            documents=(
                Document(
                    kind="contract",
                    number="C-1",
                    issued=date(2025, 9, 1),
                    valid_until=date(2026, 8, 31),
                    sha256="ab" * 32,
                    issuer="Kobe Metals",
                ),
                Document(kind="route"),
                "booking",
            )
        ),
    ),
    (
        "preshipment.withdrawn",
        {"SeqNo": SEQ_NO, "reason": "sold elsewhere"},
        PreShipmentWithdrawn(reason="sold elsewhere"),
    ),
    (
        "shipment.amended",
        {
            "SeqNo": SEQ_NO,
            "container_no": BOX,
            "new_container_no": "csqu 305438-4",
            "seal_no": "SL-9",
            "TrafName": "EVER LATER",
            "eta": "2025-10-20T08:00:00+08:00",
            "reason": "rolled",
        },
        ShipmentAmended(
            box=BOX,
            new_box="CSQU3054384",
            seal="SL-9",
            vessel="EVER LATER",
            eta=datetime(2025, 10, 20, tzinfo=UTC),
            reason="rolled",
        ),
    ),
    (
        "shipment.amended",
        {"SeqNo": SEQ_NO, "container_no": None, "etd": None, "TrafName": "EVER LATER"},
        ShipmentAmended(vessel="EVER LATER"),
    ),
    (
        "seal.recorded",
        {"container_no": BOX, "seal_no": "SL-9"},
        SealNumberRecorded(box=BOX, seal_no="SL-9"),
    ),
    (
        "arrival.notified",
        {"container_no": BOX},
        ArrivalNotified(box=BOX),
    ),
    (
        "seal.checked",
        {"container_no": BOX, "seal_no": "SL-1", "state": "BROKEN", "photo": None},
        SealChecked(box=BOX, seal_no="SL-1", state=SealState.BROKEN),
    ),
    (
        "unloading.completed",
        {
            "container_no": BOX,
            "gross_kg": "27500",
            "tare_kg": "3800",
            "net_kg": "23700.5",
            "video": None,
            "remarks": "two bundles wet",
            "conform": False,
            "complete": True,
            "seal_state": "INTACT",
            "start": "2025-09-11T08:05:00+08:00",
        },
        Unloaded(
            box=BOX,
            net_kg=Decimal("23700.5"),
            remarks="two bundles wet",
            conform=False,
            complete=True,
            seal_state=SealState.INTACT,
            began=datetime(2025, 9, 11, 0, 5, tzinfo=UTC),
            gross_kg=Decimal(27500),
            tare_kg=Decimal(3800),
            video="",
        ),
    ),
    (
        "inspection.requested",
        {"SeqNo": SEQ_NO, "reason": "weight for the buyer"},
        InspectionRequested(reason="weight for the buyer"),
    ),
    (
        "rectification.planned",
        {"SeqNo": SEQ_NO, "plan": "dry it"},
        RectificationPlanned(plan="dry it"),
    ),
    (
        "result.disputed",
        {"SeqNo": SEQ_NO, "reason": "mixed up"},
        ResultDisputed(reason="mixed up"),
    ),
    (
        "return.applied",
        {"SeqNo": SEQ_NO, "reason": "wrong lot"},
        ReturnApplied(reason="wrong lot"),
    ),
    (
        "stock.consumed",
        {"SeqNo": SEQ_NO, "container_no": BOX, "used_kg": "500"},
        ConsumptionReported(box=BOX, used_kg=Decimal(500)),
    ),
    (
        "appointment.booked",
        {"SeqNo": SEQ_NO, "slot": "2025-09-12T09:00:00+08:00"},
        InspectionBooked(slot=datetime(2025, 9, 12, 1, tzinfo=UTC)),
    ),
    (
        "rectification.completed",
        {"SeqNo": SEQ_NO, "note": "sorted"},
        RectificationCompleted(note="sorted"),
    ),
    (
        "return.planned",
        {"SeqNo": SEQ_NO, "carrier": "COSCO", "booking": "B-1"},
        ReturnPlanned(carrier="COSCO", booking="B-1"),
    ),
    (
        "return.sealed",
        {"container_no": BOX, "seal_no": "R-1", "gross_kg": "27500"},
        ReturnSealed(box=BOX, seal_no="R-1", gross_kg=Decimal(27500)),
    ),
    (
        "return.departed",
        {"SeqNo": SEQ_NO, "containers": [BOX]},
        ReturnDeparted(),
    ),
    (
        "destruction.completed",
        {"SeqNo": SEQ_NO, "note": "melted"},
        Destroyed(note="melted"),
    ),
]
