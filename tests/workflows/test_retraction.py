"""A fact is taken back in a living workflow; a paper stands in for a call that is not answered."""

import asyncio

import pytest
from temporalio.client import Client

from models.emergency.messages import LiftEmergency
from models.process.messages import DecideStandingAct, PermitOnPaper, ReportByHand, Retract
from models.transport.events import BoxArrived, BoxFound, GatedOut
from tests.workflows.consignment_driver import (
    BOX,
    CLOSING,
    at_the_factory,
    checked_in_the_port,
    journey,
    on_the_road,
    port_checks,
    to_the_port,
)
from tests.workflows.fake_activities import Doors, silence
from workflows.consignment import ConsignmentWorkflow

WRONG = ReportByHand(officer="Lin", fact=BoxArrived(box=BOX), reason="down")


def taking_back(fact: str) -> Retract:
    said = {"officer": "Lin", "fact": fact, "box": BOX, "reason": "typo", "approver": "Wang Li"}
    return Retract.model_validate(said)


@pytest.mark.parametrize("continue_after", [None, 1])
async def test_a_mistyped_arrival_is_taken_back_in_whatever_run_it_was_heard(
    temporal: Client, continue_after: int | None
) -> None:
    doors = Doors()
    async with journey(temporal, doors, continue_after) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        before = await trip.state()
        await trip.act(WRONG, minutes=5)
        await trip.act(taking_back("box-arrived"), minutes=5)
        after = await trip.state()
        assert after.boxes == before.boxes
        assert after.deadlines == before.deadlines
        await at_the_factory(trip, drive=60)
        state = await trip.state()
        assert state.boxes[BOX].unloaded is not None
    assert "fact-retracted" in doors.recorded


async def test_a_permit_is_asked_for_once_more_when_the_check_before_it_was_wrong(
    temporal: Client,
) -> None:
    doors = Doors()
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        reading, scan = port_checks(BOX)
        await trip.fact(scan, minutes=5)
        await trip.act(taking_back("machine-inspected"), minutes=5)
        await trip.fact(reading, minutes=5)
        assert doors.calls("permit_removal") == []
        await trip.fact(scan, minutes=5)
        state = await trip.state()
    assert state.boxes[BOX].permit_no is not None
    assert state.boxes[BOX].trip_no is not None


async def test_a_box_that_never_left_the_port_is_permitted_and_hauled_after_all(
    temporal: Client,
) -> None:
    doors = Doors()
    left = GatedOut(box=BOX, plate="x", lock_no="y", locked=True)
    gone = ReportByHand(officer="Lin", fact=left, reason="down")
    stands = DecideStandingAct(
        officer="Lin",
        act="emergency-raised",
        box=BOX,
        stands=False,
        reason="no box is missing",
        approver="Wang Li",
    )
    over = {"officer": "Wang Li", "resolution": "RESUME", "reason": "it stands in the port"}
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        await trip.act(gone, minutes=5)
        await trip.act(taking_back("gated-out"), minutes=5)
        await trip.fact(BoxFound(box=BOX, lock_state="LOCKED", note="in the yard"), minutes=5)
        await trip.act(LiftEmergency.model_validate({**CLOSING, **over}), minutes=5)
        await trip.act(stands, minutes=5)
        await checked_in_the_port(trip)
        state = await trip.state()
    assert state.boxes[BOX].permit_no is not None
    assert state.boxes[BOX].trip_no is not None


async def test_a_truck_is_ordered_by_a_paper_while_clearance_is_silent_and_it_is_confirmed(
    temporal: Client,
) -> None:
    asked, back = asyncio.Event(), asyncio.Event()

    async def silent() -> None:
        if not asked.is_set():
            asked.set()
            raise silence()
        await back.wait()

    doors = Doors(before={"permit_removal": silent})
    paper = PermitOnPaper.model_validate(
        {
            "officer": "Lin",
            "permission": "REMOVAL",
            "box": BOX,
            "document": "P-7",
            "reason": "clearance is down",
            "approver": "Wang Li",
        }
    )
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        going = asyncio.create_task(checked_in_the_port(trip))
        async with asyncio.timeout(60):
            while not (await trip.handle.query(ConsignmentWorkflow.state)).unanswered_calls:
                await asyncio.sleep(0.02)
            await trip.handle.execute_update("permit_on_paper", paper)
            while "transport-ordered" not in doors.recorded:
                await asyncio.sleep(0.02)
        assert "paper-confirmed" not in doors.recorded
        back.set()
        await going
        state = await trip.state()
    assert "paper-confirmed" in doors.recorded
    assert state.unconfirmed == {}
    assert state.waiting_calls == ()
    assert len(set(doors.calls("permit_removal"))) == 1
