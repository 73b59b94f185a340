"""`guomen bench`: measures the tracker on this machine; docs/performance.md has the results."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from scripts import console
from scripts.bench.figures import Figure
from scripts.bench.ledger import BenchReport, bench, server
from scripts.bench.risk import TESTS, Scale
from scripts.bench.risk_figures import Measured

_Rounds = Annotated[int, typer.Option(min=1, help="Rounds of each line; the median counts.")]
_Consignments = Annotated[int, typer.Option(min=1, help="Of 37 events each, for what reads.")]
_Without = Annotated[bool, typer.Option("--without-peer", help="Leave out `eventsourcing`.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]

_Only = Annotated[list[str] | None, typer.Option("--only", help="One of the tests, such as V1.")]
_Replicates = Annotated[int, typer.Option(min=1, help="Of each population; a tenth for schemes.")]
_Data = Annotated[
    Path | None, typer.Option(envvar="GUOMEN_CIDD", help="The folder with the public customs data.")
]


def build() -> typer.Typer:
    """The benchmarks, each a verb below `guomen bench`."""
    app = typer.Typer(help="Measure the tracker on this machine.")
    app.command("ledger")(ledger)
    app.command("risk")(risk)
    return app


def ledger(
    *,
    rounds: _Rounds = 5,
    consignments: _Consignments = 5000,
    without_peer: _Without = False,
    as_json: _Json = False,
) -> None:
    """Compare the ledger with others on one PostgreSQL with fsync on, and measure its readers."""
    with server() as dsn:
        report = asyncio.run(
            bench(
                dsn,
                rounds=rounds,
                consignments=consignments,
                with_peer=not without_peer,
                told=_told,
            )
        )
    if as_json:
        console.print_json(_document(report))
        return
    machine = report.machine
    screen = console.screen()
    screen.print(
        f"PostgreSQL {machine.postgresql}, fsync {machine.fsync}, synchronous_commit "
        f"{machine.synchronous_commit}; Python {machine.python}, {machine.processors} processors, "
        f"load {machine.load_average} before; {rounds} rounds"
    )
    screen.print(_table(report.figures))
    print("\norder none: a number may become visible after a higher one; a reader can miss events")


def risk(
    *,
    only: _Only = None,
    replicates: _Replicates = 200,
    data: _Data = None,
    as_json: _Json = False,
) -> None:
    """Hold the reckoning of risk against truths that are known; exit code 1 if it falls short."""
    chosen = only or list(TESTS)
    if unknown := sorted(set(chosen) - set(TESTS)):
        raise typer.BadParameter(f"{', '.join(unknown)}: there are {', '.join(TESTS)}")
    found: list[Measured] = []
    for name in chosen:
        _told(f"{name}: {replicates} replicates")
        found += TESTS[name](Scale(replicates, data))
    if as_json:
        console.print_json([console.dumped(each) for each in found])
    else:
        console.screen().print(_judged(found))
    raise typer.Exit(int(any(each.holds is False for each in found)))


def _judged(found: list[Measured]) -> Table:
    drawn = console.table("test", "what", "measured", "asked", "holds")
    for each in found:
        holds = {True: "yes", False: "NO", None: ""}[each.holds]
        cells = (each.test, each.what, each.value, each.asked, holds)
        drawn.add_row(*map(console.plain, cells))
    return drawn


def _told(doing: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[2K{doing}\r")
        sys.stderr.flush()


def _document(report: BenchReport) -> dict[str, object]:
    figures = [{**console.dumped(each), "median": each.median} for each in report.figures]
    return {"machine": console.dumped(report.machine), "figures": figures}


def _table(figures: tuple[Figure, ...]) -> Table:
    drawn = console.table("what", "load", "events/s", "worst", "best", "ratio", "order")
    for column in drawn.columns[2:6]:
        column.justify = "right"
    for each in figures:
        rates = (each.median, min(each.rounds), max(each.rounds))
        ratio = "" if each.ratio is None else f"{each.ratio:.1f}"
        cells = (each.name, each.load, *(f"{rate:,.0f}" for rate in rates), ratio, each.order)
        drawn.add_row(*map(console.plain, cells))
    return drawn
