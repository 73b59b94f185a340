"""`guomen demo`: the whole tracker on this machine, and eighty-three consignments on their way.

Weeks pass in seconds for those; four more are left open in real time for the visitor.
"""

from pathlib import Path
from typing import Annotated

import typer

from scripts import console
from scripts.connection import DataFolder
from scripts.demonstration.demo_run import DemoRun
from workers import process_lifecycle

_Exit = Annotated[bool, typer.Option("--exit", help="Leave when every scripted one has ended.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON object as the last line.")]
_Only = Annotated[
    list[str] | None, typer.Option("--only", help="Only this consignment (again for more).")
]
_AtOnce = Annotated[int, typer.Option("--at-once", min=1, help="So many travel at a time.")]


def demo(
    *,
    exit_: _Exit = False,
    json_: _Json = False,
    only: _Only = None,
    at_once: _AtOnce = 8,
    data: DataFolder = None,
) -> None:
    """Run everything, let the sample consignments travel, and show how each one ended.

    Exit code 0 only when each ended as its script says.
    """
    folder, screen = (data or Path(".guomen")).resolve(), console.screen(stderr=json_)
    process_lifecycle.run(
        DemoRun(folder, exit_, json_, at_once, screen, frozenset(only or ())).run()
    )
