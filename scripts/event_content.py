"""What an event says, in words: the fields that its type does not tell, each with its name."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache

from pydantic import BaseModel

from ledger import Recorded
from models.consignment.pre_shipment_file import Document
from models.consignment.registration import Registration
from models.inspection.events import Photo, Reading
from models.kernel.event_body import Body
from models.kernel.language import EACH, NOTHING, SEMICOLON, SPACE, Speaks, Text, form, listed
from models.process.stored_events import to_event
from models.rules.rulebook import rulebook
from models.rules.rulebook_loader import versions
from models.texts import titled
from models.texts.terms import TERMS, label
from scripts import console
from scripts.texts import messages as m
from scripts.texts.event_fields import event_field

ELSEWHERE = frozenset({"type", "box", "officer", "role", "document"})
"""What a timeline says in columns of its own."""

_LONGEST = 200
_NAMED = form("{name} {value}")


def content(recorded: Recorded) -> Speaks:
    """What an event says; of one that this release cannot read, its data as they are."""
    try:
        body = to_event(recorded).body
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the timeline goes on
        return listed(_raw(recorded.data), SEMICOLON, NOTHING)
    return said(body)


def said(body: Body) -> Speaks:
    """Every field of an event that is not what it would be without saying."""
    return listed(_parts(body.type, body), SEMICOLON, NOTHING)


def _raw(data: Mapping[str, object]) -> Iterator[Speaks]:
    for name, value in data.items():
        if name not in ELSEWHERE and value not in (None, "", [], False):
            yield _NAMED.of(name=name, value=_clipped(str(value)))


def _parts(kind: str, body: object) -> Iterator[Speaks]:
    for name, value, usual in _fields(body):
        if name in ELSEWHERE or not _tells(value, usual):
            continue
        called = event_field(kind, name)
        # A flag that is set says all by its name.
        yield called if value is True else _NAMED.of(name=called, value=_value(kind, name, value))


def _tells(value: object, usual: object) -> bool:
    """A number or a flag tells something if it is not the usual one, anything else if it is."""
    if isinstance(value, int | Decimal) and not isinstance(value, Enum):
        return value != usual
    return value is not None and value not in ("", ())


def _fields(body: object) -> Iterator[tuple[str, object, object]]:
    """Name, value and default of each field of a model or a value."""
    if isinstance(body, BaseModel):
        for name, field in type(body).model_fields.items():
            default = field.get_default(call_default_factory=True, validated_data={})
            yield name, getattr(body, name), default
    elif is_dataclass(body):
        for each in fields(body):
            yield each.name, getattr(body, each.name), each.default


def _value(kind: str, name: str, value: object) -> object:
    match value:
        case bool():
            return m.YES if value else m.NO
        case Enum() | datetime() | date() | Decimal() | str():
            return _leaf(value)
        case tuple() | list():
            return listed((_value(kind, name, each) for each in value), EACH)
        case dict():
            said = (_NAMED.of(name=k, value=_value(kind, name, v)) for k, v in value.items())
            return listed(said, EACH)
        case Reading():
            return _reading(value)
        case Registration():
            return _registration(value)
        case Document():
            return f"{value.kind} {value.number}".strip()
        case Photo():
            return value.name
        case _ if isinstance(value, BaseModel) or is_dataclass(value):
            return listed(_parts(kind, value), SPACE, NOTHING)
        case _:
            return value


def _leaf(value: Enum | date | Decimal | str) -> object:
    match value:
        case Enum():
            return TERMS.get(type(value), {}).get(value, value.value)
        case datetime():
            return console.local(value)
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case str():
            return _code(value)


def _registration(goods: Registration) -> Speaks:
    """What came with it; the page of the consignment has the rest."""
    boxes = listed((f"{box.number} {box.seal}".strip() for box in goods.boxes), EACH)
    kg = f"{goods.net_weight_kg:f} kg"
    return listed((goods.bill_no, goods.enterprise, label(goods.kind), kg, boxes), EACH)


def _reading(read: Reading) -> Speaks:
    """What was measured, what it came to, and the limit that it was held against."""
    measured = f"{read.parameter} {read.value:f} {read.unit}"
    limit = read.limit
    held = [] if limit is None else [f"{limit.operator} {limit.limit:f} {limit.unit}"]
    return listed((measured, label(read.verdict), *held), SPACE)


def _code(value: str) -> object:
    """A code of the rulebook with its title; any other text as it is, if not too long."""
    title = _titles().get(value.partition(".")[0].partition("/")[0])
    return _clipped(value) if title is None else _NAMED.of(name=value, value=title)


@cache
def _titles() -> Mapping[str, Text]:
    """Titles of reasons, violations and deadlines, as the latest rulebook has them."""
    rules = rulebook(versions()[-1])
    return {
        **{row.code: titled(row) for row in rules.nonconformances},
        **{row.code: titled(row) for row in rules.violations},
        **{rule.id: titled(rule) for rule in rules.deadlines},
    }


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
