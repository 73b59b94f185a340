"""Who is enrolled is said by our registry alone, whatever the systems answer."""

from datetime import timedelta

import pytest

from models.arrival.remedies import remedies
from models.kernel.enterprise_terms import EnterpriseStatus
from models.kernel.event_types import EventType
from models.kernel.terms import Cause, Mode, Party
from models.notifications.table import notifications_of
from systems.scenario import play
from systems.scenarios.parts import standard_steps
from tests.systems.folded import MONDAY, RULEBOOK, FoldedTracker, outside_of
from tests.systems.shipments import registration, shipment

OUTSIDERS = [each for each in EnterpriseStatus if each not in {"ENROLLED", "WARNED"}]
CAUSES = {"SUSPENDED": Cause.ENTERPRISE_SUSPENDED, "EXPIRED": Cause.ENROLMENT_EXPIRED}


@pytest.mark.parametrize("standing", OUTSIDERS)
async def test_goods_of_an_enterprise_that_clearance_alone_calls_enrolled_are_no_pilot_goods(
    standing: EnterpriseStatus,
) -> None:
    sent = shipment(MONDAY)
    tracker = FoldedTracker(registration(sent), RULEBOOK, MONDAY)
    tracker.enterprise = standing
    steps = (*standard_steps.papers(sent, MONDAY), *standard_steps.voyage(sent))
    async with outside_of(tracker) as outside:
        await play(steps, sent, outside, tracker, tracker)
    await tracker.advance(sent.tracking_no, tracker.now + timedelta(minutes=1))
    cause = CAUSES.get(standing, Cause.ENTERPRISE_NOT_ENROLLED)
    assert (tracker.state.mode, tracker.state.causes) == (Mode.TRADITIONAL, (cause,))
    (decided,) = [each for each in tracker.events if each.body.type == EventType.MODE_DECIDED]
    (told,) = notifications_of(decided)
    assert told.party is Party.ENTERPRISE
    assert [way.party for way in remedies((cause,))] == [Party.ENTERPRISE]


async def test_of_an_enrolled_one_the_same_goods_come_in_the_pilot() -> None:
    sent = shipment(MONDAY)
    tracker = FoldedTracker(registration(sent), RULEBOOK, MONDAY)
    steps = (*standard_steps.papers(sent, MONDAY), *standard_steps.voyage(sent))
    async with outside_of(tracker) as outside:
        await play(steps, sent, outside, tracker, tracker)
    assert tracker.state.mode is Mode.PILOT
    (decided,) = [each for each in tracker.events if each.body.type == EventType.MODE_DECIDED]
    assert notifications_of(decided) == ()
