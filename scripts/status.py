"""`guomen status`: how the stack itself is: its processes, ledger, read models and systems."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import BaseModel, ConfigDict

from models.labels import SYSTEMS
from models.terms import System
from scripts import connection, console
from scripts.connection import DataFolder
from scripts.wording import headings as h
from scripts.wording import messages as m

if TYPE_CHECKING:
    from rich.table import Table


_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of tables.")]


class ReadModel(BaseModel):
    """How far a read model has come, and what stops it."""

    model_config = ConfigDict(frozen=True)

    name: str
    position: int
    lag: int
    updated_at: datetime
    error: str | None


class Silence(BaseModel):
    """Why so many calls to other systems wait for an answer, and since when."""

    model_config = ConfigDict(frozen=True)

    reason: str
    calls: int
    since: datetime


class Untold(BaseModel):
    """A target of the routes that has not taken so many notices; it is tried on and on."""

    model_config = ConfigDict(frozen=True)

    target: str
    notices: int
    since: datetime
    why: str


class Process(BaseModel):
    """A process of the embedded stack."""

    model_config = ConfigDict(frozen=True)

    name: str
    pid: int
    alive: bool


class StackStatus(BaseModel):
    """All that the page shows; `heard` is None when the gateway does not answer."""

    model_config = ConfigDict(frozen=True)

    head: int
    recorded_at: datetime | None
    read_models: tuple[ReadModel, ...]
    heard: dict[str, datetime | None] | None
    silences: tuple[Silence, ...]
    untold: tuple[Untold, ...] = ()
    processes: tuple[Process, ...]

    @property
    def well(self) -> bool:
        """Every process lives, the gateway answers, people were told, no read model stands."""
        running = all(process.alive for process in self.processes) and self.heard is not None
        told = not self.untold
        return running and told and not any(each.error for each in self.read_models)


def status(*, as_json: _Json = False, data: DataFolder = None) -> int:
    """Show processes, ledger head, read models with their lag, and which systems are silent.

    Exit code 1 when a process is gone, the gateway is silent, a read model stands still, or a
    target of the routes takes no notice.
    """
    found = asyncio.run(_status(data))
    if as_json:
        console.print_json({**console.dumped(found), "well": found.well})
    else:
        _print(found)
    return 0 if found.well else console.FAILED


async def _status(data: Path | None) -> StackStatus:
    from projections import queries  # noqa: PLC0415
    from scripts.heard import heard  # noqa: PLC0415
    from workers import attempts  # noqa: PLC0415

    settings = connection.settings_of(data)
    async with connection.records(settings) as records:
        progress = await queries.progress(records.pool)
        head, recorded_at = await queries.head(records.pool)
        silences = await queries.silences(records.pool)
        untold = await attempts.untold(records.pool)
    return StackStatus(
        head=head,
        recorded_at=recorded_at,
        read_models=tuple(ReadModel.model_validate(each.model_dump()) for each in progress),
        heard=await heard(settings.gateway_url),
        silences=tuple(Silence.model_validate(each.model_dump()) for each in silences),
        untold=tuple(Untold.model_validate(each.model_dump()) for each in untold),
        processes=_processes(settings.data),
    )


def _processes(data: Path) -> tuple[Process, ...]:
    from workers import addresses  # noqa: PLC0415

    stack = addresses.running(data)
    children = {"up": stack.pid, **stack.children} if stack else {}
    return tuple(Process(name=name, pid=pid, alive=_alive(pid)) for name, pid in children.items())


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _print(found: StackStatus) -> None:
    screen = console.screen()
    recorded = console.local(found.recorded_at)
    held = m.LEDGER.of(events=f"{found.head:,}", at=recorded)
    screen.print(console.facts([(h.LEDGER, held)]))
    screen.print(console.section(h.READ_MODELS, _read_models(found.read_models)))
    screen.print(console.section(h.LAST_HEARD, _systems(found.heard)))
    if found.silences:
        screen.print(console.section(h.UNANSWERED_CALLS, _silences(found.silences)))
    if found.untold:
        screen.print(console.section(h.UNTOLD, _untold(found.untold)))
    if found.processes:
        screen.print(console.section(h.PROCESSES, _living(found.processes)))


def _read_models(found: Sequence[ReadModel]) -> Table:
    drawn = console.table(h.NAME, h.POSITION, h.LAG, h.MOVED, h.STANDS_STILL)
    for each in found:
        cells = (
            each.name,
            f"{each.position:,}",
            f"{each.lag:,}",
            console.local(each.updated_at),
            each.error or "",
        )
        drawn.add_row(*map(console.plain, cells), style="bold red" if each.error else "")
    return drawn


def _systems(heard: dict[str, datetime | None] | None) -> Table:
    drawn = console.table(h.SYSTEM, h.AT, h.AGO)
    if heard is None:
        drawn.add_row(console.styled(m.NO_GATEWAY, "bold red"), "", "")
    for system, at in (heard or {}).items():
        ago = f"{(datetime.now(UTC) - at).total_seconds():.0f} s" if at else m.NEVER
        drawn.add_row(*map(console.plain, (_name(system), console.local(at), ago)))
    return drawn


def _silences(found: Sequence[Silence]) -> Table:
    drawn = console.table(h.REASON, h.CALLS, h.SINCE)
    for each in found:
        cells = (each.reason, str(each.calls), console.local(each.since))
        drawn.add_row(*map(console.plain, cells), style="bold red")
    return drawn


def _untold(found: Sequence[Untold]) -> Table:
    drawn = console.table(h.TARGET, h.NOTICES, h.SINCE, h.REASON)
    for each in found:
        cells = (each.target, str(each.notices), console.local(each.since), each.why)
        drawn.add_row(*map(console.plain, cells), style="bold red")
    return drawn


def _name(system: str) -> console.Words:
    """A system by its name; one that only the gateway knows, by its own."""
    return SYSTEMS[System(system)] if system in set(System) else system


def _living(found: Sequence[Process]) -> Table:
    drawn = console.table(h.NAME, h.PID, "")
    for each in found:
        cells = (each.name, str(each.pid), "" if each.alive else m.GONE)
        drawn.add_row(*map(console.plain, cells), style="" if each.alive else "bold red")
    return drawn
