"""The words of a rulebook as people read them; `guomen rules` and docs/process.md share them."""

import re
from collections.abc import Mapping
from enum import Enum

from pydantic import BaseModel

from models.calendar import Span
from models.enterprise.rules import EnterpriseDeadlineRule, RungRule
from models.rulebook import DeadlineRule, MilestoneRule

CONFIDENCE = {"H": "text found", "M": "secondary page", "L": "from memory"}
_UNITS = {
    "minutes": "min",
    "hours": "h",
    "days": "d",
    "months": "months",
    "working_days": "wd",
    "working_hours": "wh",
}
_MARKS = {"[prop]": "proposal", "[mem]": "from memory", "[pilot]": "the pilot itself"}
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
    "milestones",
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


def span(length: Span) -> str:
    """A length of time with its unit; wd and wh are working days and working hours.

    What is moved on is so past days off, as the last day of a legal time is.
    """
    return f"{length.amount} {_UNITS[length.unit]}{', moved on,' if length.moves_on else ''}"


def due(rule: DeadlineRule, rung: MilestoneRule) -> str:
    """When a rung is due, from what its ladder counts from."""
    sign = "+" if rule.base == "window" and rung.after.amount >= 0 else ""
    base = "" if rule.base == "opening" else _BASES.get(rule.base, f"{rule.base} +")
    return f"{base}{sign}{span(rung.after)}"


def told(milestone: MilestoneRule) -> str:
    """The parties of a rung."""
    return " + ".join((milestone.party, *milestone.also))


def beside(milestone: MilestoneRule) -> str:
    """What else a rung does: an effect, a violation; how long it waits for an answer."""
    silence = f"silence {span(milestone.silence)}" if milestone.silence else ""
    return ", ".join(str(x) for x in (milestone.effect, milestone.violation, silence) if x)


def rung(rule: DeadlineRule, milestone: MilestoneRule) -> str:
    """One rung on one line: level, when, who, and what else it does."""
    more = f" ({beside(milestone)})" if beside(milestone) else ""
    return f"L{milestone.level} {due(rule, milestone)} {told(milestone)}{more}"


def lapse(rule: EnterpriseDeadlineRule, milestone: RungRule) -> str:
    """One rung of a deadline of an enterprise on one line."""
    base = "expiry " if rule.base == "expiry" else ""
    more = f" ({milestone.effect})" if milestone.effect else ""
    return f"L{milestone.level} {base}{span(milestone.after)} {milestone.party}{more}"


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
