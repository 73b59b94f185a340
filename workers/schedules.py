"""Registers the Temporal Schedules of recurring duties; idempotent.

A round that is still under way when the next is due is not joined by another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleIntervalSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleSpec,
    ScheduleUpdate,
)
from temporalio.common import Priority

from models.execution.task_priority import BULK
from models.kernel.language import Text
from models.texts import summaries
from models.texts.summaries import HEALTH, KEEP_DRAW_KEYS, RECONCILE, SEAL
from workers.settings import Settings
from workflows.health_check import HealthCheckWorkflow
from workflows.maintenance import (
    AssessRiskWorkflow,
    DrawKeysWorkflow,
    PlanReviewWorkflow,
    ReconciliationWorkflow,
    SealLedgerWorkflow,
)


@dataclass(frozen=True)
class Duty:
    """What is started how often; the id of the schedule names its workflows, too."""

    id: str
    workflow: Callable[..., Any]
    summary: Text
    every: Callable[[Settings], timedelta]
    wanted: Callable[[Settings], bool] = lambda _: True
    hour: int | None = None
    """In China; None: whenever the interval is over."""
    catch_up: timedelta = timedelta(minutes=10)
    """How late a round may still be started."""


CHINA_AHEAD = 8
"""Hours before UTC, all the year."""

SEALING = "seal-ledger"
DRAW_KEYS = "draw-keys"
ASSESS_RISK = "assess-risk"
RISK_REVIEW = "risk-review"
HEALTH_CHECK = "health-check"

DUTIES = (
    Duty(
        "reconciliation",
        ReconciliationWorkflow.run,
        RECONCILE,
        lambda settings: timedelta(minutes=settings.reconcile_minutes),
    ),
    Duty(
        HEALTH_CHECK,
        HealthCheckWorkflow.run,
        HEALTH,
        lambda settings: timedelta(minutes=settings.health_minutes),
    ),
    Duty(
        SEALING,
        SealLedgerWorkflow.run,
        SEAL,
        lambda settings: timedelta(minutes=settings.seal_minutes),
        wanted=lambda settings: settings.seal_key is not None,
    ),
    Duty(
        DRAW_KEYS,
        DrawKeysWorkflow.run,
        KEEP_DRAW_KEYS,
        lambda _: timedelta(days=1),
        wanted=lambda settings: settings.draw_keys is not None,
    ),
    Duty(
        ASSESS_RISK,
        AssessRiskWorkflow.run,
        summaries.ASSESS_RISK,
        lambda _: timedelta(days=1),
        hour=2,
        catch_up=timedelta(days=1),
    ),
    Duty(
        RISK_REVIEW,
        PlanReviewWorkflow.run,
        summaries.PLAN_REVIEW,
        lambda _: timedelta(days=1),
        hour=8,
        catch_up=timedelta(days=1),
    ),
)


async def register_schedules(client: Client, settings: Settings) -> None:
    """Every duty at its interval, as the settings say now."""
    for duty in (duty for duty in DUTIES if duty.wanted(settings)):
        schedule = _schedule(duty, settings)
        try:
            await client.create_schedule(duty.id, schedule)
        except ScheduleAlreadyRunningError:
            await _replace(client, duty, schedule)


async def _replace(client: Client, duty: Duty, schedule: Schedule) -> None:
    handle = client.get_schedule_handle(duty.id)
    # An operator may have paused it, and must find it paused after a restart.
    schedule.state = (await handle.describe()).schedule.state
    await handle.update(lambda _: ScheduleUpdate(schedule=schedule))


def _schedule(duty: Duty, settings: Settings) -> Schedule:
    return Schedule(
        action=ScheduleActionStartWorkflow(
            duty.workflow,
            id=duty.id,
            task_queue=settings.task_queue,
            static_summary=duty.summary.said(settings.lang),
            priority=Priority(priority_key=BULK),
        ),
        spec=_spec(duty, settings),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=duty.catch_up),
    )


def _spec(duty: Duty, settings: Settings) -> ScheduleSpec:
    every = duty.every(settings)
    if duty.hour is None:
        return ScheduleSpec(intervals=[ScheduleIntervalSpec(every=every)])
    # Intervals count from the epoch: an offset is an hour of the day in UTC, and China has no DST.
    offset = timedelta(hours=duty.hour - CHINA_AHEAD) % every
    return ScheduleSpec(intervals=[ScheduleIntervalSpec(every=every, offset=offset)])
