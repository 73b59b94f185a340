"""What its reader can do about a notice at once: a command to copy, by kind of alarm."""

import json
from collections.abc import Callable
from shlex import quote
from typing import NamedTuple

from models.notices.notice import EMERGENCIES, Notice
from models.state import Alarm

_Fields = Callable[[Alarm], dict[str, object]]


class Answer(NamedTuple):
    """The verb that answers an alarm, and its fields."""

    verb: str
    fields: _Fields


def _rung(alarm: Alarm) -> dict[str, object]:
    box = {"box": alarm.box} if alarm.box else {}
    return {"deadline": alarm.said["deadline"], **box, "level": int(alarm.level)}


ANSWERS: dict[str, Answer] = {
    **{kind: Answer("acknowledge_emergency", lambda _: {}) for kind in EMERGENCIES},
    "escalation-raised": Answer("acknowledge_escalation", _rung),
    "escalation-unanswered": Answer("acknowledge_escalation", _rung),
    "call-failed": Answer("retry_call", lambda a: {"call": a.said["call"]}),
    "enterprise-escalated": Answer("answer_escalation", lambda a: {"deadline": a.said["deadline"]}),
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
