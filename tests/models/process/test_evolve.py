"""The fold never fails, whatever order events come in, and the state survives as plain text."""

from datetime import timedelta

import pytest

from models.arrival.events import Discharged
from models.kernel.base_types import replace
from models.kernel.event import Event
from models.kernel.event_body import Body, BoxBody, DeadlineBody
from models.kernel.identity import event_id
from models.kernel.terms import CheckResult, Stage, Triage
from models.process import derived_status
from models.process.evolve import begin, evolve, fold
from models.supervision.events import ConsignmentRegistered
from tests.given import Told, given
from tests.models.catalogue import AN_INSTANT, examples
from tests.models.stories import (
    ALARMED,
    BOX,
    CLOSED,
    CONFORM,
    FILE,
    HOLD,
    ON_THE_ROAD,
    PILOT,
    RECTIFYING,
    TICK,
    UNLOADED,
    lock_alarm,
    triage,
)
from tests.serialization import spelled, travelled

STORIES: dict[str, tuple[Told, ...]] = {
    "new": (),
    "pilot": PILOT,
    "on the road": ON_THE_ROAD,
    "emergency": (*ON_THE_ROAD, lock_alarm()),
    "unloaded": UNLOADED,
    "rectifying": RECTIFYING,
    "closed": CLOSED,
}


def wrapped(body: Body, number: int = 0) -> Event:
    return Event(
        id=event_id("consignment/NB25-000001", f"m-{number}", body.type, 0),
        occurred_at=AN_INSTANT + timedelta(hours=number),
        cause=f"m-{number}",
        digest="0" * 16,
        actor="checkpoint",
        body=body,
    )


def every_event() -> list[Body]:
    return [b for b in examples().values() if not isinstance(b, ConsignmentRegistered)]


@pytest.mark.parametrize("story", STORIES)
def test_every_event_can_follow_at_any_time(story: str) -> None:
    state = given(*STORIES[story]).state
    for number, body in enumerate(every_event()):
        after = evolve(state, wrapped(body, number))
        assert after.version == state.version + 1
        assert derived_status.stage(after)
        derived_status.must_act(after)
        derived_status.next_due(after)


@pytest.mark.parametrize("backwards", [False, True])
def test_all_events_can_follow_in_any_order(backwards: bool) -> None:  # noqa: FBT001
    state = given(*PILOT).state
    bodies = every_event()
    for number, body in enumerate(reversed(bodies) if backwards else bodies):
        state = evolve(state, wrapped(body, number))
    assert derived_status.stage(state) is Stage.CLOSED


def test_an_event_of_an_unknown_box_or_deadline_changes_no_box() -> None:
    state = given(*PILOT).state
    for body in every_event():
        if isinstance(body, BoxBody | DeadlineBody):
            stranger = body.model_copy(update={"box": "MSCU6639870"})
            assert evolve(state, wrapped(stranger)).boxes == state.boxes


@pytest.mark.parametrize("story", STORIES)
def test_the_fold_is_the_state_reached_step_by_step(story: str) -> None:
    told = given(*STORIES[story])
    assert fold(told.events) == told.state
    assert told.state.version == len(told.events)


@pytest.mark.parametrize(
    "told", [lock_alarm(), CONFORM, TICK, HOLD], ids=lambda told: told.__class__
)
def test_a_decision_carries_the_state_that_its_events_lead_to(told: Told) -> None:
    consignment = given(*UNLOADED)
    consignment.now += timedelta(days=9)
    decided = consignment.decided(told)
    assert decided
    assert decided.state == fold([*consignment.events, *decided])


@pytest.mark.parametrize("story", STORIES)
def test_a_state_survives_as_plain_text(story: str) -> None:
    state = given(*STORIES[story]).state
    assert travelled(state) == state


def test_a_stream_begins_with_a_registration() -> None:
    assert fold([]) is None
    with pytest.raises(ValueError, match="not with discharged"):
        begin(wrapped(Discharged()))


def test_an_event_leaves_the_state_before_it_alone() -> None:
    told = given(*ON_THE_ROAD)
    before = spelled(told.state)
    state = told.state
    told.when(lock_alarm())
    assert spelled(state) == before


def test_a_message_is_remembered_by_its_id_and_what_it_said() -> None:
    told = given()
    told.when(FILE)
    assert told.last[0].cause in told.state.seen


@pytest.mark.parametrize(
    "verdict, cleared", [(Triage.INNOCENT, True), (Triage.SUSPECT, False), (Triage.SOURCE, False)]
)
def test_only_an_innocent_alarm_clears_a_box(verdict: Triage, cleared: bool) -> None:  # noqa: FBT001
    told = given(*ALARMED, triage(verdict))
    box = replace(told.state.boxes[BOX], machine=CheckResult.PASSED)
    assert box.cleared is cleared
