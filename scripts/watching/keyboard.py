"""Single keys of a terminal, without Enter and without echo; the terminal is left as it was."""

import asyncio
import os
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager

QUIT = frozenset("qQ\x03\x04")


@contextmanager
def pressed(stop: asyncio.Event) -> Iterator[None]:
    """While the block runs, q sets the event; without a terminal nobody can press it."""
    if not sys.stdin.isatty():
        yield
        return
    descriptor, loop = sys.stdin.fileno(), asyncio.get_running_loop()
    before = termios.tcgetattr(descriptor)

    def read() -> None:
        keys = os.read(descriptor, 64).decode(errors="replace")
        # Nothing to read means that the terminal is gone.
        if not keys or QUIT & set(keys):
            stop.set()

    tty.setcbreak(descriptor)
    loop.add_reader(descriptor, read)
    try:
        yield
    finally:
        loop.remove_reader(descriptor)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
