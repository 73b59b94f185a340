"""What a timeline says of an event: for every type, all that the event says."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

import pytest
from pydantic import BaseModel

from models.consignment.pre_shipment_file import Document
from models.consignment.registration import BoxRegistration, Registration
from models.inspection.events import (
    MeasurementsRecorded,
    NonconformanceRaised,
    Photo,
    Reading,
    Yardstick,
)
from models.kernel.event_body import Body
from models.kernel.language import Language
from models.kernel.terms import ReadingVerdict, Suspicion
from models.process.event_registry import BODIES
from models.texts.terms import TERMS
from scripts import console
from scripts.event_content import ELSEWHERE, content, said
from scripts.texts.event_fields import event_field, is_named
from tests.history import RULEBOOK
from tests.models.catalogue import examples
from tests.projections.stories import hauled, recorded

SAMPLES = examples()


FORMS: dict[type, tuple[str, ...]] = {
    Reading: ("parameter", "value", "unit", "verdict"),
    Photo: ("name",),
    Document: ("kind", "number"),
    Registration: ("bill_no", "enterprise", "kind", "net_weight_kg", "boxes"),
    BoxRegistration: ("number", "seal"),
}
"""What is said of values that have a form of their own, without the names of their fields."""


class Field(NamedTuple):
    name: str
    value: object
    usual: object
    named: bool = True


def inside(held: object) -> Iterator[Field]:
    """Every field with its value and its default, also of what a field holds."""
    named = type(held) not in FORMS
    for name, usual in shape(held).items():
        if name in ELSEWHERE or not (named or name in FORMS[type(held)]):
            continue
        values = getattr(held, name)
        for each in values if isinstance(values, tuple) else (values,):
            if isinstance(each, BaseModel) or is_dataclass(each):
                yield from inside(each)
            else:
                yield Field(name, each, usual, named)


def shape(held: object) -> dict[str, object]:
    if isinstance(held, BaseModel):
        return {name: field.default for name, field in type(held).model_fields.items()}
    assert is_dataclass(held)
    return {each.name: each.default for each in fields(held)}


def spelled(value: object, language: Language) -> str:
    match value:
        case Enum():
            return TERMS[type(value)][value].said(language) if type(value) in TERMS else value.value
        case datetime():
            return console.local(value)
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


@pytest.mark.parametrize("language", [Language.ZH, Language.EN])
@pytest.mark.parametrize("kind", BODIES, ids=lambda kind: kind.name())
def test_every_field_of_every_event_is_said(kind: type[Body], language: Language) -> None:
    words = said(SAMPLES[kind]).said(language)
    for name, value, usual, named in inside(SAMPLES[kind]):
        if value in (None, "", (), {}) or (isinstance(value, bool) and value == usual):
            continue
        if named:
            assert event_field(kind.name(), name).said(language) in words
        if not isinstance(value, bool | dict | tuple):
            assert spelled(value, language) in words


@pytest.mark.parametrize("kind", BODIES, ids=lambda kind: kind.name())
def test_every_field_of_every_event_has_a_name_in_both_languages(kind: type[Body]) -> None:
    names = {each.name for each in inside(SAMPLES[kind]) if each.named} | set(kind.model_fields)
    assert {name for name in names - ELSEWHERE if not is_named(kind.name(), name)} == set()


def test_a_reading_is_said_with_its_unit_its_verdict_and_the_limit() -> None:
    read = Reading(
        parameter="dose rate",
        value=Decimal("0.11"),
        unit="µSv/h",
        instrument="",
        rulebook=RULEBOOK,
        verdict=ReadingVerdict.WITHIN,
        limit=Yardstick(
            operator="<=", limit=Decimal(1), unit="µSv/h", reason="NC-01", source="", confidence=""
        ),
    )
    body = MeasurementsRecorded(readings=(read,), photos=(), officer="Lin")
    words = said(body).said(Language.EN)
    assert words == "readings dose rate 0.11 µSv/h within the limit <= 1 µSv/h"


def test_a_code_is_said_with_its_title() -> None:
    found = NonconformanceRaised(reason="NC-09", status=Suspicion.CONFIRMED)
    assert said(found).said(Language.EN).startswith("reason NC-09 ")
    assert len(said(found).said(Language.ZH)) > len("理由 NC-09")


def test_what_is_not_so_is_not_said() -> None:
    found = NonconformanceRaised(reason="NC-09", status=Suspicion.CONFIRMED)
    assert "leaking" not in said(found).said(Language.EN)


def test_an_event_of_another_release_is_said_as_it_is() -> None:
    known = recorded(hauled(1))[0]
    strange = known.model_copy(update={"event_type": "box-eaten", "data": {"by": "a goat"}})
    assert content(strange).said(Language.EN) == "by a goat"


def test_what_is_very_long_is_cut() -> None:
    found = NonconformanceRaised(reason="NC-09", status=Suspicion.CONFIRMED, note="x" * 900)
    assert len(said(found).said(Language.EN)) < 400
