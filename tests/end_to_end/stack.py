"""A stack as a user has it: real processes on a folder of their own, and commands beside them."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from models.risk.draw import next_quarter, quarter_of
from tests.draws import KEY
from tests.postgres import memory_disk
from workers.stack import stack_file
from workers.stack.data_folder import DRAW_KEYS
from workers.stack.stack_file import StackFile
from workers.stack.supervisor import leash

ROOT = Path(__file__).parents[2]
PATIENCE_S = 240
_FOREIGN = ("GUOMEN_", "TEMPORAL_", "DATABASE_URL")


@dataclass(frozen=True)
class Spoken:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


def keep_keys(folder: Path) -> None:
    """The key of the tests for this quarter and those that a play can reach."""
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)
    keys = folder / DRAW_KEYS
    keys.mkdir(mode=0o700, exist_ok=True)
    quarter = quarter_of(datetime.now(UTC))
    for _ in range(4):
        (keys / f"{quarter}.key").write_text(KEY.hex())
        quarter = next_quarter(quarter)


class Stack:
    """A `guomen up` or `guomen demo` on a data folder; started again, it is on the same folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings: dict[str, str] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._out = folder.with_suffix(".out")
        self._err = folder.with_suffix(".err")

    @property
    def environment(self) -> dict[str, str]:
        """Of every process on this folder: nothing of another stack leaks into it."""
        own = {key: value for key, value in os.environ.items() if not key.startswith(_FOREIGN)}
        return {**own, "GUOMEN_DATA": str(self.folder), **self.settings}

    @property
    def file(self) -> StackFile:
        """The addresses and process ids of the running stack."""
        found = stack_file.running(self.folder)
        assert found is not None, self.said
        return found

    @property
    def out(self) -> str:
        """What the stack has said on standard output since it was started last."""
        return self._out.read_text()

    @property
    def said(self) -> str:
        """Everything it has said since it was started last."""
        return self.out + self._err.read_text()

    @property
    def running(self) -> bool:
        """Whether it has been started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def up(self) -> None:
        """Run `guomen up` until it serves."""
        self.start("up")
        self.until(lambda: "guomen import" in self.out)

    def start(self, *arguments: str) -> None:
        """Run a verb that brings a stack with it, and come back at once; it draws by our key."""
        keep_keys(self.folder)
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self._process = subprocess.Popen(
                guomen(*arguments),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                cwd=ROOT,
                env=self.environment,
                process_group=0,
                # A test run that is killed leaves nothing behind.
                preexec_fn=leash(signal.SIGTERM),  # noqa: PLW1509 - async-signal-safe by its design
            )

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask the stack to end, as a terminal or a service manager does; its exit code."""
        assert self._process is not None
        self._process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        """Wait until the stack has ended by itself; its exit code."""
        assert self._process is not None
        code = self._process.wait()
        self._process = None
        return code

    def guomen(self, *arguments: str) -> Spoken:
        """Run a command beside the stack, as in another shell."""
        done = subprocess.run(
            guomen(*arguments),
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=self.environment,
        )
        return Spoken(done.returncode, done.stdout, done.stderr)

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until a condition holds, as long as the stack runs."""
        ends = time.monotonic() + PATIENCE_S
        while not condition():
            assert self.running, self.said
            assert time.monotonic() < ends, self.said
            time.sleep(0.05)

    def clean_up(self) -> None:
        """End whatever is left."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        for pid in processes_on(self.folder):
            os.kill(pid, signal.SIGKILL)


def guomen(*arguments: str) -> list[str]:
    """The command line of a verb."""
    return [sys.executable, "-m", "scripts.guomen", *arguments]


@contextmanager
def new_stack() -> Iterator[Stack]:
    """A stack that is not started yet; nothing of it outlives the block."""
    # Not among pytest's own folders: those are closed to the system user of PostgreSQL.
    home = Path(tempfile.mkdtemp(prefix="guomen-stack-", dir=memory_disk()))
    stack = Stack(home / "data")
    try:
        yield stack
    finally:
        stack.clean_up()
        shutil.rmtree(home, ignore_errors=True)


def processes_on(folder: Path) -> list[int]:
    """The processes that work on a data folder, whoever started them."""
    return [
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and _names(entry, bytes(folder))
    ]


def _names(process: Path, folder: bytes) -> bool:
    try:
        return any(folder in (process / what).read_bytes() for what in ("environ", "cmdline"))
    except OSError:
        return False
