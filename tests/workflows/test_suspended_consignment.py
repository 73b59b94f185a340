"""The enterprise's suspension reaches the consignment by Update, once however often it is sent."""

from temporalio.client import Client

from models import messages
from models.start import Receipt
from models.terms import Overlay
from tests.workflows.journey import (
    BOX,
    Journey,
    checked_in_the_port,
    gate_out,
    journey,
    to_the_port,
)

SUSPEND = messages.EnterpriseSuspended(id="e-7", reason="SV-01", cause_event="enterprise/E-1:7")
REINSTATE = messages.EnterpriseReinstated(id="e-9", reason="ok", cause_event="enterprise/E-1:9")


async def told(trip: Journey, name: str, message: messages.Message, id_: str) -> Receipt:
    receipt: Receipt = await trip.handle.execute_update(name, message, id=id_, result_type=Receipt)
    return receipt


async def test_nothing_leaves_the_port_until_the_enterprise_is_reinstated(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        first = await told(trip, "suspend", SUSPEND, "one")
        again = await told(trip, "suspend", SUSPEND, "two")
        await checked_in_the_port(trip)
        asked_before = trip.doors.calls("permit_removal")
        suspended = await trip.state()
        lifted = await told(trip, "reinstate_enterprise", REINSTATE, "three")
        await trip.idle()
        reinstated = await trip.state()
    assert (first.recorded, again.recorded) == (("suspension-imposed",), ())
    assert suspended.overlays == (Overlay.SUSPENDED,)
    assert asked_before == []
    assert lifted.recorded == ("suspension-lifted",)
    assert len(trip.doors.calls("permit_removal")) == 1
    assert reinstated.boxes[BOX].trip_no is not None


async def test_what_is_on_the_road_goes_on(temporal: Client) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        await trip.fact(gate_out(trip), hours=1)
        receipt = await told(trip, "suspend", SUSPEND, "one")
    assert receipt.recorded == ()
