"""Supervision: whatever ends is started again, whatever is stopped stays stopped, no orphans."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from workers.errors import DidNotStart
from workers.stack import readiness, supervisor
from workers.stack.supervisor import ManagedProcess, ProcessSpec

OBEDIENT = """
import signal, sys, pathlib, os
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
signal.pause()
"""
STUBBORN = OBEDIENT.replace("lambda *_: sys.exit(0)", "signal.SIG_IGN")


def plan(folder: Path, program: str = OBEDIENT, *, grace: float = 20) -> ProcessSpec:
    file = folder / "ready"
    return ProcessSpec(
        name="tracker",
        argv=(sys.executable, "-c", program, str(file)),
        ready=readiness.file(file),
        grace=grace,
    )


@asynccontextmanager
async def supervised(
    folder: Path, what: ProcessSpec
) -> AsyncIterator[tuple[ManagedProcess, list[str]]]:
    said: list[str] = []
    child = ManagedProcess(what, folder / "tracker.log", said.append, lambda: None)
    try:
        await child.start()
        yield child, said
    finally:
        await child.stop()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0.01)


async def test_a_killed_child_is_started_again_and_said_so_in_one_line(tmp_path: Path) -> None:
    async with supervised(tmp_path, plan(tmp_path)) as (child, said):
        first = child.pid
        await child.kill()
        await child.ready()
        assert child.pid not in {None, first}
    assert said == ["tracker was ended by SIGKILL: starting it again"]


async def test_a_child_that_was_healthy_is_started_again_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its end is a new trouble: only one that keeps ending has to wait."""
    monkeypatch.setattr(supervisor, "HEALTHY_SECONDS", 0.0)
    monkeypatch.setattr(supervisor, "BACKOFF_SECONDS", (0.0, 3600.0, 3600.0))
    async with supervised(tmp_path, plan(tmp_path)) as (child, said):
        for _ in range(3):
            await child.kill()
            async with asyncio.timeout(60):
                await child.ready()
    assert len(said) == 3


async def test_a_stopped_child_ends_gracefully_and_stays_ended(tmp_path: Path) -> None:
    async with supervised(tmp_path, plan(tmp_path)) as (child, said):
        pid = child.pid
    assert pid is not None
    assert not alive(pid)
    assert child.pid is None
    assert said == []


async def test_a_child_that_ignores_the_request_to_stop_is_killed(tmp_path: Path) -> None:
    async with supervised(tmp_path, plan(tmp_path, STUBBORN, grace=0.1)) as (child, said):
        pid = child.pid
    assert pid is not None
    assert not alive(pid)
    assert said == ["tracker did not stop within 0 s: killed"]


async def test_a_child_that_keeps_ending_is_given_up_with_its_last_words(tmp_path: Path) -> None:
    broken = plan(tmp_path, "import sys; sys.exit('no database at 5432')")
    with pytest.raises(DidNotStart, match=r"keeps ending.*no database at 5432"):
        async with supervised(tmp_path, broken):
            pass


async def test_a_program_that_does_not_exist_is_an_error_at_once(tmp_path: Path) -> None:
    missing = ProcessSpec(
        "tracker", (str(tmp_path / "nothing"),), readiness.file(tmp_path / "ready")
    )
    with pytest.raises(FileNotFoundError):
        async with supervised(tmp_path, missing):
            pass


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's leash is Linux only")
async def test_killing_the_parent_leaves_no_orphan(tmp_path: Path) -> None:
    parent = f"""
import asyncio, pathlib
from tests.workers.stack.test_supervisor import plan, supervised, STUBBORN
async def main():
    folder = pathlib.Path({str(tmp_path)!r})
    async with supervised(folder, plan(folder, STUBBORN)) as (child, _):
        print(child.pid, flush=True)
        await asyncio.Event().wait()
asyncio.run(main())
"""
    with subprocess.Popen(
        [sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        process.wait()
    async with asyncio.timeout(10):
        await until(lambda: not alive(pid) or _is_zombie(pid))


def _is_zombie(pid: int) -> bool:
    # Nobody may be there to reap it inside a container.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


PROBES: list[Callable[[Path], Awaitable[bool]]] = [
    lambda folder: readiness.file(folder / "absent")(1),
    lambda _: readiness.http("http://127.0.0.1:1/health")(1),
    lambda _: readiness.command(sys.executable, "-c", "raise SystemExit(1)")(1),
]


@pytest.mark.parametrize("probe", PROBES, ids=["file", "http", "command"])
async def test_what_does_not_answer_is_not_ready(
    probe: Callable[[Path], Awaitable[bool]], tmp_path: Path
) -> None:
    assert not await probe(tmp_path)


async def test_the_id_of_an_earlier_process_does_not_count_as_ready(tmp_path: Path) -> None:
    (tmp_path / "ready").write_text("41")
    assert not await readiness.file(tmp_path / "ready")(42)
