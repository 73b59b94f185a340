"""What the list can be filtered by: true at once where it matters, within what a server takes."""

import json
from itertools import pairwise

import pytest
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.client import Client
from temporalio.common import SearchAttributeKey

from models.arrival.events import VesselArrived
from models.consignment.state import State
from models.kernel.language import Language
from models.kernel.terms import CheckResult, Outcome, Overlay, Party
from models.port.messages import PortalReading
from models.supervision.messages import CallGaveUp, Close, Release
from models.traditional_port.events import ReturnedToYard
from tests.given import Given, Told, given
from tests.models.stories import (
    APPROVED,
    BOX,
    CONFORM,
    DECLARED,
    FAILED,
    FILE,
    FIRE,
    HOLD,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    TRADITIONAL,
    UNLOADED,
    failing,
    sampled,
    scan,
)
from workers import search_attribute_setup as registering
from workers.errors import AttributesRefused
from workers.search_attribute_setup import register_attributes, registered_attributes
from workflows import search_attributes
from workflows.search_attributes import (
    ALIASES,
    LONGEST_LIST,
    MEANINGS,
    initial,
    listed,
    updates,
    visible_state,
)

CLOSE = Close(outcome=Outcome.RELEASED)
DECLARED_AT_SEA: tuple[Told, ...] = (
    *(*APPROVED, DECLARED),
    *(told for told in UNLOADED[len(APPROVED) :] if told is not DECLARED),
)
SMOOTH: tuple[Told, ...] = (*DECLARED_AT_SEA, CONFORM, Release(), CLOSE)
ARRIVED_UNDECLARED: tuple[Told, ...] = (*APPROVED, VesselArrived(vessel="EVER LUCID"))


def values(state: State) -> dict[str, object]:
    """What is shown of a state when it is set."""
    return {pair.key.name: pair.value for pair in initial(state).search_attributes}


def upserted(state: State) -> dict[str, object]:
    """The same of an upsert; None takes a value away."""
    return {update.key.name: update.value for update in updates(state)}


def before_and_after(*story: Told) -> tuple[Given, Given]:
    return given(*story[:-1]), given(*story)


def test_an_upsert_shows_what_a_start_in_the_same_state_would() -> None:
    for story in (PILOT, ON_THE_ROAD, FAILED, (*UNLOADED, HOLD, FIRE)):
        state = given(*story).state
        moved = {name: value for name, value in upserted(state).items() if value is not None}
        assert moved.items() <= values(state).items()
        assert set(upserted(state)) | set(values(state)) <= {
            key.name for key in search_attributes.ALL
        }


def test_the_weight_is_shown_in_tonnes() -> None:
    assert values(given(boxes=2).state)["NetTonnes"] == 43.1


@pytest.mark.parametrize(
    "story",
    [
        (*UNLOADED, failing("NC-12")),
        (*PERMITTED, scan(result=CheckResult.ALARM)),
    ],
)
def test_a_reason_that_opens_is_shown_at_once(story: tuple[Told, ...]) -> None:
    before, after = before_and_after(*story)
    assert visible_state(before.state) != visible_state(after.state)
    assert values(after.state)["OpenReasons"]
    assert "OpenReasons" not in values(before.state)


@pytest.mark.parametrize(
    "story,party",
    [
        ((FILE,), Party.INSPECTION_OFFICER),
        (UNLOADED, Party.INSPECTION_OFFICER),
        ((*UNLOADED, sampled(), CONFORM), Party.LABORATORY),
        (
            (*PILOT, CallGaveUp(call=f"removal:{BOX}:1", reason="503")),
            Party.OPERATIONS,
        ),
    ],
)
def test_whose_turn_it_becomes_is_shown_at_once(story: tuple[Told, ...], party: Party) -> None:
    before, after = before_and_after(*story)
    assert visible_state(before.state) != visible_state(after.state)
    assert values(after.state)["MustAct"] == party


def test_a_truck_that_is_called_to_the_port_costs_nothing() -> None:
    before, after = before_and_after(*PERMITTED)
    assert visible_state(before.state) == visible_state(after.state)


def test_a_deadline_that_is_days_away_is_shown_when_it_opens() -> None:
    before, after = before_and_after(*ARRIVED_UNDECLARED)
    assert visible_state(before.state) != visible_state(after.state)
    assert "NextDeadline" in values(after.state)


def test_in_the_traditional_mode_each_next_deadline_is_shown() -> None:
    told = given(*TRADITIONAL)
    faces = {visible_state(told.state)}
    for message in (PortalReading.model_validate(READING), scan(), ReturnedToYard(box=BOX)):
        told.tell(message)
        faces.add(visible_state(told.state))
    assert len(faces) > 1


READING = {
    "box": BOX,
    "portal_id": "P1",
    "dose_rate": "0.1",
    "background": "0.1",
    "result": "PASSED",
}


def test_a_smooth_release_shows_itself_anew_seven_times() -> None:
    told = given()
    states = [told.state]
    for message in SMOOTH:
        told.tell(message)
        states.append(told.state)
    # Submitted, approved, in the port, on the road, at the enterprise, unloaded, closed.
    assert sum(visible_state(a) != visible_state(b) for a, b in pairwise(states)) == 7


def test_overlays_are_joined_in_one_order_that_a_query_can_ask_for() -> None:
    assert set(search_attributes.OVERLAYS) == set(Overlay)
    state = given(*ON_THE_ROAD, HOLD, FIRE).state
    assert values(state)["Overlay"] == "EMERGENCY+HOLD"


def test_a_consignment_of_many_boxes_shows_as_many_numbers_as_a_server_takes() -> None:
    state = given(boxes=400).state
    shown = values(state)["Aliases"]
    assert isinstance(shown, list)
    assert shown[:2] == [state.registration.seq_no, state.registration.bill_no]
    assert LONGEST_LIST - 20 < len(json.dumps(shown)) <= LONGEST_LIST


def test_a_name_without_end_is_cut_to_what_a_server_takes() -> None:
    state = given(enterprise="甬" * 300).state
    assert values(state)["Enterprise"] == "甬" * 255
    assert listed(["x" * 300]) == ["x" * 255]


def test_every_attribute_says_what_it_means_in_both_languages() -> None:
    for meaning in MEANINGS.values():
        assert meaning.said(Language.ZH) != meaning.said(Language.EN)


async def test_a_server_takes_the_largest_values(temporal: Client) -> None:
    state = given(boxes=400, enterprise="甬" * 300).state
    handle = await temporal.start_workflow(
        "Nobody", id="attributes/largest", task_queue="nobody", search_attributes=initial(state)
    )
    seen = (await handle.describe()).typed_search_attributes
    await handle.terminate("the test is over")
    assert seen[ALIASES] == values(state)["Aliases"]


async def test_registering_again_changes_nothing(temporal: Client) -> None:
    await register_attributes(temporal)
    before = await registered_attributes(temporal)
    assert {key.name for key in search_attributes.ALL} <= set(before)
    assert await register_attributes(temporal) == []
    assert await registered_attributes(temporal) == before


async def test_a_name_that_has_another_type_is_refused_with_what_to_do(
    temporal: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = SearchAttributeKey.for_int(ALIASES.name)
    monkeypatch.setattr(registering, "ALL", (other,))
    with pytest.raises(
        AttributesRefused, match="is KeywordList in this namespace, and must be Int"
    ):
        await register_attributes(temporal)


async def test_a_namespace_without_room_is_refused_with_what_to_do(
    temporal: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    eleventh = SearchAttributeKey.for_keyword("OneKeywordTooMany")
    monkeypatch.setattr(registering, "ALL", (*search_attributes.ALL, eleventh))
    with pytest.raises(AttributesRefused, match=r"OneKeywordTooMany: .* 10 of Keyword"):
        await register_attributes(temporal)


async def test_another_worker_may_be_faster(temporal: Client) -> None:
    known = await registered_attributes(temporal)
    name, kind = next(iter(known.items()))
    await registering._add(temporal, {name: IndexedValueType.ValueType(kind)})
    assert await registered_attributes(temporal) == known
