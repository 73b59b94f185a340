"""Writes notifications to the log and to a file; needs no other service."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

import structlog

from models.notifications.notice import Notice
from models.notifications.reply_commands import command

_log = structlog.get_logger()

LARGEST = 10 << 20
"""From so many bytes on, a file is put aside and a new one begun."""

KEPT = 4
"""So many old files beside the one in use: `notifications.jsonl.1` is the youngest."""

_LOOK_BACK = 1 << 20
"""So many bytes at the end of the file are read for what an earlier process has told."""

# For the desk: in the log it would stand with whatever it is filled in with.
_NOT_LOGGED = frozenset({"act"})


class NotificationLog:
    """Writes each notice once: the key of an alarm says whether it hangs there already."""

    def __init__(self, file: Path, *, largest: int = LARGEST) -> None:
        self._file = file
        self._largest = largest
        self._told: set[str] | None = None

    def post(self, notices: Iterable[Notice]) -> None:
        """The log first, which always works; then the file.

        Raises:
            OSError: the file cannot be written; the log has the line all the same.
        """
        told = self._known()
        new = [notice for notice in notices if notice.alarm.key not in told]
        lines = [_line(notice) for notice in new]
        for line in lines:
            logged = {name: value for name, value in line.items() if name not in _NOT_LOGGED}
            _log.warning("told", **logged)
        told.update(notice.alarm.key for notice in new)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._begin_anew_when_full()
        with open(self._file, "a", encoding="utf-8", opener=_for_the_owner) as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)

    def _known(self) -> set[str]:
        if self._told is None:
            self._told = {*_keys(_older(self._file, 1)), *_keys(self._file)}
        return self._told

    def _begin_anew_when_full(self) -> None:
        if not self._file.is_file() or self._file.stat().st_size < self._largest:
            return
        for number in range(KEPT - 1, 0, -1):
            if _older(self._file, number).exists():
                _older(self._file, number).replace(_older(self._file, number + 1))
        self._file.replace(_older(self._file, 1))


def _older(file: Path, number: int) -> Path:
    return file.with_name(f"{file.name}.{number}")


def _for_the_owner(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _line(notice: Notice) -> dict[str, str | None]:
    alarm = notice.alarm
    return {
        "key": alarm.key,
        notice.about: notice.number,
        "party": alarm.party.value,
        "level": alarm.level.name,
        "subject": alarm.subject,
        "box": alarm.box,
        "at": alarm.at.isoformat(),
        "kind": alarm.kind,
        "stage": notice.stage,
        "act": command(notice),
    }


def _keys(file: Path) -> Iterable[str]:
    """The keys of the last lines; one that a crash cut off is no line."""
    try:
        with file.open("rb") as opened:
            opened.seek(0, 2)
            opened.seek(max(0, opened.tell() - _LOOK_BACK))
            tail = opened.read().splitlines()
    except OSError:
        return
    for line in tail:
        try:
            yield json.loads(line)["key"]
        except (ValueError, KeyError, TypeError):
            continue
