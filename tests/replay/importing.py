"""An import on a real server, to be captured: three pages, started by nobody."""

from uuid import uuid4

from temporalio import activity
from temporalio.client import Client, WorkflowHistory

from models.execution.manifest_import import ImportPage, ImportStart, Tally
from models.kernel.identity import import_workflow_id
from models.kernel.language import Language
from workers.task_queue_workers import tracker
from workflows import manifest_import_texts as words
from workflows.manifest_import import ImportManifestWorkflow

NAME = "import"
START = ImportStart(batch="0123456789abcdef", file="manifest.csv", consignments=250)


@activity.defn(name="start_consignments")
async def started(page: ImportPage) -> Tally:
    """Whatever is asked for is new."""
    return Tally(started=page.last - page.first + 1)


async def imported(client: Client) -> list[WorkflowHistory]:
    """The history of an import."""
    queue = str(uuid4())
    async with tracker(client, [started], queue):
        handle = await client.start_workflow(
            ImportManifestWorkflow.run,
            START,
            id=import_workflow_id(START.batch),
            task_queue=queue,
            static_summary=words.SUMMARY.said(Language.BOTH, file=START.file, whole=250),
        )
        await handle.result()
        return [await handle.fetch_history()]
