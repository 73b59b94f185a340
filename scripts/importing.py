"""The core of an import, for the command and the demo: read a manifest, start its consignments."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from models.calendar import day_in_china
from models.manifest import Parsed, read_rows, supplemented
from models.registration import Registration
from models.rulebook import in_force, rulebook
from scripts.manifests import File, read_file

Start = Callable[[Registration], Awaitable[bool]]
"""Starts one consignment, and says whether it is new: `workers.starting.start_consignment`."""

AT_ONCE = 16
"""How many consignments are started at the same time."""


@dataclass
class Tally:
    """Tracking numbers by what became of them."""

    started: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Manifest:
    """A file that was read, and what it comes to."""

    file: File
    parsed: Parsed


def load(
    path: Path,
    *,
    day: date | None = None,
    supplement: Path | None = None,
    sheet: str | None = None,
) -> Manifest:
    """Read and check a manifest file by the rulebook in force on a day, by default today.

    Blank cells are filled from the rows of the supplement about the same consignment and box.

    Raises:
        ManifestError: when a file cannot be read as a whole.
    """
    file = read_file(path, sheet=sheet)
    rows = file.rows
    if supplement is not None:
        rows = tuple(supplemented(rows, read_file(supplement).rows))
    today = day_in_china(datetime.now(UTC))
    return Manifest(file, read_rows(rows, rulebook(in_force(day or today))))


async def start_all(
    start: Start,
    registrations: Iterable[Registration],
    *,
    on_each: Callable[[Registration], None] = lambda _: None,
    at_once: int = AT_ONCE,
) -> Tally:
    """Start every consignment that does not exist yet; the first failure stops the rest.

    Doing it again is safe: what was started is then known.
    """
    tally, waiting = Tally(), iter(registrations)

    async def starter() -> None:
        for registration in waiting:
            fresh = await start(registration)
            (tally.started if fresh else tally.known).append(registration.tracking_no)
            on_each(registration)

    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(starter())
    return tally
