"""Which permits to remove have ended, and why: clearance must hear of each."""

from models.port.permits import LAPSED, EndedPermit, ended_by
from models.supervision.messages import FallBack
from tests.given import given, later
from tests.models.stories import BOX, FIRE, LIN, ON_THE_ROAD, PERMITTED, TICK

PERMIT = given(*PERMITTED).state.boxes[BOX].permit_no or ""


def test_a_permit_that_is_withdrawn_has_ended_for_the_reason_given() -> None:
    told = given(*PERMITTED, FallBack(officer=LIN, reason="papers"))
    (ended,) = ended_by(told.events)
    assert (ended.box, ended.permit_no) == (BOX, PERMIT)
    assert ended.reason == "the pilot was left: OFFICER"
    assert told.state.boxes[BOX].permit_ended == PERMIT


def test_a_permit_that_nobody_used_has_lapsed() -> None:
    told = given(*PERMITTED, *[later(TICK, hours=12)] * 5)
    assert ended_by(told.events) == [EndedPermit(box=BOX, permit_no=PERMIT, reason=LAPSED)]


def test_a_permit_that_was_used_has_not_ended() -> None:
    assert ended_by(given(*ON_THE_ROAD, FIRE).events) == []
