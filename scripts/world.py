"""`guomen world`: lets the simulated world move what was imported."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ledger import Ledger
from models.kernel.errors import Unreachable
from models.kernel.language import Speaks, listed
from projections import queries
from projections.enterprise_fold import state_of as enterprise_state
from projections.stream_reader import state_of
from scripts import connection, console, stack_records
from scripts.connection import DataFolder
from scripts.demonstration.demo_run import stage_on
from scripts.demonstration.enrolment import approve, enrol
from scripts.demonstration.scenario_player import DemoContext
from scripts.playing import texts
from scripts.playing.pace import REAL, Pace
from scripts.playing.plan import (
    CannotPlay,
    Part,
    Play,
    cast,
    remember,
    remembered,
    require_scenario,
)
from scripts.playing.player import perform, until_stopped
from systems.scenarios import SCENARIOS, UNENROLLED
from workers import process_lifecycle
from workers.imports import import_store
from workers.settings import Settings
from workers.stack import stack_file

USUAL_SPEED = 10_000.0
"""A week in a minute."""

_Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]...", help="Tracking, box or any other number; without one: all that are open."
    ),
]
_Scenario = Annotated[
    str | None,
    typer.Option(
        "--scenario", metavar="NAME", help="What happens: a name of `guomen world scenarios`."
    ),
]
_Speed = Annotated[
    float,
    typer.Option("--speed", min=REAL, help="So many times faster than life; 1 is real time."),
]
_AtOnce = Annotated[int, typer.Option("--at-once", min=1, help="So many are moved at a time.")]


def build() -> typer.Typer:
    """The verb with its own verbs."""
    app = typer.Typer(help="The simulated world: let imported consignments travel.")
    app.command("play")(play)
    app.command("scenarios")(scenarios)
    return app


def scenarios() -> None:
    """List what can happen to a consignment: the scenarios by name."""
    drawn = console.table(texts.SCENARIO, texts.WHAT_HAPPENS)
    for name, scenario in SCENARIOS.items():
        drawn.add_row(name, console.plain((scenario.__doc__ or "").partition("\n")[0]))
    console.screen().print(drawn)


def play(
    numbers: _Ids = None,
    *,
    scenario: _Scenario = None,
    speed: _Speed = USUAL_SPEED,
    at_once: _AtOnce = 8,
    data: DataFolder = None,
) -> None:
    """Let imported consignments travel: papers, vessel, port, truck, inspection.

    The three simulated systems report what happens, as in the demo, and officers act as the script
    says; deadlines run meanwhile. Ctrl-C stops it, and the same command goes on. Without a scenario
    nothing is in the way. Enterprises that nobody knows are enrolled first.
    """
    if scenario is not None:
        require_scenario(scenario)
    settings = _settings(data)
    process_lifecycle.run(_play(settings, numbers or [], scenario, speed, at_once))


def _settings(data: Path | None) -> Settings:
    folder = (data or Path(".guomen")).resolve()
    if stack_file.running(folder) is None:
        raise Unreachable(texts.NO_WORLD, folder=folder)
    return connection.settings_of(data)


async def _play(
    settings: Settings, numbers: Sequence[str], scenario: str | None, speed: float, at_once: int
) -> None:
    stopping = process_lifecycle.stop_event()
    async with AsyncExitStack() as stack:
        stage = await stage_on(stack, settings)
        plays = await _cast(stage, settings, numbers, scenario)
        await _enrol(stage, plays)
        for each in plays:
            _say(_beginning(each, speed))
        pace = Pace(stage.lapse, speed, at_once)
        performing = asyncio.create_task(perform(stage, plays, pace, _say))
        failures = await until_stopped(performing, stopping)
    if failures is None:
        _say(texts.STOPPED)
    elif failures:
        raise CannotPlay(texts.BROKEN, broken=len(failures), numbers=listed(failures))


async def _cast(
    stage: DemoContext, settings: Settings, numbers: Sequence[str], scenario: str | None
) -> list[Play]:
    """Who plays what; with numbers each must be able to, without one whoever can.

    Raises:
        CannotPlay: one that was named cannot, or there is none.
        NotFound: nothing is known by a number.
    """
    begun = remembered(settings.data)
    imported = await import_store.imported(stage.pool)
    if numbers:
        async with stack_records.opened(settings) as records:
            named = dict.fromkeys([await records.find(number) for number in numbers])
        for tracking_no in named:
            if tracking_no not in imported:
                raise CannotPlay(texts.NOT_IMPORTED, number=tracking_no)
        plays = [await _part(stage, each, begun, scenario) for each in named]
    else:
        plays = await _whoever_can(stage, imported, begun, scenario)
    for each in plays:
        each.script  # noqa: B018 - one that does not fit is found before anything happens
    remember(settings.data, plays)
    return plays


async def _whoever_can(
    stage: DemoContext, imported: frozenset[str], begun: Mapping[str, Part], scenario: str | None
) -> list[Play]:
    plays: list[Play] = []
    closed = await queries.closed(stage.pool)
    for tracking_no in sorted(imported - closed):
        try:
            plays.append(await _part(stage, tracking_no, begun, scenario))
        except CannotPlay as why:
            _say(texts.LEFT_OUT.of(why=why.said(console.language())))
    if not plays:
        raise CannotPlay(texts.NOTHING_TO_PLAY)
    return plays


async def _part(
    stage: DemoContext, tracking_no: str, begun: Mapping[str, Part], scenario: str | None
) -> Play:
    state = await state_of(Ledger(stage.pool), tracking_no)
    if state is None:
        raise CannotPlay(texts.NOT_IMPORTED, number=tracking_no)
    now = await stage.lapse.clock(tracking_no) or datetime.now(UTC)
    return cast(state, begun.get(tracking_no), scenario, now)


async def _enrol(stage: DemoContext, plays: Sequence[Play]) -> None:
    ledger = Ledger(stage.pool)
    goods = [each.registration for each in plays if each.part.scenario not in UNENROLLED]
    known = {each.enterprise: await enterprise_state(ledger, each.enterprise) for each in goods}
    await approve(stage, goods)
    unknown = [each for each in goods if known[each.enterprise] is None]
    if unknown:
        codes = await enrol(stage, unknown, shown={})
        _say(texts.ENROLLED.of(number=len(codes), codes=listed(codes)))


def _beginning(each: Play, speed: float) -> Speaks:
    script = each.script
    first, last = each.part.start, script.steps[-1].due
    return texts.BEGINS.of(
        number=each.tracking_no,
        scenario=script.name,
        first=console.local(first),
        last=console.local(last),
        minutes=f"{(last - first).total_seconds() / 60 / speed:.1f}",
    )


def _say(words: Speaks) -> None:
    print(console.say(words), flush=True)
