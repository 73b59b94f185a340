"""What is left open for a visitor is what docs/operators.md tells of, whatever was played."""

import json
from decimal import Decimal
from shlex import split
from typing import Any

from models.inspection.messages import RecordInspection, StartInspection
from models.kernel.terms import MetalKind
from models.laboratory.messages import TakeSample
from models.rules.rulebook import rulebook
from models.rules.rulebook_loader import versions
from scripts.demonstration.live_consignments import CHOICES, INSPECT, LIKE, Choice, command
from scripts.demonstration.scenario_assignment import sample_of
from tests.draws import SAMPLED
from tests.given import Given, given
from tests.history import sample_registration, sample_tracking_no
from tests.models.stories import LIN, UNLOADED


def test_they_are_like_copper_for_which_the_laboratory_of_the_page_finds_too_much() -> None:
    (like,) = sample_of({LIKE})
    assert like.kind is MetalKind.COPPER
    limits = [
        limit
        for limit in rulebook(versions()[-1]).limits
        if limit.parameter == "inclusions" and like.kind in limit.kinds
    ]
    assert any(limit.limit < Decimal("1.4") for limit in limits)


def choice(verb: str = INSPECT) -> Choice:
    return next(each for each in CHOICES if each.verb == verb)


def offered(number: str) -> tuple[str, dict[str, Any], Given]:
    """The command that is offered for goods of that number, as a shell splits it."""
    told = given(*UNLOADED, tracking_no=number)
    said = split(command(told.state.registration, choice(), told.state))
    assert said[:3] == ["guomen", "act", number]
    return said[3], json.loads(said[4]), told


def test_the_command_that_is_offered_does_all_that_was_drawn() -> None:
    """Nobody can foretell what that is: the goods conform by the very command."""
    for number in range(1, 60):
        verb, fields, told = offered(sample_tracking_no(number))
        if verb == INSPECT:
            told.when(RecordInspection(officer=LIN, **fields))
            assert told.state.conforms, number


def test_a_sample_that_was_drawn_is_taken_first() -> None:
    verb, fields, told = offered(SAMPLED)
    assert verb == "take_sample"
    told.when(StartInspection(officer=LIN), TakeSample(officer=LIN, **fields))
    assert "sample-taken" in told.types()


def test_a_command_that_does_not_depend_on_the_draw_names_its_box() -> None:
    goods = sample_registration(1)
    said = split(command(goods, choice("extend_deadline"), None))
    assert json.loads(said[4])["box"] == goods.boxes[0].number
