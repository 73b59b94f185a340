"""Renders a notification: title and body in the reader's language."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, TypeVar

from models.health.texts import FINDINGS
from models.kernel.language import Language, Speaks, Text, listed
from models.kernel.place import Place
from models.kernel.risk_terms import Why
from models.kernel.terms import Cause, Danger
from models.notifications import texts
from models.notifications.notice import Notice
from models.notifications.reply_commands import command
from models.rules.calendar import day_in_china, minute_in_china
from models.rules.rulebook import Rulebook, in_force, rulebook
from models.texts import DANGERS, EFFECTS, PARTIES, STAGES, STANDINGS
from models.texts.checks import HINDRANCES
from models.texts.enterprises import RESOURCES
from models.texts.goods import RISK_LEVELS
from models.texts.limits import NEAR
from models.texts.modes import CAUSES
from models.texts.risk import WHYS

K = TypeVar("K", bound=StrEnum)
L = TypeVar("L")

_SPOKEN: dict[Language, tuple[Language, ...]] = {
    Language.ZH: (Language.ZH,),
    Language.EN: (Language.EN,),
    Language.BOTH: (Language.ZH, Language.EN),
}
_TIMES = ("due", "answer_by", "done_at", "seen_heard_at", "seen_place_at")


def _by_value(labels: Mapping[K, L]) -> dict[str, L]:
    return {each.value: label for each, label in labels.items()}


_LABELS: Mapping[str, Mapping[str, Text]] = {
    "danger": _by_value(DANGERS),
    "effect": _by_value(EFFECTS),
    "hindrance": _by_value(HINDRANCES),
    "near": _by_value(NEAR),
    "resource": _by_value(RESOURCES),
    "finding": _by_value(FINDINGS),
    "before": _by_value(RISK_LEVELS),
    "after": _by_value(RISK_LEVELS),
    "why": _by_value(WHYS),
}
_PLACES = {**_by_value(STAGES), **_by_value(STANDINGS)}


class RenderedNotice(NamedTuple):
    """What is sent: plain text."""

    title: str
    body: str


def worded(notice: Notice, language: Language, link: str) -> RenderedNotice:
    """One notice: what, where, for whom, until when, and what to do about it."""
    fields = _fields(notice)
    blocks = ["\n".join(_lines(notice, fields, spoken)) for spoken in _SPOKEN[language]]
    return RenderedNotice(
        headline(notice, language), "\n\n".join([*blocks, "\n".join(_ways(notice, language, link))])
    )


def headline(notice: Notice, language: Language) -> str:
    """What a list shows of a notice: its title."""
    fields = _fields(notice)
    return " / ".join(_title(notice, fields, spoken) for spoken in _SPOKEN[language])


def digest(notices: Sequence[tuple[Notice, str]], language: Language) -> RenderedNotice:
    """Several notices, each with the link to its workflow, in one message."""
    title = texts.DIGEST_TITLE.said(language, count=len(notices))
    parts = []
    for notice, link in notices:
        fields = _fields(notice)
        heads = (_title(notice, fields, spoken) for spoken in _SPOKEN[language])
        parts.append("\n".join([*heads, *_ways(notice, language, link)]))
    return RenderedNotice(title, "\n\n".join(parts))


def message(notices: Sequence[tuple[Notice, str]], language: Language) -> RenderedNotice:
    """One notice as it is, several as a digest."""
    if len(notices) == 1:
        ((notice, link),) = notices
        return worded(notice, language, link)
    return digest(notices, language)


def _title(notice: Notice, fields: Mapping[str, object], language: Language) -> str:
    rank = texts.EMERGENCY_RANK if notice.dangerous else texts.LEVEL_RANK
    said = rank.said(language, **fields)
    what = _what(notice, fields, language)
    return texts.TITLE.said(language, rank=said, number=notice.number, what=what)


def _what(notice: Notice, fields: Mapping[str, object], language: Language) -> str:
    pattern = texts.WHAT.get(notice.alarm.kind, texts.UNKNOWN_KIND)
    try:
        return pattern.said(language, **fields).rstrip("：: .。")
    except KeyError:
        # An alarm of an older release does not carry all that today's sentence says.
        return texts.UNKNOWN_KIND.said(language, **fields)


def _lines(notice: Notice, fields: dict[str, object], language: Language) -> Iterator[str]:
    known = {**fields, "what": _what(notice, fields, language)}
    for name, line in texts.LINES:
        if known.get(name):
            yield line.said(language, **known)


def _ways(notice: Notice, language: Language, link: str) -> Iterator[str]:
    yield texts.LINK.said(language, link=link) if language is not Language.BOTH else link
    answer = command(notice)
    if answer is not None:
        yield answer


def _fields(notice: Notice) -> dict[str, object]:
    """Every field that a sentence may name, labels in both languages."""
    alarm = notice.alarm
    said: dict[str, object] = {
        "entry_id": "",
        "note": "",
        "taken": texts.UNSAID,
        "unheard": "",
        **alarm.said,
    }
    said |= {
        name: minute_in_china(datetime.fromisoformat(alarm.said[name]))
        for name in _TIMES
        if name in said
    }
    said |= {
        name: labels[alarm.said[name]]
        for name, labels in _LABELS.items()
        if alarm.said.get(name) in labels
    }
    if alarm.said.get("silent"):
        said["unheard"] = texts.UNHEARD.of(systems=alarm.said["silent"])
    if "seen_place_lat" in said:
        place = {name: said.get(f"seen_place_{name}", "") for name in ("lat", "lon", "datum")}
        said["seen_place"] = str(Place.model_validate(place))
    causes = alarm.said.get("causes", "").split(", ")
    said["causes"] = listed(_cause(each, alarm.said) for each in causes if each in set(Cause))
    rules = rulebook(in_force(day_in_china(alarm.at)))
    return {
        **said,
        **_of_the_rules(rules, alarm.said),
        f"{notice.about}_no": notice.number,
        "subject": alarm.subject,
        "box": alarm.box or "",
        "stage": _PLACES.get(notice.stage, notice.stage),
        "party": PARTIES[alarm.party],
        "level": alarm.level.name,
        "at": minute_in_china(alarm.at),
        "next_due": minute_in_china(notice.next_due) if notice.next_due else "",
    }


def _cause(cause: str, said: Mapping[str, str]) -> Speaks:
    """A cause; of a risk level with why it is what it is."""
    named, why = CAUSES[Cause(cause)], said.get("risk_why", "")
    if cause != Cause.RISK_LEVEL or why not in set(Why):
        return named
    return texts.BECAUSE.of(what=named, why=WHYS[Why(why)])


def _of_the_rules(rules: Rulebook, said: Mapping[str, str]) -> dict[str, object]:
    """The names of deadlines, and what an emergency asks for at once."""
    name = said.get("deadline", "")
    titles = {row.id: Text(row.title_zh, row.title) for row in rules.deadlines}
    titles |= {row.id: Text(row.title_zh, row.title) for row in rules.enterprise.deadlines}
    found: dict[str, object] = {"deadline_title": titles.get(name, ""), "of_danger": ""}
    for row in (row for row in rules.deadlines if row.id == name):
        decided = {str(int(level.level)): level.decides for level in row.levels}
        found["decides"] = ", ".join(decided.get(said.get("level", ""), ()))
    if said.get("danger") in set(Danger):
        found["of_danger"] = texts.OF_DANGER.of(danger=DANGERS[Danger(said["danger"])])
        emergency = rules.emergency(Danger(said["danger"]))
        found["at_once"] = Text(emergency.at_once_zh, emergency.at_once)
    return found
