"""What a workflow takes at once has bounds: on the real server, with a ledger that is away."""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from models.execution.workflow_io import Receipt
from models.kernel.identity import tracking_no_of
from models.kernel.limits import BACKLOG, LARGEST_COMMAND, RECORDED_AT_ONCE
from models.kernel.message import Command
from models.kernel.terms import CheckResult
from models.port.events import MachineInspected
from models.port.messages import PortalReading
from models.process.messages import Fact, ReportByHand
from models.returns.events import ReturnGatedIn
from models.supervision.messages import Hold, RetryCall, Unknown
from models.transport.events import GatedOut
from tests.workflows.consignment_driver import Journey, journey, to_the_port
from tests.workflows.fake_activities import Doors
from workers.recovery.history_reader import Histories

FACTS, SIZE = 45, 60_000
FAILED = EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED


class Away(Doors):
    """A ledger that answers when it is told to."""

    def shut(self) -> None:
        self.back = asyncio.Event()
        self.ledger_away = self._away

    async def _away(self) -> None:
        await self.back.wait()


async def lived(client: Client, trip: Journey) -> list[HistoryEvent]:
    """The events of all its runs."""
    runs = await Histories(client).runs(tracking_no_of(trip.handle.id))
    return [event for run in runs for event in run.history.events]


async def failures(client: Client, trip: Journey) -> int:
    """Workflow tasks that failed."""
    return sum(event.event_type == FAILED for event in await lived(client, trip))


async def say(trip: Journey, *facts: Fact) -> None:
    """Facts that do not wait until nothing is under way."""
    for fact in facts:
        await trip.report(fact, f"message-{uuid4()}", datetime.now(UTC))


async def tell_much(trip: Journey, number: int = FACTS) -> None:
    await say(trip, *(Unknown(raw=f"{nth} " + "x" * SIZE) for nth in range(number)))


async def order(trip: Journey, command: Command) -> Receipt:
    """A command that does not wait either."""
    receipt: Receipt = await trip.handle.execute_update(
        command.verb, command, id=str(uuid4()), result_type=Receipt
    )
    return receipt


async def refused(sent: Awaitable[object]) -> ApplicationError:
    """Why a message is not taken in."""
    with pytest.raises(WorkflowUpdateFailedError) as error:
        await sent
    cause = error.value.cause
    assert isinstance(cause, ApplicationError)
    return cause


async def test_forty_five_facts_of_sixty_kilobytes_outlast_an_outage_of_the_ledger(
    temporal: Client,
) -> None:
    doors = Away()
    async with journey(temporal, doors, real_time=True) as trip:
        await trip.idle()
        doors.shut()
        await tell_much(trip)
        async with asyncio.timeout(60):
            while not any("near a limit" in told for told in doors.told):
                await asyncio.sleep(0.05)
        doors.back.set()
        async with asyncio.timeout(60):
            while doors.recorded.count("fact-not-understood") < FACTS:
                await asyncio.sleep(0.05)
        await trip.idle()
        assert await failures(temporal, trip) == 0
        history = await lived(temporal, trip)
    batches = [
        event.activity_task_scheduled_event_attributes.input.payloads[0]
        for event in history
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
    ]
    assert max(len(batch.data) for batch in batches) <= RECORDED_AT_ONCE + 64_000
    # Everything once for the message, once for the record, and no third time.
    assert sum(event.ByteSize() for event in history) < 3 * FACTS * SIZE


async def test_nobody_outside_hears_of_what_is_not_recorded_however_much_waits(
    temporal: Client,
) -> None:
    doors, known = Away(), list[list[str]]()

    async def asked() -> None:
        known.append(list(doors.recorded))

    doors.before["permit_removal"] = asked
    async with journey(temporal, doors, real_time=True) as trip:
        await to_the_port(trip)
        await trip.idle()
        doors.shut()
        await tell_much(trip, 12)
        reading = {"portal_id": "P1", "dose_rate": "0.1", "background": "0.1", "result": "PASSED"}
        portal = PortalReading.model_validate({"box": trip.box, **reading})
        scan = MachineInspected(box=trip.box, scan_id="X1", result=CheckResult.PASSED)
        await say(trip, portal, scan)
        # The next message is taken in after the call could have been made.
        await tell_much(trip, 1)
        assert doors.calls("permit_removal") == []
        doors.back.set()
        async with asyncio.timeout(60):
            while not known:
                await asyncio.sleep(0.05)
        assert await failures(temporal, trip) == 0
    assert "machine-inspected" in known[0]
    assert known[0].count("fact-not-understood") >= 12


async def test_more_than_can_wait_is_not_taken_in_until_the_ledger_is_back(
    temporal: Client,
) -> None:
    doors = Away()
    async with journey(temporal, doors, real_time=True) as trip:
        await trip.idle()
        doors.shut()
        await tell_much(trip, BACKLOG // SIZE)
        assert (await refused(tell_much(trip, 2))).type == "Busy"
        hold = Hold(officer="Li Na", reason="papers")
        assert (await refused(order(trip, hold))).type == "Busy"
        doors.back.set()
        async with asyncio.timeout(120):
            while doors.recorded.count("fact-not-understood") < BACKLOG // SIZE:
                await asyncio.sleep(0.05)
        await trip.idle()
        assert "held" in (await trip.act(hold)).recorded
        assert await failures(temporal, trip) == 0


async def test_a_message_that_cannot_be_recorded_is_refused_with_what_to_do(
    temporal: Client,
) -> None:
    async with journey(temporal, real_time=True) as trip:
        # Signs that take six bytes each where they are written down.
        fact = trip.fact(Unknown(raw="\x01" * 66_000))
        assert "at most" in str(await refused(fact))
        seals = tuple(f"{n:06}" + "X" * 190 for n in range(LARGEST_COMMAND // 190))
        gate_in = ReturnGatedIn(box=trip.box, seals=seals)
        by_hand = ReportByHand(officer="Li Na", fact=gate_in, reason="down")
        assert "in parts" in str(await refused(trip.act(by_hand)))
        await trip.idle()
        assert trip.doors.recorded == ["consignment-registered"]


async def test_a_register_that_will_never_take_a_violation_shows_as_a_failed_call(
    temporal: Client,
) -> None:
    doors = Doors(refusing={"report_violation"})
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        strange = GatedOut(box=trip.box, plate="浙B1", lock_no="L-9", locked=False)
        await trip.fact(strange, hours=1)
        await trip.idle()
        state = await trip.state()
        assert [call.partition(":")[0] for call in state.failing_calls] == ["violation"]
        assert any("violation:" in told for told in doors.told)
        (call,) = state.failing_calls
        doors.refusing.clear()
        await trip.act(RetryCall(officer="Li Na", call=call))
        await trip.idle()
        assert (await trip.state()).failing_calls == {}
        assert doors.calls("report_violation")[:2] == [f"NB25-000001:{call}"] * 2
