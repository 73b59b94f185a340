"""`guomen simulate`: made-up batches played by the pure core in both modes, and compared."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from models.terms import Mode
from projections.collector import without_collector
from scripts import console

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from scripts.simulation.figures import Hours, Played, Saved, Simulation
    from scripts.simulation.run import Lives, Share


class Modes(StrEnum):
    """The modes to play."""

    BOTH = "both"
    PILOT = "pilot"
    TRADITIONAL = "traditional"


_PLAYED = {
    Modes.BOTH: (Mode.PILOT, Mode.TRADITIONAL),
    Modes.PILOT: (Mode.PILOT,),
    Modes.TRADITIONAL: (Mode.TRADITIONAL,),
}

_Consignments = Annotated[int, typer.Option("--consignments", min=1, help="How many batches.")]
_Modes = Annotated[Modes, typer.Option("--mode", help="Both: the same batches in each mode.")]
_Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same result.")]
_Processes = Annotated[
    int, typer.Option("--processes", min=1, help="Use more than one core; the result is the same.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of tables.")]


def simulate(
    *,
    consignments: _Consignments = 1000,
    mode: _Modes = Modes.BOTH,
    seed: _Seed = 7,
    processes: _Processes = 1,
    as_json: _Json = False,
) -> None:
    """Play synthetic batches in a world without Temporal or PostgreSQL, and compare the modes.

    The rate goes to standard error: what is on standard output depends on the batches alone.
    """
    from scripts.simulation import run  # noqa: PLC0415

    modes, begun = _PLAYED[mode], time.perf_counter()
    timed = list(_spread(run.shares(seed, consignments, modes), processes))
    found = run.joined(seed, modes, (lives for lives, _ in timed))
    passed = time.perf_counter() - begun
    _tell_rate(found, sum(seconds for _, seconds in timed), passed, processes)
    if as_json:
        console.print_json(console.dumped(found))
    else:
        _print(found)


def _spread(shares: Iterable[Share], processes: int) -> Iterator[tuple[Lives, float]]:
    """The shares in their order, played here or in so many processes of their own."""
    if processes == 1:
        yield from map(_timed, shares)
        return
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(_timed, shares)


def _timed(share: Share) -> tuple[Lives, float]:
    """A share, and the processor time that it took."""
    from scripts.simulation import run  # noqa: PLC0415

    begun = time.process_time()
    with without_collector():
        lives = run.lived(share)
    return lives, time.process_time() - begun


def _tell_rate(found: Simulation, seconds: float, passed: float, processes: int) -> None:
    """By the processor time of all processes, as if one core had done it all; and by the clock."""
    lives = sum(played.batches for played in found.modes)
    events = sum(played.events for played in found.modes)
    many = f"; {lives / passed:,.0f} by the clock, in {processes} processes"
    sys.stderr.write(
        f"{lives:,} consignments played, {events:,} events: {lives / seconds:,.0f} consignments "
        f"a second on one core ({seconds:.1f} s of processor time)"
        f"{many if processes > 1 else ''}\n"
    )


def _print(found: Simulation) -> None:
    screen = console.screen()
    screen.print(
        f"{found.consignments:,} batches, seed {found.seed}, rulebook {found.rulebook}: "
        f"all of it is {found.label}"
    )
    screen.print(*_parts(found), sep="\n")


def _parts(found: Simulation) -> Iterator[RenderableType]:
    for played in found.modes:
        title = f"{played.mode.lower()}: hours from the discharge"
        yield console.section(title, _hours_table(played.hours))
    if found.saved:
        yield console.section("hours that the pilot saves the same batch", _saved(found.saved))
    yield console.section("counted", _counts(found.modes))
    yield console.section("assumed", _assumed(found))


def _hours_table(lines: tuple[Hours, ...]) -> Table:
    drawn = _right(console.table("span", "batches", "n", "mean", "p50", "p90"), 2)
    for line in lines:
        numbers = map(_hours, (line.mean, line.p50, line.p90))
        drawn.add_row(*map(console.plain, (line.span, line.batches, f"{line.n:,}", *numbers)))
    return drawn


def _saved(lines: tuple[Saved, ...]) -> Table:
    drawn = _right(console.table("span", "n", "quicker", "mean", "p50", "p90"), 1)
    for line in lines:
        numbers = map(_hours, (line.mean, line.p50, line.p90))
        cells = (line.span, f"{line.n:,}", f"{line.quicker:,}", *numbers)
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _counts(modes: tuple[Played, ...]) -> Table:
    """One row a thing counted, one column a mode."""
    counted = [_counted(played) for played in modes]
    drawn = _right(console.table("", *(played.mode.lower() for played in modes)), 1)
    for name in dict.fromkeys(name for each in counted for name in each):
        numbers = (f"{each.get(name, 0):,}" for each in counted)
        drawn.add_row(*map(console.plain, (name, *numbers)))
    return drawn


def _counted(played: Played) -> dict[str, int]:
    told = played.escalations
    groups = {
        "outcome": played.outcomes,
        "supervised to the end as": played.ended_in,
        "left the pilot for": played.causes,
        "inspections at the": played.inspections,
        "escalations at": told.by_level,
        "escalations of": told.by_deadline,
        "reason": played.reasons,
        "violation": played.violations,
    }
    return {f"{of} {name}": n for of, group in groups.items() for name, n in group.items()}


def _assumed(found: Simulation) -> Table:
    drawn = console.table("label", "what", "how much", "basis")
    for each in found.assumptions:
        drawn.add_row(*map(console.plain, (each.label, each.name, each.value, each.basis)))
    return drawn


def _right(drawn: Table, first: int) -> Table:
    for column in drawn.columns[first:]:
        column.justify = "right"
    return drawn


def _hours(hours: float | None) -> str:
    return "" if hours is None else f"{hours:.1f}"
