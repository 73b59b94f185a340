"""What consignments are told while their tracker is restarted: a way, and anything beside it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from pydantic import BaseModel
from temporalio.client import WorkflowHandle, WorkflowUpdateFailedError

from models.arrival.events import Discharged, Shipped, VesselArrived
from models.arrival.messages import DeclarationStatus
from models.consignment.registration import Registration
from models.execution.workflow_io import Receipt
from models.inspection.events import InspectionBooked, SealChecked, Unloaded
from models.kernel.terms import AuditDecision, SealState, System
from models.pre_shipment.messages import DecidePreShipment
from models.process.messages import FACTS, Report
from models.transport.events import ArrivalNotified, BoxArrived, GatedOut
from tests.anything import ALL, Anything, verb
from tests.history import (
    file_of,
)
from tests.workflows.consignment_driver import port_checks

PAPERS = 4
"""So many steps of the way come before the voyage ends."""


def way(registration: Registration, now: datetime) -> tuple[BaseModel, ...]:
    """From the papers to the unloading of its first box."""
    box, seal = registration.boxes[0].number, registration.boxes[0].seal
    return (
        file_of(now),
        DecidePreShipment(officer="Chen Wei", decision=AuditDecision.APPROVE),
        Shipped(vessel=registration.vessel),
        DeclarationStatus(letter="L", entry_id=f"3104202610{registration.tracking_no[-6:]}45"),
        VesselArrived(vessel=registration.vessel),
        Discharged(),
        *port_checks(box),
        GatedOut(box=box, plate="浙B12345", lock_no="L-1", locked=True),
        InspectionBooked(slot=now + timedelta(hours=6)),
        BoxArrived(box=box, plate="浙B12345"),
        ArrivalNotified(box=box),
        SealChecked(box=box, seal_no=seal, state=SealState.INTACT),
        Unloaded(box=box, net_kg=Decimal(21550)),
    )


def stories(
    registrations: list[Registration],
    chance: Random,
    now: datetime,
    others: int,
    far: int | None = None,
) -> Iterator[list[BaseModel]]:
    """One a consignment: some of its way, and between that others of every kind there is.

    If `far` is given, only so many of them come further than the papers.
    """
    kinds = [kind for _ in range(-(-others * len(registrations) // len(ALL))) for kind in ALL]
    chance.shuffle(kinds)
    for nth, registration in enumerate(registrations):
        anything = Anything(chance, registration.boxes[0].number, now)
        steps = way(registration, now)
        furthest = len(steps) if far is None or nth < far else PAPERS
        story: list[BaseModel] = list(steps[: chance.randint(2, furthest)])
        for kind in kinds[nth * others : (nth + 1) * others]:
            story.insert(chance.randint(0, len(story)), anything.of(kind))
        yield story


async def tell(
    consignment: WorkflowHandle[Any, Any], message: BaseModel, id_: str, at: datetime
) -> None:
    """Tells it, and waits for the receipt; a command may be refused."""
    told = message
    if isinstance(message, FACTS):
        envelope = {"id": id_, "system": System.CHECKPOINT, "occurred_at": at, "fact": message}
        told = Report.model_validate(envelope)
    try:
        await consignment.execute_update(verb(type(message)), told, id=id_, result_type=Receipt)
    except WorkflowUpdateFailedError:
        assert not isinstance(message, FACTS)
