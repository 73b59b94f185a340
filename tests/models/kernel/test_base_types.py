"""Values are made and copied in our own quick way: it must be what pydantic makes of them."""

import dataclasses
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields
from typing import Any

import pytest
from pydantic import TypeAdapter

from models.consignment.deadline import Deadline, Escalation
from models.consignment.state import EventStamp
from models.kernel.base_types import Value, replace
from models.kernel.event import Event, to_entry
from models.kernel.terms import EscalationLevel, Party
from models.process.stored_events import parse
from tests.given import given
from tests.models.stories import CLOSED

TOLD = given(*CLOSED)
STATE = TOLD.state
ESCALATION = Escalation(level=EscalationLevel.L1, due=TOLD.now, party=Party.ENTERPRISE)


def test_a_value_stays_as_it_is() -> None:
    with pytest.raises(FrozenInstanceError):
        STATE.version = 1  # type: ignore[misc]


def test_a_changed_copy_leaves_the_value_as_it_was() -> None:
    version = STATE.version
    changed = replace(STATE, version=version + 1)
    assert (changed.version, STATE.version) == (version + 1, version)
    assert changed != STATE
    assert changed == dataclasses.replace(STATE, version=version + 1)


def test_a_field_that_is_not_given_has_its_default() -> None:
    assert (ESCALATION.also, ESCALATION.fired, ESCALATION.silence) == ((), False, None)


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="Escalation has no fierd"):
        replace(ESCALATION, fierd=True)  # type: ignore[call-arg]


def test_a_field_that_is_missing_is_named() -> None:
    with pytest.raises(TypeError, match="EventStamp needs at"):
        EventStamp(digest="")  # type: ignore[call-arg]


def _made() -> Iterator[Value]:
    """Values that were made without asking pydantic."""
    yield from STATE.marks.values()
    for deadline in STATE.deadlines.values():
        yield deadline
        yield from deadline.escalations
    yield from TOLD.events


def test_a_value_is_what_pydantic_makes_of_its_fields() -> None:
    """The same fields of the same types in the same order: it is spelled in the same bytes."""
    kinds = set()
    for value in _made():
        kind: Any = type(value)
        kinds.add(kind)
        form: TypeAdapter[Any] = TypeAdapter(kind)
        given = {field.name: getattr(value, field.name) for field in fields(kind)}
        made = form.validate_python(given)
        assert type(made) is kind
        assert made == value
        assert list(vars(made)) == list(vars(value))
        assert form.dump_json(made) == form.dump_json(value)
    assert kinds == {EventStamp, Deadline, Escalation, Event}


def test_an_event_comes_back_from_its_entry_as_it_was() -> None:
    for event in TOLD.events:
        entry = to_entry(event)
        assert parse(**{**entry.model_dump(), "data": entry.data}) == event
