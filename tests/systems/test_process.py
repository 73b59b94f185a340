"""Each system as a real process."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest

from tests.systems.gateway import SECRET
from tests.systems.outside import CREATE

pytestmark = pytest.mark.process


@asynccontextmanager
async def process(
    name: str, *arguments: str, **environ: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        f"systems.{name}",
        *arguments,
        env={**os.environ, **environ},
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.communicate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def healthy(url: str, started: asyncio.subprocess.Process) -> dict[str, object]:
    async with httpx2.AsyncClient(trust_env=False) as http, asyncio.timeout(60):
        while started.returncode is None:
            try:
                return dict((await http.get(f"{url}/health")).json())
            except httpx2.TransportError:
                await asyncio.sleep(0.05)
    raise AssertionError(f"{url} ended with {started.returncode} before it was healthy")


@pytest.mark.parametrize("name", sorted(CREATE))
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_system_serves_until_it_is_told_to_stop(name: str, number: signal.Signals) -> None:
    port = free_port()
    async with process(name, "--port", str(port), GUOMEN_WEBHOOK_SECRET=SECRET) as started:
        health = await healthy(f"http://127.0.0.1:{port}", started)
        started.send_signal(number)
        code = await started.wait()
    assert (health["system"], code) == (name, 0)


async def test_a_system_without_a_secret_says_which_setting_is_missing() -> None:
    async with process("clearance", GUOMEN_WEBHOOK_SECRET="") as started:
        _, complaint = await started.communicate()
    assert started.returncode == 2
    assert b"GUOMEN_WEBHOOK_SECRET" in complaint
