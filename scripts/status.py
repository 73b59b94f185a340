"""`guomen status`: how the stack itself is: its processes, ledger, read models and systems."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel, ConfigDict
from rich.table import Table

from models.health.findings import Finding, Where
from models.kernel.terms import System
from models.rules.calendar import day_in_china
from models.rules.rulebook import in_force, rulebook
from models.texts import PARTIES, SYSTEMS
from models.texts.enterprises import RESOURCES
from projections import capacity, queries
from projections.capacity import FullPlace
from projections.queries import ProjectionProgress
from scripts import connection, console, findings
from scripts.connection import DataFolder
from scripts.gateway_client import heard
from scripts.texts import findings as f
from scripts.texts import headings as h
from scripts.texts import letters
from scripts.texts import messages as m
from workers.gateway.dead_letters import backlog
from workers.gateway.letters import Backlog, MessageStatus
from workers.health_checks.machine import alive, processes
from workers.settings import Settings

_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of tables.")]
_ANSWER_S = 15.0


class Process(BaseModel):
    """A process of the embedded stack."""

    model_config = ConfigDict(frozen=True)

    name: str
    pid: int
    alive: bool


class StackStatus(BaseModel):
    """All that the page shows; `head` and `heard` are None when nobody answers."""

    model_config = ConfigDict(frozen=True)

    head: int | None
    recorded_at: datetime | None
    read_models: tuple[ProjectionProgress, ...]
    heard: dict[str, datetime | None] | None
    messages: tuple[Backlog, ...]
    full: tuple[FullPlace, ...]
    processes: tuple[Process, ...]
    findings: tuple[Finding, ...]

    @property
    def well(self) -> bool:
        """Everybody who was asked has answered, and nothing was found."""
        return not self.findings


def status(*, as_json: _Json = False, data: DataFolder = None) -> int:
    """Show processes, ledger head, read models with their lag, silent systems, and what is wrong.

    Exit code 1 when anything is wrong, or cannot be known because somebody does not answer: with
    what, since when, who must act, and the command that mends it.
    """
    settings = connection.settings_of(data)
    found, at = asyncio.run(_status(settings)), findings.where(settings)
    if as_json:
        said = findings.document(found.findings, at)
        console.print_json({**console.dumped(found), "findings": said, "well": found.well})
    else:
        _print(found, at)
    return 0 if found.well else console.FAILED


async def _status(settings: Settings) -> StackStatus:
    async with findings.reached(settings) as reach:
        wrong, recorded, told = await asyncio.gather(
            findings.asked(settings, reach),
            _recorded(reach.pool),
            _heard(settings, reach.pool),
        )
    return StackStatus(
        **recorded, heard=told, processes=_processes(settings.data), findings=tuple(wrong)
    )


async def _heard(settings: Settings, pool: Any) -> dict[str, datetime | None] | None:  # noqa: ANN401
    return None if pool is None else await heard(settings.gateway_url, pool)


async def _recorded(pool: Any) -> dict[str, Any]:  # noqa: ANN401 - a pool of asyncpg, or None
    """What the database knows; while it is silent, nothing: the findings say so."""
    nothing = {"head": None, "recorded_at": None, "read_models": (), "messages": (), "full": ()}
    if pool is None:
        return nothing
    try:
        async with asyncio.timeout(_ANSWER_S):
            progress = await queries.progress(pool)
            head, recorded_at = await queries.head(pool)
            messages = await backlog(pool)
            now = datetime.now(UTC)
            rules = rulebook(in_force(day_in_china(now))).capacity
            full = await capacity.full(pool, rules, now)
    except Exception:  # noqa: BLE001 - the probes ask the same, and say what is wrong
        return nothing
    return {
        "head": head,
        "recorded_at": recorded_at,
        "read_models": tuple(progress),
        "messages": tuple(messages),
        "full": tuple(full),
    }


def _processes(data: Path) -> tuple[Process, ...]:
    return tuple(
        Process(name=name, pid=pid, alive=alive(pid)) for name, pid in processes(data).items()
    )


def _print(found: StackStatus, at: Where) -> None:
    screen = console.screen()
    if found.head is not None:
        recorded = console.local(found.recorded_at)
        held = m.LEDGER.of(events=f"{found.head:,}", at=recorded)
        screen.print(console.facts([(h.LEDGER, held)]))
        screen.print(console.section(h.READ_MODELS, _read_models(found.read_models)))
    screen.print(console.section(h.LAST_HEARD, _systems(found.heard)))
    if found.messages:
        screen.print(console.section(letters.WAITING, _messages(found.messages)))
    if found.full:
        screen.print(console.section(h.FULL, _full(found.full)))
    if found.processes:
        screen.print(console.section(h.PROCESSES, _living(found.processes)))
    if found.findings:
        screen.print(findings.section(found.findings, at), style="red", soft_wrap=True)
    else:
        screen.print(console.section(f.WELL, ""))


def _read_models(found: Sequence[ProjectionProgress]) -> Table:
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


def _messages(found: Sequence[Backlog]) -> Table:
    drawn = console.table(*letters.BACKLOG_COLUMNS)
    for each in found:
        status = letters.STATUSES[each.status]
        cells: tuple[console.Words, ...] = (
            letters.ALARM.of(status=status) if each.alarms else status,
            str(each.messages),
            console.local(each.since),
            _age(each.since),
            PARTIES[each.must_act],
            letters.DO_ALARM if each.alarms else letters.DO[each.status],
        )
        style = "bold red" if each.alarms or each.status is MessageStatus.DEAD else ""
        drawn.add_row(*map(console.plain, cells), style=style)
    return drawn


def _full(found: Sequence[FullPlace]) -> Table:
    """Where there is no room, how many wait beyond it, and how long a laboratory's queue is."""
    drawn = console.table(h.RESOURCE, h.HELD_BY, h.DAY, h.TAKEN, h.WAITING, h.QUEUE_DAYS)
    for each in found:
        cells: tuple[console.Words, ...] = (
            RESOURCES[each.resource],
            each.holder,
            each.day or "",
            f"{each.taken}/{each.holds}",
            str(each.over),
            str(each.queue_days or ""),
        )
        drawn.add_row(*map(console.plain, cells), style="bold red" if each.over else "")
    return drawn


def _age(since: datetime) -> str:
    """How long ago that was: hours and minutes."""
    minutes = int((datetime.now(UTC) - since).total_seconds()) // 60
    return f"{minutes // 60} h {minutes % 60:02} min"


def _name(system: str) -> console.Words:
    """A system by its name; one that only the gateway knows, by its own."""
    return SYSTEMS[System(system)] if system in set(System) else system


def _living(found: Sequence[Process]) -> Table:
    drawn = console.table(h.NAME, h.PID, "")
    for each in found:
        cells = (each.name, str(each.pid), "" if each.alive else m.GONE)
        drawn.add_row(*map(console.plain, cells), style="" if each.alive else "bold red")
    return drawn
