"""People are told: one line a notice, on the log and in a file that outlives the process."""

import json
from pathlib import Path

import structlog
from temporalio import activity

from models.calls import Call, Nothing, Notices, Reply

_log = structlog.get_logger()


class Notify:
    """Writes notices; it needs no database, so an alarm never waits for one."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @activity.defn
    async def notify_people(self, call: Call[Notices]) -> Reply[Nothing]:
        """Tells each party; the key of an alarm marks a notice that was sent twice."""
        notices = call.request
        lines = [
            {
                "key": alarm.key,
                notices.about: notices.number,
                "party": alarm.party.value,
                "level": f"L{alarm.level}",
                "subject": alarm.subject,
                "box": alarm.box,
                "at": alarm.at.isoformat(),
            }
            for alarm in notices.alarms
        ]
        for line in lines:
            _log.warning("told", **line)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        return Reply(head=None, answer=Nothing())
