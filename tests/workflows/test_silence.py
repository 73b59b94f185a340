"""Calls that nobody answers: people hear of it, and the tracker asks on as long as it matters."""

import asyncio

import pytest
from temporalio.client import Client

from models.kernel.terms import ProcessPhase
from models.supervision.messages import FallBack
from tests.enterprises import ENROLLED, REINSTATE, SUSPEND
from tests.history import (
    file_of,
)
from tests.workflows.consignment_driver import (
    BOX,
    checked_in_the_port,
    journey,
    on_the_road,
    to_the_port,
)
from tests.workflows.fake_activities import Doors, silence
from tests.workflows.register import registered
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
        await trip.handle.execute_update("fall_back", FallBack(officer="Zhao", reason="no truck"))
        left.set()
        await going
        state = await trip.state()
    assert state.course is ProcessPhase.TRADITIONAL
    assert [kind for kind in doors.recorded if kind.startswith("call-")] == [
        "call-unanswered",
        "call-dropped",
    ]
    assert state.waiting_calls == ()
    assert len(doors.calls("order_transport")) == 2


async def test_people_hear_of_a_ledger_that_does_not_answer(temporal: Client) -> None:
    silences = [silence()]

    async def away() -> None:
        if silences:
            raise silences.pop()

    doors = Doors(ledger_away=away)
    async with journey(temporal, doors) as trip:
        await trip.fact(file_of(trip.now), hours=1)
        state = await trip.state()
    assert {"call-unanswered", "call-answered"} <= set(doors.recorded)
    assert any(told.startswith("no answer to record: ") for told in doors.told)
    assert state.waiting_calls == ()
    assert not state.deadlines["D21"].open


async def test_people_hear_of_a_register_that_does_not_answer(temporal: Client) -> None:
    silences = [silence(), silence()]

    async def silent() -> None:
        if silences:
            raise silences.pop()

    doors = Doors(before={"report_violation": silent})
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        # The window ends 165 minutes after gate-out: a breach.
        await trip.advance(minutes=166)
        state = await trip.state()
    assert any(told.startswith("no answer to violation:") for told in doors.told)
    assert len(doors.calls("report_violation")) == 3
    assert len(set(doors.calls("report_violation"))) == 1
    assert state.waiting_calls == ()


@pytest.mark.parametrize(
    "door, said",
    [("record", "no answer to record"), ("carry_standing", "no answer to standing")],
)
async def test_operations_hear_what_the_page_of_an_enterprise_waits_for(
    temporal: Client, door: str, said: str
) -> None:
    silences = [silence()]

    async def silent() -> None:
        if silences:
            raise silences.pop()

    doors = Doors(before={door: silent})
    async with registered(temporal, doors) as page:
        for command in (*ENROLLED, SUSPEND, REINSTATE):
            await page.act(command, hours=1)
        state = await page.state()
    assert state.order is None
    assert [told.split(":")[0] for told in doors.told if told.startswith("no answer")] == [said]
