"""Cheap requests to Temporal: a list by its index, one description.

Asked of the service itself: the client of the SDK does not know the status of a paused workflow.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import WorkflowExecutionStatus
from temporalio.api.workflow.v1 import WorkflowExecutionInfo
from temporalio.api.workflowservice.v1 import (
    DescribeWorkflowExecutionRequest,
    DescribeWorkflowExecutionResponse,
    ListWorkflowExecutionsRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

ANSWER = timedelta(seconds=10)
_PAGE = 1000
_PREFIX = "WORKFLOW_EXECUTION_STATUS_"


async def listed(client: Client, query: str) -> AsyncIterator[WorkflowExecutionInfo]:
    """What a query finds, page by page."""
    request = ListWorkflowExecutionsRequest(
        namespace=client.namespace, query=query, page_size=_PAGE
    )
    while True:
        page = await client.workflow_service.list_workflow_executions(
            request, retry=True, timeout=ANSWER
        )
        for each in page.executions:
            yield each
        if not page.next_page_token:
            return
        request.next_page_token = page.next_page_token


async def described(client: Client, workflow_id: str) -> DescribeWorkflowExecutionResponse | None:
    """The last run of a workflow with what it waits for; None when Temporal knows none."""
    request = DescribeWorkflowExecutionRequest(
        namespace=client.namespace, execution=WorkflowExecution(workflow_id=workflow_id)
    )
    try:
        return await client.workflow_service.describe_workflow_execution(
            request, retry=True, timeout=ANSWER
        )
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return None


def status_of(info: WorkflowExecutionInfo) -> str:
    """As in `RUNNING`, `TERMINATED` or `PAUSED`."""
    return WorkflowExecutionStatus.Name(info.status).removeprefix(_PREFIX)


def instant(stamp: Timestamp) -> datetime | None:
    """An instant of the service; None when it is not set."""
    return stamp.ToDatetime(UTC) if stamp.seconds > 0 else None
