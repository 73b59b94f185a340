"""What is said beforehand is what the workflow then does."""

from datetime import timedelta

import pytest
from temporalio.client import Client

from models.disposal.messages import DecideDisposal
from models.emergency.messages import RaiseEmergency
from models.inspection.messages import InspectionFinding, RecordInspection
from models.kernel.message import Command
from models.kernel.terms import Danger, Disposal
from models.process.command_preview import CommandPreview, of_consignment
from models.returns.messages import OrderReturn
from models.supervision.messages import Hold, Resume
from tests.inspecting import conforming
from tests.workflows.consignment_driver import (
    BOX,
    Journey,
    at_the_factory,
    checked_in_the_port,
    journey,
    on_the_road,
    to_the_port,
)

HOLD = Hold(officer="Lin", reason="papers")
RESUME = Resume(officer="Lin", reason="papers in order")
CONFORM = conforming("Lin", BOX)
RETURN = OrderReturn(officer="Lin", reason="notice for the origin")
FIRE = RaiseEmergency(officer="Lin", kind=Danger.FIRE, reason="smoke")
WET = RecordInspection(officer="Lin", conform=False, findings=(InspectionFinding(reason="NC-12"),))
GO_BACK = DecideDisposal(officer="Lin", disposal=Disposal.RETURN, reason="as ruled")


async def forecast_and_done(trip: Journey, command: Command) -> tuple[CommandPreview, list[str]]:
    """The forecast, and the calls that were made when it was done; records and questions beside."""
    seen = of_consignment(await trip.state(), command, trip.now)
    before = len(trip.doors.asked)
    receipt = await trip.act(command)
    await trip.idle()
    assert seen.recorded == receipt.recorded
    assert (seen.standing, seen.must_act) == (receipt.stage, receipt.must_act)
    if seen.next_due is None or receipt.next_due is None:
        assert (seen.next_due, receipt.next_due) == (None, None)
    else:
        assert abs(seen.next_due.at - receipt.next_due) < timedelta(minutes=1)
    made = [door for door, _ in trip.doors.asked[before:] if door not in {"record", "ask_capacity"}]
    return seen, made


def called(seen: CommandPreview) -> list[str]:
    return [call.activity for call in seen.calls]


async def test_a_hold_sets_nothing_going_and_its_end_what_it_held_back(temporal: Client) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        seen, made = await forecast_and_done(trip, HOLD)
        assert (called(seen), made) == ([], [])
        await checked_in_the_port(trip)
        seen, made = await forecast_and_done(trip, RESUME)
        assert called(seen) == ["permit_removal"]
        # The permit is the reason for the truck: that is one call further than one can see.
        assert made == ["permit_removal", "order_transport"]


async def test_an_inspection_that_conforms_lets_the_goods_go(temporal: Client) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        await at_the_factory(trip)
        seen, made = await forecast_and_done(trip, CONFORM)
        assert called(seen) == ["conclude"]
        assert made == ["conclude", "tag_stock"]


@pytest.mark.parametrize("command", [RETURN, FIRE], ids=lambda command: command.verb)
async def test_who_is_told_and_what_is_asked_on_the_road(
    temporal: Client, command: Command
) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        seen, made = await forecast_and_done(trip, command)
        told = ["notify_people"] if seen.told else []
        assert sorted(made) == sorted([*called(seen), *told])
        assert made


async def test_a_decision_on_the_goods_is_told_to_the_enterprise(temporal: Client) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        await at_the_factory(trip)
        await trip.act(WET)
        seen, made = await forecast_and_done(trip, GO_BACK)
        assert called(seen) == made == ["tag_stock"]
