"""Calls that nobody answers: people hear of it, and the tracker asks on as long as it matters."""

import asyncio

from temporalio.client import Client

from models import messages
from models.terms import Course
from tests.workflows.doors import Doors, silence
from tests.workflows.journey import BOX, checked_in_the_port, journey, to_the_port
from workflows.consignment import ConsignmentWorkflow

TRIP = f"trip:{BOX}"


async def test_a_silence_is_told_and_the_call_is_made_again_under_its_key(
    temporal: Client,
) -> None:
    silences = [silence(), silence()]

    async def silent() -> None:
        if silences:
            # What a client says of it does not name the system.
            raise silences.pop() from TimeoutError("read")

    doors = Doors(before={"order_transport": silent})
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        state = await trip.state()
    assert doors.recorded[-3:] == ["call-unanswered", "call-answered", "transport-ordered"]
    assert doors.calls("order_transport") == [f"NB25-000001:{TRIP}"] * 3
    assert any("checkpoint: 503" in told for told in doors.told)
    assert state.boxes[BOX].trip_no == "T-1"
    assert state.waiting_calls == ()
    assert not state.deadlines["D21"].open


async def test_nobody_waits_for_an_answer_on_a_course_that_was_left(temporal: Client) -> None:
    asked, left = asyncio.Event(), asyncio.Event()

    async def silent() -> None:
        if not asked.is_set():
            asked.set()
            raise silence()
        await left.wait()
        raise silence()

    doors = Doors(before={"order_transport": silent})
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        going = asyncio.create_task(checked_in_the_port(trip))
        async with asyncio.timeout(30):
            while not (await trip.handle.query(ConsignmentWorkflow.state)).unanswered_calls:
                await asyncio.sleep(0.02)
        await trip.handle.execute_update(
            "fall_back", messages.FallBack(officer="Zhao", reason="no truck")
        )
        left.set()
        await going
        state = await trip.state()
    assert state.course is Course.TRADITIONAL
    assert [kind for kind in doors.recorded if kind.startswith("call-")] == [
        "call-unanswered",
        "call-dropped",
    ]
    assert state.waiting_calls == ()
    assert len(doors.calls("order_transport")) == 2
