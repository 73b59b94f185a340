"""Values are copied in our own quick way: nothing that pydantic knows of them may get lost."""

from copy import copy

import pytest
from pydantic import ValidationError

from models.state import Mark, State
from tests.given import given
from tests.models.stories import CLOSED

STATE = given(*CLOSED).state


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


def test_a_copy_knows_which_fields_were_given() -> None:
    mark = Mark(at=STATE.registration.eta, digest="x")
    assert copy(mark).model_fields_set == mark.model_fields_set
    assert mark.model_copy(update={"digest": "y"}).model_dump(exclude_unset=True)["digest"] == "y"
