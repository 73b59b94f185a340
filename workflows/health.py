"""The regular look at the tracker itself, started by a schedule: operations hear what is new.

What was told lies in the result of the round before, so no database is needed to tell that there
is none. `workers/health_checks/` says what is looked at.
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

from models.calls import Call, Notices
from models.health import Look, Told, alarms, compared
from models.labels.summaries import HEALTH
from models.language import Language
from workflows.outward import NOTIFY_PEOPLE

STACK = "guomen"
_ATTEMPT = timedelta(minutes=2)
_GIVE_UP = timedelta(minutes=10)
_RETRY = RetryPolicy(initial_interval=timedelta(seconds=5), maximum_interval=timedelta(minutes=1))


@workflow.defn(name="HealthCheck")
class HealthCheckWorkflow:
    """Looks, and tells what was not told yet, and what is over."""

    @workflow.run
    async def run(self) -> Told:
        """One round; it knows what the round before has told."""
        before = workflow.get_last_completion_result(Told) or Told()
        look: Look = await workflow.execute_activity(
            "check_health",
            before,
            result_type=Look,
            summary=HEALTH.said(Language.BOTH),
            start_to_close_timeout=_ATTEMPT,
            schedule_to_close_timeout=_GIVE_UP,
            retry_policy=_RETRY,
        )
        news = compared(before.open, look.findings)
        info = workflow.info()
        told = alarms(news, workflow.now(), info.run_id, look.where)
        if told:
            await self._tell(Notices(about="stack", number=STACK, at=workflow.now(), alarms=told))
        return Told(open=news.open)

    async def _tell(self, notices: Notices) -> None:
        """Raises when nobody could be told: then the next round tells it."""
        await workflow.execute_activity(
            NOTIFY_PEOPLE.activity,
            Call(batch=None, key=notices.alarms[0].key, request=notices),
            result_type=NOTIFY_PEOPLE.reply,
            summary=f"{len(notices.alarms)}",
            start_to_close_timeout=NOTIFY_PEOPLE.patience.attempt,
            schedule_to_close_timeout=_GIVE_UP,
            retry_policy=NOTIFY_PEOPLE.patience.retry,
        )
