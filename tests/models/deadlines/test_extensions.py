"""How much more time a deadline may be given, how often, and by whom: rows of the rulebook."""

import pytest

from models.deadlines.messages import ExtendDeadline
from models.rules.rulebook import DeadlineRule, rulebook
from tests.given import Told, given, later, refused
from tests.models.stories import (
    BOX,
    FIRE,
    HOLD,
    LIN,
    ON_THE_ROAD,
    RECTIFYING,
    RESUME,
    SECOND,
    TICK,
    UNLOADED,
)

RULES = rulebook("2025-09")


def more(deadline: str, hours: int, box: str | None = None) -> ExtendDeadline:
    return ExtendDeadline(
        officer=LIN, deadline=deadline, box=box, hours=hours, reason="jam", **SECOND
    )


@pytest.mark.parametrize(
    "before, deadline, box, within",
    [
        (UNLOADED, "D12", None, 48),
        (ON_THE_ROAD, "D08", BOX, 4),
        (RECTIFYING, "D16", None, 24 * 5),
    ],
)
@pytest.mark.parametrize("frozen", [False, True])
def test_no_deadline_is_extended_for_ever_frozen_or_not(
    before: tuple[Told, ...], deadline: str, box: str | None, within: int, *, frozen: bool
) -> None:
    said = (*before, HOLD) if frozen else before
    given(*said).when(more(deadline, 1000, box)).then(refused("at the most, not by 1000 h"))
    assert given(*said).when(more(deadline, within, box)).types()[-1] == "deadline-extended"


def test_nor_as_often_as_somebody_likes() -> None:
    told = given(*UNLOADED).when(more("D12", 1), more("D12", 1))
    assert told.types()[-1] == "deadline-extended"
    told.when(more("D12", 1)).then(refused("extended 2 time(s)"))
    told = given(*UNLOADED).when(more("D12", 1), HOLD, more("D12", 1), RESUME)
    told.when(more("D12", 1)).then(refused("extended 2 time(s)"))


def test_of_one_drive_all_deadlines_are_extended_and_each_has_its_bound() -> None:
    told = given(*ON_THE_ROAD).when(more("D08", 1, BOX), more("T08", 1, BOX))
    assert told.types().count("deadline-extended") == 4
    told.when(more("D08", 1, BOX)).then(refused("extended 2 time(s)"))


def test_what_an_emergency_asks_for_at_once_is_not_put_off() -> None:
    told = given(*UNLOADED, FIRE)
    told.when(more("D18", 1)).then(refused("is not to be extended"))


@pytest.mark.parametrize("rule", RULES.deadlines, ids=lambda rule: rule.id)
def test_every_deadline_has_a_bound_or_is_not_extended_at_all(rule: DeadlineRule) -> None:
    """What emergencies and the law ask for is not ours to put off, unless the law says so."""
    bounds = RULES.extension(rule)
    if rule.extension_class in {"incident", "legal"}:
        assert bounds == rule.extensions
    else:
        assert bounds is not None
        assert 0 < bounds.times <= 3


def test_a_passed_level_is_no_way_to_more_time() -> None:
    told = given(*UNLOADED, later(TICK, hours=25), *[TICK] * 3)
    told.when(more("D12", 1000)).then(refused("at the most"))
