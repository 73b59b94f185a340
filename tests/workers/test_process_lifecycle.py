"""The door out: drained on a signal, honest in its exit code, one line about an error."""

import asyncio
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from workers import process_lifecycle

START = "import asyncio; from workers import process_lifecycle\n"


def start(body: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", START + body],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


WAITS = """
async def main():
    stopping = process_lifecycle.stop_event()
    print("up", flush=True)
    await stopping.wait()
    print("drained")
process_lifecycle.run(main())
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_process_drain_and_exit_zero(number: signal.Signals) -> None:
    with start(WAITS) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.send_signal(number)
        rest, errors = process.communicate()
    assert (process.returncode, rest, errors) == (0, "drained\n", "")


def test_a_second_signal_does_not_wait_for_the_drain() -> None:
    body = """
async def main():
    stopping = process_lifecycle.stop_event()
    print("up", flush=True)
    await stopping.wait()
    print("draining", flush=True)
    await asyncio.Event().wait()
process_lifecycle.run(main())
"""
    with start(body) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.stdout.readline() == "draining\n"
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert process.returncode == 128 + signal.SIGINT


def test_what_a_process_writes_is_for_its_owner_only(tmp_path: Path) -> None:
    written = tmp_path / "written"
    body = f"""
async def main():
    open({str(written)!r}, "w").close()
process_lifecycle.run(main())
"""
    with start(body) as process:
        process.communicate()
    assert stat.S_IMODE(written.stat().st_mode) == 0o600


def test_an_error_is_one_line_and_exit_one() -> None:
    body = """
async def main():
    async with asyncio.TaskGroup():
        raise ValueError("the port 5432 is taken,\\n choose another")
process_lifecycle.run(main())
"""
    with start(body) as process:
        _, errors = process.communicate()
    assert process.returncode == 1
    assert errors == "guomen: the port 5432 is taken, choose another\n"


def test_an_error_without_words_is_named_by_its_type() -> None:
    assert process_lifecycle.one_line(KeyError("lock_no")) == "KeyError: 'lock_no'"


async def test_who_runs_outside_the_door_can_still_be_told_to_stop() -> None:
    waiting = asyncio.ensure_future(process_lifecycle.stop_event().wait())
    process_lifecycle.stop_event().set()
    assert await waiting
