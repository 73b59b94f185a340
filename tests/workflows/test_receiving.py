"""A truck is ordered when the enterprise can take it in, and waits for nothing by default."""

from datetime import datetime, timedelta

import pytest
from temporalio.client import Client

from models.arrival.messages import DeclarationStatus
from models.consignment import state
from models.execution.activity_io import TripRequest
from models.kernel.clock import CHINA
from models.kernel.terms import ProcessPhase
from models.port.messages import ResumeRemoval
from models.returns.messages import OrderReturn
from models.rules.rulebook import Receiving, rulebook
from tests.history import RULEBOOK
from tests.workflows.consignment_driver import ENTRY_ID, checked_in_the_port, journey, to_the_port
from tests.workflows.fake_activities import Doors

DRIVE = timedelta(minutes=90)


@pytest.fixture
def opens_in_hours(monkeypatch: pytest.MonkeyPatch) -> Receiving:
    """Enterprises that take boxes in for one hour, some hours after a box is checked."""
    # The journey checks its box 14 days and 9 h 20 min after it began.
    arrival = datetime.now(CHINA) + timedelta(days=14, hours=9, minutes=20) + DRIVE
    hour = (arrival.hour + 3) % 24
    narrow = Receiving(from_hour=hour, to_hour=hour + 1, drive_minutes=90)
    rules = rulebook(RULEBOOK).model_copy(update={"receiving": narrow})
    monkeypatch.setattr(state, "rulebook", lambda _: rules)
    return narrow


async def test_a_truck_waits_in_the_port_for_the_gate_of_the_enterprise(
    temporal: Client, opens_in_hours: Receiving
) -> None:
    doors = Doors()
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        await trip.idle()
        early = len(doors.calls("order_transport"))
        await trip.advance(hours=4)
        await trip.idle()
    (order,) = [request for request in doors.requests if isinstance(request, TripRequest)]
    assert early == 0
    assert order.not_before is not None
    arrival = (order.not_before + DRIVE).astimezone(CHINA)
    assert (arrival.hour, arrival.minute) == (opens_in_hours.from_hour, 0)


async def test_a_truck_that_waits_is_not_ordered_any_more_when_the_goods_go_back(
    temporal: Client, opens_in_hours: Receiving
) -> None:
    assert opens_in_hours.to_hour
    doors = Doors()
    async with journey(temporal, doors, continue_after=2) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        await trip.act(OrderReturn(officer="Li Na", reason="notice for the origin"))
        await trip.advance(hours=30)
        after = await trip.state()
    assert after.course is ProcessPhase.RETURN
    assert doors.calls("order_transport") == []


async def test_by_default_no_truck_waits(temporal: Client) -> None:
    doors = Doors()
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        await trip.idle()
    (order,) = [request for request in doors.requests if isinstance(request, TripRequest)]
    assert order.not_before is None


async def test_no_truck_is_ordered_on_a_permit_that_was_withdrawn_while_it_waited(
    temporal: Client, opens_in_hours: Receiving
) -> None:
    assert opens_in_hours.to_hour
    doors = Doors()
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        await checked_in_the_port(trip)
        await trip.idle()
        await trip.fact(DeclarationStatus(letter="C", entry_id=ENTRY_ID), minutes=5)
        await trip.advance(hours=4)
        await trip.idle()
        withdrawn = doors.calls("order_transport")
        await trip.act(ResumeRemoval(officer="Li Na", box=trip.box, reason="destination"))
        await trip.advance(hours=30)
        await trip.idle()
    assert withdrawn == []
    assert len(set(doors.calls("permit_removal"))) == 2
    assert len(set(doors.calls("order_transport"))) == 1
