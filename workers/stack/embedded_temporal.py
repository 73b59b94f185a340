"""The Temporal of the embedded stack: the real development server and UI, on a SQLite file."""

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

from workers.errors import DidNotStart
from workers.stack import readiness
from workers.stack.port_allocation import LOCAL
from workers.stack.supervisor import ProcessSpec
from workers.texts import NO_RETENTION, NO_TEMPORAL

NAMESPACE = "default"
# A consignment lives for weeks and is looked at long after: the default of one day is too short.
RETENTION = "365d"

_ANSWER_SECONDS = 10

_SETTINGS = {
    # An incident at a full port sends many messages to one consignment at once; the default is 10.
    "history.maxInFlightUpdates": "200",
    # Emergencies before imports, and enterprises in turn, where tasks wait:
    # workflows/task_queues.py.
    "matching.useNewMatcher": "true",
    "matching.enableFairness": "true",
    # A workflow is listed as failing from the second task in a row on, not only after a minute.
    "system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute": "2",
    # Each part of a queue has an order of its own; one is enough for one machine.
    "matching.numTaskqueueReadPartitions": "1",
    "matching.numTaskqueueWritePartitions": "1",
}
_TIME_LAPSE = {
    "frontend.WorkflowTimeSkippingEnabled": "true",
    # Without it each skip costs up to a second.
    "history.timerProcessorMaxTimeShift": '"10ms"',
}


class EmbeddedTemporal:
    """One server: run its `plan`, then `settle` it once it answers."""

    def __init__(self, data: Path, port: int, ui_port: int, *, time_lapse: bool) -> None:
        self._file = data.resolve() / "temporal.db"
        self._port = port
        self._ui_port = ui_port
        self._settings = {**_SETTINGS, **(_TIME_LAPSE if time_lapse else {})}

    @property
    def address(self) -> str:
        """Host and port of the frontend."""
        return f"{LOCAL}:{self._port}"

    @property
    def ui(self) -> str:
        """The address of the web UI."""
        return f"http://{LOCAL}:{self._ui_port}"

    def plan(self) -> ProcessSpec:
        """The server as a supervised child."""
        settings = [f"{name}={value}" for name, value in self._settings.items()]
        return ProcessSpec(
            name="temporal",
            argv=(
                *(_binary(), "server", "start-dev", "--ip", LOCAL),
                *("--port", str(self._port), "--ui-port", str(self._ui_port)),
                *("--db-filename", str(self._file), "--log-level", "error"),
                *("--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=NORMAL"),
                "--ui-disable-news-fetch",
                *(part for each in settings for part in ("--dynamic-config-value", each)),
            ),
            ready=readiness.command(*self._operator("cluster", "health")),
        )

    async def settle(self) -> None:
        """Keep closed workflows for a year."""
        process = await asyncio.create_subprocess_exec(
            *self._operator("namespace", "update", "--namespace", NAMESPACE),
            *("--retention", RETENTION),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        _, errors = await process.communicate()
        if process.returncode != 0:
            raise DidNotStart(NO_RETENTION, why=errors.decode().strip())

    def _operator(self, *arguments: str) -> tuple[str, ...]:
        deadline = ("--command-timeout", f"{_ANSWER_SECONDS}s")
        return (_binary(), "operator", *arguments, "--address", self.address, *deadline)


def _binary() -> str:
    beside = Path(sys.executable).parent / "temporal"
    found = str(beside) if beside.exists() else shutil.which("temporal")
    if found is None:
        raise DidNotStart(NO_TEMPORAL)
    return found
