"""The notices that need nobody else: a line in the log and a line in a file, whatever is down."""

import json
from collections.abc import Iterable
from pathlib import Path

import structlog

from models.notices.answers import command
from models.notices.notice import Notice

_log = structlog.get_logger()

_LOOK_BACK = 1 << 20
"""So many bytes at the end of the file are read for what an earlier process has told."""


class Noticeboard:
    """Writes each notice once: the key of an alarm says whether it hangs there already."""

    def __init__(self, file: Path) -> None:
        self._file = file
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
            _log.warning("told", **line)
        told.update(notice.alarm.key for notice in new)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)

    def _known(self) -> set[str]:
        if self._told is None:
            self._told = set(_keys(self._file))
        return self._told


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
