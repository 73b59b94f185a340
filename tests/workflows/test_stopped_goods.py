"""A stop reaches the gate, and what it took back is asked for anew when it is lifted."""

from decimal import Decimal

from temporalio.client import Client

from models.execution.activity_io import AssignedTrip, PermitEnd, RoadRequest, StockOrder
from models.inspection.events import SealChecked, Unloaded
from models.kernel.terms import SealState
from models.returns.events import ReturnSealed
from models.returns.messages import OrderReturn
from models.supervision.messages import Hold, Resume
from models.transport.events import BoxArrived, GatedOut
from tests.history import sample_seal
from tests.workflows.consignment_driver import (
    BOX,
    Journey,
    checked_in_the_port,
    journey,
    to_the_port,
)
from tests.workflows.fake_activities import Doors

TRIP = AssignedTrip(trip_no="T-1", plate="浙B12345", lock_no="L-1", planned_drive_minutes=90)
OUT = GatedOut(box=BOX, plate="浙B12345", lock_no="L-1", locked=True)
HOLD = Hold(officer="Zhao", reason="a tip")
RESUME = Resume(officer="Zhao", reason="about another load")
RETURN = OrderReturn(officer="Zhao", reason="notice for the origin")


def of_kind(trip: Journey, kind: type[object]) -> list[object]:
    return [each for each in trip.doors.requests if isinstance(each, kind)]


async def in_the_port(trip: Journey) -> None:
    await to_the_port(trip)
    await checked_in_the_port(trip)


async def test_a_hold_reaches_clearance_and_the_gate_and_the_permit_is_asked_for_anew(
    temporal: Client,
) -> None:
    async with journey(temporal, Doors(answers={"order_transport": TRIP})) as trip:
        await in_the_port(trip)
        await trip.act(HOLD, minutes=5)
        await trip.idle()
        held = await trip.state()
        await trip.act(RESUME, minutes=5)
        await trip.idle()
        resumed = await trip.state()
        await trip.fact(OUT, minutes=1)
        left = await trip.state()
    assert (held.boxes[BOX].permit_no, held.boxes[BOX].gate_barred) == (None, True)
    assert len(of_kind(trip, PermitEnd)) == 1
    orders = [each.order for each in of_kind(trip, RoadRequest) if isinstance(each, RoadRequest)]
    assert orders == ["BAR_GATE", "OPEN_GATE"]
    assert len(trip.doors.calls("permit_removal")) == 2
    assert len(trip.doors.calls("order_transport")) == 1
    assert (resumed.boxes[BOX].gate_barred, left.violations) == (False, ())


async def test_a_box_that_may_not_be_opened_after_all_is_kept_shut_and_permitted_anew(
    temporal: Client,
) -> None:
    seal = SealChecked(box=BOX, seal_no=sample_seal(1, 1), state=SealState.INTACT)
    async with journey(temporal, Doors(answers={"order_transport": TRIP})) as trip:
        await in_the_port(trip)
        for fact in (OUT, BoxArrived(box=BOX), seal):
            await trip.fact(fact, minutes=30)
        await trip.idle()
        await trip.act(HOLD, minutes=5)
        await trip.idle()
        await trip.act(RESUME, minutes=5)
        await trip.idle()
        await trip.fact(Unloaded(box=BOX, net_kg=Decimal(21550)), minutes=90)
        state = await trip.state()
    told = [each for each in of_kind(trip, StockOrder) if isinstance(each, StockOrder)]
    assert [(each.state, each.boxes) for each in told] == [("HOLD", (BOX,))]
    assert len(trip.doors.calls("permit_unloading")) == 2
    assert state.violations == ()


async def test_a_box_that_leaves_the_port_after_its_return_was_ordered_gets_a_truck_back(
    temporal: Client,
) -> None:
    sealed = ReturnSealed(box=BOX, seal_no="R1", gross_kg=Decimal(25000))
    async with journey(temporal, Doors(answers={"order_transport": TRIP})) as trip:
        await in_the_port(trip)
        await trip.act(RETURN, minutes=5)
        await trip.idle()
        for fact in (OUT, BoxArrived(box=BOX), sealed):
            await trip.fact(fact, minutes=60)
        await trip.idle()
        state = await trip.state()
    assert state.boxes[BOX].return_trip_no == "T-1"
    assert "SV-10" in state.violations
