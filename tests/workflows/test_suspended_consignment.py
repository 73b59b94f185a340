"""The enterprise's suspension reaches the consignment by Update, once however often it is sent."""

import pytest
from temporalio.client import Client, WorkflowUpdateFailedError

from models.execution.activity_io import StatusProof
from models.execution.workflow_io import Receipt
from models.kernel.message import Message
from models.kernel.terms import Overlay
from models.supervision.messages import ReinstatementNotice, SuspensionNotice
from tests.workflows.consignment_driver import (
    BOX,
    Journey,
    checked_in_the_port,
    gate_out,
    journey,
    to_the_port,
)
from tests.workflows.fake_activities import Doors

SUSPEND = SuspensionNotice(id="e-7", reason="SV-01", cause_event="enterprise/E-1:7")
REINSTATE = ReinstatementNotice(id="e-9", reason="ok", cause_event="enterprise/E-1:9")
SUSPENDED = StatusProof(known=True, latest=True, suspended=True, reason="SV-01")
LIFTED = StatusProof(known=True, latest=True, reason="ok")
ORDERS = {SUSPEND.id: SUSPENDED, REINSTATE.id: LIFTED}


async def told(trip: Journey, name: str, message: Message, id_: str) -> Receipt:
    receipt: Receipt = await trip.handle.execute_update(name, message, id=id_, result_type=Receipt)
    return receipt


async def test_nothing_leaves_the_port_until_the_enterprise_is_reinstated(
    temporal: Client,
) -> None:
    async with journey(temporal, Doors(orders=ORDERS)) as trip:
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
    async with journey(temporal, Doors(orders=ORDERS)) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        await trip.fact(gate_out(trip), hours=1)
        receipt = await told(trip, "suspend", SUSPEND, "one")
    assert receipt.recorded == ()


async def test_nobody_suspends_or_reinstates_in_the_name_of_an_enterprise(temporal: Client) -> None:
    """An Update is a hint to look: what the enterprise's own stream does not say has no effect."""
    async with journey(temporal) as trip:
        await to_the_port(trip)
        for name, message in (("suspend", SUSPEND), ("reinstate_enterprise", REINSTATE)):
            with pytest.raises(WorkflowUpdateFailedError) as refusal:
                await told(trip, name, message, name)
            assert "register of enterprises has no such order" in str(refusal.value.cause)
        state = await trip.state()
    assert state.overlays == ()
    assert not {"suspension-imposed", "suspension-lifted"} & set(trip.doors.recorded)


async def test_an_order_that_was_true_once_has_no_effect_any_more(temporal: Client) -> None:
    async with journey(temporal, Doors(orders=dict(ORDERS))) as trip:
        await to_the_port(trip)
        await told(trip, "suspend", SUSPEND, "one")
        trip.doors.orders[REINSTATE.id] = StatusProof(known=True, latest=False, reason="ok")
        late = await told(trip, "reinstate_enterprise", REINSTATE, "two")
        trip.doors.orders[REINSTATE.id] = SUSPENDED
        turned = await told(trip, "reinstate_enterprise", REINSTATE, "three")
        state = await trip.state()
    assert (late.recorded, turned.recorded) == ((), ())
    assert state.overlays == (Overlay.SUSPENDED,)
