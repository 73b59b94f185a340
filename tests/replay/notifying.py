"""A notice on a real server, to be captured: it waits for its hour, is refused once, then taken."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from temporalio import activity
from temporalio.client import Client, WorkflowHistory

from models.execution.activity_io import Empty
from models.kernel.language import Language
from models.kernel.terms import EscalationLevel
from models.notifications.notice import (
    Attempts,
    DeliveryJob,
    Manner,
    QueuedNotice,
    SendRequest,
    SendResult,
)
from models.notifications.progress_texts import SUMMARY, at_hour
from tests.notices import notice
from workers.task_queue_workers import tracker
from workflows.notification_delivery import NoticeWorkflow

NAME = "notice"


@activity.defn(name="record_attempts")
async def recorded(attempts: Attempts) -> Empty:
    """The record is there."""
    del attempts
    return Empty()


async def notified(client: Client) -> list[WorkflowHistory]:
    """The history of a digest of two, the second of which comes while it waits."""
    queue, tries = str(uuid4()), list[SendRequest]()

    @activity.defn(name="send_notice")
    async def refused_once(posting: SendRequest) -> SendResult:
        tries.append(posting)
        return SendResult(sent=True) if len(tries) > 1 else SendResult(sent=False, why="busy")

    first, second = (
        QueuedNotice(notice=notice(EscalationLevel.L1), manner=Manner.DIGEST) for _ in range(2)
    )
    until = datetime.now(UTC) + timedelta(seconds=2)
    parcel = DeliveryJob(target="duty", until=until, handed=(first,))
    async with tracker(client, [refused_once, recorded], queue, targets=[parcel.target]):
        handle = await client.start_workflow(
            NoticeWorkflow.run,
            parcel,
            id=f"notice/{uuid4()}",
            task_queue=queue,
            static_summary=SUMMARY.of(target=parcel.target, what=at_hour(until)).said(
                Language.BOTH
            ),
        )
        await handle.signal(NoticeWorkflow.add, second)
        await handle.result()
        return [await handle.fetch_history()]
