"""`guomen simulate`: made-up batches played by the pure core in both modes, and compared."""

import multiprocessing
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.table import Table

from models.kernel.language import Speaks, Text
from models.kernel.terms import Cause, Mode, Outcome
from models.texts.modes import CAUSES, MODES
from models.texts.stages import OUTCOMES
from projections.gc_disabled import without_collector
from scripts import console
from scripts.console import Words
from scripts.simulation import run
from scripts.simulation.figures import Hours, PlayedBatches, Saved, Simulation
from scripts.simulation.run import BatchRange, Lives
from scripts.texts import simulation as w


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
    modes, begun = _PLAYED[mode], time.perf_counter()
    timed = list(_spread(run.shares(seed, consignments, modes), processes))
    found = run.joined(seed, modes, (lives for lives, _ in timed))
    passed = time.perf_counter() - begun
    _tell_rate(found, sum(seconds for _, seconds in timed), passed, processes)
    if as_json:
        console.print_json(console.dumped(found))
    else:
        _print(found)


def _spread(shares: Iterable[BatchRange], processes: int) -> Iterator[tuple[Lives, float]]:
    """The shares in their order, played here or in so many processes of their own."""
    if processes == 1:
        yield from map(_timed, shares)
        return
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(_timed, shares)


def _timed(share: BatchRange) -> tuple[Lives, float]:
    """A share, and the processor time that it took."""
    begun = time.process_time()
    with without_collector():
        lives = run.lived(share)
    return lives, time.process_time() - begun


def _tell_rate(found: Simulation, seconds: float, passed: float, processes: int) -> None:
    """By the processor time of all processes, as if one core had done it all; and by the clock."""
    lives = sum(played.batches for played in found.modes)
    events = sum(played.events for played in found.modes)
    said: Speaks = w.RATE.of(
        lives=f"{lives:,}",
        events=f"{events:,}",
        rate=f"{lives / seconds:,.0f}",
        seconds=f"{seconds:.1f}",
    )
    if processes > 1:
        by_the_clock = f"{lives / passed:,.0f}"
        said = w.RATE_BY_THE_CLOCK.of(rate=said, by_the_clock=by_the_clock, processes=processes)
    sys.stderr.write(f"{console.say(said)}\n")


def _print(found: Simulation) -> None:
    screen = console.screen()
    whole = w.ALL_OF_IT.of(
        batches=f"{found.consignments:,}",
        seed=found.seed,
        rulebook=found.rulebook,
        label=w.named(found.label),
    )
    screen.print(console.plain(whole))
    screen.print(*_parts(found), sep="\n")


def _parts(found: Simulation) -> Iterator[RenderableType]:
    for played in found.modes:
        title = w.HOURS_IN.of(mode=MODES[played.mode])
        yield console.section(title, _hours_table(played.hours))
    if found.saved:
        yield console.section(w.SAVED, _saved(found.saved))
    yield console.section(w.COUNTED, _counts(found.modes))
    yield console.section(w.ASSUMED, _assumed(found))


def _hours_table(lines: tuple[Hours, ...]) -> Table:
    drawn = _right(console.table(w.SPAN, w.BATCHES, w.NUMBER, w.MEAN, "p50", "p90"), 2)
    for line in lines:
        numbers = map(_hours, (line.mean, line.p50, line.p90))
        cells: list[Words] = [w.named(line.span), w.named(line.batches), f"{line.n:,}", *numbers]
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _saved(lines: tuple[Saved, ...]) -> Table:
    drawn = _right(console.table(w.SPAN, w.NUMBER, w.QUICKER, w.MEAN, "p50", "p90"), 1)
    for line in lines:
        numbers = map(_hours, (line.mean, line.p50, line.p90))
        cells: list[Words] = [w.named(line.span), f"{line.n:,}", f"{line.quicker:,}", *numbers]
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _counts(modes: tuple[PlayedBatches, ...]) -> Table:
    """One row a thing counted, one column a mode."""
    counted = [_counted(played) for played in modes]
    drawn = _right(console.table("", *(MODES[played.mode] for played in modes)), 1)
    for what in dict.fromkeys(what for each in counted for what in each):
        numbers = (f"{each.get(what, 0):,}" for each in counted)
        of, name = what
        cells: list[Words] = [w.COUNTED_AS.of(of=of, name=name), *numbers]
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _counted(played: PlayedBatches) -> dict[tuple[Text, Text], int]:
    told = played.escalations
    groups: tuple[tuple[Text, dict[str, int], Callable[[str], Text]], ...] = (
        (w.OUTCOME, played.outcomes, lambda name: OUTCOMES[Outcome(name)]),
        (w.ENDED_IN, played.ended_in, lambda name: MODES[Mode(name)]),
        (w.LEFT_FOR, played.causes, lambda name: CAUSES[Cause(name)]),
        (w.INSPECTED_AT, played.inspections, w.named),
        (w.ESCALATIONS_AT, told.by_level, w.named),
        (w.ESCALATIONS_OF, told.by_deadline, w.named),
        (w.REASON, played.reasons, w.named),
        (w.VIOLATION, played.violations, w.named),
    )
    return {(of, name(key)): n for of, group, name in groups for key, n in group.items()}


def _assumed(found: Simulation) -> Table:
    drawn = console.table(w.LABEL, w.WHAT, w.HOW_MUCH, w.BASIS)
    for each in found.assumptions:
        share = w.SHARE_OF.of(share=each.value, of=w.named(each.of))
        cells: tuple[Words, ...] = (
            w.named(each.label),
            w.named(each.name),
            share if each.of else each.value,
            w.named(each.basis),
        )
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _right(drawn: Table, first: int) -> Table:
    for column in drawn.columns[first:]:
        column.justify = "right"
    return drawn


def _hours(hours: float | None) -> str:
    return "" if hours is None else f"{hours:.1f}"
