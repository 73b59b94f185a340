"""The page of an enterprise on a real server, to be captured: enrolled, suspended, reinstated."""

import asyncio
from typing import Any
from uuid import uuid4

from temporalio.client import Client, WorkflowHandle, WorkflowHistory

from models.enterprise.derived_status import summary
from models.enterprise.messages import EnterpriseCommand
from models.execution.enterprise_io import EnterpriseReceipt, EnterpriseStart
from models.kernel.identity import enterprise_workflow_id
from tests.enterprises import ENROLLED, REINSTATE, SUSPEND
from tests.history import RULEBOOK, START
from tests.replay.runs import runs
from tests.workflows.fake_activities import Doors
from workers.task_queue_workers import tracker
from workflows.enterprise import PilotEnterpriseWorkflow

NAME = "enterprise-continued"
CODE = "shaoxing-copper"


async def enrolled(client: Client) -> list[WorkflowHistory]:
    """The histories of a page that goes on in a new run."""
    queue, workflow_id = str(uuid4()), enterprise_workflow_id(CODE)
    start = EnterpriseStart(
        code=CODE, rulebook=RULEBOOK, registered_at=START, continue_after=len(ENROLLED)
    )
    doors = Doors()
    async with tracker(client, doors.all(), queue):
        page = await client.start_workflow(
            PilotEnterpriseWorkflow.run,
            start,
            id=workflow_id,
            task_queue=queue,
            static_summary=summary(CODE),
        )
        following = client.get_workflow_handle(workflow_id)
        for command in ENROLLED:
            await _told(following, command)
        while (await following.describe()).run_id == page.first_execution_run_id:
            await asyncio.sleep(0.05)
        await _told(following, SUSPEND)
        await _told(following, REINSTATE)
        while doors.recorded.count("standing-carried") < 2 or await _busy(following):
            await asyncio.sleep(0.05)
        found = [history async for history in runs(client, page.id)]
        await following.terminate("captured")
        return found


async def _told(page: WorkflowHandle[Any, Any], command: EnterpriseCommand) -> None:
    await page.execute_update(command.verb, command, id=str(uuid4()), result_type=EnterpriseReceipt)


async def _busy(page: WorkflowHandle[Any, Any]) -> bool:
    """What is asked or to be decided still would be missing in a history that is taken now."""
    told = (await page.describe()).raw_description
    return bool(told.pending_activities) or told.HasField("pending_workflow_task")
