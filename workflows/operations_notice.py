"""Notifies people of what concerns no consignment and no enterprise."""

from datetime import timedelta

from temporalio import workflow

from models.execution.activity_io import Call
from models.kernel.language import Language
from models.kernel.markdown import marked
from models.notifications.request import NotificationRequest
from workflows.activity_client import notification_summary
from workflows.activity_specs import NOTIFY_PEOPLE
from workflows.current_details import shortened
from workflows.task_queues import named


async def notify_people(
    notices: NotificationRequest, summary: str = "", within: timedelta | None = None
) -> None:
    """Notifies people; tried `within` that time, or as long as any notification.

    Raises:
        ActivityError: nobody could be notified in that time.
    """
    kind = NOTIFY_PEOPLE
    said = shortened(marked(notification_summary(notices)).said(Language.BOTH))
    await workflow.execute_activity(
        kind.activity,
        Call(batch=None, key=notices.notifications[0].key, request=notices),
        task_queue=named(workflow.info().task_queue, kind.queue),
        result_type=kind.reply,
        summary=summary or said,
        start_to_close_timeout=kind.attempt,
        schedule_to_close_timeout=within or kind.patience.in_all,
        retry_policy=kind.patience.retry,
    )


@workflow.defn(name="TellPeople")
class TellPeopleWorkflow:
    """Ends when somebody was notified; fails, for everybody to see, when nobody could be."""

    @workflow.run
    async def run(self, notices: NotificationRequest) -> None:
        """One call, as patient as any notice."""
        await notify_people(notices)
