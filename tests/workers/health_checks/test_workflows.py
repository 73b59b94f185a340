"""Workflows that get no further: each kind of fault is produced on a real server."""

import asyncio
import subprocess
from datetime import timedelta
from pathlib import Path
from shlex import split
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import (
    DeleteWorkflowExecutionRequest,
    PauseActivityRequest,
    PauseWorkflowExecutionRequest,
)
from temporalio.client import Client, WorkflowHandle

from ledger import Ledger
from models.health.findings import Fault, Finding, Where, command
from models.supervision.messages import Hold
from tests.history import record
from tests.projections.stories import hauled
from tests.workers.health_checks.faulty import (
    Calling,
    GivingUp,
    Sleeping,
    WrongBuild,
    running,
    until,
    worker,
)
from tests.workers.recovery.recovery_fixtures import lived
from workers.consignment_client import consignment
from workers.health_checks.workflows import Limits, Workflows
from workers.recovery.history_reader import Histories
from workers.stack.embedded_temporal import _binary

SLEEPS = 5
"""So many events a history has once its timer is set."""
NOW = Limits(unrecorded=timedelta(0), retried=timedelta(0))


def number() -> str:
    return f"NB26-{uuid4()}"


def mended_by_its_command(finding: Finding, address: str) -> None:
    """Run what the finding says, as an operator does."""
    words = split(command(finding, Where(ui="", address=address)))
    assert words[0] == "temporal"
    subprocess.run([_binary(), *words[1:]], check=True, capture_output=True)


async def test_what_goes_on_is_no_finding(client: Client, pool: asyncpg.Pool) -> None:
    async with running(client, Sleeping, number()):
        assert await Workflows(client, pool).standing() == []


async def test_a_build_that_raises_is_named_with_what_it_raises(
    client: Client, pool: asyncpg.Pool
) -> None:
    failing = number()
    async with running(client, WrongBuild, failing):
        (found,) = await until(Workflows(client, pool).standing, bool)
    assert (found.fault, found.subject, found.number) == (Fault.TASK_FAILS, failing, failing)
    assert "a wrong build" in found.why
    assert found.since is not None


async def test_a_build_that_would_have_done_something_else_is_named_until_it_is_taken_back(
    client: Client, pool: asyncpg.Pool
) -> None:
    queue, changed = str(uuid4()), number()
    async with running(client, Sleeping, changed, queue) as handle:
        async with asyncio.timeout(30):
            while (await handle.describe()).history_length < SLEEPS:
                await asyncio.sleep(0.05)
    looks = Workflows(client, pool).standing
    async with worker(client, Calling, queue):
        await handle.signal("anything")
        (found,) = await until(looks, bool)
    assert (found.fault, found.subject) == (Fault.TASK_FAILS, changed)
    assert "TMPRL1100" in found.why
    async with worker(client, Sleeping, queue):
        await until(looks, lambda found: not found)


async def test_a_paused_activity_goes_on_by_the_command_that_is_named(
    client: Client, pool: asyncpg.Pool, quiet_server: str
) -> None:
    paused = number()
    looks = Workflows(client, pool).standing
    async with running(client, Calling, paused) as handle:
        await pause_activity(client, handle)
        (found,) = await until(looks, bool)
        assert (found.fault, found.subject) == (Fault.ACTIVITY_PAUSED, paused)
        assert found.why == "refuse, an operator: maintenance"
        mended_by_its_command(found, quiet_server)
        await until(looks, lambda found: not found)


async def test_a_paused_workflow_goes_on_by_the_command_that_is_named(
    client: Client, pool: asyncpg.Pool, quiet_server: str
) -> None:
    paused = number()
    looks = Workflows(client, pool).standing
    async with running(client, Sleeping, paused) as handle:
        await client.workflow_service.pause_workflow_execution(
            PauseWorkflowExecutionRequest(
                namespace=client.namespace,
                workflow_id=handle.id,
                identity="an operator",
                reason="maintenance",
            )
        )
        (found,) = await until(looks, bool)
        assert (found.fault, found.subject) == (Fault.WORKFLOW_PAUSED, paused)
        histories = Histories(client)
        memory = await histories.memory(paused)
        assert memory is not None
        assert memory.alive
        assert handle.id in [each async for each in histories.known()]
        mended_by_its_command(found, quiet_server)
        await until(looks, lambda found: not found)


async def test_a_call_that_is_made_again_and_again_is_named_when_it_has_been_long(
    client: Client, pool: asyncpg.Pool
) -> None:
    called = number()
    async with running(client, Calling, called):
        (found,) = await until(Workflows(client, pool, limits=NOW).standing, bool)
        assert await Workflows(client, pool).standing() == []
    assert (found.fault, found.subject) == (Fault.ACTIVITY_RETRIED, called)
    assert "the other side says no" in found.why


async def test_what_was_accepted_and_is_not_recorded_is_named_until_it_is(
    client: Client, pool: asyncpg.Pool, database_url: str, tmp_path: Path
) -> None:
    async with lived(client, pool, tmp_path, until="preshipment.submitted") as one:
        looks = Workflows(client, pool, limits=NOW).standing
        locked = await asyncpg.connect(database_url)
        async with locked.transaction():
            await locked.execute("lock table ledger.events in share mode")
            hold = Hold(officer="c1", reason="papers")
            await consignment(client, one.number).execute_update("hold", hold)
            (found,) = await until(looks, bool)
            (unasked,) = await Workflows(client, None, limits=NOW).standing()
        await locked.close()
        # Who cannot ask the ledger does not believe that it is recorded.
        assert unasked.fault is Fault.NOT_RECORDED
        assert (found.fault, found.subject) == (Fault.NOT_RECORDED, one.number)
        assert "LockNotAvailable" in found.why
        await until(looks, lambda found: not found)


async def test_more_than_are_looked_at_is_said(client: Client, pool: asyncpg.Pool) -> None:
    async with running(client, Sleeping, number()), running(client, Sleeping, number()):
        looks = Workflows(client, pool, limits=Limits(described=1)).standing
        (found,) = await until(looks, bool)
    assert (found.fault, found.subject) == (Fault.NOT_LOOKED_AT, "1 workflows")


ENDS = ("terminated", "cancelled", "failed", "timed out", "deleted")


@pytest.mark.parametrize("how", ENDS)
async def test_an_open_stream_that_no_workflow_goes_on_with_is_named(
    client: Client, pool: asyncpg.Pool, ledger: Ledger, how: str
) -> None:
    history = hauled(1)
    await record(ledger, history)
    code = GivingUp if how == "failed" else Sleeping
    timeout = timedelta(seconds=1) if how == "timed out" else None
    async with running(client, code, history.tracking_no, execution_timeout=timeout) as handle:
        await ended(client, handle, how)
        (found,) = await until(Workflows(client, pool).gone, bool)
    gone = Fault.WORKFLOW_GONE if how == "deleted" else Fault.WORKFLOW_ENDED
    assert (found.fault, found.subject) == (gone, history.tracking_no)
    assert command(found, Where(ui="")) == "guomen resurrect"


async def test_an_open_stream_whose_workflow_runs_is_no_finding(
    client: Client, pool: asyncpg.Pool, ledger: Ledger
) -> None:
    history = hauled(1)
    await record(ledger, history)
    async with running(client, Sleeping, history.tracking_no):
        assert await Workflows(client, pool).gone() == []


async def test_a_closed_consignment_needs_no_workflow(
    client: Client, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    async with lived(client, pool, tmp_path) as one:
        await one.on.lapse.rest(one.number)
        assert await Workflows(client, pool).gone() == []


async def ended(client: Client, handle: WorkflowHandle[Any, Any], how: str) -> None:
    if how == "terminated":
        await handle.terminate("by mistake")
    elif how == "cancelled":
        await handle.cancel()
    elif how == "deleted":
        execution = WorkflowExecution(workflow_id=handle.id)
        request = DeleteWorkflowExecutionRequest(
            namespace=client.namespace, workflow_execution=execution
        )
        await client.workflow_service.delete_workflow_execution(request)


async def pause_activity(client: Client, handle: WorkflowHandle[Any, Any]) -> None:
    """As `temporal activity pause` does, as soon as there is one."""
    async with asyncio.timeout(30):
        while not (await handle.describe()).raw_description.pending_activities:
            await asyncio.sleep(0.05)
    await client.workflow_service.pause_activity(
        PauseActivityRequest(
            namespace=client.namespace,
            execution=WorkflowExecution(workflow_id=handle.id),
            type="refuse",
            identity="an operator",
            reason="maintenance",
        )
    )
