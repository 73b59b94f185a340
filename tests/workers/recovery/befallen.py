"""What can befall a workflow from outside: reset, cancelled, terminated, deleted."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from uuid import uuid4

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType, ResetReapplyExcludeType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.workflowservice.v1 import (
    DeleteWorkflowExecutionRequest,
    PauseActivityRequest,
    ResetWorkflowExecutionRequest,
    UnpauseActivityRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

_BARE = (
    ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_UPDATE,
    ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_SIGNAL,
)
"""What a reset leaves out when it is told to bring nothing back."""

_TASK = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
_ACCEPTED = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED


async def history_of(client: Client, workflow_id: str) -> Sequence[HistoryEvent]:
    """What has happened in the last run."""
    return (await client.get_workflow_handle(workflow_id).fetch_history()).events


def first_task(events: Sequence[HistoryEvent]) -> int:
    """The end of the first task: a reset to it leaves nothing of the life."""
    return next(each.event_id for each in events if each.event_type == _TASK)


def task_of_message(events: Sequence[HistoryEvent], back: int = 1) -> int:
    """The end of the task that accepted a message, the last or one before it."""
    accepted = [
        each.workflow_execution_update_accepted_event_attributes
        for each in events
        if each.event_type == _ACCEPTED
    ][-back]
    asked = accepted.accepted_request_sequencing_event_id
    return next(
        each.event_id for each in events if each.event_type == _TASK and each.event_id > asked
    )


async def reset(client: Client, workflow_id: str, to: int, *, bare: bool = False) -> str:
    """Starts the last run anew from the end of a task; bare, without the messages after it."""
    seen = await client.get_workflow_handle(workflow_id).describe()
    answer = await client.workflow_service.reset_workflow_execution(
        ResetWorkflowExecutionRequest(
            namespace=client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=workflow_id, run_id=seen.run_id),
            reason="a drill",
            request_id=str(uuid4()),
            workflow_task_finish_event_id=to,
            reset_reapply_exclude_types=_BARE if bare else (),
        )
    )
    return answer.run_id


async def delete(client: Client, workflow_id: str) -> None:
    """Takes the last run out of Temporal."""
    await client.workflow_service.delete_workflow_execution(
        DeleteWorkflowExecutionRequest(
            namespace=client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=workflow_id),
        )
    )
    handle = client.get_workflow_handle(workflow_id)
    while True:
        try:
            await handle.describe()
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            return
        await asyncio.sleep(0.05)


Befall = Callable[[Client, str], Awaitable[object]]
"""Does it to the last run of a workflow."""


async def over_a_message(client: Client, workflow_id: str) -> None:
    """Before the last two messages; both are brought back."""
    events = await history_of(client, workflow_id)
    await reset(client, workflow_id, task_of_message(events, 2))


async def before_the_messages(client: Client, workflow_id: str) -> None:
    """Before the last two messages; neither is brought back."""
    events = await history_of(client, workflow_id)
    await reset(client, workflow_id, task_of_message(events, 2), bare=True)


async def before_the_last_message(client: Client, workflow_id: str) -> None:
    """Before the last message, which is not brought back."""
    events = await history_of(client, workflow_id)
    await reset(client, workflow_id, task_of_message(events), bare=True)


async def to_the_first_task(client: Client, workflow_id: str) -> None:
    """To the beginning; every message is brought back, in one task."""
    await reset(client, workflow_id, first_task(await history_of(client, workflow_id)))


async def without_its_messages(client: Client, workflow_id: str) -> None:
    """To the beginning, and nothing is brought back."""
    to = first_task(await history_of(client, workflow_id))
    await reset(client, workflow_id, to, bare=True)


async def cancelled(client: Client, workflow_id: str) -> None:
    """As *Request Cancellation* in the Temporal UI."""
    await client.get_workflow_handle(workflow_id).cancel()


async def terminated(client: Client, workflow_id: str) -> None:
    """As *Terminate* in the Temporal UI."""
    await client.get_workflow_handle(workflow_id).terminate("by mistake")


EVERYTHING: tuple[Befall, ...] = (
    over_a_message,
    to_the_first_task,
    without_its_messages,
    cancelled,
    terminated,
    delete,
)


async def pending(client: Client, workflow_id: str, kind: str) -> str:
    """The id of an activity of a type that is under way."""
    while True:
        seen = await client.get_workflow_handle(workflow_id).describe()
        for each in seen.raw_description.pending_activities:
            if each.activity_type.name == kind:
                return each.activity_id
        await asyncio.sleep(0.05)


async def pause(client: Client, workflow_id: str, activity_id: str) -> None:
    """As `temporal activity pause`."""
    await client.workflow_service.pause_activity(
        PauseActivityRequest(
            namespace=client.namespace,
            execution=WorkflowExecution(workflow_id=workflow_id),
            id=activity_id,
        )
    )


async def unpause(client: Client, workflow_id: str, activity_id: str) -> None:
    """As `temporal activity unpause`."""
    await client.workflow_service.unpause_activity(
        UnpauseActivityRequest(
            namespace=client.namespace,
            execution=WorkflowExecution(workflow_id=workflow_id),
            id=activity_id,
        )
    )
