"""Temporal's own UI finds nothing to complain about, neither in what was captured nor today."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio import activity, workflow
from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import ActivityTaskScheduledEventAttributes as Scheduled
from temporalio.api.history.v1 import WorkflowExecutionStartedEventAttributes as Started
from temporalio.client import Client, WorkflowHistory

from models.execution.maintenance import DrawKeysKept, ReviewPlanned, RiskAssessed, Sealed, Sweep
from tests.enterprises import ENROLLED, SUSPEND
from tests.replay.histories import FILES, name, read
from tests.workflows.consignment_driver import journey, released
from tests.workflows.register import registered
from tests.workflows.ui_rules import SIGNS_OF_LIFE, complaints
from workers.task_queue_workers import tracker
from workflows.maintenance import DUTIES

ROOT = Path(__file__).parents[2]
LABELLED = (EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, EventType.EVENT_TYPE_TIMER_STARTED)

SMOOTH = next(file for file in FILES if name(file) == "0.1.0/smooth")
# These runs were made to continue after a few messages, which only a test does.
FORCED = {7: "continued_within_seconds", 9: "continued_too_early"}


@pytest.mark.parametrize("file", FILES, ids=name)
def test_the_ui_finds_nothing_to_complain_about(file: Path) -> None:
    found = complaints(read(file)).items()
    forced = FORCED if "continued." in name(file) else {}
    assert found <= forced.items()


async def test_the_ui_finds_nothing_to_complain_about_today(temporal: Client) -> None:
    async with journey(temporal, real_time=True) as trip:
        await released(trip)
        history = await trip.handle.fetch_history()
    assert complaints(history) == {}


async def test_the_ui_finds_nothing_to_complain_about_in_the_page_of_an_enterprise(
    temporal: Client,
) -> None:
    async with registered(temporal) as page:
        for command in (*ENROLLED, SUSPEND):
            await page.act(command, hours=1)
        await page.state()
        history = await page.handle.fetch_history()
    assert page.doors.calls("carry_standing")
    assert complaints(history) == {}
    labelled = [event for event in history.events if event.event_type in LABELLED]
    assert all(event.user_metadata.HasField("summary") for event in labelled)


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.__name__)
async def test_the_ui_finds_nothing_to_complain_about_in_a_duty(
    temporal: Client, duty: type
) -> None:
    queue = str(uuid4())
    async with tracker(temporal, [sweep, seal, keep, assess, plan], queue):
        name = workflow._Definition.must_from_class(duty).name or ""
        handle = await temporal.start_workflow(name, id=f"duty/{queue}", task_queue=queue)
        await handle.result()
        assert complaints(await handle.fetch_history()) == {}


@activity.defn(name="reconcile_changed")
async def sweep() -> Sweep:
    return Sweep(position=1, judged=1)


@activity.defn(name="seal_ledger")
async def seal() -> Sealed:
    return Sealed(seals=1, position=1)


@activity.defn(name="keep_draw_keys")
async def keep(_: datetime) -> DrawKeysKept:
    return DrawKeysKept(committed=("2025Q4",), revealed=())


@activity.defn(name="assess_risk")
async def assess(_: datetime) -> RiskAssessed:
    return RiskAssessed(pairs=3, worsened=1, suppliers=("KOBE METALS",))


@activity.defn(name="plan_review")
async def plan(_: datetime) -> ReviewPlanned:
    return ReviewPlanned(quarter="2026Q1")


def test_the_activities_that_send_signs_of_life_are_those_that_do() -> None:
    folders = ("activities", "workers")
    sources = (file.read_text() for name in folders for file in (ROOT / name).rglob("*.py"))
    beating = [source for source in sources if "activity.heartbeat" in source]
    assert len(beating) == len(SIGNS_OF_LIFE)
    assert all(any(f"def {name}(" in source for source in beating) for name in SIGNS_OF_LIFE)


def test_a_run_that_is_made_to_continue_early_is_complained_about() -> None:
    found = [complaints(read(file)) for file in FILES if "/continued.1" in name(file)]
    assert found
    assert all(9 in each for each in found)


def _start(history: WorkflowHistory) -> Started:
    return history.events[0].workflow_execution_started_event_attributes


def _activity(history: WorkflowHistory) -> Scheduled:
    scheduled = (event.activity_task_scheduled_event_attributes for event in history.events)
    return next(each for each in scheduled if each.activity_id)


def _spoiled_start(history: WorkflowHistory) -> None:
    start = _start(history)
    start.workflow_execution_timeout.seconds = start.workflow_run_timeout.seconds = 60
    start.workflow_task_timeout.seconds = 60
    start.retry_policy.maximum_attempts = start.attempt = 2
    start.input.payloads.append(Payload())
    start.memo.fields["api_key"].data = b"1"


def _hasty_start(history: WorkflowHistory) -> None:
    start = _start(history)
    start.workflow_task_timeout.seconds = 5
    start.first_workflow_task_backoff.FromMilliseconds(500)


def _late_start(history: WorkflowHistory) -> None:
    _start(history).first_workflow_task_backoff.seconds = 2 * 86400


def _with_a_child(history: WorkflowHistory) -> None:
    child = history.events[-1].start_child_workflow_execution_initiated_event_attributes
    child.retry_policy.maximum_attempts = 2


def _impatient(history: WorkflowHistory) -> None:
    activity = _activity(history)
    activity.start_to_close_timeout.seconds = 1
    activity.schedule_to_close_timeout.seconds = 1
    activity.schedule_to_start_timeout.FromMilliseconds(900)
    activity.heartbeat_timeout.seconds = 1
    activity.retry_policy.maximum_attempts = 1
    _start(history).workflow_run_timeout.FromMilliseconds(500)


def _boundless(history: WorkflowHistory) -> None:
    _activity(history).start_to_close_timeout.Clear()


def _slow_heart(history: WorkflowHistory) -> None:
    asked = _activity(history)
    asked.heartbeat_timeout.FromTimedelta(0.9 * asked.start_to_close_timeout.ToTimedelta())


def _dragging(history: WorkflowHistory) -> None:
    starts = (event.activity_task_started_event_attributes for event in history.events)
    next(start for start in starts if start.attempt).attempt = 4


def _local(history: WorkflowHistory) -> None:
    marker = history.events[-1].marker_recorded_event_attributes
    marker.marker_name = "core_local_activity"


@pytest.mark.parametrize(
    "spoil,expected",
    [
        (_spoiled_start, {1, 2, 3, 4, 5, 10, 11, 19, 32, 35}),
        (_hasty_start, {4, 6, 25}),
        (_late_start, {24}),
        (_with_a_child, {12}),
        (_impatient, {3, 14, 16, 18, 19, 20, 21, 23}),
        (_boundless, {17}),
        (_slow_heart, {22, 23}),
        (_dragging, {15}),
        (_local, {29}),
    ],
)
def test_each_rule_bites(spoil: Callable[[WorkflowHistory], None], expected: set[int]) -> None:
    history = read(SMOOTH)
    spoil(history)
    assert set(complaints(history)) == expected


def test_a_history_that_never_continues_is_complained_about() -> None:
    smooth = read(SMOOTH)
    endless = WorkflowHistory(smooth.workflow_id, [*smooth.events] * 50)
    assert set(complaints(endless)) == {31}
