"""A command never waits for ever: whoever does not answer is named, with what to do."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from temporalio.client import Client

from ledger import Ledger
from models.execution.workflow_io import Receipt
from models.kernel.errors import Unreachable
from models.supervision.messages import Hold
from scripts import command_io, temporal_connection
from tests.workers.imports.imported import manifest
from workers.consignment_client import consignment, start_consignment
from workers.settings import Settings


@asynccontextmanager
async def speechless() -> AsyncIterator[str]:
    """An address that takes connections and never answers."""
    never = asyncio.Event()

    async def take(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await never.wait()
        writer.close()

    async with await asyncio.start_server(take, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        try:
            yield f"{host}:{port}"
        finally:
            never.set()


async def test_a_command_that_no_tracker_takes_ends_with_what_to_do(
    temporal: Client, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_io, "PATIENCE_S", 1)
    (known,) = manifest(1)
    await start_consignment(temporal, ledger, known, task_queue=str(uuid4()))
    handle = consignment(temporal, known.tracking_no)
    hold = Hold(officer="Li", reason="papers")
    update = handle.execute_update(hold.verb, hold, result_type=Receipt)
    with pytest.raises(Unreachable, match=r"did not answer in 1 s: does a tracker run\? Look"):
        await command_io.send(update, known.tracking_no, hold.verb, "guomen timeline")
    await handle.terminate("the test is over")


async def test_a_temporal_that_takes_connections_and_says_nothing_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(temporal_connection, "CONNECT_S", 0.2)
    async with speechless() as address:
        settings = Settings(database_url="postgresql://unused", temporal_address=address)
        with pytest.raises(Unreachable, match=address):
            await temporal_connection.opened(settings)
