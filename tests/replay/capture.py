"""Plays every scenario on a real server, in real time, and keeps the histories.

`python -m tests.replay.capture` writes tests/replay/<version>/<scenario>.json.gz, one file a run;
with a folder behind it, there instead, to look at what today's code would leave.
What has been captured is never rewritten: a scenario that is there already is not played.
"""

import asyncio
import gzip
import sys
import tomllib
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from temporalio.client import Client, WorkflowHistory

from tests.replay import enrolling, importing, notifying
from tests.replay.runs import runs
from tests.replay.scenarios import SCENARIOS, Scenario
from tests.temporal import connected, temporal_server
from tests.workflows.consignment_driver import journey
from workers import process_lifecycle

ROOT = Path(__file__).parents[2]
OTHERS: Mapping[str, Callable[[Client], Awaitable[list[WorkflowHistory]]]] = {
    importing.NAME: importing.imported,
    notifying.NAME: notifying.notified,
    enrolling.NAME: enrolling.enrolled,
}
"""What is no consignment, and how it is played."""


def version() -> str:
    """The release that is being developed."""
    project: str = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    return project


def missing(folder: Path) -> dict[str, Scenario]:
    """The scenarios of which a folder has no history."""
    return {
        name: scenario for name, scenario in SCENARIOS.items() if not any(folder.glob(f"{name}.*"))
    }


def save(histories: list[WorkflowHistory], folder: Path, name: str) -> list[Path]:
    """Writes each run of a scenario to a file of its own.

    Raises:
        FileExistsError: a captured history is never rewritten.
    """
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [""] if len(histories) == 1 else [f".{n}" for n in range(1, len(histories) + 1)]
    files = [folder / f"{name}{number}.json.gz" for number in numbers]
    for file, history in zip(files, histories, strict=True):
        # Stack traces name the files of this machine.
        text = history.to_json().replace(f"{ROOT}/", "")
        with file.open("xb") as out:
            out.write(gzip.compress(text.encode(), mtime=0))
    return files


async def played(client: Client, scenario: Scenario) -> list[WorkflowHistory]:
    """The histories of a scenario, one a run."""
    after = scenario.continue_after
    async with journey(client, None, after, real_time=True, boxes=scenario.boxes) as trip:
        await scenario.play(trip)
        return [history async for history in runs(client, trip.handle.id)]


async def capture(address: str, into: Path) -> None:
    """Plays what is missing."""
    # The default identity would name this machine in every event.
    client = await connected(address, identity="capture")
    folder = into / version()
    for name, scenario in missing(folder).items():
        for file in save(await played(client, scenario), folder, name):
            print(f"{file.relative_to(into)}: {file.stat().st_size / 1000:.0f} kB")  # noqa: T201
    for name, play in OTHERS.items():
        if not any(folder.glob(f"{name}.*")):
            save(await play(client), folder, name)


async def _main(into: Path) -> None:
    with temporal_server(time_lapse=False) as address:
        await asyncio.wait_for(capture(address, into), timeout=600)


if __name__ == "__main__":
    process_lifecycle.run(
        _main(Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else Path(__file__).parent)
    )
