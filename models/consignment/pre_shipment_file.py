"""The pre-shipment file: its parts, as handed in one after the other, and what it lacks.

Which parts there are, which are required and how long each is valid is data of the rulebook
(domain 4.2).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache

from pydantic import ConfigDict

from models.kernel.base_types import Value
from models.kernel.clock import CHINA
from models.kernel.incoming import Incoming
from models.kernel.language import Sentence, Text
from models.kernel.measured import Measurement
from models.kernel.parameters import canonical
from models.kernel.terms import MetalKind
from models.rules.rulebook import DocumentRule, rulebook

_HASH = re.compile(r"[0-9a-fA-F]{64}")
MOST = 200
"""Parts of one file, most of them by names that no rulebook has: what came first goes first."""

_MISSING = Text("缺{part}", "{part} is missing")
_BLANK = Text("{part}没有{what}", "{part} does not say its {what}")
_UNREAD = Text("{part}没有{what}的数值和单位", "{part} gives no value and unit of its {what}")
_NO_BACKGROUND = Text("{part}没有{what}的本底值", "{part} gives no background of its {what}")
_SAYS: dict[str, Text] = {
    "number": Text("编号", "number"),
    "issued": Text("签发日", "day of issue"),
    "issuer": Text("出具机构", "issuer"),
    "sha256": Text("凭证哈希（sha256）", "evidence (sha256)"),
}
_COMPOSITION = Text("成分", "composition")
_EXPIRED = Text("{part}有效期至{day}", "{part} was valid until {day}")


class Document(Incoming):
    """One part of a file; a list of names alone says no more than the kind.

    `sha256` is the hash of the evidence, in hex digits; days are those of China. `readings` are the
    values of a survey or an analysis.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    number: str = ""
    issued: date | None = None
    valid_until: date | None = None
    sha256: str = ""
    issuer: str = ""
    readings: tuple[Measurement, ...] = ()


class Filed(Value):
    """A part of the file, and when it was handed in."""

    document: Document
    at: datetime


def named(version: str, name: str) -> tuple[Document, ...]:
    """The parts that a name in a short list stands for; an unknown one is a part of its own."""
    return _names(version).get(spelled(name)) or (Document(kind=name),)


@cache
def _names(version: str) -> Mapping[str, tuple[Document, ...]]:
    """The parts by each name that a rulebook has for them; of some together, all."""
    known: dict[str, tuple[Document, ...]] = {}
    for rule in rulebook(version).documents:
        for name in dict.fromkeys(map(spelled, (rule.kind, *rule.names))):
            known[name] = (*known.get(name, ()), Document(kind=rule.kind))
    return known


def joined(
    known: Mapping[str, Filed], handed_in: Iterable[Document], at: datetime
) -> dict[str, Filed]:
    """The file with these parts: of two of a kind the one that was handed in later counts."""
    file = dict(known)
    for document in handed_in:
        before = file.get(document.kind)
        if before is None or before.at <= at:
            file[document.kind] = Filed(document=document, at=at)
    for kind in list(file)[: max(0, len(file) - MOST)]:
        del file[kind]
    return file


def lacking(
    file: Mapping[str, Filed], rules: Iterable[DocumentRule], at: datetime, kind: MetalKind
) -> list[Sentence]:
    """What stands in the way of an approval of goods of that kind.

    Required parts that miss or are no more than a name, values that they do not give, parts out of
    date.
    """
    return list(_lacking(file, rules, at.astimezone(CHINA).date(), kind))


def _lacking(
    file: Mapping[str, Filed], rules: Iterable[DocumentRule], day: date, kind: MetalKind
) -> Iterator[Sentence]:
    for rule in rules:
        filed = file.get(rule.kind)
        if filed is None:
            if rule.required:
                yield _MISSING.of(part=rule.kind)
            continue
        if rule.required:
            yield from _unsaid(filed.document, rule)
            yield from _unread(filed.document, rule, kind)
        end = _valid_until(filed.document, rule)
        if end is not None and end < day:
            yield _EXPIRED.of(part=rule.kind, day=end)


def _unsaid(document: Document, rule: DocumentRule) -> Iterator[Sentence]:
    said = {
        "number": document.number.strip(),
        "issued": document.issued,
        "issuer": document.issuer.strip(),
        "sha256": _HASH.fullmatch(document.sha256),
    }
    for name in rule.needs:
        if not said[name]:
            yield _BLANK.of(part=rule.kind, what=_SAYS[name])


def _unread(document: Document, rule: DocumentRule, kind: MetalKind) -> Iterator[Sentence]:
    for wanted in rule.readings:
        if kind not in wanted.kinds:
            continue
        given = [r for r in document.readings if wanted.parameter in ("", canonical(r.parameter))]
        fields = {"part": rule.kind, "what": wanted.parameter or _COMPOSITION}
        if not given:
            yield _UNREAD.of(**fields)
        elif wanted.background and all(reading.background is None for reading in given):
            yield _NO_BACKGROUND.of(**fields)


def _valid_until(document: Document, rule: DocumentRule) -> date | None:
    """The last day on which a part counts: by itself, and by its age."""
    ends = [document.valid_until] if document.valid_until else []
    if document.issued and rule.valid_days:
        ends.append(document.issued + timedelta(days=rule.valid_days))
    return min(ends, default=None)


def spelled(name: str) -> str:
    """A name as the rulebook spells it, however somebody wrote it."""
    return name.strip().lower().replace("_", "-").replace(" ", "-")
