"""The checkpoint system hears whose trucks stand still, and whom the gate refuses."""

from temporalio.client import Client

from models.execution.activity_io import AssignedTrip, RoadRequest
from models.supervision.messages import RetryCall
from models.transport.events import BoxArrived, GatedOut
from tests.workflows.consignment_driver import BOX, checked_in_the_port, journey, to_the_port
from tests.workflows.fake_activities import Doors

TRIP = AssignedTrip(
    trip_no="T-1", plate="浙B12345", haulier="甬通集卡", lock_no="L-1", planned_drive_minutes=90
)
OUT = GatedOut(box=BOX, plate="浙B12345", lock_no="L-1", locked=True)


async def test_a_refused_truck_and_a_fleet_that_stands_and_drives_again(temporal: Client) -> None:
    async with journey(temporal, Doors(answers={"order_transport": TRIP})) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        await trip.advance(minutes=40)
        await trip.fact(OUT, minutes=1)
        await trip.advance(hours=4)
        await trip.fact(BoxArrived(box=BOX), minutes=1)
        await trip.idle()
    asked = [each for each in trip.doors.requests if isinstance(each, RoadRequest)]
    assert [(each.order, each.trip_no, each.haulier) for each in asked] == [
        ("REFUSE_GATE", "T-1", ""),
        ("STOP_FLEET", "T-1", "甬通集卡"),
        ("RESUME_FLEET", "T-1", "甬通集卡"),
    ]
    assert len(set(trip.doors.calls("direct_road"))) == len(asked)


async def test_what_the_system_refuses_waits_for_an_officer(temporal: Client) -> None:
    async with journey(temporal, Doors(refusing={"direct_road"})) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        await trip.advance(minutes=40)
        await trip.idle()
        (call,) = (await trip.state()).failing_calls
        trip.doors.refusing.clear()
        await trip.act(RetryCall(officer="Zhao", call=call), minutes=5)
        await trip.idle()
        heard = await trip.state()
    assert call.startswith("road:")
    assert heard.waiting_calls == ()
