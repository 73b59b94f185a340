"""What an imported consignment plays: whatever its manifest says, it comes to an end."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.kernel.errors import NotFound
from models.kernel.terms import Mode, Outcome, RiskLevel
from scripts.demonstration.scenario_assignment import shipment_of
from scripts.playing.plan import (
    CannotPlay,
    Part,
    Play,
    cast,
    remember,
    remembered,
    require_scenario,
    sailing,
)
from systems.scenario import acted_out, play
from systems.scenarios import SCENARIOS
from tests.systems.folded import MONDAY, RULEBOOK, FoldedTracker, outside_of
from tests.systems.shipments import registration, shipment

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# How long after the import the vessel is announced to sail.
AHEAD = (-30 * DAY, -4 * DAY, -HOUR, 3 * HOUR, 20 * HOUR, 2 * DAY, 9 * DAY)


def imported(ahead: timedelta, boxes: int = 1, level: RiskLevel = RiskLevel.R1) -> FoldedTracker:
    sails = replace(shipment(MONDAY, boxes), etd=MONDAY + ahead, eta=MONDAY + ahead + 4 * DAY)
    return FoldedTracker(registration(sails, level), RULEBOOK, MONDAY)


async def played(tracker: FoldedTracker, wanted: str | None = None) -> Play:
    await tracker.advance("NB26-000001", MONDAY)
    found = cast(tracker.state, None, wanted, MONDAY)
    async with outside_of(tracker) as outside:
        stage = (found.shipment, outside, tracker, tracker)
        await acted_out(found.steps, *stage, tracker.drawn)
    return found


@pytest.mark.parametrize("boxes", [1, 3])
@pytest.mark.parametrize("level", RiskLevel)
@pytest.mark.parametrize("ahead", AHEAD, ids=str)
async def test_whatever_was_imported_is_released_in_the_end(
    ahead: timedelta, level: RiskLevel, boxes: int
) -> None:
    tracker = imported(ahead, boxes, level)
    await played(tracker)
    assert tracker.state.outcome is Outcome.RELEASED


@pytest.mark.parametrize("ahead", AHEAD[2:], ids=str)
async def test_a_vessel_that_has_sailed_already_still_travels_in_the_pilot(
    ahead: timedelta,
) -> None:
    tracker = imported(ahead)
    await played(tracker)
    assert tracker.state.mode is Mode.PILOT


async def test_a_wanted_scenario_is_played() -> None:
    tracker = imported(9 * DAY)
    await played(tracker, "returned_on_application")
    assert tracker.state.outcome is Outcome.RETURNED


def test_a_vessel_that_sails_in_time_keeps_its_dates() -> None:
    announced = shipment(MONDAY)
    assert sailing(announced, MONDAY) == announced


def test_a_delayed_vessel_sails_whole_days_later_and_as_long() -> None:
    announced = shipment(MONDAY)
    later = sailing(announced, announced.etd + HOUR)
    assert (later.etd - announced.etd, later.eta - announced.eta) == (2 * DAY, 2 * DAY)


def test_a_play_that_was_begun_goes_on_as_it_began(tmp_path: Path) -> None:
    state = imported(9 * DAY).state
    first = cast(state, None, None, MONDAY)
    remember(tmp_path, [first])
    again = cast(state, remembered(tmp_path)["NB26-000001"], None, MONDAY + 3 * HOUR)
    assert again == first


def test_nothing_is_remembered_of_a_new_folder(tmp_path: Path) -> None:
    assert remembered(tmp_path) == {}


def test_what_is_remembered_of_others_stays(tmp_path: Path) -> None:
    one = cast(imported(9 * DAY).state, None, None, MONDAY)
    other = replace(
        one, registration=one.registration.model_copy(update={"tracking_no": "NB26-000002"})
    )
    remember(tmp_path, [one])
    remember(tmp_path, [other])
    assert set(remembered(tmp_path)) == {"NB26-000001", "NB26-000002"}


def test_another_scenario_than_the_begun_one_is_refused() -> None:
    begun = Part(scenario="smooth", start=MONDAY)
    with pytest.raises(CannotPlay, match="smooth already, and cannot change to truck_late"):
        cast(imported(9 * DAY).state, begun, "truck_late", MONDAY)


async def test_a_closed_one_is_refused() -> None:
    tracker = imported(9 * DAY)
    await played(tracker)
    with pytest.raises(CannotPlay, match="NB26-000001 is closed"):
        cast(tracker.state, None, None, MONDAY)


async def test_one_that_somebody_else_has_moved_is_refused() -> None:
    tracker = imported(9 * DAY)
    found = cast(tracker.state, None, None, MONDAY)
    async with outside_of(tracker) as outside:
        await play(found.script.steps[:1], found.shipment, outside, tracker, tracker)
    with pytest.raises(CannotPlay, match="moved by somebody else"):
        cast(tracker.state, None, None, MONDAY)


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("ahead", [-4 * DAY, 9 * DAY], ids=str)
def test_every_scenario_fits_a_consignment_of_one_box(name: str, ahead: timedelta) -> None:
    script = cast(imported(ahead).state, None, name, MONDAY).script
    assert script.steps == tuple(sorted(script.steps, key=lambda step: step.due))


def test_an_unknown_scenario_is_answered_with_the_nearest() -> None:
    with pytest.raises(NotFound, match="truck_late"):
        require_scenario("truck-late")


def test_the_shipment_is_that_of_the_registration() -> None:
    announced = shipment(MONDAY)
    assert shipment_of(registration(announced)) == announced
