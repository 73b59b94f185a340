"""The logs of a stack's parts: one file each, cut off when it is long, a few old ones kept.

A part writes to its file by itself, and goes on doing so if this process is busy. So a full file is
copied and emptied, not renamed: every part appends to what it has open.
"""

import asyncio
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

LARGEST = 10 * 1024 * 1024
KEPT = 4
"""So many old ones beside the one in use: `tracker.log.1` is the youngest."""

LOOK_SECONDS = 1.0


async def keep_short(logs: Path, say: Callable[[str], None]) -> None:
    """Look after the logs of a folder until cancelled; what hinders it is said once."""
    hindered = ""
    while True:
        try:
            await asyncio.to_thread(shorten, logs.glob("*.log"))
        except OSError as error:
            if hindered != str(error):
                say(f"a log cannot be cut off, see that {logs} is ours and has room: {error}")
            hindered = str(error)
        await asyncio.sleep(LOOK_SECONDS)


def shorten(files: Iterable[Path], *, largest: int = LARGEST, kept: int = KEPT) -> None:
    """Put aside what the files hold that have grown too large."""
    for file in files:
        if not file.is_symlink() and file.stat().st_size > largest:
            _put_aside(file, kept)


def _put_aside(file: Path, kept: int) -> None:
    for number in range(kept - 1, 0, -1):
        older = file.with_name(f"{file.name}.{number}")
        if older.exists():
            older.replace(file.with_name(f"{file.name}.{number + 1}"))
    target = file.with_name(f"{file.name}.1")
    target.unlink(missing_ok=True)
    with file.open("rb") as full, open(target, "xb", opener=_for_the_owner) as aside:
        shutil.copyfileobj(full, aside)
        # Whatever was written meanwhile: between this and the cut there is no await, and no copy.
        while late := full.read():
            aside.write(late)
        os.truncate(file, 0)


def _for_the_owner(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
