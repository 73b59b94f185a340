"""The histories of a workflow on a server, one a run."""

from collections.abc import AsyncIterator

from temporalio.client import Client, WorkflowHistory


async def runs(client: Client, workflow_id: str) -> AsyncIterator[WorkflowHistory]:
    """Every run, from the first."""
    latest = await client.get_workflow_handle(workflow_id).describe()
    run = latest.raw_description.workflow_execution_info.first_run_id
    while run:
        history = await client.get_workflow_handle(workflow_id, run_id=run).fetch_history()
        yield history
        end = history.events[-1].workflow_execution_continued_as_new_event_attributes
        run = end.new_execution_run_id
