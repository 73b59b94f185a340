"""Suggests the command with which a reader answers a notification."""

import json
from collections.abc import Callable
from shlex import quote
from typing import NamedTuple

from models.kernel.event_types import EventType
from models.kernel.notification import Notification
from models.notifications.notice import EMERGENCIES, Notice

_Fields = Callable[[Notification], dict[str, object]]


class ReplyCommand(NamedTuple):
    """The verb that answers an alarm, and its fields."""

    verb: str
    fields: _Fields


def _escalation(alarm: Notification) -> dict[str, object]:
    return {"deadline": alarm.said["deadline"], **_danger(alarm), "level": int(alarm.level)}


def _danger(alarm: Notification) -> dict[str, object]:
    """The danger and the box that it speaks of: others may be open beside it."""
    named = {"box": alarm.box, "danger": alarm.said.get("danger")}
    return {name: value for name, value in named.items() if value}


ANSWERS: dict[str, ReplyCommand] = {
    **{kind: ReplyCommand("acknowledge_emergency", _danger) for kind in EMERGENCIES},
    EventType.ESCALATION_RAISED: ReplyCommand("acknowledge_escalation", _escalation),
    EventType.ESCALATION_UNANSWERED: ReplyCommand("acknowledge_escalation", _escalation),
    EventType.CALL_FAILED: ReplyCommand("retry_call", lambda a: {"call": a.said["call"]}),
    EventType.ENTERPRISE_ESCALATED: ReplyCommand(
        "answer_escalation", lambda a: {"deadline": a.said["deadline"]}
    ),
}


def command(notice: Notice) -> str | None:
    """The command that answers it, as a shell takes it; None when there is nothing to answer."""
    if notice.about == "stack":
        return notice.alarm.said.get("mend") or None
    answer = ANSWERS.get(notice.alarm.kind)
    if answer is None:
        return None
    act = ["guomen", "enterprise", "act"] if notice.about == "enterprise" else ["guomen", "act"]
    fields = answer.fields(notice.alarm)
    given = [json.dumps(fields, ensure_ascii=False)] if fields else []
    return " ".join(quote(word) for word in (*act, notice.number, answer.verb, *given))
