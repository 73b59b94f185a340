"""What a consignment may cost Temporal: ceilings, so that no change makes it dearer unnoticed."""

from collections import Counter
from datetime import datetime
from itertools import accumulate, pairwise

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import ActivityTaskStartedEventAttributes, HistoryEvent
from temporalio.client import Client

from models.consignment.state import State
from models.deadlines.engine import due
from models.kernel.clock import CHINA
from models.kernel.terms import AuditDecision
from models.pre_shipment.messages import DecidePreShipment
from models.process.evolve import begin, evolve
from models.process.stored_events import from_entries
from models.transport.events import ArrivalNotified, BoxArrived
from tests.history import (
    file_of,
)
from tests.workflows.consignment_driver import Journey, journey, on_the_road, released, to_the_port
from tests.workflows.cost import actions, cost
from workflows.search_attributes import visible_state

CEILING = 50
# It arrives in working hours, at night, on a day off: what is due next depends on them.
BEGINS = {
    "by day": datetime(2026, 1, 12, tzinfo=CHINA),
    "at night": datetime(2026, 1, 12, 12, tzinfo=CHINA),
    "on a Saturday": datetime(2026, 1, 10, tzinfo=CHINA),
}
MESSAGES = 15
CALLS = 8
# The notice is an activity of its own: an alarm to people never waits for the ledger.
AN_ESCALATION = Counter(pull=1, record=1, notice=1, upsert=1, timer=1)


@pytest.mark.parametrize("begins", BEGINS.values(), ids=BEGINS)
async def test_a_smooth_release_stays_below_its_ceiling(temporal: Client, begins: datetime) -> None:
    async with journey(temporal, begins=begins) as trip:
        await released(trip)
        spent = await cost(trip)
    assert spent.actions.total() <= CEILING, str(spent)


async def test_a_hurried_release_is_no_dearer(temporal: Client) -> None:
    async with journey(temporal, real_time=True) as trip:
        await released(trip)
        spent = await cost(trip)
    assert spent.actions.total() <= CEILING, str(spent)


async def test_nothing_in_a_smooth_release_costs_more_than_one_action(temporal: Client) -> None:
    async with journey(temporal, real_time=True) as trip:
        await released(trip)
        spent = (await cost(trip)).actions
    lived = states(trip)
    assert spent["start"] == 1
    assert spent["update"] == MESSAGES
    assert spent["activity"] == len(trip.doors.asked)
    assert len([door for door, _ in trip.doors.asked if door != "record"]) == CALLS
    assert len(trip.doors.calls("record")) <= MESSAGES + 1
    assert spent["upsert"] <= sum(visible_state(a) != visible_state(b) for a, b in pairwise(lived))
    assert spent["timer"] <= sum(armed(a) != armed(b) for a, b in pairwise(lived))
    assert set(spent) == {"start", "update", "activity", "upsert", "timer"}


async def test_a_level_that_fires_costs_at_most_a_pull_and_four_actions(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        # The window ends 165 minutes after gate-out, 20 have passed; two deadlines count so.
        for minutes in (146, 15, 15, 30):
            before = await spending(trip)
            await trip.advance(minutes=minutes)
            after = await spending(trip)
            # The first one is a breach: the enterprise's own record is told. The last one stops
            # the fleet: the checkpoint system is.
            assert after - before <= AN_ESCALATION + Counter(activity=minutes in {146, 30})


async def test_a_timer_that_rings_soon_stands_for_what_comes_later(temporal: Client) -> None:
    async with journey(temporal, begins=BEGINS["by day"]) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        assert await awaited(trip) == "D08"
        # The notice of the arrival is due in 20 minutes, and is given: the timer stands.
        await trip.fact(BoxArrived(box=trip.box, plate="浙B12345"), minutes=70)
        await trip.fact(ArrivalNotified(box=trip.box), minutes=5)
        assert await awaited(trip) == "D09"
        # It rings: nobody is told, and what is due now gets a timer of its own.
        told = len(trip.doors.calls("notify_people"))
        await trip.advance(minutes=20)
        assert len(trip.doors.calls("notify_people")) == told
        assert await awaited(trip) == "D10"


async def test_a_timer_that_rings_late_gives_way(temporal: Client) -> None:
    async with journey(temporal, begins=BEGINS["at night"]) as trip:
        await trip.fact(file_of(trip.now), hours=1)
        assert await awaited(trip) == "D03"
        # 23 hours are left; the supplement that is asked for is due in two working days.
        asked = DecidePreShipment(
            officer="Chen Wei", decision=AuditDecision.SUPPLEMENT, reason="photos of the load"
        )
        await trip.act(asked, hours=1)
        assert await awaited(trip) == "P01"


def test_a_retry_costs_an_action() -> None:
    third = ActivityTaskStartedEventAttributes(attempt=3)
    scheduled = HistoryEvent(event_type=EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
    started = HistoryEvent(
        event_type=EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED,
        activity_task_started_event_attributes=third,
    )
    assert actions([scheduled, started]) == {"activity": 1, "retry": 2}


def states(trip: Journey) -> list[State]:
    """Every state that a consignment was in, by what was recorded."""
    first, *rest = from_entries(trip.doors.stream[version] for version in sorted(trip.doors.stream))
    return list(accumulate(rest, evolve, initial=begin(first)))


def armed(state: State) -> object:
    """When the watch is to wake."""
    next_one = due(state)
    return next_one and next_one[1].due


async def spending(trip: Journey) -> Counter[str]:
    """The Actions until now, with activities by what they do."""
    spent = (await cost(trip)).actions
    doors = {"pull": "pull_messages", "record": "record", "notice": "notify_people"}
    named = {kind: len(trip.doors.calls(door)) for kind, door in doors.items()}
    return Counter({**spent, **named, "activity": spent["activity"] - sum(named.values())})


async def awaited(trip: Journey) -> str:
    """The deadline that the watch sleeps for, when nothing is under way."""
    await trip.idle()
    standing: dict[int, str] = {}
    async for event in trip.handle.fetch_history_events():
        if event.event_type == EventType.EVENT_TYPE_TIMER_STARTED:
            standing[event.event_id] = event.user_metadata.summary.data.decode()
        # Whichever of the two it is not, has no number.
        standing.pop(event.timer_fired_event_attributes.started_event_id, None)
        standing.pop(event.timer_canceled_event_attributes.started_event_id, None)
    (label,) = standing.values()
    return label.strip('"').split()[0]
