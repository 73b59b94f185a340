"""What a consignment costs Temporal: events, Actions, state transitions, bytes.

`python -m tests.workflows.cost` measures the smooth release of one box on a server of its own: at
a truck's pace (the events and transitions by which the clock is moved are in it), and at once.
An Action is the unit that Temporal Cloud bills; elsewhere it says how much work the server has.
Not counted is what the history does not show (queries, rejected commands) and what a consignment
never has (children, local activities).
"""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent

from tests.temporal import connected, temporal_server
from tests.workflows.consignment_driver import Journey, journey, released
from workers import process_lifecycle

_ACTIONS = {
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED: "start",
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED: "update",
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED: "signal",
    EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED: "activity",
    EventType.EVENT_TYPE_TIMER_STARTED: "timer",
    EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES: "upsert",
}


@dataclass(frozen=True)
class Cost:
    """The bill of one run."""

    events: int
    actions: Counter[str]
    transitions: int
    size: int

    def __str__(self) -> str:
        """One line a unit."""
        kinds = " + ".join(f"{count} {kind}" for kind, count in self.actions.items())
        return (
            f"history events     {self.events}\n"
            f"Actions            {self.actions.total()} = {kinds}\n"
            f"state transitions  {self.transitions}\n"
            f"history size       {self.size / 1000:.1f} kB"
        )


def actions(events: Iterable[HistoryEvent]) -> Counter[str]:
    """The Actions of a history, by kind; the start of a continued run counts as one."""
    counted: Counter[str] = Counter()
    for event in events:
        kind = _ACTIONS.get(event.event_type)
        if kind and not _of_a_patch(event):
            counted[kind] += 1
        # The attempts before the one that is recorded.
        retries = event.activity_task_started_event_attributes.attempt - 1
        if retries > 0:
            counted["retry"] += retries
    return counted


def _of_a_patch(event: HistoryEvent) -> bool:
    """`workflow.patched` writes an attribute, which is free."""
    upsert = event.upsert_workflow_search_attributes_event_attributes
    return "TemporalChangeVersion" in upsert.search_attributes.indexed_fields


async def cost(trip: Journey) -> Cost:
    """What the present run has cost until now."""
    history = await trip.handle.fetch_history()
    info = (await trip.handle.describe()).raw_description.workflow_execution_info
    return Cost(
        events=len(history.events),
        actions=actions(history.events),
        transitions=info.state_transition_count,
        size=info.history_size_bytes,
    )


async def _main() -> None:
    with temporal_server(time_lapse=True) as address:
        client = await connected(address)
        for pace, real_time in (("at a truck's pace", False), ("at once", True)):
            async with asyncio.timeout(60), journey(client, real_time=real_time) as trip:
                await released(trip)
                print(f"{pace}\n{await cost(trip)}")  # noqa: T201


if __name__ == "__main__":
    process_lifecycle.run(_main())
