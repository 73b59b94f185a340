"""The words of a rulebook as people read them; `guomen rules` and docs/process.md share them."""

import re
from collections.abc import Mapping
from enum import Enum

from pydantic import BaseModel

from models.kernel.language import Speaks, Text, listed
from models.rules.calendar import Span
from models.rules.enterprise import EnterpriseDeadlineRule, EnterpriseEscalationRule
from models.rules.rulebook import DeadlineRule, EscalationRule
from scripts.texts.messages import STANDS_STILL

CONFIDENCE = {"H": "text found", "M": "secondary page", "L": "from memory"}
CONFIDENCE_ZH = {"H": "已见原文", "M": "二手网页", "L": "凭记忆"}
_UNITS = {
    "minutes": "min",
    "hours": "h",
    "days": "d",
    "months": "months",
    "working_days": "wd",
    "working_hours": "wh",
    "receiving_hours": "rh",
}
_MARKS = {"[prop]": "proposal", "[mem]": "from memory", "[pilot]": "the pilot itself"}
_MARKS_ZH = {"[prop]": "建议", "[mem]": "凭记忆", "[pilot]": "试点本身"}
_SHOWN = (
    "id",
    "title",
    "title_zh",
    "basis",
    "scope",
    "courses",
    "clock",
    "opens",
    "when",
    "closes",
    "done",
    "reopens",
    "episodes",
    "base",
    "limit",
    "system",
    "road",
    "repeats",
    "levels",
)
_FOUND = re.compile(r"\[found: ([^\]]+)\]")
_BASES = {"heard": "heard +", "etd": "ETD ", "eta": "ETA ", "window": "window "}


def basis(text: str) -> str:
    """Where a rule comes from, or that it is a proposal."""
    for mark, words in _MARKS.items():
        text = text.replace(mark, words)
    return _FOUND.sub(r"\1", text)


def cited(source: str, confidence: str) -> str:
    """A source with how sure it is."""
    where, sure = basis(source), CONFIDENCE[confidence]
    return where if where == sure else f"{where} ({sure})"


def basis_in_both(text: str) -> Text:
    """The same in Chinese and in English."""
    said = text
    for mark, words in _MARKS_ZH.items():
        said = said.replace(mark, words)
    return Text(_FOUND.sub(r"\1", said), basis(text))


def cited_in_both(source: str, confidence: str) -> Text:
    """A source with how sure it is, in Chinese and in English."""
    where, sure = basis_in_both(source).zh, CONFIDENCE_ZH[confidence]
    said = where if where == sure else f"{where}（{sure}）"
    return Text(said, cited(source, confidence))


def span(length: Span) -> str:
    """A length of time with its unit; wd and wh are working days and working hours.

    In rh, receiving hours, the enterprise takes boxes in. What is moved on is so past days off, as
    the last day of a legal time is.
    """
    return f"{length.amount} {_UNITS[length.unit]}{', moved on,' if length.moves_on else ''}"


def due(rule: DeadlineRule, level: EscalationRule) -> str:
    """When a level is due, with what it counts from."""
    sign = "+" if rule.base == "window" and level.after.amount >= 0 else ""
    base = "" if rule.base == "opening" else _BASES.get(rule.base, f"{rule.base} +")
    return f"{base}{sign}{span(level.after)}"


def told(level: EscalationRule) -> str:
    """The parties of a level."""
    return " + ".join((level.party, *level.also))


def beside(level: EscalationRule) -> str:
    """What else a level does: an effect, a violation; how long it waits for an answer."""
    silence = f"silence {span(level.silence)}" if level.silence else ""
    effects = (level.effect, level.cause, level.violation, silence)
    return ", ".join(str(x) for x in effects if x)


def level_line(rule: DeadlineRule, level: EscalationRule) -> str:
    """One level on one line: level, when, who, what else it does and leaves to them."""
    last = level.level is rule.levels[-1].level
    repeated = [f"again every {span(rule.repeats)}"] if last and rule.repeats else []
    decided = (f"decides {verb}" for verb in level.decides)
    said = ", ".join(filter(None, (beside(level), *decided, *repeated)))
    return f"L{level.level} {due(rule, level)} {told(level)}" + (f" ({said})" if said else "")


def lapse(rule: EnterpriseDeadlineRule, level: EnterpriseEscalationRule) -> str:
    """One level of a deadline of an enterprise on one line."""
    base = "expiry " if rule.base == "expiry" else ""
    more = f" ({level.effect})" if level.effect else ""
    return f"L{level.level} {base}{span(level.after)} {level.party}{more}"


def opening(rule: DeadlineRule) -> str:
    """The events that start a deadline, and what they have to say."""
    said = "; ".join(filter(None, (*conditions(rule.when), needed(rule))))
    return ", ".join(rule.opens) + (f" ({said})" if said else "")


def needed(rule: DeadlineRule) -> str:
    """What else has to hold for a deadline to start."""
    return further(rule, *_SHOWN)


def closing(rule: DeadlineRule) -> str:
    """The events that stop a deadline, and what they have to say."""
    said = "; ".join(conditions(rule.done))
    return ", ".join(rule.closes) + (f" ({said})" if said else "")


def on_the_road(rule: DeadlineRule) -> Speaks | str:
    """Under which overlays it stands still while its box is on the road, and why."""
    if rule.road is None:
        return ""
    why = Text(rule.road.why_zh, rule.road.why)
    return STANDS_STILL.of(overlays=listed(rule.road.frozen_by), why=why)


def further(row: BaseModel, *shown: str) -> str:
    """What else a row says, beside the fields that are shown: new ones appear by themselves."""
    found = []
    for name, field in type(row).model_fields.items():
        value = getattr(row, name)
        if name not in shown and value != field.get_default(call_default_factory=True):
            label = name.replace("_", " ")
            found.append(label if value is True else f"{label} {text(value)}")
    return "; ".join(found)


def text(value: object) -> str:
    """A value without its type."""
    match value:
        case Enum():
            return str(value.value)
        case tuple() | frozenset():
            return ", ".join(map(text, value)) or "none"
        case Span():
            return span(value)
        case BaseModel():
            return further(value).replace(";", ",")
        case _:
            return str(value)


def conditions(fields: Mapping[str, tuple[str, ...]]) -> list[str]:
    """What the fields of an event have to say."""
    return [f"{name} {' or '.join(values)}" for name, values in fields.items()]
