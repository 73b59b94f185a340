"""Notifies operations, once a day, of a target that accepts nothing."""

from datetime import datetime

from models.kernel.notification import Notification
from models.kernel.terms import EscalationLevel, Party
from models.notifications.notice import Notice
from models.notifications.request import NotificationRequest
from models.rules.calendar import day_in_china
from models.supervision.events import CallUnanswered

_MARK = "untold:"


def untold(notice: Notice, target: str, why: str, now: datetime) -> NotificationRequest | None:
    """The alarm for operations; None when it is such an alarm that the target does not take.

    Its key is that of the target and the day: of three hundred notices that wait, one tells.
    """
    if notice.alarm.key.startswith(_MARK):
        return None
    said = {"call": f"notice to {target}", "since": notice.alarm.at.isoformat(), "reason": why}
    alarm = Notification(
        key=f"{_MARK}{target}:{day_in_china(now).isoformat()}",
        party=Party.OPERATIONS,
        level=EscalationLevel.L3 if notice.urgent else EscalationLevel.L2,
        subject=f"{target} takes no notice: {why}",
        box=None,
        at=now,
        kind=CallUnanswered.model_fields["type"].default,
        said=said,
    )
    return NotificationRequest(
        about=notice.about, number=notice.number, at=now, notifications=(alarm,)
    )
