"""The data folder of a stack, closed to everybody else: it names people, and has secrets.

Only what a stack puts there is touched, and nothing above it. A link is never followed.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from workers.errors import StackTaken
from workers.stack.users import name_of
from workers.texts import FOLDER_NOT_OURS, FOLDER_OF_OTHERS

DRAW_KEYS = "draw"
"""The folder of the draw keys: who has it can compute draws beforehand."""

FOLDERS = ("logs", "run", "systems", DRAW_KEYS)
MARKS = ("stack.lock", "secrets.json")
"""Either says that a stack has been here."""

_FILES = (*MARKS, "stack.json", "stack.json.new", "seal.key", "seal.key.new")
_OF_POSTGRES = ("pg", "pg.new")
_BEGINNINGS = ("temporal.db", "notifications.jsonl")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def prepare(data: Path) -> None:
    """Make the folder, and close it and whatever of ours is in it.

    Raises:
        StackTaken: it belongs to another user; or it is open to others and holds what is not
            ours: closing it might harm them.
    """
    data.mkdir(parents=True, exist_ok=True)
    _require_owner(data)
    _require_ours(data)
    for name in FOLDERS:
        (data / name).mkdir(exist_ok=True)
    folder = os.open(data, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _close(folder)
        _close_all(folder)
    finally:
        os.close(folder)


def _require_owner(data: Path) -> None:
    """A copy may belong to whoever made it; root may use any."""
    owner, user = data.stat().st_uid, os.geteuid()
    if user not in (0, owner):
        names = {"owner": name_of(owner), "user": name_of(user)}
        raise StackTaken(FOLDER_OF_OTHERS, folder=data, **names)


def _require_ours(data: Path) -> None:
    open_to_others = data.stat().st_mode & _OTHERS
    names = {entry.name for entry in data.iterdir()}
    if open_to_others and names and not names & set(MARKS):
        raise StackTaken(FOLDER_NOT_OURS, folder=data)


def _close_all(folder: int) -> None:
    for name in os.listdir(folder):
        if (
            name in (*FOLDERS, *_OF_POSTGRES)
            and (inside := _opened(name, folder, os.O_DIRECTORY)) is not None
        ):
            for each in _walk(inside):
                _close(each)
        elif name in _FILES or name.startswith(_BEGINNINGS):
            opened = _opened(name, folder, 0)
            if opened is not None:
                _close(opened)
                os.close(opened)


def _walk(folder: int) -> Iterator[int]:
    """A folder and everything in it, as descriptors; each is closed when the next is asked for."""
    try:
        yield folder
        for name in os.listdir(folder):
            opened = _opened(name, folder, 0)
            if opened is None:
                continue
            if stat.S_ISDIR(os.fstat(opened).st_mode):
                yield from _walk(opened)
            else:
                try:
                    yield opened
                finally:
                    os.close(opened)
    finally:
        os.close(folder)


def _opened(name: str, folder: int, flags: int) -> int | None:
    """A folder or a regular file; a link or a pipe is not opened."""
    try:
        kind = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
        if not (stat.S_ISDIR(kind) or stat.S_ISREG(kind)):
            return None
        return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | flags, dir_fd=folder)
    except OSError:
        return None


def _close(opened: int) -> None:
    mode = stat.S_IMODE(os.fstat(opened).st_mode)
    if mode & _OTHERS:
        os.fchmod(opened, mode & ~_OTHERS)
