"""How a manifest is handed to the tracker and followed; whoever hands it over again follows on."""

from datetime import datetime
from typing import Any, NamedTuple

from temporalio.client import Client, WorkflowHandle
from temporalio.common import Priority, WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from models.execution.manifest_import import ImportStart, Tally, Wish
from models.execution.task_priority import BULK
from models.kernel.identity import import_workflow_id
from models.kernel.markdown import clipped, marked
from models.kernel.visible import visible
from workers.imports import import_store
from workers.recovery.stream_heads import HeadsDatabase
from workflows import manifest_import_texts as words
from workflows.manifest_import import ImportManifestWorkflow

Handle = WorkflowHandle[ImportManifestWorkflow, Tally]


class AcceptedImport(NamedTuple):
    """An import under way, or one that was finished before (`ended`)."""

    batch: str
    handle: Handle
    ended: datetime | None


async def hand_over(
    client: Client, database: HeadsDatabase, wish: Wish, *, task_queue: str
) -> AcceptedImport:
    """Stores the batch and starts its import; what is under way or finished is not started again.

    Raises:
        RPCError: Temporal does not answer.
        LedgerUnavailable: PostgreSQL does not answer.
    """
    batch = import_store.batch_id(wish.registrations)
    await import_store.store(database, batch, wish.file, wish.registrations)
    start = ImportStart(
        batch=batch,
        file=visible(wish.file),
        consignments=len(wish.registrations),
        rate=wish.rate,
        language=wish.language,
    )
    handle: Handle = client.get_workflow_handle_for(
        ImportManifestWorkflow.run, import_workflow_id(batch)
    )
    try:
        await client.start_workflow(
            ImportManifestWorkflow.run,
            start,
            id=handle.id,
            task_queue=task_queue,
            static_summary=_summary(start),
            priority=Priority(priority_key=BULK),
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
        )
    except WorkflowAlreadyStartedError:
        return AcceptedImport(batch, handle, (await handle.describe()).close_time)
    return AcceptedImport(batch, handle, None)


async def progress(database: Any, batch: str, consignments: int) -> Tally:  # noqa: ANN401 - a pool
    """How far an import has come, to the consignment; it needs no tracker to answer."""
    return await import_store.tally(database, batch, 1, consignments)


def _summary(start: ImportStart) -> str:
    line = words.SUMMARY.of(file=start.file, whole=start.consignments)
    return clipped(marked(line).said(start.language), 400)
