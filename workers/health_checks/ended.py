"""What ended within the last day before its work was done: notices, and imports of manifests."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from temporalio.api.workflow.v1 import WorkflowExecutionInfo
from temporalio.client import Client

from models.health.findings import Fault, Finding
from workers.temporal_api import instant, listed, status_of

LOOK_BACK = timedelta(days=1)
MOST = 100
_BADLY = 'ExecutionStatus IN ("Failed", "TimedOut", "Terminated", "Canceled")'
_FAULTS: Mapping[str, Fault] = {
    "Notice": Fault.NOT_TOLD,
    "TellPeople": Fault.NOT_TOLD,
    "ImportManifest": Fault.IMPORT_ENDED,
}


async def ended_badly(client: Client) -> list[Finding]:
    """One finding each; whoever sees it a day later must have seen it before."""
    since = (datetime.now(UTC) - LOOK_BACK).isoformat()
    found: list[Finding] = []
    for kind, fault in _FAULTS.items():
        query = f'WorkflowType = "{kind}" AND {_BADLY} AND CloseTime > "{since}"'
        async for info in listed(client, query):
            found.append(_finding(fault, info))
            if len(found) >= MOST:
                return found
    return found


def _finding(fault: Fault, info: WorkflowExecutionInfo) -> Finding:
    workflow_id = info.execution.workflow_id
    return Finding(
        fault=fault,
        subject=workflow_id,
        since=instant(info.close_time),
        why=status_of(info),
        workflow=workflow_id,
    )
