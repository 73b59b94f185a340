"""Workflows with our names that do what they should not, and calls that do not end."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

from temporalio import activity, workflow
from temporalio.client import Client, WorkflowHandle
from temporalio.exceptions import ApplicationError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from models.health.findings import Finding
from models.kernel.identity import consignment_workflow_id

PATIENCE_S = 60


@workflow.defn(name="Consignment")
class WrongBuild:
    """No task of it ends."""

    @workflow.run
    async def run(self, _: dict[str, Any]) -> None:
        raise RuntimeError("a wrong build")


@workflow.defn(name="Consignment")
class Sleeping:
    """Waits for something."""

    @workflow.run
    async def run(self, _: dict[str, Any]) -> None:
        await workflow.sleep(timedelta(days=9))


@workflow.defn(name="Consignment")
class Calling:
    """Makes a call that is refused again and again."""

    @workflow.run
    async def run(self, _: dict[str, Any]) -> None:
        await workflow.execute_activity(refuse, {}, start_to_close_timeout=timedelta(seconds=9))


@workflow.defn(name="Consignment")
class GivingUp:
    """Fails by itself."""

    @workflow.run
    async def run(self, _: dict[str, Any]) -> None:
        raise ApplicationError("given up", non_retryable=True)


@activity.defn
async def refuse(_: dict[str, Any]) -> None:
    """Fails."""
    raise RuntimeError("the other side says no")


@asynccontextmanager
async def running(
    client: Client, code: type[Any], number: str, queue: str = "", **how: Any
) -> AsyncIterator[WorkflowHandle[Any, Any]]:
    """A consignment that lives by this code, while the block runs."""
    queue = queue or str(uuid4())
    async with worker(client, code, queue):
        name = consignment_workflow_id(number)
        yield await client.start_workflow("Consignment", {}, id=name, task_queue=queue, **how)


def worker(client: Client, code: type[Any], queue: str) -> Worker:
    """Somebody who works on a queue by this code."""
    return Worker(
        client,
        task_queue=queue,
        workflows=[code],
        activities=[refuse],
        workflow_runner=UnsandboxedWorkflowRunner(),
    )


async def until(
    look: Callable[[], Awaitable[Iterable[Finding]]], holds: Callable[[list[Finding]], bool]
) -> list[Finding]:
    """Look again until what is found is what is waited for."""
    async with asyncio.timeout(PATIENCE_S):
        while not holds(found := list(await look())):
            await asyncio.sleep(0.1)
    return found
