"""What a workflow said, to the letter: in a history, and in the commands of a replay.

Temporal's own replay compares which activity is called, and not with what.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from temporalio.api.common.v1 import Payload
from temporalio.api.history.v1 import HistoryEvent
from temporalio.bridge.proto.workflow_commands import WorkflowCommand
from temporalio.client import WorkflowHistory

Said: TypeAlias = tuple[str, ...]
"""What a command or its event is for, and its texts."""


def workflow(history: WorkflowHistory) -> str:
    """The name of the workflow whose history this is."""
    began = history.events[0].workflow_execution_started_event_attributes
    return began.workflow_type.name


def in_history(history: WorkflowHistory) -> list[Said]:
    """What the events say that commands have led to."""
    return [said for event in history.events for said in _of_event(event)]


def in_commands(commands: Iterable[WorkflowCommand]) -> list[Said]:
    """What commands say, in the order of the events that they become.

    An Update that is turned away at the door leaves no event; one that fails later does.
    """
    found, taken = list[Said](), set[str]()
    for command in commands:
        answer = command.update_response
        if answer.HasField("accepted"):
            taken.add(answer.protocol_instance_id)
        if answer.HasField("rejected") and answer.protocol_instance_id in taken:
            found.append(("refuse", answer.rejected.message))
        found += _of_command(command)
    return found


def _of_event(event: HistoryEvent) -> list[Said]:
    about = event.user_metadata.summary
    match event.WhichOneof("attributes"):
        case "activity_task_scheduled_event_attributes":
            asked = event.activity_task_scheduled_event_attributes
            return [("ask", asked.activity_type.name, *_texts([about, *asked.input.payloads]))]
        case "upsert_workflow_search_attributes_event_attributes":
            shown = event.upsert_workflow_search_attributes_event_attributes.search_attributes
            return [_shown(shown.indexed_fields)]
        case "workflow_execution_update_completed_event_attributes":
            outcome = event.workflow_execution_update_completed_event_attributes.outcome
            if outcome.HasField("failure"):
                return [("refuse", outcome.failure.message)]
            return [("answer", *_texts(outcome.success.payloads))]
        case "workflow_execution_completed_event_attributes":
            result = event.workflow_execution_completed_event_attributes.result
            return [("end", *_texts(result.payloads))]
        case "workflow_execution_continued_as_new_event_attributes":
            goes_on = event.workflow_execution_continued_as_new_event_attributes
            return [("go on", *_texts(goes_on.input.payloads))]
        case _:
            return []


def _of_command(command: WorkflowCommand) -> list[Said]:
    about = command.user_metadata.summary
    match command.WhichOneof("variant"):
        case "schedule_activity":
            asked = command.schedule_activity
            return [("ask", asked.activity_type, *_texts([about, *asked.arguments]))]
        case "upsert_workflow_search_attributes":
            shown = command.upsert_workflow_search_attributes.search_attributes
            return [_shown(shown.indexed_fields)]
        case "update_response" if command.update_response.HasField("completed"):
            return [("answer", *_texts([command.update_response.completed]))]
        case "complete_workflow_execution":
            return [("end", *_texts([command.complete_workflow_execution.result]))]
        case "continue_as_new_workflow_execution":
            goes_on = command.continue_as_new_workflow_execution
            return [("go on", *_texts(goes_on.arguments))]
        case _:
            return []


def _shown(fields: Mapping[str, Payload]) -> Said:
    return ("show", *(f"{name}={fields[name].data.decode()}" for name in sorted(fields)))


def _texts(payloads: Iterable[Payload]) -> tuple[str, ...]:
    return tuple(payload.data.decode() for payload in payloads)
