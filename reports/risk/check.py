"""Reckons a report again from the data that it carries, and names every difference."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from models.kernel.errors import GuomenError
from models.kernel.language import Text, form
from models.risk.assess import assess
from models.risk.records import BatchRecord
from models.risk.standing import Move, Standings
from models.rules.risk import RiskRules
from models.rules.rulebook import rulebook
from reports.risk.canonical import canonical
from reports.risk.document import Origin, Source
from reports.risk.numbers import EventRef, Events
from reports.risk.report import LAYOUT, report

_ABSENT = form("–")


class NoReport(GuomenError):
    """A file that is no report of this layout: it says where and why."""


class Difference(NamedTuple):
    """Where a report differs, what stands there, what it comes to when it is reckoned again."""

    place: str
    says: str
    comes_to: str


class Checked(NamedTuple):
    """How many numbers were reckoned again, from how many events of a ledger, what differs."""

    numbers: int
    events: int
    differences: tuple[Difference, ...]


class Recorded(NamedTuple):
    """What a ledger comes to at the position of a report: from what it should have been made."""

    batches: Sequence[BatchRecord]
    before: Standings
    moves: tuple[Move, ...]
    events: Events
    head: str | None


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid")

    batches: tuple[BatchRecord, ...]
    before: Standings
    rules: RiskRules
    moves: tuple[Move, ...]
    events: dict[str, tuple[EventRef, ...]]


class _Document(BaseModel):
    model_config = ConfigDict(extra="ignore")

    layout: int
    origin: Origin
    digest: str
    source: _Source
    numbers: tuple[dict[str, Any], ...]
    sections: tuple[dict[str, Any], ...]


def shipped(version: str) -> RiskRules:
    """The rules of a rulebook.

    Raises:
        UnknownRulebook: it is not shipped.
    """
    return rulebook(version).risk


def check(
    written: bytes,
    ledger: Callable[[Origin], Recorded] | None = None,
    rules_of: Callable[[str], RiskRules] = shipped,
) -> Checked:
    """Every number reckoned again; with a ledger, what it was reckoned from as well.

    Raises:
        UnknownRulebook: it names a rulebook that is not shipped.
        NoReport: it is none, or one of another layout.
        BadHistory: its batches contradict each other.
    """
    told = _read(written)
    source = Source(told.source.batches, told.source.before, told.source.rules, told.source.moves)
    assessed = assess(source.batches, source.before, source.rules, told.origin.at)
    again = report(source, assessed, told.origin, told.source.events).json()
    fresh = json.loads(again)
    named = rules_of(told.origin.rulebook).model_dump(mode="json")
    differences = [
        *_plain("rules", source.rules.model_dump(mode="json"), named),
        *_plain("digest", told.digest, fresh["digest"]),
        *_numbers(told.numbers, fresh["numbers"]),
        *_sections(told.sections, fresh["sections"]),
    ]
    events = 0
    if ledger is not None:
        recorded = ledger(told.origin)
        events = sum(len(of) for of in recorded.events.values())
        differences += _of_ledger(told, recorded)
    if not differences and again != written:
        differences.append(Difference("file", "bytes", "other bytes"))
    return Checked(len(told.numbers), events, tuple(differences))


def _read(written: bytes) -> _Document:
    try:
        told = _Document.model_validate(json.loads(written))
    except (ValidationError, ValueError, RecursionError) as error:
        why = str(error).replace("\n", " ")[:300]
        raise NoReport(_NO_REPORT, why=why) from error
    if told.layout != LAYOUT:
        raise NoReport(_OTHER_LAYOUT, layout=told.layout, known=LAYOUT)
    return told


def _numbers(
    said: Iterable[Mapping[str, Any]], fresh: Iterable[Mapping[str, Any]]
) -> Iterator[Difference]:
    known = {each["id"]: each for each in fresh}
    seen: set[str] = set()
    for each in said:
        place = str(each.get("id", _ABSENT.en))
        if place in seen:
            yield Difference(place, "twice", "once")
        seen.add(place)
        other = known.get(place)
        if other is None:
            yield Difference(place, _short(each.get("value")), _ABSENT.en)
            continue
        for field in sorted({*each, *other}):
            name = place if field == "value" else f"{place} {field}"
            yield from _plain(name, each.get(field), other.get(field))
    for place in known:
        if place not in seen:
            yield Difference(place, _ABSENT.en, _short(known[place]["value"]))


def _sections(
    said: Iterable[Mapping[str, Any]], fresh: Iterable[Mapping[str, Any]]
) -> Iterator[Difference]:
    """Words, tables and charts: by section and block."""
    ours, theirs = _blocks(said), _blocks(fresh)
    for place in sorted({*ours, *theirs}):
        yield from _plain(place, ours.get(place), theirs.get(place))


def _blocks(sections: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for nth, section in enumerate(sections):
        number = section.get("number", nth)
        found[f"section {number}"] = section.get("title")
        for block, content in enumerate(section.get("blocks", ()), 1):
            found[f"block {number}.{block}"] = content
    return found


def _of_ledger(told: _Document, recorded: Recorded) -> Iterator[Difference]:
    """What was left out, added or changed of what the ledger has: batch by batch."""
    said = {batch.id: batch.model_dump(mode="json") for batch in told.source.batches}
    fresh = {batch.id: batch.model_dump(mode="json") for batch in recorded.batches}
    for batch in sorted({*said, *fresh}):
        yield from _plain(f"batch {batch}", said.get(batch), fresh.get(batch))
    events = {batch: sorted(of) for batch, of in recorded.events.items()}
    for batch in sorted({*told.source.events, *events}):
        ours, theirs = told.source.events.get(batch), events.get(batch)
        yield from _plain(f"events of {batch}", ours, theirs)
    yield from _plain("head", told.origin.head, recorded.head)
    before, moves = recorded.before.model_dump(mode="json"), recorded.moves
    yield from _plain("before", told.source.before.model_dump(mode="json"), before)
    yield from _plain("moves", _dumped(told.source.moves), _dumped(moves))


def _dumped(moves: Iterable[Move]) -> list[Any]:
    return [move.model_dump(mode="json") for move in moves]


def _plain(place: str, says: object, comes_to: object) -> Iterator[Difference]:
    if canonical(says) != canonical(comes_to):
        yield Difference(place, _short(says), _short(comes_to))


def _short(value: object) -> str:
    text = canonical(value).decode()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_LONGEST = 120
_NO_REPORT = Text(
    "不是风险评估报告的JSON（{why}）：请给出`guomen report risk`所写的risk-report.json",
    "this is no JSON of a risk report ({why}): name the risk-report.json that `guomen report risk`"
    " wrote",
)
_OTHER_LAYOUT = Text(
    "报告的布局版本为{layout}，本程序认识{known}：请用写出它的版本核验",
    "the report has layout {layout}, this release knows {known}: check it with the release that"
    " wrote it",
)
