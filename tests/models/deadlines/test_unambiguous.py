"""A deadline of a box need not be named with its box where only one can be meant."""

import pytest

from models.deadlines.decide import need_deadline
from models.deadlines.events import DeadlineExtended, EscalationAcknowledged
from models.deadlines.messages import AcknowledgeEscalation, ExtendDeadline
from models.kernel.errors import Refused
from models.transport.events import BoxArrived
from tests.bdd import refused
from tests.given import Given, given, later
from tests.models.stories import BOX, BOX_2, LIN, SECOND, TICK, gate_out, permitted

ANSWER = AcknowledgeEscalation(officer=LIN, deadline="D08")
MORE_TIME = ExtendDeadline(officer=LIN, deadline="D08", hours=1, reason="jam", **SECOND)


def two_trucks() -> Given:
    return given(*permitted(BOX, BOX_2), gate_out(BOX), gate_out(BOX_2), boxes=2)


def late(told: Given) -> Given:
    """Both windows have ended, and everybody of the first level was told."""
    told.when(later(TICK, hours=3))
    while told.when(TICK).last:
        pass
    return told


def last(told: Given, kind: type) -> object:
    return next(each.body for each in reversed(told.events) if isinstance(each.body, kind))


def test_the_only_late_box_is_meant() -> None:
    told = given(*permitted(BOX, BOX_2), gate_out(BOX), boxes=2)
    late(told).when(ANSWER)
    answered = last(told, EscalationAcknowledged)
    assert isinstance(answered, EscalationAcknowledged)
    assert answered.box == BOX


def test_of_two_late_boxes_one_must_be_named() -> None:
    told = late(two_trucks())
    told.when(ANSWER).then(refused(f"concerns several boxes, name one: {BOX}, {BOX_2}"))


def test_the_box_that_nobody_has_answered_for_is_meant() -> None:
    told = late(two_trucks())
    told.when(ANSWER.model_copy(update={"box": BOX}), ANSWER)
    answered = last(told, EscalationAcknowledged)
    assert isinstance(answered, EscalationAcknowledged)
    assert answered.box == BOX_2


def test_more_time_is_for_the_only_box_on_the_road() -> None:
    told = two_trucks()
    told.when(BoxArrived(box=BOX), MORE_TIME)
    extended = last(told, DeadlineExtended)
    assert isinstance(extended, DeadlineExtended)
    assert extended.box == BOX_2


def test_a_deadline_of_no_box_is_refused_as_ever() -> None:
    with pytest.raises(Refused, match="does not run here"):
        need_deadline(two_trucks().state, AcknowledgeEscalation(officer=LIN, deadline="D99"))
