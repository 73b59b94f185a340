"""Who hangs fills his own queue; what rides ahead of a call to him is recorded all the same."""

import asyncio
from collections.abc import Callable
from uuid import uuid4

from temporalio.client import Client

from models.emergency.messages import RaiseEmergency
from models.execution.workflow_io import Receipt
from models.kernel.terms import Danger, Mode, System
from models.process.messages import Report
from models.supervision.messages import Unknown
from tests.workflows.consignment_driver import Journey, journey, to_the_port
from tests.workflows.fake_activities import Doors
from workers.task_queue_workers import SLOTS, tracker
from workflows.consignment import ConsignmentWorkflow
from workflows.task_queues import Queue


def but(*queues: Queue) -> list[Queue]:
    """Every queue except those: as if no slot of theirs were ever free."""
    return [queue for queue in Queue if queue not in queues]


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not reached():
            await asyncio.sleep(0.02)


async def test_events_are_recorded_though_the_call_that_carries_them_finds_no_slot(
    temporal: Client,
) -> None:
    doors = Doors()
    full = but(Queue.INSTRUCTION)
    async with journey(temporal, doors, real_time=True, queues=full) as trip:
        await to_the_port(trip)
        await until(lambda: "discharged" in doors.recorded)
        assert doors.calls("fetch_instruction") == []
        await _slots_are_free(temporal, trip, doors, Queue.INSTRUCTION)
    # Each event once: `Doors` holds what comes again against what is there.
    assert len(doors.calls("fetch_instruction")) == 1
    assert doors.recorded.count("discharged") == 1


async def _slots_are_free(client: Client, trip: Journey, doors: Doors, queue: Queue) -> None:
    """The call that waits is made once, and the consignment goes on."""
    base = (await trip.handle.describe()).task_queue
    async with tracker(client, doors.all(), base, queues=[queue]):
        await until(lambda: bool(doors.calls("fetch_instruction")))
        assert (await trip.state()).mode is not Mode.UNDECIDED


async def test_an_emergency_is_recorded_and_told_while_every_system_hangs(
    temporal: Client,
) -> None:
    doors = Doors()
    hanging = but(Queue.INSTRUCTION, Queue.CLEARANCE, Queue.CHECKPOINT, Queue.ENTERPRISE)
    async with journey(temporal, doors, real_time=True, queues=hanging) as trip:
        await to_the_port(trip)
        await _raised(trip)
        await until(lambda: "emergency-raised" in doors.recorded)
        await until(lambda: "smoke" in " ".join(doors.told))


async def test_an_emergency_is_told_before_what_waits_longer(temporal: Client) -> None:
    doors = Doors()
    async with journey(temporal, doors, real_time=True, queues=but(Queue.PEOPLE)) as trip:
        for number in range(6):
            odd = Report(
                id=f"odd-{number}",
                system=System.CHECKPOINT,
                occurred_at=trip.now,
                fact=Unknown(raw=f"{number}"),
            )
            await trip.handle.execute_update(ConsignmentWorkflow.report, odd, id=odd.id)
        await _raised(trip)
        base = (await trip.handle.describe()).task_queue
        one = {**SLOTS, Queue.PEOPLE: 1}
        async with tracker(temporal, doors.all(), base, queues=[Queue.PEOPLE], slots=one):
            await until(lambda: len(doors.told) == 7)
    # What had been taken out of the queue before the emergency came may still go before it.
    assert "smoke" in " ".join(doors.told[:2]), doors.told


async def _raised(trip: Journey) -> None:
    """Not by `act`, which waits until nothing is under way."""
    fire = RaiseEmergency(officer="Li", kind=Danger.FIRE, reason="smoke")
    await trip.handle.execute_update(fire.verb, fire, id=str(uuid4()), result_type=Receipt)
