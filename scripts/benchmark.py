"""`guomen bench`: measures the tracker on this machine; docs/performance.md has the results."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from scripts import console

if TYPE_CHECKING:
    from rich.table import Table

    from scripts.bench.figures import Figure
    from scripts.bench.ledger import Report

_Rounds = Annotated[int, typer.Option(min=1, help="Rounds of each line; the median counts.")]
_Consignments = Annotated[int, typer.Option(min=1, help="Of 37 events each, for what reads.")]
_Without = Annotated[bool, typer.Option("--without-peer", help="Leave out `eventsourcing`.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]


def build() -> typer.Typer:
    """The benchmarks, each a verb below `guomen bench`."""
    app = typer.Typer(help="Measure the tracker on this machine.")
    # With a callback a single verb keeps its name.
    app.callback()(lambda: None)
    app.command("ledger")(ledger)
    return app


def ledger(
    *,
    rounds: _Rounds = 5,
    consignments: _Consignments = 5000,
    without_peer: _Without = False,
    as_json: _Json = False,
) -> None:
    """Compare the ledger with others on one PostgreSQL with fsync on, and measure its readers."""
    from scripts.bench.ledger import bench, server  # noqa: PLC0415

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


def _told(doing: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[2K{doing}\r")
        sys.stderr.flush()


def _document(report: Report) -> dict[str, object]:
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
