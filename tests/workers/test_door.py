"""The door out: drained on a signal, honest in its exit code, one line about an error."""

import asyncio
import signal
import subprocess
import sys

import pytest

from workers import door

START = "import asyncio; from workers import door\n"


def start(body: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", START + body],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


WAITS = """
async def main():
    stopping = door.stopping()
    print("up", flush=True)
    await stopping.wait()
    print("drained")
door.run(main())
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
    stopping = door.stopping()
    print("up", flush=True)
    await stopping.wait()
    print("draining", flush=True)
    await asyncio.Event().wait()
door.run(main())
"""
    with start(body) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.stdout.readline() == "draining\n"
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert process.returncode == 128 + signal.SIGINT


def test_an_error_is_one_line_and_exit_one() -> None:
    body = """
async def main():
    async with asyncio.TaskGroup():
        raise ValueError("the port 5432 is taken,\\n choose another")
door.run(main())
"""
    with start(body) as process:
        _, errors = process.communicate()
    assert process.returncode == 1
    assert errors == "guomen: the port 5432 is taken, choose another\n"


def test_an_error_without_words_is_named_by_its_type() -> None:
    assert door.readable(KeyError("lock_no")) == "KeyError: 'lock_no'"


async def test_who_runs_outside_the_door_can_still_be_told_to_stop() -> None:
    waiting = asyncio.ensure_future(door.stopping().wait())
    door.stopping().set()
    assert await waiting
