"""A notice on a real server, to be captured: it waits for its hour, is refused once, then taken."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from temporalio import activity
from temporalio.client import Client, WorkflowHistory

from models.calls import Nothing
from models.language import Language
from models.notices.notice import Attempts, Delivered, Handed, Manner, Parcel, Posting
from models.notices.progress import SUMMARY, at_hour
from models.terms import Level
from tests.notices import notice
from workers.posts import tracker
from workflows.notice import NoticeWorkflow

NAME = "notice"


@activity.defn(name="record_attempts")
async def recorded(attempts: Attempts) -> Nothing:
    """The record is there."""
    del attempts
    return Nothing()


async def notified(client: Client) -> list[WorkflowHistory]:
    """The history of a digest of two, the second of which comes while it waits."""
    queue, tries = str(uuid4()), list[Posting]()

    @activity.defn(name="send_notice")
    async def refused_once(posting: Posting) -> Delivered:
        tries.append(posting)
        return Delivered(sent=True) if len(tries) > 1 else Delivered(sent=False, why="busy")

    first, second = (Handed(notice=notice(Level.L1), manner=Manner.DIGEST) for _ in range(2))
    until = datetime.now(UTC) + timedelta(seconds=2)
    parcel = Parcel(target="duty", until=until, handed=(first,))
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
