"""Clearance hears that a permit it gave does not stand any more, on whatever course."""

from temporalio.client import Client

from models.execution.activity_io import PermitEnd
from models.kernel.terms import ProcessPhase
from models.supervision.messages import FallBack, RetryCall
from tests.workflows.consignment_driver import (
    BOX,
    Journey,
    checked_in_the_port,
    journey,
    to_the_port,
)
from tests.workflows.fake_activities import Doors

FALL_BACK = FallBack(officer="Zhao", reason="papers")
KEY = "permit-end:P-1"


async def permitted(trip: Journey) -> None:
    await to_the_port(trip)
    await checked_in_the_port(trip)


async def test_clearance_hears_of_a_permit_that_was_withdrawn_with_the_pilot(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        await permitted(trip)
        await trip.act(FALL_BACK, minutes=10)
        await trip.idle()
        state = await trip.state()
    assert state.course is ProcessPhase.TRADITIONAL
    assert trip.doors.calls("end_permit") == [f"NB25-000001:{KEY}"]
    (asked,) = [each for each in trip.doors.requests if isinstance(each, PermitEnd)]
    assert (asked.box, asked.permit_no) == (BOX, "P-1")
    assert asked.reason == "the pilot was left: OFFICER"


async def test_a_refusal_waits_for_an_officer(temporal: Client) -> None:
    async with journey(temporal, Doors(refusing={"end_permit"})) as trip:
        await permitted(trip)
        await trip.act(FALL_BACK, minutes=10)
        await trip.idle()
        refused = await trip.state()
        trip.doors.refusing.clear()
        await trip.act(RetryCall(officer="Zhao", call=KEY), minutes=5)
        await trip.idle()
        heard = await trip.state()
    assert list(refused.failing_calls) == [KEY]
    assert heard.waiting_calls == ()
    assert len(trip.doors.calls("end_permit")) == 2
