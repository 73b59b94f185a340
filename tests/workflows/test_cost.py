"""What a consignment may cost Temporal: ceilings, so that no change makes it dearer unnoticed."""

from collections import Counter
from itertools import accumulate, pairwise

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import ActivityTaskStartedEventAttributes, HistoryEvent
from temporalio.client import Client

from models.deadlines import due
from models.evolve import begin, evolve
from models.record import from_entries
from models.state import State
from tests.workflows.cost import actions, cost
from tests.workflows.journey import Journey, journey, on_the_road, released, to_the_port
from workflows.attributes import face

CEILING = 50
MESSAGES = 15
CALLS = 6
# The notice is an activity of its own: an alarm to people never waits for the ledger.
A_MILESTONE = Counter(pull=1, record=1, notice=1, upsert=1, timer=1)


async def test_a_smooth_release_stays_below_its_ceiling(temporal: Client) -> None:
    async with journey(temporal, real_time=True) as trip:
        await released(trip)
        spent, lived = await cost(trip), states(trip)
    # By working hours the seal is to be checked before the inspection is due; overnight, after it.
    by_day = any(rung.id == "D10" for state in lived for rung, _ in filter(None, [due(state)]))
    assert spent.actions.total() <= CEILING + by_day, str(spent)


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
    assert spent["upsert"] <= sum(face(a) != face(b) for a, b in pairwise(lived))
    assert spent["timer"] <= sum(armed(a) != armed(b) for a, b in pairwise(lived))
    assert set(spent) == {"start", "update", "activity", "upsert", "timer"}


async def test_a_milestone_that_fires_costs_at_most_a_pull_and_four_actions(
    temporal: Client,
) -> None:
    async with journey(temporal) as trip:
        await to_the_port(trip)
        await on_the_road(trip)
        # The window ends 165 minutes after gate-out, 20 have passed; two ladders count from there.
        for minutes in (146, 15, 15, 30):
            before = await spending(trip)
            await trip.advance(minutes=minutes)
            after = await spending(trip)
            # The first one is a breach as well: the enterprise's own record is told.
            assert after - before <= A_MILESTONE + Counter(activity=minutes == 146)


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
