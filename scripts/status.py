"""`guomen status`: how the stack itself is: its processes, ledger, read models and systems."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import BaseModel, ConfigDict

from models.findings import Finding
from models.labels import PARTIES, SYSTEMS
from models.terms import Party, System
from scripts import connection, console, findings
from scripts.connection import DataFolder
from scripts.wording import findings as f
from scripts.wording import headings as h
from scripts.wording import letters
from scripts.wording import messages as m
from workers.letters import Backlog, Status

if TYPE_CHECKING:
    from rich.table import Table

    from models.findings import Where
    from workers.settings import Settings


_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of tables.")]
_ANSWER_S = 15.0


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


class Concern(BaseModel):
    """What operations must look at: a limit that comes near, a fact that was too large."""

    model_config = ConfigDict(frozen=True)

    kind: str
    number: str
    subject: str
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
    """All that the page shows; `head` and `heard` are None when nobody answers."""

    model_config = ConfigDict(frozen=True)

    head: int | None
    recorded_at: datetime | None
    read_models: tuple[ReadModel, ...]
    heard: dict[str, datetime | None] | None
    silences: tuple[Silence, ...]
    messages: tuple[Backlog, ...]
    untold: tuple[Untold, ...] = ()
    processes: tuple[Process, ...]
    concerns: tuple[Concern, ...] = ()
    findings: tuple[Finding, ...]

    @property
    def well(self) -> bool:
        """Everybody who was asked has answered, and nothing was found.

        Nothing has come near to a limit since yesterday, no letter is dead, people were told.
        """
        fresh = datetime.now(UTC) - timedelta(days=1)
        quiet = not any(each.since > fresh for each in self.concerns)
        dead = any(each.status is Status.DEAD for each in self.messages)
        return quiet and not dead and not self.untold and not self.findings


def status(*, as_json: _Json = False, data: DataFolder = None) -> int:
    """Show processes, ledger head, read models with their lag, silent systems, and what is wrong.

    Exit code 1 when anything is wrong, or cannot be known because somebody does not answer: with
    what, since when, who must act, and the command that mends it. Also when a dead letter waits for
    somebody, a target of the routes takes no notice, or since yesterday a workflow came near to a
    limit or a fact was too large.
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
    from scripts.heard import heard  # noqa: PLC0415

    return None if pool is None else await heard(settings.gateway_url, pool)


async def _recorded(pool: Any) -> dict[str, Any]:  # noqa: ANN401 - a pool of asyncpg, or None
    """What the database knows; while it is silent, nothing: the findings say so."""
    from projections import queries  # noqa: PLC0415
    from workers import attempts  # noqa: PLC0415
    from workers.concerns import concerns  # noqa: PLC0415
    from workers.dead_letters import backlog  # noqa: PLC0415

    nothing: dict[str, Any] = {"head": None, "recorded_at": None}
    nothing |= {"read_models": (), "silences": (), "messages": (), "concerns": (), "untold": ()}
    if pool is None:
        return nothing
    try:
        async with asyncio.timeout(_ANSWER_S):
            progress = await queries.progress(pool)
            head, recorded_at = await queries.head(pool)
            silences = await queries.silences(pool)
            untold = await attempts.untold(pool)
            messages = await backlog(pool)
            near = await concerns(pool, console.language())
    except Exception:  # noqa: BLE001 - the probes ask the same, and say what is wrong
        return nothing
    return {
        "head": head,
        "recorded_at": recorded_at,
        "read_models": tuple(ReadModel.model_validate(each.model_dump()) for each in progress),
        "silences": tuple(Silence.model_validate(each.model_dump()) for each in silences),
        "untold": tuple(Untold.model_validate(each.model_dump()) for each in untold),
        "messages": tuple(messages),
        "concerns": tuple(Concern.model_validate(each.model_dump()) for each in near),
    }


def _processes(data: Path) -> tuple[Process, ...]:
    from workers.health_checks.machine import alive, processes  # noqa: PLC0415

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
    if found.silences:
        screen.print(console.section(h.UNANSWERED_CALLS, _silences(found.silences)))
    if found.concerns:
        screen.print(console.section(h.CONCERNS, _concerns(found.concerns)))
    if found.messages:
        screen.print(console.section(letters.WAITING, _messages(found.messages)))
    if found.untold:
        screen.print(console.section(h.UNTOLD, _untold(found.untold)))
    if found.processes:
        screen.print(console.section(h.PROCESSES, _living(found.processes)))
    if found.findings:
        screen.print(findings.section(found.findings, at), style="red", soft_wrap=True)
    else:
        screen.print(console.section(f.WELL, ""))


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


def _concerns(found: Sequence[Concern]) -> Table:
    drawn = console.table(h.NAME, h.REASON, h.SINCE, h.MUST_ACT)
    for each in found:
        at, who = console.local(each.since), PARTIES[Party.OPERATIONS]
        cells: tuple[console.Words, ...] = (each.number, each.subject, at, who)
        drawn.add_row(*map(console.plain, cells), style="bold red")
    return drawn


def _untold(found: Sequence[Untold]) -> Table:
    drawn = console.table(h.TARGET, h.NOTICES, h.SINCE, h.REASON)
    for each in found:
        cells = (each.target, str(each.notices), console.local(each.since), each.why)
        drawn.add_row(*map(console.plain, cells), style="bold red")
    return drawn


def _messages(found: Sequence[Backlog]) -> Table:
    drawn = console.table(*letters.BACKLOG_COLUMNS)
    for each in found:
        cells: tuple[console.Words, ...] = (
            letters.STATUSES[each.status],
            str(each.messages),
            console.local(each.since),
            PARTIES[each.must_act],
            letters.DO[each.status],
        )
        style = "bold red" if each.status is Status.DEAD else ""
        drawn.add_row(*map(console.plain, cells), style=style)
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
