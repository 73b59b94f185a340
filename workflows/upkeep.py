"""What the tracker does for itself from time to time: one workflow a duty, started by a schedule.

`workers/schedules.py` says how often.
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

from models.labels.summaries import RECONCILE, SEAL
from models.language import Language
from models.upkeep import Sealed, Sweep

_ATTEMPT = timedelta(minutes=10)
_SIGN_OF_LIFE = timedelta(minutes=2)
_GIVE_UP = timedelta(hours=1)
_RETRY = RetryPolicy(initial_interval=timedelta(seconds=5), maximum_interval=timedelta(minutes=1))


@workflow.defn(name="Reconciliation")
class ReconciliationWorkflow:
    """Holds the ledger against the histories, where something has changed since the last time."""

    @workflow.run
    async def run(self) -> Sweep:
        """One round; the verdicts are stored."""
        found: Sweep = await workflow.execute_activity(
            "reconcile_changed",
            result_type=Sweep,
            summary=RECONCILE.said(Language.BOTH),
            start_to_close_timeout=_ATTEMPT,
            schedule_to_close_timeout=_GIVE_UP,
            retry_policy=_RETRY,
        )
        return found


@workflow.defn(name="SealLedger")
class SealLedgerWorkflow:
    """Seals what was recorded since the last seal."""

    @workflow.run
    async def run(self) -> Sealed:
        """All that is new, in as many seals as it takes."""
        sealed: Sealed = await workflow.execute_activity(
            "seal_ledger",
            result_type=Sealed,
            summary=SEAL.said(Language.BOTH),
            start_to_close_timeout=_ATTEMPT,
            heartbeat_timeout=_SIGN_OF_LIFE,
            schedule_to_close_timeout=_GIVE_UP,
            retry_policy=_RETRY,
        )
        return sealed


DUTIES = (ReconciliationWorkflow, SealLedgerWorkflow)
