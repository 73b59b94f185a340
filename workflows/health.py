"""The regular look at the tracker itself, started by a schedule: operations hear what is new.

What was told lies in the result of the round before, so no database is needed to tell that there
is none. `workers/health_checks/` says what is looked at.
"""

from temporalio import workflow

from models.calls import Call, Notices
from models.health import Look, Told, alarms, compared
from models.labels.summaries import HEALTH
from workflows.outward import CHECK_HEALTH, NOTIFY_PEOPLE
from workflows.queues import named
from workflows.upkeep import done

STACK = "guomen"


@workflow.defn(name="HealthCheck")
class HealthCheckWorkflow:
    """Looks, and tells what was not told yet, and what is over."""

    @workflow.run
    async def run(self) -> Told:
        """One round; it knows what the round before has told."""
        before = workflow.get_last_completion_result(Told) or Told()
        look = await done(CHECK_HEALTH, Look, HEALTH, before)
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
            task_queue=named(workflow.info().task_queue, NOTIFY_PEOPLE.queue),
            result_type=NOTIFY_PEOPLE.reply,
            summary=f"{len(notices.alarms)}",
            start_to_close_timeout=NOTIFY_PEOPLE.attempt,
            schedule_to_close_timeout=CHECK_HEALTH.patience.in_all,
            retry_policy=NOTIFY_PEOPLE.patience.retry,
        )
