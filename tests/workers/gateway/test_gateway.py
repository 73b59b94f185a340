"""The gateway as a process: it serves until told to stop, and a taken port is an error to read."""

import asyncio
import socket

import httpx2
import pytest
from fastapi import FastAPI

from tests.workers.gateway.fixtures import free_port, listens
from workers.gateway.server import serve


async def test_it_finishes_what_it_is_answering_before_it_stops() -> None:
    app, stopping, asked = FastAPI(), asyncio.Event(), asyncio.Event()
    done = asyncio.Event()

    @app.get("/slow")
    async def slow() -> str:
        asked.set()
        await done.wait()
        return "answered"

    port = free_port()
    serving = asyncio.create_task(serve(app, "127.0.0.1", port, stopping))
    async with httpx2.AsyncClient(trust_env=False, base_url=f"http://127.0.0.1:{port}") as http:
        while not await listens(port):
            await asyncio.sleep(0.01)
        answering = asyncio.create_task(http.get("/slow"))
        await asked.wait()
        stopping.set()
        done.set()
        assert (await answering).json() == "answered"
    await serving
    assert not await listens(port)


async def test_a_taken_port_is_an_error() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as other,
        pytest.raises(OSError, match="in use"),
    ):
        await serve(FastAPI(), "127.0.0.1", other.getsockname()[1], asyncio.Event())
