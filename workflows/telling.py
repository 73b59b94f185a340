"""People are told of what concerns no consignment and no enterprise: one alarm, one run."""

from temporalio import workflow

from models.calls import Call, Nothing, Notices, Reply
from workflows.outward import NOTIFY_PEOPLE
from workflows.queues import named


@workflow.defn(name="TellPeople")
class TellPeopleWorkflow:
    """Ends when somebody was told; fails, for everybody to see, when nobody could be."""

    @workflow.run
    async def run(self, notices: Notices) -> None:
        """One call, as patient as any notice."""
        kind = NOTIFY_PEOPLE
        reply: Reply[Nothing] = await workflow.execute_activity(
            kind.activity,
            Call(batch=None, key=notices.alarms[0].key, request=notices),
            result_type=kind.reply,
            task_queue=named(workflow.info().task_queue, kind.queue),
            start_to_close_timeout=kind.attempt,
            schedule_to_close_timeout=kind.patience.in_all,
            retry_policy=kind.patience.retry,
        )
        workflow.logger.debug("told: %s", reply.answer)
