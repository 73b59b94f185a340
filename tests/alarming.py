"""What consignments are told while their tracker is restarted: a way, and anything beside it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from temporalio.client import WorkflowHandle, WorkflowUpdateFailedError

from models import messages as m
from models.messages import Message, Report
from models.registration import Registration
from models.start import Receipt
from models.terms import Audit, SealState, System
from tests.anything import ALL, FACTS, Anything, verb
from tests.history import FILE
from tests.workflows.journey import port_checks


def way(registration: Registration, now: datetime) -> tuple[Message, ...]:
    """From the papers to the unloading of its first box."""
    box, seal = registration.boxes[0].number, registration.boxes[0].seal
    return (
        FILE,
        m.DecidePreShipment(officer="Chen Wei", decision=Audit.APPROVE),
        m.VesselDeparture(vessel=registration.vessel),
        m.DeclarationStatus(letter="L", entry_id=f"3104202610{registration.tracking_no[-6:]}45"),
        m.VesselArrival(vessel=registration.vessel),
        m.Discharge(),
        *port_checks(box),
        m.GateOut(box=box, plate="浙B12345", lock_no="L-1", locked=True),
        m.Appointment(slot=now + timedelta(hours=6)),
        m.Arrival(box=box, plate="浙B12345"),
        m.ArrivalNotice(box=box),
        m.SealReport(box=box, seal_no=seal, state=SealState.INTACT),
        m.UnloadingReport(box=box, net_kg=Decimal(21550)),
    )


def stories(
    registrations: list[Registration], chance: Random, now: datetime, others: int
) -> Iterator[list[Message]]:
    """One a consignment: some of its way, and between that others of every kind there is."""
    kinds = [kind for _ in range(-(-others * len(registrations) // len(ALL))) for kind in ALL]
    chance.shuffle(kinds)
    for nth, registration in enumerate(registrations):
        anything = Anything(chance, registration.boxes[0].number, now)
        steps = way(registration, now)
        story: list[Message] = list(steps[: chance.randint(2, len(steps))])
        for kind in kinds[nth * others : (nth + 1) * others]:
            story.insert(chance.randint(0, len(story)), anything.of(kind))
        yield story


async def tell(
    consignment: WorkflowHandle[Any, Any], message: Message, id_: str, at: datetime
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
