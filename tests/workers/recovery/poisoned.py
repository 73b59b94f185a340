"""Streams that nobody can read, each in a way of its own, on the real server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from ledger import Ledger
from models.execution.activity_io import Call, Empty, EventBatch
from models.kernel.base_types import replace
from models.kernel.event import to_entry
from models.kernel.identity import consignment_workflow_id
from models.kernel.stream_head import StreamHead
from models.supervision.events import Held
from tests.history import History, append_events, sample_history, sample_registration
from tests.workers.recovery.recovery_fixtures import forge


@activity.defn(name="record")
async def _never(_: Any) -> None:
    raise RuntimeError("the ledger does not take it")


@workflow.defn(name="Consignment", sandboxed=False)
class Poisoned:
    """Offers a batch that no ledger takes, for ever."""

    @workflow.run
    async def run(self, call: Call[Empty]) -> None:
        """As a release would that looks less closely."""
        await workflow.execute_activity("record", call, start_to_close_timeout=timedelta(seconds=5))


@asynccontextmanager
async def poisoned(client: Client, ledger: Ledger) -> AsyncIterator[dict[str, str]]:
    """The numbers of three such streams, by what is wrong with each."""
    numbers = {what: f"NB26-{uuid4()}" for what in ("batch", "history", "row")}
    queue = str(uuid4())
    async with Worker(
        client,
        task_queue=queue,
        workflows=[Poisoned],
        activities=[_never],
        workflow_runner=UnsandboxedWorkflowRunner(),
    ):
        started = [
            await client.start_workflow(
                "Consignment", given, id=consignment_workflow_id(number), task_queue=where
            )
            for number, given, where in (
                (numbers["batch"], _offer(numbers["batch"]), queue),
                (numbers["history"], {"snapshot": {"head": "none"}}, str(uuid4())),
            )
        ]
        for nth, number in enumerate(numbers.values(), start=1):
            await append_events(ledger, number, sample_history(nth, tracking_no=number).events)
        await _bad_row(ledger, numbers["row"])
        await _scheduled(client, numbers["batch"])
        try:
            yield numbers
        finally:
            for handle in started:
                await handle.terminate("the test is over")


def _offer(number: str) -> Call[Empty]:
    (first,) = History(sample_registration(1)).events
    event = replace(first, body=Held(reason="a\x00b", officer="Lin"))
    batch = EventBatch(
        stream_id=consignment_workflow_id(number), after=StreamHead(), entries=(to_entry(event),)
    )
    return Call(batch=batch, key="k", request=Empty())


async def _scheduled(client: Client, number: str) -> None:
    handle = client.get_workflow_handle(consignment_workflow_id(number))
    while not (await handle.describe()).raw_description.pending_activities:
        await asyncio.sleep(0.05)


async def _bad_row(ledger: Ledger, number: str) -> None:
    """An event whose content does not fit its type."""
    await forge(ledger, consignment_workflow_id(number))
