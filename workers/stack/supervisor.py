"""Child processes under supervision: one that ends without being told to is started again.

They never outlive this process, whatever ends it, and each leads a process group of its own, so
that Ctrl-C reaches only this process, which then stops them in order.
"""

import asyncio
import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.kernel.language import Text
from workers.errors import DidNotStart
from workers.stack.readiness import Probe
from workers.texts import IS_SILENT, KEEPS_ENDING, SAID_NOTHING, WAS_STOPPED

PATIENCE_SECONDS = 180.0
"""For what is alive and not ready: on a busy machine even a start takes its time."""
FIRST_TRIES = 6
BACKOFF_SECONDS = (0.0, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
# Who ran this long was healthy: its next end is a new trouble, not the same one.
HEALTHY_SECONDS = 30.0
POLL_SECONDS = 0.05

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """How to run one child, see that it is ready, and stop it.

    Attributes:
        stop_signal: asks it to end; after `grace` seconds it is killed.
        orphan_signal: what the kernel sends it when this process is killed.
        user: the system user to run as, for programs that refuse to run as root.
    """

    name: str
    argv: tuple[str, ...]
    ready: Probe
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL
    grace: float = 20.0
    user: str | None = None
    cwd: Path | None = None


class ManagedProcess:
    """One running child. `start` returns when it is ready, `stop` when it is gone."""

    def __init__(self, plan: ProcessSpec, log: Path, say: Say, changed: Callable[[], None]) -> None:
        self.plan = plan
        self.restarts = 0
        self._log = log
        self._say = say
        self._changed = changed
        self._process: asyncio.subprocess.Process | None = None
        self._supervisor: asyncio.Task[None] | None = None
        self._stopping = False

    @property
    def pid(self) -> int | None:
        """The process id, or None while there is no process."""
        process = self._process
        return None if process is None or process.returncode is not None else process.pid

    async def start(self) -> None:
        """Start the child and wait until it is ready.

        Raises:
            DidNotStart: it keeps ending, or is not ready after three minutes.
        """
        self._supervisor = asyncio.create_task(self._supervise(), name=f"child {self.plan.name}")
        await self.ready()

    async def ready(self) -> None:
        """Wait until the child answers; also after it was killed and is being started again."""
        tries = self.restarts
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not await self._is_ready():
                    self._raise_what_ended_supervision()
                    if self.restarts - tries >= FIRST_TRIES:
                        raise self._complaint(KEEPS_ENDING)
                    await asyncio.sleep(POLL_SECONDS)
        except TimeoutError:
            raise self._complaint(IS_SILENT) from None

    async def kill(self) -> None:
        """End the process as a crash would, without warning; the supervisor starts a new one."""
        process = self._process
        if process is not None and process.returncode is None:
            _signal_group(process.pid, signal.SIGKILL)
            await process.wait()

    async def stop(self) -> None:
        """Ask the process to end, wait for its grace, then insist."""
        self._stopping = True
        process = self._process
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(self.plan.stop_signal)
            try:
                await asyncio.wait_for(process.wait(), self.plan.grace)
            except TimeoutError:
                self._say(f"{self.plan.name} did not stop within {self.plan.grace:.0f} s: killed")
                _signal_group(process.pid, signal.SIGKILL)
                await process.wait()
        if self._supervisor is not None:
            self._supervisor.cancel()
            await asyncio.wait([self._supervisor])

    async def _is_ready(self) -> bool:
        pid = self.pid
        return pid is not None and await self.plan.ready(pid) and self.pid == pid

    async def _supervise(self) -> None:
        failures = 0
        loop = asyncio.get_running_loop()
        while not self._stopping:
            started = loop.time()
            process = self._process = await self._spawn()
            self._changed()
            status = await process.wait()
            if self._stopping:
                return
            healthy = loop.time() - started > HEALTHY_SECONDS
            failures = 0 if healthy else min(failures + 1, len(BACKOFF_SECONDS) - 1)
            self.restarts += 1
            self._say(f"{self.plan.name} {_ended(status)}: starting it again")
            await asyncio.sleep(BACKOFF_SECONDS[failures])

    async def _spawn(self) -> asyncio.subprocess.Process:
        with self._log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *self.plan.argv,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.plan.cwd,
                env={**_inherited(), **self.plan.environment},
                process_group=0,
                preexec_fn=leash(self.plan.orphan_signal),
                user=self.plan.user,
                group=None if self.plan.user is None else pwd.getpwnam(self.plan.user).pw_gid,
                extra_groups=None if self.plan.user is None else [],
            )

    def _raise_what_ended_supervision(self) -> None:
        if self._stopping:
            raise self._complaint(WAS_STOPPED)
        if self._supervisor is not None and self._supervisor.done():
            self._supervisor.result()

    def _complaint(self, what: Text) -> DidNotStart:
        lines = self._log.read_text(errors="replace").splitlines() if self._log.exists() else []
        last = " | ".join(lines[-3:]) or SAID_NOTHING
        return DidNotStart(what, name=self.plan.name, log=self._log, last=last)


def _inherited() -> dict[str, str]:
    # A profile for another Temporal server must not leak into the embedded stack.
    return {name: value for name, value in os.environ.items() if not name.startswith("TEMPORAL_")}


def _ended(status: int) -> str:
    if status < 0:
        return f"was ended by {signal.Signals(-status).name}"
    return f"ended with status {status}"


def _signal_group(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, number)


_PR_SET_PDEATHSIG = 1
# Looked up before any fork; absent outside Linux, where orphans end when they next need us.
_prctl = getattr(ctypes.CDLL(None), "prctl", None)


def leash(number: signal.Signals) -> Callable[[], None]:
    """What a child does between fork and exec: ask the kernel to end it together with us."""
    parent = os.getpid()

    def tie() -> None:
        if _prctl is not None:
            _prctl(_PR_SET_PDEATHSIG, int(number))
            if os.getppid() != parent:
                os._exit(1)

    return tie
