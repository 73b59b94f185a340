"""A Temporal server where nothing but these tests runs: what is wrong there, one of them did."""

from collections.abc import AsyncIterator, Iterator

import pytest
from temporalio.client import Client

from tests.temporal import connected, temporal_server


@pytest.fixture(scope="session")
def quiet_server() -> Iterator[str]:
    """Host and port; workflows can be paused."""
    with temporal_server("frontend.WorkflowPauseEnabled=true", time_lapse=True) as address:
        yield address


@pytest.fixture
async def client(quiet_server: str) -> AsyncIterator[Client]:
    """A client; what a test leaves running is ended."""
    client = await connected(quiet_server)
    yield client
    async for each in client.list_workflows('ExecutionStatus = "Running"'):
        await client.get_workflow_handle(each.id).terminate("the test is over")
