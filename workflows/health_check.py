"""Checks the health of the tracker on a schedule and notifies operations of changes.

What was told lies in the result of the round before, so no database is needed to tell that there
is none. `workers/health_checks/` says what is looked at.
"""

from temporalio import workflow

from models.health.changes import HealthRound, Told, compared, notifications_of
from models.notifications.request import NotificationRequest
from models.texts.summaries import HEALTH
from workflows.activity_specs import CHECK_HEALTH
from workflows.maintenance import done
from workflows.operations_notice import notify_people

STACK = "guomen"


@workflow.defn(name="HealthCheck")
class HealthCheckWorkflow:
    """Looks, and tells what was not told yet, and what is over."""

    @workflow.run
    async def run(self) -> Told:
        """One round; it knows what the round before has told."""
        before = workflow.get_last_completion_result(Told) or Told()
        look = await done(CHECK_HEALTH, HealthRound, HEALTH, before)
        news = compared(before.open, look.findings)
        info = workflow.info()
        notifications = notifications_of(news, workflow.now(), info.run_id, look.where)
        if notifications:
            notices = NotificationRequest(
                about="stack", number=STACK, at=workflow.now(), notifications=notifications
            )
            # When nobody can be notified, the round fails, and the next one does it.
            await notify_people(notices, within=CHECK_HEALTH.patience.in_all)
        return Told(open=news.open)
