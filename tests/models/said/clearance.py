"""What clearance says, and the fact that it becomes."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from models.arrival.events import Discharged, Shipped, VesselArrived
from models.arrival.messages import DeclarationStatus, ManifestStatus
from models.disposal.events import CodeAmended
from models.laboratory.events import SampleHandedOver
from models.laboratory.messages import IdentificationReport, LabResult
from models.process.messages import Fact
from models.returns.events import ReturnExited, ReturnLoaded
from models.traditional_port.events import InspectionInstructed, InspectionSlotGiven
from tests.models.said.numbers import EXPORTED
from tests.systems.outside import BILL, ENTRY_ID, SEQ_NO


def status(letter: str, entry_id: str | None, flag: str) -> dict[str, Any]:
    return {"SeqNo": SEQ_NO, "EntryId": entry_id, "Status": letter, "IEFlag": flag}


ROWS: list[tuple[str, dict[str, Any], Fact]] = [
    (
        "manifest.departed",
        {"BillNo": BILL, "TrafName": "EVER GIVEN", "DespPortCode": "JPOSA"},
        Shipped(vessel="EVER GIVEN"),
    ),
    (
        "manifest.arrived",
        {"BillNo": BILL, "TrafName": "EVER GIVEN", "EntyPortCode": "CNNBG"},
        VesselArrived(vessel="EVER GIVEN"),
    ),
    (
        "manifest.discharged",
        {"BillNo": BILL, "CmplDschrgDt": "20250911"},
        Discharged(),
    ),
    (
        "manifest.status",
        {"BillNo": BILL, "Status": "12", "reason": "no advance data"},
        ManifestStatus(status="12", reason="no advance data"),
    ),
    (
        "declaration.status",
        status("T", None, "I"),
        DeclarationStatus(letter="T", entry_id=None, seq_no=SEQ_NO),
    ),
    (
        "declaration.status",
        status("SpL", ENTRY_ID, "I"),
        DeclarationStatus(letter="SpL", entry_id=ENTRY_ID, seq_no=SEQ_NO),
    ),
    (
        "declaration.status",
        status("L", EXPORTED, "E"),
        DeclarationStatus(letter="L", entry_id=EXPORTED, exported=True, seq_no=SEQ_NO),
    ),
    (
        "manifest.loaded",
        {"BillNo": BILL, "TrafName": "EVER GIVEN"},
        ReturnLoaded(vessel="EVER GIVEN"),
    ),
    (
        "manifest.exited",
        {"BillNo": BILL, "TrafName": "EVER GIVEN"},
        ReturnExited(vessel="EVER GIVEN"),
    ),
    (
        "instruction.issued",
        {"SeqNo": SEQ_NO, "open_share": "1", "empty_share": "0.30", "place": "site 2"},
        InspectionInstructed(
            opened_share=Decimal(1), emptied_share=Decimal("0.30"), place="site 2"
        ),
    ),
    (
        "slot.assigned",
        {"SeqNo": SEQ_NO, "slot": "2025-09-12T08:30:00+08:00"},
        InspectionSlotGiven(slot=datetime(2025, 9, 12, 0, 30, tzinfo=UTC)),
    ),
    (
        "declaration.amended",
        {
            "SeqNo": SEQ_NO,
            "EntryId": ENTRY_ID,
            "CodeTS": "7404000050",
            "duty": "20250.5",
            "receipt_no": "T-1",
        },
        CodeAmended(
            entry_id=ENTRY_ID, code="7404000050", duty=Decimal("20250.5"), receipt_no="T-1"
        ),
    ),
    (
        "sample.handed_over",
        {"SeqNo": SEQ_NO, "sample_no": "S-1", "holder": "courier", "seal": "LS-1"},
        SampleHandedOver(sample_no="S-1", holder="courier", seal="LS-1"),
    ),
    (
        "lab.result",
        {
            "SeqNo": SEQ_NO,
            "sample_no": "S-1",
            "issuer": "NBTC",
            "report_no": "R-1",
            "readings": [{"parameter": "moisture", "value": "0.2", "unit": "%"}],
            "custody": [{"holder": "courier", "seal": "LS-1"}],
        },
        LabResult.model_validate(
            {
                "sample_no": "S-1",
                "issuer": "NBTC",
                "report_no": "R-1",
                "readings": [{"parameter": "moisture", "value": "0.2", "unit": "%"}],
                "custody": [{"holder": "courier", "seal": "LS-1"}],
            }
        ),
    ),
    (
        "identification.reported",
        {"SeqNo": SEQ_NO, "body": "institute", "report_no": "ID-1", "solid_waste": True},
        IdentificationReport(body="institute", report_no="ID-1", solid_waste=True),
    ),
]
