"""A refused removal waits for an officer, also when the consignment goes on in another run."""

from temporalio.client import Client

from models.arrival.events import VesselArrived
from models.execution.activity_io import Permission
from models.supervision.messages import RetryCall
from tests.workflows.consignment_driver import BOX, checked_in_the_port, journey, to_the_port
from tests.workflows.fake_activities import Doors


async def test_a_refusal_is_not_asked_again_because_the_run_is_another(temporal: Client) -> None:
    doors = Doors(answers={"permit_removal": Permission(refusal="declaration is under review")})
    async with journey(temporal, doors, continue_after=2) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        for _ in range(3):
            await trip.fact(VesselArrived(vessel="EVER LUCID"), hours=1)
        await trip.idle()
        asked = len(doors.calls("permit_removal"))
        doors.answers.clear()
        retry = RetryCall(officer="Zhao", call=f"removal:{BOX}:1")
        await trip.act(retry, minutes=5)
        await trip.idle()
        permitted = await trip.state()
    assert asked == 1
    assert permitted.boxes[BOX].permit_no == "P-1"
    assert len(doors.calls("permit_removal")) == 2
