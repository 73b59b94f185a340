"""Ways to ask whether a process is ready; each answers yes or no at once, and never raises."""

import asyncio
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx2

ANSWER_SECONDS = 20
"""How long a command may take to say whether something is ready: above its own time-out."""

Probe = Callable[[int], Awaitable[bool]]
"""Given the process id: is it ready?"""


def http(url: str) -> Probe:
    """Ready when the URL answers without an error."""

    async def probe(_pid: int) -> bool:
        try:
            async with httpx2.AsyncClient(trust_env=False, timeout=2) as client:
                return (await client.get(url)).is_success
        except httpx2.HTTPError:
            return False

    return probe


def file(path: Path) -> Probe:
    """Ready when the process has written its own id to the file (`door.announce_ready`)."""

    async def probe(pid: int) -> bool:
        return path.exists() and path.read_text().strip() == str(pid)

    return probe


def command(*argv: str) -> Probe:
    """Ready when the command succeeds."""

    async def probe(_pid: int) -> bool:
        process = await asyncio.create_subprocess_exec(
            *argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await process.wait() == 0
        except TimeoutError:
            process.kill()
            await process.wait()
            return False

    return probe
