"""The real Temporal development server for tests: one for the session, each workflow its own clock.

Set GUOMEN_TEST_TEMPORAL_ADDRESS to use another server that allows time skipping.
"""

import asyncio
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from tests.postgres import run
from workers.search_attribute_setup import register_attributes
from workers.stack.embedded_temporal import EmbeddedTemporal
from workers.stack.port_allocation import free

# A closed workflow is deleted only when these have said that they are done with it: every 30 s.
_ACKNOWLEDGING = ("transferProcessorUpdateAckInterval", "visibilityProcessorUpdateAckInterval")
_PROMPT = [
    part for name in _ACKNOWLEDGING for part in ("--dynamic-config-value", f'history.{name}="1s"')
]


@pytest.fixture(scope="session")
def temporal_address() -> Iterator[str]:
    """Host and port of a running server with our search attributes."""
    given = os.environ.get("GUOMEN_TEST_TEMPORAL_ADDRESS")
    if given is not None:
        yield given
        return
    with temporal_server(time_lapse=True) as address:
        yield address


@contextmanager
def temporal_server(*settings: str, time_lapse: bool) -> Iterator[str]:
    """A server of our own, with an empty folder; `settings` are dynamic ones, `name=value`."""
    with tempfile.TemporaryDirectory() as folder:
        server = EmbeddedTemporal(Path(folder), free(), free(), time_lapse=time_lapse)
        more = [part for each in settings for part in ("--dynamic-config-value", each)]
        process = subprocess.Popen(
            (*server.plan().argv, *_PROMPT, *more),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            run(_prepare(server.address))
            yield server.address
        finally:
            process.terminate()
            process.wait()


async def _prepare(address: str) -> None:
    await register_attributes(await connected(address))


async def connected(address: str, identity: str | None = None) -> Client:
    """A client, as soon as the server answers."""
    for _ in range(300):
        with suppress(RuntimeError):
            return await Client.connect(
                address, data_converter=pydantic_data_converter, identity=identity
            )
        await asyncio.sleep(0.1)
    raise TimeoutError(f"no Temporal server at {address}")


@pytest.fixture
async def temporal(temporal_address: str) -> Client:
    """A client of the session's server."""
    return await connected(temporal_address)
