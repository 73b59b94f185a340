"""`guomen watch`: a live board for the wall, and for whoever has the duty."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from dataclasses import replace
from typing import Annotated, Any

import typer
from rich.live import Live

from ledger import AppendListener
from models.kernel.errors import Unreachable
from scripts import connection, console, findings
from scripts.connection import DataFolder
from scripts.texts.errors import NO_DATABASE
from scripts.watching import keyboard
from scripts.watching.board_poller import BoardPoller
from scripts.watching.render import BoardView, drawn
from workers.settings import Settings

REFRESH_SECONDS = 2.0
"""A board is never older, level or not: times pass by themselves."""
BREATH_SECONDS = 0.3
"""So long one looks at a board at least, however often the doorbell rings."""

_Once = Annotated[
    bool, typer.Option("--once", help="Print one board and leave; so it is without a terminal.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document, once.")]


def watch(*, once: _Once = False, as_json: _Json = False, data: DataFolder = None) -> int:
    """Watch stages, emergencies, what is late, what was recorded last, who was last heard.

    q or Ctrl-C leaves. A database that goes away is said, and looked for until it is back. Once,
    the exit code is 1 when something is wrong with the tracker itself, as for `guomen status`.
    """
    settings = connection.settings_of(data)
    if once or as_json or not sys.stdout.isatty():
        return asyncio.run(_once(settings, as_json=as_json))
    asyncio.run(_live(settings))
    return 0


async def _once(settings: Settings, *, as_json: bool) -> int:
    async with BoardPoller(settings) as eyes:
        view = await eyes.look()
        if view.board is not None:
            view = replace(view, findings=await eyes.examine())
    if view.board is None:
        raise Unreachable(NO_DATABASE)
    if as_json:
        wrong = findings.document(view.findings or (), findings.where(settings))
        console.print_json({"heard": view.heard, **console.dumped(view.board), "findings": wrong})
    else:
        _print(view, settings)
    return console.FAILED if view.findings else 0


def _print(view: BoardView, settings: Settings) -> None:
    screen = console.screen()
    height = screen.height if sys.stdout.isatty() else 24
    screen.print(drawn(replace(view, live=False), settings.lang, screen.width, height))


async def _live(settings: Settings) -> None:
    stop, screen = asyncio.Event(), console.screen()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with (
        BoardPoller(settings, examines=True) as eyes,
        AppendListener(settings.database_url) as doorbell,
    ):
        with keyboard.pressed(stop), Live(console=screen, screen=True, auto_refresh=False) as live:
            while not stop.is_set():
                view = await eyes.look()
                board = drawn(view, settings.lang, screen.width, screen.height)
                live.update(board, refresh=True)
                await _until(stop, asyncio.sleep(BREATH_SECONDS))
                await _until(stop, doorbell.wait(REFRESH_SECONDS))


async def _until(stop: asyncio.Event, other: Coroutine[Any, Any, object]) -> None:
    """Waits for the one or the other."""
    tasks = {asyncio.create_task(stop.wait()), asyncio.create_task(other)}
    _, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
