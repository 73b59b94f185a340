"""Scheduled maintenance: attestation of the ledger, reconciliation. One workflow a duty.

`workers/schedules.py` says how often.
"""

from typing import Any, TypeVar

from temporalio import workflow

from models.execution.maintenance import DrawKeysKept, ReviewPlanned, RiskAssessed, Sealed, Sweep
from models.kernel.base_types import Frozen
from models.kernel.language import Language, Text
from models.texts.summaries import ASSESS_RISK as ASSESS
from models.texts.summaries import KEEP_DRAW_KEYS as KEEP
from models.texts.summaries import PLAN_REVIEW as PLAN
from models.texts.summaries import RECONCILE, SEAL
from workflows.activity_specs import (
    ASSESS_RISK,
    KEEP_DRAW_KEYS,
    PLAN_REVIEW,
    RECONCILE_CHANGED,
    SEAL_LEDGER,
    Errand,
)
from workflows.task_queues import named

A = TypeVar("A", bound=Frozen)


async def done(errand: Errand, answer: type[A], summary: Text, *asked: Any) -> A:  # noqa: ANN401
    """One errand of upkeep, as its row says."""
    found: A = await workflow.execute_activity(
        errand.activity,
        args=asked,
        task_queue=named(workflow.info().task_queue, errand.queue),
        result_type=answer,
        summary=summary.said(Language.BOTH),
        start_to_close_timeout=errand.attempt,
        heartbeat_timeout=errand.patience.heartbeat,
        schedule_to_close_timeout=errand.patience.in_all,
        retry_policy=errand.patience.retry,
    )
    return found


@workflow.defn(name="Reconciliation")
class ReconciliationWorkflow:
    """Holds the ledger against the histories, where something has changed since the last time."""

    @workflow.run
    async def run(self) -> Sweep:
        """One round; the verdicts are stored."""
        return await done(RECONCILE_CHANGED, Sweep, RECONCILE)


@workflow.defn(name="SealLedger")
class SealLedgerWorkflow:
    """Seals what was recorded since the last seal."""

    @workflow.run
    async def run(self) -> Sealed:
        """All that is new, in as many seals as it takes."""
        return await done(SEAL_LEDGER, Sealed, SEAL)


@workflow.defn(name="KeepDrawKeys")
class DrawKeysWorkflow:
    """Commits to the key of the next quarter, and makes public that of one that is long over."""

    @workflow.run
    async def run(self) -> DrawKeysKept:
        """One look at the quarters, as of now."""
        return await done(KEEP_DRAW_KEYS, DrawKeysKept, KEEP, workflow.now())


@workflow.defn(name="AssessRisk")
class AssessRiskWorkflow:
    """Assesses all pairs: levels become worse, what is better waits for a review."""

    @workflow.run
    async def run(self) -> RiskAssessed:
        """One assessment, as of now."""
        return await done(ASSESS_RISK, RiskAssessed, ASSESS, workflow.now())


@workflow.defn(name="PlanRiskReview")
class PlanReviewWorkflow:
    """Makes the review of a quarter due, from its first working day on."""

    @workflow.run
    async def run(self) -> ReviewPlanned:
        """One look at the calendar, as of now."""
        return await done(PLAN_REVIEW, ReviewPlanned, PLAN, workflow.now())


DUTIES = (
    *(ReconciliationWorkflow, SealLedgerWorkflow, DrawKeysWorkflow),
    *(AssessRiskWorkflow, PlanReviewWorkflow),
)
