"""Processes of the embedded stack, and the gateway."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from models.health.findings import Fault
from workers.health_checks import machine
from workers.health_checks.machine import alive, gateway, gone


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_PAUSE_S", 0.01)


def test_a_process_is_alive_until_it_has_ended_even_if_nobody_has_buried_it() -> None:
    assert alive(os.getpid())
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert alive(process.pid)
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert not alive(process.pid)
    process.communicate()
    assert not alive(process.pid)


async def test_a_process_that_is_gone_at_every_look_is_named_with_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    children = {"up": os.getpid(), "projector": process.pid}
    monkeypatch.setattr(machine, "processes", lambda _: children)
    (found,) = await gone(tmp_path)
    assert (found.fault, found.subject) == (Fault.PROCESS_GONE, "projector")
    assert found.why == str(tmp_path / "logs" / "projector.log")


async def test_a_process_that_is_started_again_is_no_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    looks = iter([process.pid, process.pid, os.getpid()])
    monkeypatch.setattr(machine, "processes", lambda _: {"tracker": next(looks)})
    assert await gone(tmp_path) == []


async def test_where_no_stack_runs_there_is_no_process_to_miss(tmp_path: Path) -> None:
    assert await gone(tmp_path) == []


async def test_a_gateway_that_is_not_there_has_no_answer() -> None:
    with pytest.raises(httpx2.HTTPError):
        await asyncio.wait_for(gateway("http://127.0.0.1:1"), 5)
