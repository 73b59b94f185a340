"""That a history leads to one life only, on whatever worker it is lived on."""

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

from tests.replay import contents
from tests.replay.lives import commands_of, cuts, lived
from workers.sandbox import OpenRunner
from workers.task_queue_workers import WORKFLOWS

FAILED = EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
STOOD_STILL = "[TMPRL1101]"
"""How the SDK calls a task that took two seconds: on a real stack beside other work it finds the
machine guilty (tests/patience.py). A workflow that never yields would never get any further."""


async def require_sound(history: WorkflowHistory) -> None:
    """No task of it failed, and it replays to the letter, also merged wherever that can be."""
    failed = [
        each.workflow_task_failed_event_attributes
        for each in history.events
        if each.event_type == FAILED
        and STOOD_STILL not in each.workflow_task_failed_event_attributes.failure.message
    ]
    assert [(one.cause, one.failure.message) for one in failed] == [], history.workflow_id
    life = await lived(history, *WORKFLOWS, runner=OpenRunner())
    told = contents.in_history(history)
    # A run that goes on may have decided what no task has told the server yet.
    assert contents.in_commands(life.commands)[: len(told)] == told, history.workflow_id
    *_, merged = cuts(life)
    assert await commands_of(life, merged, OpenRunner()) == life.commands, history.workflow_id
