"""Whether there is room is asked with the record of what is booked; a silence is as bad as none."""

from temporalio.client import Client

from models.execution.activity_io import CapacityTaken
from models.kernel.capacity import EnterpriseCapacity
from models.kernel.enterprise_terms import Resource
from models.process.capacity_questions import CapacityQuestion
from tests.workflows.consignment_driver import journey, on_the_road, to_the_port
from tests.workflows.fake_activities import Doors, silence


async def test_with_room_nobody_is_told(temporal: Client) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        await trip.state()
    asked = [each for each in trip.doors.requests if isinstance(each, CapacityQuestion)]
    assert [each.resource for each in asked] == [Resource.BAYS, Resource.BOXES_A_DAY]
    assert "capacity-short" not in trip.doors.recorded


async def test_what_is_full_is_recorded_after_what_was_booked_and_told(temporal: Client) -> None:
    own = EnterpriseCapacity(bays=6, boxes_a_day=20)
    doors = Doors(answers={"ask_capacity": CapacityTaken(taken=20, own=own)})
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        state = await trip.state()
    booked = doors.recorded.index("inspection-booked")
    assert "capacity-short" in doors.recorded[booked:]
    assert state.booked_for is not None
    assert [told for told in doors.told if "BOXES_A_DAY" in told] == [
        "no room, BOXES_A_DAY of 甬东再生铜业: 20 taken of 20"
    ] * 2


async def test_nobody_who_answers_is_told_as_no_room_and_nothing_is_lost(temporal: Client) -> None:
    async def silent() -> None:
        raise silence()

    doors = Doors(before={"ask_capacity": silent})
    async with journey(temporal, doors) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        await trip.state()
    assert doors.recorded.count("capacity-short") == 2
    assert {"transport-ordered", "inspection-booked"} <= set(doors.recorded)
    assert any("nobody says how much is taken of 40" in told for told in doors.told)
