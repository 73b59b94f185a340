"""What a captured run sent to the ledger, and the state that it comes to."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter

from models.enterprise import evolve as enterprises
from models.execution.activity_io import EventBatch
from models.execution.enterprise_io import EnterpriseStart
from models.execution.workflow_io import Start
from models.kernel.base_types import Frozen
from models.kernel.event import Event, EventRecord
from models.process import evolve
from models.process.stored_events import from_entries


@dataclass(frozen=True)
class Stream:
    """How runs of one kind begin, and how they go on with an event."""

    start: type[Start] | type[EnterpriseStart]
    begin: Callable[[Event], Any]
    evolve: Callable[[Any, Event], Any]


STREAMS = {
    "Consignment": Stream(Start, evolve.begin, evolve.evolve),
    "PilotEnterprise": Stream(EnterpriseStart, enterprises.begin, enterprises.evolve),
}
"""By the name of the workflow."""


class _Carried(Frozen):
    batch: EventBatch | None = None


async def batches(history: WorkflowHistory) -> list[EventBatch]:
    """The batches that its activities carried, in their order."""
    asked = (event.activity_task_scheduled_event_attributes for event in history.events)
    payloads = [payload for each in asked for payload in each.input.payloads]
    carried = [await _decoded(payload, _Carried) for payload in payloads]
    return [each.batch for each in carried if each.batch]


async def folded(history: WorkflowHistory, kind: str) -> Any:
    """The state that its run began with, and every event that it sent."""
    (payload,) = history.events[0].workflow_execution_started_event_attributes.input.payloads
    start = await _decoded(payload, STREAMS[kind].start)
    entries = dict[int, EventRecord]()
    for batch in await batches(history):
        entries |= enumerate(batch.entries, start=batch.after.version + 1)
    events = from_entries(entries[version] for version in sorted(entries))
    if start.snapshot is not None:
        return reduce(STREAMS[kind].evolve, events, start.snapshot.state)
    return reduce(STREAMS[kind].evolve, events[1:], STREAMS[kind].begin(events[0]))


async def _decoded(payload: Payload, kind: Any) -> Any:
    (value,) = await pydantic_data_converter.decode([payload], [kind])
    return value
