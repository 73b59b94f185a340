"""Every script against the pure decisions, without any server: wrong expectations show here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from models import outlook
from models.events import (
    EscalationRaised,
    EscalationWithdrawn,
    ModeDecided,
    NonconformanceRaised,
    RespondersCalled,
    SealChecked,
    ViolationExcused,
    ViolationRecorded,
)
from models.terms import Cause, Mode, Party, SealState, Stage, Suspicion
from projections.consignments import Consignment, Note
from projections.dwell import DwellRow, rows
from projections.stages import stages
from scripts.demonstration.review import escalations, violations
from scripts.demonstration.visitors import BEHIND
from systems.scenarios import SCENARIOS, open_ended
from systems.world import Shipment, Steps, in_order, play
from tests.systems.folded import MONDAY, RULEBOOK, FoldedTracker, outside_of, played
from tests.systems.shipments import registration, shipment

UNWANTED = {"fact-contradicted", "fact-not-understood", "fact-after-closure", "removal-refused"}
# The scripts that are about one of these.
ABOUT = {
    "permit_refused": {"removal-refused"},
    "unannounced": {"fact-contradicted"},
    "handed_over": {"fact-contradicted"},
    "papers_in_trouble": {"fact-after-closure"},
}
# What waits for working days or working hours.
CALENDARS = (
    "never_approved",
    "supplement",
    "unannounced",
    "treated_in_vain",
    "rectification_lapses",
    "return_too_late",
    "late_opinions",
)


def raised_in(tracker: FoldedTracker) -> list[str]:
    return list(escalations(tracker.events, EscalationRaised))


async def judge(name: str, start: datetime, boxes: int) -> None:
    tracker = await played(name, start, boxes)
    expect = SCENARIOS[name](shipment(start, boxes), start).expect
    withdrawn = escalations(tracker.events, EscalationWithdrawn)
    assert tracker.state.outcome == expect.outcome
    assert sorted(raised_in(tracker)) == sorted(expect.escalations)
    assert sorted(withdrawn) == sorted(expect.withdrawn)
    assert sorted(violations(tracker.events, ViolationRecorded)) == sorted(expect.violations)
    assert sorted(violations(tracker.events, ViolationExcused)) == sorted(expect.excused)
    unwanted = UNWANTED & {event.body.type for event in tracker.events}
    assert unwanted == ABOUT.get(name, set())


@pytest.mark.parametrize("boxes", [1, 3])
@pytest.mark.parametrize("name", SCENARIOS)
async def test_a_script_ends_as_it_says(name: str, boxes: int) -> None:
    await judge(name, MONDAY, boxes)


@pytest.mark.parametrize("day", range(7))
@pytest.mark.parametrize("name", CALENDARS)
async def test_no_weekday_changes_how_a_script_ends(name: str, day: int) -> None:
    await judge(name, MONDAY + timedelta(days=day, hours=3 * day), 1)


@pytest.mark.parametrize("name", ["smooth", "three_trucks", "message_lost"])
async def test_nothing_escalates_at_any_hour_of_arrival(name: str) -> None:
    for hour in range(0, 168, 29):
        await judge(name, MONDAY + timedelta(hours=hour), 2)


@pytest.mark.parametrize(
    "situation, stage, next_due",
    [
        (open_ended.truck_nearly_late, Stage.ROAD, timedelta(minutes=2)),
        (open_ended.inspection_due, Stage.FACTORY, timedelta(hours=19, minutes=45)),
        (open_ended.alarm_ringing, Stage.PORT, timedelta(minutes=2)),
    ],
)
async def test_what_is_left_open_is_in_order_so_far(
    situation: Callable[[Shipment, datetime], Steps], stage: Stage, next_due: timedelta
) -> None:
    sent = replace(shipment(MONDAY), etd=MONDAY - timedelta(hours=40))
    tracker = FoldedTracker(registration(sent), RULEBOOK, MONDAY - BEHIND)
    async with outside_of(tracker) as outside:
        await play(in_order(situation(sent, MONDAY)), sent, outside, tracker, tracker)
    assert outlook.stage(tracker.state) is stage
    assert outlook.next_due(tracker.state) == MONDAY + next_due
    assert not raised_in(tracker)
    assert not tracker.state.violations


async def test_of_the_inspection_that_is_left_undone_people_are_told_within_a_day() -> None:
    sent = replace(shipment(MONDAY), etd=MONDAY - timedelta(hours=40))
    tracker = FoldedTracker(registration(sent), RULEBOOK, MONDAY - BEHIND)
    async with outside_of(tracker) as outside:
        steps = in_order(open_ended.inspection_due(sent, MONDAY))
        await play(steps, sent, outside, tracker, tracker)
        await tracker.advance(sent.tracking_no, MONDAY + timedelta(hours=20))
    assert raised_in(tracker) == ["D12 L1"]
    assert outlook.must_act(tracker.state) is Party.INSPECTION_OFFICER
    assert outlook.next_due(tracker.state) == MONDAY + timedelta(hours=23, minutes=45)


async def test_an_intact_seal_under_another_number_is_suspected_until_it_is_cleared() -> None:
    tracker = await played("seal_mismatch", MONDAY, 1)
    bodies = [event.body for event in tracker.events]
    (check,) = [body for body in bodies if isinstance(body, SealChecked)]
    (raised,) = [body for body in bodies if isinstance(body, NonconformanceRaised)]
    assert check.state is SealState.INTACT
    assert (raised.reason, raised.status) == ("NC-15", Suspicion.SUSPECTED)
    assert check.seal_no in raised.note
    assert [defect.status for defect in tracker.state.defects] == [Suspicion.CLEARED]


@pytest.mark.parametrize("name, reason", [("timber_cesium", "NC-03"), ("source_found", "NC-01")])
async def test_a_nuclide_in_the_goods_is_another_reason_than_a_source_among_them(
    name: str, reason: str
) -> None:
    tracker = await played(name, MONDAY, 1)
    assert [defect.reason for defect in tracker.state.confirmed()] == [reason]


async def spans(name: str) -> DwellRow:
    tracker = await played(name, MONDAY, 2)
    last = Note(tracker.events[-1], tracker.now, stages(tracker.state), frozen=False)
    whole, *_ = rows(Consignment(tracker.state, frozenset(), tracker.now, 0, (last,)))
    return whole


async def test_the_same_batch_in_both_modes_is_compared_on_three_spans() -> None:
    pilot, traditional = await spans("smooth"), await spans("traditional")
    assert pilot.port_seconds is not None
    assert pilot.to_site_seconds is not None
    assert pilot.to_use_seconds is not None
    assert traditional.port_seconds is not None
    assert traditional.to_use_seconds is not None
    # Domain 5: a day at most in the port in the pilot, 62 to 124 hours in the traditional mode.
    assert pilot.port_seconds < pilot.to_site_seconds < pilot.to_use_seconds < 24 * 3600
    assert 62 * 3600 < traditional.port_seconds < 124 * 3600
    assert traditional.to_site_seconds == traditional.port_seconds
    assert traditional.to_use_seconds < traditional.port_seconds
    assert pilot.port_seconds < traditional.port_seconds


async def test_what_the_instruction_orders_in_the_port_is_why_its_goods_stay_there() -> None:
    tracker = await played("port_check_ordered", MONDAY, 3)
    (decided,) = [e.body for e in tracker.events if isinstance(e.body, ModeDecided)]
    assert (decided.mode, decided.causes) == (Mode.TRADITIONAL, (Cause.PORT_INSPECTION,))
    assert tracker.state.selection is not None
    assert len(tracker.state.selection.opened) == 3


async def test_the_papers_go_through_every_trouble_before_the_goods_leave() -> None:
    tracker = await played("papers_in_trouble", MONDAY, 1)
    told = [event.body.type for event in tracker.events]
    troubles = (
        "declared",
        "declaration-rejected",
        "declaration-amended",
        "declaration-numbered",
        "duty-due",
        "released-under-guarantee",
        "declaration-needs-action",
        "mode-decided",
        "inspection-ordered",
        "removal-withheld",
        "removal-resumed",
        "removal-permitted",
    )
    assert sorted(troubles, key=told.index) == list(troubles)


async def test_responders_are_called_to_the_enterprise_once() -> None:
    tracker = await played("hot_at_factory", MONDAY, 3)
    (called,) = [e.body for e in tracker.events if isinstance(e.body, RespondersCalled)]
    assert called.reason == "handheld measured 140 µSv/h; safety level 100 µSv/h"
