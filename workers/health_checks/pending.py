"""What a described workflow waits for, and whether that is a fault: pure, from one description."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from temporalio.api.enums.v1 import PendingActivityState
from temporalio.api.workflow.v1 import PendingActivityInfo
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionResponse as Described
from temporalio.common import RetryPolicy

from models.health.findings import Fault, Finding
from workers.health_checks.naming import name_of
from workers.temporal_api import instant, status_of

PROBLEMS = "TemporalReportedProblems"
_FEW_TRIES = 3
"""From this attempt on it is no hiccup: the second follows the first at once."""
_MANY_TRIES = 10_000
_SOON = timedelta(minutes=1)


@dataclass(frozen=True)
class PendingActivity:
    """An activity that has been tried several times, or that nobody takes up."""

    activity: PendingActivityInfo
    at_least: timedelta
    """So long it has waited by its tries alone, whatever clock its workflow has."""

    @property
    def why(self) -> str:
        """What its last try said."""
        failure = self.activity.last_failure
        text = f"{self.activity.activity_type.name}, {self.activity.attempt}×"
        return f"{text}: {failure.message}" if failure.message else text


def faults(seen: Described) -> Iterator[Finding]:
    """What is paused, and whether its workflow tasks fail."""
    info, task = seen.workflow_execution_info, seen.pending_workflow_task
    workflow = info.execution.workflow_id
    name = name_of(workflow)
    if status_of(info) == "PAUSED":
        pause = seen.workflow_extended_info.pause_info
        why = f"{pause.identity}: {pause.reason}"
        yield name.finding(Fault.WORKFLOW_PAUSED, instant(pause.paused_time), why, workflow)
    if PROBLEMS in info.search_attributes.indexed_fields or task.attempt >= _FEW_TRIES:
        yield name.finding(Fault.TASK_FAILS, instant(task.original_scheduled_time), "", workflow)
    for each in seen.pending_activities:
        if each.paused:
            pause_info = each.pause_info
            manual = pause_info.manual
            why = f"{each.activity_type.name}, {manual.identity}: {manual.reason}"
            since = instant(pause_info.pause_time)
            paused = name.finding(Fault.ACTIVITY_PAUSED, since, why, workflow)
            yield paused.model_copy(update={"activity": each.activity_id})


def waiting(seen: Described, now: datetime) -> tuple[PendingActivity, ...]:
    """The activities that may have waited for too long; paused ones are told of as such."""
    return tuple(
        PendingActivity(each, tried_for(each))
        for each in seen.pending_activities
        if _waits(each, now)
    )


def _waits(activity: PendingActivityInfo, now: datetime) -> bool:
    if activity.paused:
        return False
    scheduled = instant(activity.scheduled_time)
    unstarted = activity.state == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED
    left = unstarted and scheduled is not None and now - scheduled > _SOON
    return left or activity.attempt >= _FEW_TRIES


def tried_for(activity: PendingActivityInfo) -> timedelta:
    """The pauses between its tries."""
    policy = RetryPolicy.from_proto(activity.activity_options.retry_policy)
    longest = policy.maximum_interval or 100 * policy.initial_interval
    pause, waited = policy.initial_interval, timedelta(0)
    for _ in range(min(activity.attempt - 1, _MANY_TRIES)):
        waited += pause
        pause = min(pause * policy.backoff_coefficient, longest)
    return waited
