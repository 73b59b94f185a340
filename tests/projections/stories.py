"""Histories that several tests tell, and what the ledger gives back of them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ledger import Envelope, Recorded
from models.arrival.events import Discharged, VesselArrived
from models.arrival.messages import DeclarationStatus
from models.inspection.events import SealChecked, Unloaded
from models.inspection.messages import PermitUnloading
from models.kernel.event import Event, to_entry
from models.kernel.identity import consignment_workflow_id
from models.kernel.terms import AuditDecision, CheckResult, SealState, System
from models.port.events import MachineInspected
from models.port.messages import PortalReading, RemovalAnswered
from models.pre_shipment.messages import DecidePreShipment
from models.transport.events import BoxArrived, GatedOut
from models.transport.messages import SendOfficer, TripAnswered
from projections.consignment_fold import Consignment, Keeps, follow, never
from tests.history import FILE, History, sample_history
from tests.models.stories import INSTRUCTED

OFFICER = "Lin"
SHIP_ARRIVES = 720
ENTRY_ID = "310120251000000001"


def approved(n: int, boxes: int = 1, **registered: Any) -> History:
    """A consignment whose pre-shipment file is approved."""
    return (
        sample_history(n, boxes, **registered)
        .hears(FILE, 1, System.ENTERPRISE)
        .obeys(DecidePreShipment(officer=OFFICER, decision=AuditDecision.APPROVE), 2)
    )


def arrived(n: int, boxes: int = 1, level: str = "R1", **registered: Any) -> History:
    """It came by ship, and was declared."""
    declared = DeclarationStatus(letter="L", entry_id=ENTRY_ID)
    return (
        approved(n, boxes, **registered)
        .hears(VesselArrived(vessel="EVER LUCID"), SHIP_ARRIVES, System.CLEARANCE)
        .hears(Discharged(), SHIP_ARRIVES + 3, System.CLEARANCE)
        .hears(declared, SHIP_ARRIVES + 4, System.CLEARANCE)
        .takes(INSTRUCTED.model_copy(update={"risk_level": level}), SHIP_ARRIVES + 4)
    )


def permitted(n: int, boxes: int = 1, **registered: Any) -> History:
    """Every box passed the port's checks and has a truck."""
    history, hours = arrived(n, boxes, **registered), SHIP_ARRIVES + 5
    for box in history.state.boxes:
        history.hears(_reading(box), hours).hears(_scan(box), hours)
        history.takes(RemovalAnswered(box=box, visit="1", permit_no="P1", refusal=None), hours)
        history.takes(_trip(box), hours)
    return history


def hauled(n: int, boxes: int = 1, **registered: Any) -> History:
    """Every box left by another truck, under another lock, and got a new seal from an officer."""
    history, hours = permitted(n, boxes, **registered), SHIP_ARRIVES + 6
    for box in history.state.boxes:
        seal = history.state.boxes[box].seal
        history.hears(_gate_out(box, seal), hours)
        sent = SendOfficer(officer=OFFICER, box=box, reason="seal to be replaced")
        history.obeys(sent, hours).hears(BoxArrived(box=box), hours + 1)
        history.hears(_new_seal(box), hours + 1, System.ENTERPRISE)
    return history


def unloaded(n: int, boxes: int = 1, **registered: Any) -> History:
    """Every box was opened and weighed: the inspection may begin."""
    history, hours = hauled(n, boxes, **registered), SHIP_ARRIVES + 8
    for box in history.state.boxes:
        history.takes(PermitUnloading(box=box), hours)
        weighed = Unloaded(box=box, net_kg=Decimal("21550.0"))
        history.hears(weighed, hours + 1, System.ENTERPRISE)
    return history


def recorded(history: History) -> list[Recorded]:
    """The history as a ledger that holds nothing else would give it back."""
    return recorded_in(consignment_workflow_id(history.tracking_no), history.events)


def recorded_in(stream_id: str, events: Iterable[Event]) -> list[Recorded]:
    """The same of any stream."""
    return [
        Recorded.model_construct(
            **dict(Envelope.model_validate(to_entry(event).model_dump())),
            position=number,
            stream_id=stream_id,
            version=number,
            recorded_at=event.occurred_at,
            prev_hash="0" * 64,
            hash="0" * 64,
        )
        for number, event in enumerate(events, start=1)
    ]


def consignment(history: History, keeps: Keeps = never) -> Consignment:
    """What a projection makes its rows from."""
    known = None
    for each in recorded(history):
        known = follow(known, each, keeps)
    assert known is not None
    return known


def _reading(box: str) -> PortalReading:
    return PortalReading.model_validate(
        {
            "box": box,
            "portal_id": "RPM-1",
            "dose_rate": "0.10",
            "background": "0.09",
            "result": CheckResult.PASSED,
        }
    )


def _scan(box: str) -> MachineInspected:
    return MachineInspected(box=box, scan_id="X-1", result=CheckResult.PASSED)


def _trip(box: str) -> TripAnswered:
    return TripAnswered(
        box=box, trip_no="T1", plate="浙B10001", lock_no="LK-1", planned_drive_minutes=60
    )


def _gate_out(box: str, seal: str) -> GatedOut:
    return GatedOut(box=box, plate="浙B20002", lock_no="LK-2", locked=True, seals=(seal, "SL-GATE"))


def _new_seal(box: str) -> SealChecked:
    return SealChecked(box=box, seal_no="SL-NEW", state=SealState.REPLACED)
