"""Values are copied in our own quick way: nothing that pydantic knows of them may get lost."""

from collections.abc import Iterator
from copy import copy

import pytest
from pydantic import ValidationError

from models.ladder import Deadline, Milestone
from models.record import Event, parse, to_entry
from models.state import Mark, State
from models.terms import Level, Party
from models.values import Frozen
from tests.given import given
from tests.models.stories import CLOSED

TOLD = given(*CLOSED)
STATE = TOLD.state


def test_a_copy_is_equal_and_stays_frozen() -> None:
    copied = copy(STATE)
    assert copied == STATE
    assert copied.model_dump_json() == STATE.model_dump_json()
    assert State.model_validate_json(copied.model_dump_json()) == STATE
    with pytest.raises(ValidationError, match="frozen"):
        copied.version = 1  # type: ignore[misc]


def test_a_changed_copy_leaves_the_value_as_it_was() -> None:
    version = STATE.version
    changed = STATE.model_copy(update={"version": version + 1})
    assert (changed.version, STATE.version) == (version + 1, version)
    assert changed != STATE


def test_a_changed_copy_counts_every_field_as_given() -> None:
    """Nothing of it may be left out by whoever leaves out what was not given."""
    rung = Milestone(level=Level.L1, due=TOLD.now, party=Party.ENTERPRISE)
    assert copy(rung).model_fields_set == rung.model_fields_set == {"level", "due", "party"}
    assert rung.model_copy(update={"fired": True}).model_fields_set == set(Milestone.model_fields)


def _trusted() -> Iterator[Frozen]:
    """Values that were made without asking pydantic."""
    yield from STATE.marks.values()
    for deadline in STATE.deadlines.values():
        yield deadline
        yield from deadline.milestones
    yield from TOLD.events


def test_a_trusted_value_is_what_pydantic_would_have_made_of_it() -> None:
    """The same fields of the same types in the same order: it is spelled in the same bytes."""
    kinds = set()
    for value in _trusted():
        kinds.add(type(value))
        made = type(value)(**{name: getattr(value, name) for name in type(value).model_fields})
        assert made == value
        assert list(vars(made)) == list(vars(value))
        assert made.model_dump_json() == value.model_dump_json()
    assert kinds == {Mark, Deadline, Milestone, Event}


def test_a_trusted_value_has_defaults_for_what_it_was_not_given() -> None:
    mark = Milestone.trusted(level=Level.L1, due=TOLD.now, party=Party.ENTERPRISE)
    assert mark == Milestone(level=Level.L1, due=TOLD.now, party=Party.ENTERPRISE)
    assert mark.model_fields_set == set(Milestone.model_fields)


def test_an_event_comes_back_from_its_entry_as_it_was() -> None:
    for event in TOLD.events:
        entry = to_entry(event)
        assert parse(**{**entry.model_dump(), "data": entry.data}) == event
