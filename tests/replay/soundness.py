"""That a history leads to one life only, on whatever worker it is lived on."""

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

from tests.replay import contents
from tests.replay.lives import commands_of, cuts, lived
from workers.posts import WORKFLOWS
from workers.sandbox import OpenRunner

FAILED = EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED


async def require_sound(history: WorkflowHistory) -> None:
    """No task of it failed, and it replays to the letter, also merged wherever that can be."""
    failed = [each for each in history.events if each.event_type == FAILED]
    assert failed == [], history.workflow_id
    life = await lived(history, *WORKFLOWS, runner=OpenRunner())
    told = contents.in_history(history)
    # A run that goes on may have decided what no task has told the server yet.
    assert contents.in_commands(life.commands)[: len(told)] == told, history.workflow_id
    *_, merged = cuts(life)
    assert await commands_of(life, merged, OpenRunner()) == life.commands, history.workflow_id
