"""Drives one consignment on the real server with a clock of its own: facts, commands, time."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from temporalio.client import Client
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from models.arrival.events import Discharged, Shipped, VesselArrived
from models.arrival.messages import DeclarationStatus
from models.consignment.state import State
from models.execution.workflow_io import Ending, Receipt, Start
from models.inspection.events import InspectionBooked, SealChecked, Unloaded
from models.kernel.language import Language
from models.kernel.message import Command
from models.kernel.terms import AuditDecision, CheckResult, SealState, System
from models.port.events import MachineInspected
from models.port.messages import PortalReading
from models.pre_shipment.messages import DecidePreShipment
from models.process.decide import register
from models.process.evolve import begin
from models.process.messages import Fact, Report
from models.transport.events import ArrivalNotified, BoxArrived, GatedOut
from tests.history import (
    RULEBOOK,
    file_of,
    sample_box,
    sample_registration,
)
from tests.inspecting import conforming
from tests.workflows.clocked import Clocked
from tests.workflows.fake_activities import Doors
from workers.consignment_client import Handle
from workers.task_queue_workers import tracker
from workflows import search_attributes
from workflows.consignment import ConsignmentWorkflow
from workflows.current_details import summary
from workflows.static_details import sheet
from workflows.task_queues import Queue

BOX = sample_box(1)
NO_SKIPPING = TimeSkippingConfig(enabled=False)
ENTRY_ID = "310420261000012345"
CLOSING: dict[str, Any] = {
    "role": "C3",
    "expert_report": "on file",
    "scene_cleared": True,
    "lessons": "none",
}
"""What must be said before an emergency is lifted."""


@dataclass
class Journey(Clocked[Handle]):
    """One consignment on its way."""

    box: str = BOX
    _sent: int = field(default=0)

    async def fact(self, fact: Fact, *, id_: str | None = None, **later: float) -> Receipt:
        """Reports a fact, after some time has passed."""
        await self.advance(**later)
        self._sent += 1
        return await self.report(fact, id_ or f"message-{self._sent}", self.now)

    async def report(self, fact: Fact, id_: str, at: datetime) -> Receipt:
        """Reports a fact under an id, with a time of its own."""
        report = Report(id=id_, system=System.CHECKPOINT, occurred_at=at, fact=fact)
        return await self.handle.execute_update(ConsignmentWorkflow.report, report, id=id_)

    async def act(self, command: Command, *, id_: str | None = None, **later: float) -> Receipt:
        """Sends a command, after some time has passed."""
        await self.advance(**later)
        receipt: Receipt = await self.handle.execute_update(
            command.verb, command, id=id_ or str(uuid4()), result_type=Receipt
        )
        return receipt

    async def state(self) -> State:
        """The state when nothing is under way."""
        state: State = await self.asked(ConsignmentWorkflow.state)
        return state

    async def ending(self) -> Ending:
        """The result."""
        return await self.handle.result()


@asynccontextmanager
async def journey(  # noqa: PLR0913 - each has a default, most are keywords
    client: Client,
    doors: Doors | None = None,
    continue_after: int | None = None,
    *,
    real_time: bool = False,
    begins: datetime | None = None,
    language: Language = Language.BOTH,
    queues: Iterable[Queue] = Queue,
    **about: Any,
) -> AsyncIterator[Journey]:
    """A consignment that has just been registered, with a tracker of its own.

    In real time nothing is skipped: its facts follow each other at once. It begins now, or at an
    instant that its clock is set to. What its tracker does not serve waits in its `queues`.
    """
    doors = doors or Doors()
    wall = datetime.now(UTC)
    ahead = timedelta(seconds=round(((begins or wall) - wall).total_seconds()))
    now = wall + ahead
    registration = sample_registration(
        1, etd=now + timedelta(days=7), eta=now + timedelta(days=14), **about
    )
    skipper = None if real_time else TimeSkipper(client, config=NO_SKIPPING)
    starter = skipper.client if skipper else client
    queue = str(uuid4())
    start = Start(
        registration=registration,
        rulebook=RULEBOOK,
        registered_at=now,
        continue_after=continue_after,
        language=language,
        offset_seconds=round(ahead.total_seconds()),
    )
    async with tracker(client, doors.all(), queue, queues=queues):
        handle = await starter.start_workflow(
            ConsignmentWorkflow.run,
            start,
            id=f"consignment/{uuid4()}",
            task_queue=queue,
            static_summary=summary(registration),
            static_details=sheet(registration),
            search_attributes=search_attributes.initial(
                begin(register(registration, RULEBOOK, now)[0])
            ),
        )
        # Without the run id: a handle that follows the consignment from run to run.
        following: Handle = client.get_workflow_handle_for(ConsignmentWorkflow.run, handle.id)
        try:
            yield Journey(following, skipper, doors, now, ahead=ahead)
        finally:
            if (await following.describe()).close_time is None:
                await following.terminate("the test is over")


async def to_the_port(trip: Journey) -> None:
    """Audited, shipped, declared, discharged: the mode is decided."""
    await trip.fact(file_of(trip.now), hours=1)
    approve = DecidePreShipment(officer="Chen Wei", decision=AuditDecision.APPROVE)
    await trip.act(approve, hours=4)
    await trip.fact(Shipped(vessel="EVER LUCID"), days=7)
    await trip.fact(DeclarationStatus(letter="L", entry_id=ENTRY_ID), days=6)
    await trip.fact(VesselArrived(vessel="EVER LUCID"), days=1)
    await trip.fact(Discharged(), hours=3)


def port_checks(box: str) -> tuple[Fact, Fact]:
    """Radiation and machine inspection passed."""
    reading = PortalReading(
        box=box,
        portal_id="P1",
        dose_rate=Decimal("0.1"),
        background=Decimal("0.1"),
        result=CheckResult.PASSED,
    )
    return reading, MachineInspected(box=box, scan_id="X1", result=CheckResult.PASSED)


async def checked_in_the_port(trip: Journey) -> None:
    """Both checks passed: permit and truck follow by themselves."""
    reading, scan = port_checks(trip.box)
    await trip.fact(reading, hours=1)
    await trip.fact(scan, minutes=20)


def gate_out(trip: Journey) -> Fact:
    """The box leaves the port with the ordered truck."""
    return GatedOut(box=trip.box, plate="浙B12345", lock_no="L-1", locked=True)


async def on_the_road(trip: Journey) -> None:
    """The box has left the port; the inspection is booked from the road."""
    await checked_in_the_port(trip)
    await trip.fact(gate_out(trip), minutes=15)
    await trip.fact(InspectionBooked(slot=trip.now + timedelta(hours=6)), minutes=20)


async def at_the_factory(trip: Journey, drive: float = 70) -> None:
    """Arrived, notified, seal in order, unloaded."""
    await trip.fact(BoxArrived(box=trip.box, plate="浙B12345"), minutes=drive)
    await trip.fact(ArrivalNotified(box=trip.box), minutes=5)
    registered = (await trip.state()).boxes[trip.box].seal
    seal = SealChecked(box=trip.box, seal_no=registered, state=SealState.INTACT)
    await trip.fact(seal, minutes=10)
    await trip.fact(Unloaded(box=trip.box, net_kg=Decimal(21550)), minutes=90)


async def released(trip: Journey) -> Ending:
    """The whole smooth release of one box."""
    await to_the_port(trip)
    await on_the_road(trip)
    await at_the_factory(trip)
    await trip.act(conforming("Li Na", trip.box), hours=3)
    return await trip.ending()
