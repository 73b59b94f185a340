"""Runs a process: signals, orderly stop, honest exit code, one-line errors.

The interpreter may abort while it tears down a process that used temporalio (sdk-python issue 300),
so nothing here returns to it: every way out ends in `os._exit`.
"""

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Coroutine
from contextvars import ContextVar
from pathlib import Path
from typing import Any, NoReturn

from models.kernel.errors import GuomenError
from models.kernel.language import Language
from models.kernel.visible import visible
from workers.log_redaction import said

OWNER_ONLY = 0o077
"""The umask of everything that we run: nobody else reads what it writes."""

_logger = logging.getLogger(__name__)
_asked_to_stop: ContextVar[asyncio.Event] = ContextVar("asked_to_stop")


def exit_now(code: int) -> NoReturn:
    """End the process now with `code`; what was printed and logged is written first."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def stop_event() -> asyncio.Event:
    """The event that SIGTERM or SIGINT sets: who serves until then waits for it, and drains."""
    try:
        return _asked_to_stop.get()
    except LookupError:
        event = asyncio.Event()
        _asked_to_stop.set(event)
        return event


def mark_ready() -> None:
    """Tell whoever supervises this process that it serves: its id goes to `GUOMEN_READY_FILE`."""
    name = os.environ.get("GUOMEN_READY_FILE")
    if name is not None:
        Path(name).write_text(str(os.getpid()))


def run(main: Coroutine[Any, Any, None]) -> NoReturn:
    """Run a process to its end: exit 0, or one readable line on standard error and exit 1.

    What it writes, files and lines, is for its owner only.

    The first SIGTERM or SIGINT sets `stop_event()`; a second one no longer waits for the drain.
    """
    os.umask(OWNER_ONLY)
    try:
        asyncio.run(_with_signals(main))
    except Exception as error:
        _logger.debug("the process failed", exc_info=error)
        sys.stderr.write(f"guomen: {one_line(error, quoting=False)}\n")
        exit_now(1)
    exit_now(0)


def one_line(
    error: BaseException, language: Language = Language.BOTH, *, quoting: bool = True
) -> str:
    """The error as one line: the innermost of a group, named by type when it says too little.

    An error of ours speaks the language; what libraries say is English, and may quote what somebody
    typed where that is asked for.
    """
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, GuomenError):
        return visible(" ".join(error.said(language).split()))
    text = visible(said(error, quoting=quoting))
    named, _, alone = text.partition(": ")
    return alone if " " in alone else f"{named}: {alone}"


async def _with_signals(main: Coroutine[Any, Any, None]) -> None:
    event = stop_event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stop_or_leave, event, number)
    await main


def _stop_or_leave(event: asyncio.Event, number: signal.Signals) -> None:
    if event.is_set():
        exit_now(128 + number)
    event.set()
