"""When a target takes nothing: what operations must be told, once a day for each target."""

from datetime import datetime

from models.calendar import day_in_china
from models.calls import Notices
from models.events import CallUnanswered
from models.notices.notice import Notice
from models.state import Alarm
from models.terms import Level, Party

_MARK = "untold:"


def untold(notice: Notice, target: str, why: str, now: datetime) -> Notices | None:
    """The alarm for operations; None when it is such an alarm that the target does not take.

    Its key is that of the target and the day: of three hundred notices that wait, one tells.
    """
    if notice.alarm.key.startswith(_MARK):
        return None
    said = {"call": f"notice to {target}", "since": notice.alarm.at.isoformat(), "reason": why}
    alarm = Alarm(
        key=f"{_MARK}{target}:{day_in_china(now).isoformat()}",
        party=Party.OPERATIONS,
        level=Level.L3 if notice.urgent else Level.L2,
        subject=f"{target} takes no notice: {why}",
        box=None,
        at=now,
        kind=CallUnanswered.model_fields["type"].default,
        said=said,
    )
    return Notices(about=notice.about, number=notice.number, at=now, alarms=(alarm,))
