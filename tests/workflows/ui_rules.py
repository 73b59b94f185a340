"""What Temporal's own UI complains about, as rules over a history: its page "common errors".

The numbers and thresholds are those of temporalio/ui, `src/lib/utilities` and
`components/common-errors/common-errors-data.ts`. The UI looks at pending activities only; here
every activity of a history counts. Left out, each for its reason:

- 8, 13, 26, 27: for Temporal Cloud only. 13 wants a limit of attempts; ours are limited by time
  (schedule-to-close), and what must be recorded is tried for ever.
- 28, 30: refinements of local activities; `local_activity` forbids any.
- 33, 34: the reuse policy is not in the history.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from google.protobuf.duration_pb2 import Duration
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import (
    ActivityTaskScheduledEventAttributes as Scheduled,
)
from temporalio.api.history.v1 import (
    HistoryEvent,
)
from temporalio.api.history.v1 import (
    WorkflowExecutionStartedEventAttributes as Started,
)
from temporalio.client import WorkflowHistory

from workflows.activity_specs import STARTS_WITHIN

USUAL_TASK_TIMEOUT = timedelta(seconds=10)
SHORT_RUN = timedelta(seconds=120)
SHORT_LIFE = timedelta(seconds=2)
SHORT_ATTEMPT = timedelta(seconds=1)
LONG_ENOUGH_TO_CONTINUE = 2000
TOO_LONG = 10_000
MANY_ATTEMPTS = 3
ROOM_FOR_RETRIES = 2
HEARTBEAT_SHARE = 0.8
LONG_DELAY, SHORT_DELAY = timedelta(days=1), timedelta(seconds=1)
SIGNS_OF_LIFE = frozenset(
    {
        "carry_levels",
        "carry_standing",
        "assess_risk",
        "keep_draw_keys",
        "reconcile_changed",
        "seal_ledger",
        "start_consignments",
    }
)
"""The activities that send heartbeats: the only ones from which the server may expect them."""

SENSITIVE = re.compile(
    r"(^|[^a-z])(ssn|social_security|passw(or)?d|secret|credit_?card|card_?number"
    r"|(api|private)_?key|access_?token)([^a-z]|$)",
    re.IGNORECASE,
)

Rule = Callable[[WorkflowHistory], bool]


def complaints(history: WorkflowHistory) -> dict[int, str]:
    """The rules that a history breaks: number and name."""
    return {number: rule.__name__ for number, rule in RULES.items() if rule(history)}


def execution_timeout(history: WorkflowHistory) -> bool:
    return _long(_started(history).workflow_execution_timeout) > timedelta()


def execution_timeout_within_run_timeout(history: WorkflowHistory) -> bool:
    whole = _long(_started(history).workflow_execution_timeout)
    return timedelta() < whole <= _long(_started(history).workflow_run_timeout)


def very_short_timeout(history: WorkflowHistory) -> bool:
    start = _started(history)
    limits = (_long(start.workflow_execution_timeout), _long(start.workflow_run_timeout))
    return any(timedelta() < limit < SHORT_RUN for limit in limits)


def unusual_task_timeout(history: WorkflowHistory) -> bool:
    return _long(_started(history).workflow_task_timeout) not in (timedelta(), USUAL_TASK_TIMEOUT)


def longer_task_timeout(history: WorkflowHistory) -> bool:
    return _long(_started(history).workflow_task_timeout) > USUAL_TASK_TIMEOUT


def shorter_task_timeout(history: WorkflowHistory) -> bool:
    return timedelta() < _long(_started(history).workflow_task_timeout) < USUAL_TASK_TIMEOUT


def continued_within_seconds(history: WorkflowHistory) -> bool:
    first, last = history.events[0].event_time, history.events[-1].event_time
    return _continued(history) and last.ToDatetime() - first.ToDatetime() < SHORT_LIFE


def continued_too_early(history: WorkflowHistory) -> bool:
    return _continued(history) and len(history.events) < LONG_ENOUGH_TO_CONTINUE


def workflow_retry_policy(history: WorkflowHistory) -> bool:
    return _started(history).HasField("retry_policy")


def workflow_retried(history: WorkflowHistory) -> bool:
    return _started(history).attempt > 1


def child_retry_policy(history: WorkflowHistory) -> bool:
    begun = (e.start_child_workflow_execution_initiated_event_attributes for e in history.events)
    return any(child.HasField("retry_policy") for child in begun)


def single_attempt(history: WorkflowHistory) -> bool:
    return any(activity.retry_policy.maximum_attempts == 1 for activity in _activities(history))


def many_attempts(history: WorkflowHistory) -> bool:
    starts = (event.activity_task_started_event_attributes for event in history.events)
    return any(start.attempt > MANY_ATTEMPTS for start in starts)


def attempt_of_a_second(history: WorkflowHistory) -> bool:
    attempts = [_long(activity.start_to_close_timeout) for activity in _activities(history)]
    return any(timedelta() < attempt <= SHORT_ATTEMPT for attempt in attempts)


def attempt_without_limit(history: WorkflowHistory) -> bool:
    return any(not _long(activity.start_to_close_timeout) for activity in _activities(history))


def no_room_for_retries(history: WorkflowHistory) -> bool:
    return any(
        timedelta()
        < _long(activity.schedule_to_close_timeout)
        < ROOM_FOR_RETRIES * _long(activity.start_to_close_timeout)
        for activity in _activities(history)
    )


def activity_outlasts_the_run(history: WorkflowHistory) -> bool:
    run = _long(_started(history).workflow_run_timeout)
    limits = [_long(activity.schedule_to_close_timeout) for activity in _activities(history)]
    return any(timedelta() < run < limit for limit in limits)


def schedule_to_start_timeout(history: WorkflowHistory) -> bool:
    """The server writes the limit of the whole activity here when none is set.

    What carries events may wait for seconds only, on purpose: then they are recorded alone.
    """
    return any(
        timedelta() < _long(activity.schedule_to_start_timeout) != STARTS_WITHIN
        and activity.schedule_to_start_timeout != activity.schedule_to_close_timeout
        for activity in _activities(history)
    )


def heartbeat_never_in_time(history: WorkflowHistory) -> bool:
    return any(
        timedelta() < _long(activity.start_to_close_timeout) <= _long(activity.heartbeat_timeout)
        for activity in _activities(history)
    )


def heartbeat_too_slow(history: WorkflowHistory) -> bool:
    return any(
        HEARTBEAT_SHARE * _long(activity.start_to_close_timeout)
        < _long(activity.heartbeat_timeout)
        < _long(activity.start_to_close_timeout)
        for activity in _activities(history)
    )


def heartbeat_expected(history: WorkflowHistory) -> bool:
    return any(
        _long(activity.heartbeat_timeout)
        for activity in _activities(history)
        if activity.activity_type.name not in SIGNS_OF_LIFE
    )


def long_delay(history: WorkflowHistory) -> bool:
    return _delay(history) > LONG_DELAY


def short_delay(history: WorkflowHistory) -> bool:
    return timedelta() < _delay(history) < SHORT_DELAY


def local_activity(history: WorkflowHistory) -> bool:
    markers = (event.marker_recorded_event_attributes for event in history.events)
    return any(marker.marker_name == "core_local_activity" for marker in markers)


def too_many_events(history: WorkflowHistory) -> bool:
    return len(history.events) > TOO_LONG


def several_payloads(history: WorkflowHistory) -> bool:
    inputs = [_started(history).input, *(activity.input for activity in _activities(history))]
    return any(len(each.payloads) > 1 for each in inputs)


def sensitive_memo(history: WorkflowHistory) -> bool:
    return any(SENSITIVE.search(key) for key in _started(history).memo.fields)


RULES: dict[int, Rule] = {
    1: execution_timeout,
    2: execution_timeout_within_run_timeout,
    3: very_short_timeout,
    4: unusual_task_timeout,
    5: longer_task_timeout,
    6: shorter_task_timeout,
    7: continued_within_seconds,
    9: continued_too_early,
    10: workflow_retry_policy,
    11: workflow_retried,
    12: child_retry_policy,
    14: single_attempt,
    15: many_attempts,
    16: attempt_of_a_second,
    17: attempt_without_limit,
    18: no_room_for_retries,
    19: activity_outlasts_the_run,
    20: schedule_to_start_timeout,
    21: heartbeat_never_in_time,
    22: heartbeat_too_slow,
    23: heartbeat_expected,
    24: long_delay,
    25: short_delay,
    29: local_activity,
    31: too_many_events,
    32: several_payloads,
    35: sensitive_memo,
}


def _started(history: WorkflowHistory) -> Started:
    return history.events[0].workflow_execution_started_event_attributes


def _activities(history: WorkflowHistory) -> Iterator[Scheduled]:
    for event in history.events:
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
            yield event.activity_task_scheduled_event_attributes


def _continued(history: WorkflowHistory) -> bool:
    last: HistoryEvent = history.events[-1]
    return last.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW


def _delay(history: WorkflowHistory) -> timedelta:
    """Of the start; a run that goes on as new may be held back by the server for a moment."""
    start = _started(history)
    if start.continued_execution_run_id:
        return timedelta()
    return _long(start.first_workflow_task_backoff)


def _long(duration: Duration) -> timedelta:
    return duration.ToTimedelta()
