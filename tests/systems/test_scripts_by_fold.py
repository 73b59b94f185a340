"""Every script against the pure decisions, without any server: wrong expectations show here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

import pytest

from models.arrival.events import ModeDecided
from models.consignment.registration import Registration
from models.deadlines.events import EscalationRaised, EscalationWithdrawn
from models.emergency.events import RespondersCalled
from models.inspection.events import (
    InspectionRecorded,
    NonconformanceRaised,
    RequirementsWaived,
    SealChecked,
)
from models.kernel.terms import Cause, Mode, Party, SealState, Stage, Suspicion
from models.process import derived_status
from models.process.risk_findings import findings_of
from models.supervision.events import ClockDoubted, ViolationExcused, ViolationRecorded
from projections.consignment_fold import Consignment, RememberedEvent
from projections.dwell import DwellRow, rows
from projections.stages import stages
from scripts.demonstration.live_consignments import BEHIND
from scripts.demonstration.outcome_check import escalations, violations
from scripts.demonstration.scenario_assignment import sample_of
from systems.scenario import Shipment, Steps, in_order, play
from systems.scenarios import SCENARIOS, casting, ongoing
from tests.systems.folded import (
    MONDAY,
    RULEBOOK,
    FoldedTracker,
    outside_of,
    played,
    played_when_sampled,
)
from tests.systems.shipments import (
    NUMBERS,
    registration,
    shipment,
)

UNWANTED = {"fact-contradicted", "fact-not-understood", "fact-after-closure", "removal-refused"}
# The scripts that are about one of these.
ABOUT = {
    "permit_refused": {"removal-refused"},
    "unannounced": {"fact-contradicted"},
    "handed_over": {"fact-contradicted"},
    "portal_says_passed": {"fact-contradicted"},
    "papers_in_trouble": {"fact-after-closure"},
}
# What waits for working days or working hours.
CALENDARS = (
    "never_approved",
    "two_step",
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
    if findings_of(tracker.state, tracker.events):
        assert not shared(name), "what is found in one would decide the mode of the others"


@lru_cache
def sampled() -> tuple[Registration, ...]:
    """The sample manifest."""
    return sample_of(())


def shared(name: str) -> list[str]:
    """Consignments of the sample that come from the same supplier as those of a scenario."""
    cast, sample = casting(), sampled()
    own = {each.supplier for each in sample if cast.get(each.tracking_no) == name}
    return [
        each.tracking_no
        for each in sample
        if each.supplier in own and cast.get(each.tracking_no) != name
    ]


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
        (ongoing.truck_nearly_late, Stage.ROAD, timedelta(minutes=2)),
        (ongoing.inspection_due, Stage.FACTORY, timedelta(hours=19, minutes=45)),
        (ongoing.alarm_ringing, Stage.PORT, timedelta(minutes=2)),
    ],
)
async def test_what_is_left_open_is_in_order_so_far(
    situation: Callable[[Shipment, datetime], Steps], stage: Stage, next_due: timedelta
) -> None:
    sent = replace(shipment(MONDAY), etd=MONDAY - timedelta(hours=40))
    tracker = FoldedTracker(registration(sent), RULEBOOK, MONDAY - BEHIND)
    async with outside_of(tracker) as outside:
        await play(in_order(situation(sent, MONDAY)), sent, outside, tracker, tracker)
    assert derived_status.stage(tracker.state) is stage
    assert derived_status.next_due(tracker.state) == MONDAY + next_due
    assert not raised_in(tracker)
    assert not tracker.state.violations


async def test_of_the_inspection_that_is_left_undone_people_are_told_within_a_day() -> None:
    sent = replace(shipment(MONDAY), etd=MONDAY - timedelta(hours=40))
    tracker = FoldedTracker(registration(sent), RULEBOOK, MONDAY - BEHIND)
    async with outside_of(tracker) as outside:
        steps = in_order(ongoing.inspection_due(sent, MONDAY))
        await play(steps, sent, outside, tracker, tracker)
        await tracker.advance(sent.tracking_no, MONDAY + timedelta(hours=20))
    assert raised_in(tracker) == ["D12 L1"]
    assert derived_status.must_act(tracker.state) is Party.INSPECTION_OFFICER
    assert derived_status.next_due(tracker.state) == MONDAY + timedelta(hours=23, minutes=45)


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
    last = RememberedEvent(tracker.events[-1], tracker.now, stages(tracker.state), frozen=False)
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
    told: list[str] = [event.body.type for event in tracker.events]
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


@pytest.mark.parametrize(
    "name",
    [
        "smooth",
        "traditional",
        "moisture",
        "lab_passed",
        "lab_failed_amended",
        "late_opinions",
        "sample_owed",
    ],
)
async def test_a_consignment_that_is_drawn_for_a_sample_ends_as_its_script_says(name: str) -> None:
    tracker = await played_when_sampled(name)
    assert tracker.state.outcome == SCENARIOS[name](shipment(MONDAY), MONDAY).expect.outcome
    drawn = tracker.state.selection
    assert drawn is not None
    analysed = {each.box for each in tracker.state.samples.values() if each.analysed}
    assert set(drawn.sampled) == {NUMBERS[0]} <= analysed


async def test_an_order_that_is_not_allowed_is_refused_for_the_reason_of_its_script() -> None:
    extended, owed = (await played("same_officer", MONDAY, 2)).refusals, "record_inspection"
    assert [verb for verb, _ in extended] == ["extend_deadline"] * 2
    assert "by the person who gives it (Chen Hao)" in extended[0][1]
    assert "may be extended by 4" in extended[1][1]
    ((verb, said),) = (await played("sample_owed", MONDAY, 2)).refusals
    assert verb == owed
    assert "while this is outstanding" in said
    drawn = (await played_when_sampled("sample_owed")).refusals
    assert [verb for verb, _ in drawn] == [owed] * 2
    assert f"SAMPLE/{NUMBERS[0]}" in drawn[1][1]
    assert f"OPEN/{NUMBERS[0]}" not in drawn[1][1]


async def test_what_clocks_that_are_wrong_say_counts_as_of_when_it_was_heard() -> None:
    tracker = await played("clock_ahead", MONDAY, 1)
    doubts = [e.body for e in tracker.events if isinstance(e.body, ClockDoubted)]
    assert [doubt.fact for doubt in doubts] == [
        "gated-out",
        "stop-started",
        "stop-ended",
        "box-arrived",
    ]
    assert [doubt.first for doubt in doubts] == [True, False, False, False]
    assert all(event.occurred_at <= tracker.now for event in tracker.events)
    box = tracker.state.boxes[NUMBERS[0]]
    left, came = (e for e in tracker.events if e.body.type in ("gated-out", "box-arrived"))
    assert box.arrived == came.occurred_at == left.occurred_at + timedelta(minutes=90)
    told = {each.kind for each in tracker.state.notifications}
    assert "clock-doubted" in told


async def test_clearance_alone_lets_nobody_into_the_pilot() -> None:
    tracker = await played("not_enrolled", MONDAY, 1)
    (decided,) = [e.body for e in tracker.events if isinstance(e.body, ModeDecided)]
    assert (decided.mode, decided.causes) == (Mode.TRADITIONAL, (Cause.ENTERPRISE_NOT_ENROLLED,))
    assert (decided.inputs.confirmed, decided.inputs.standing) == ("ENROLLED", "UNREGISTERED")


async def test_every_record_of_goods_that_conform_has_readings_and_boxes() -> None:
    for name in ("smooth", "traditional", "disputed", "identification_cleared"):
        tracker = await played(name, MONDAY, 3)
        for body in (event.body for event in tracker.events):
            if isinstance(body, InspectionRecorded) and body.conform:
                assert (len(body.opened), len(body.emptied)) == (3, 3)
                assert {each.box for each in body.readings} == set(NUMBERS)


async def test_what_a_lead_goes_without_is_on_record_and_told() -> None:
    tracker = await played("unannounced", MONDAY, 1)
    (waived,) = [e.body for e in tracker.events if isinstance(e.body, RequirementsWaived)]
    assert waived.requirements == tracker.state.waived == ("SECTION/-/4.4",)
    told = [n for n in tracker.state.notifications if n.kind == "requirements-waived"]
    assert {n.party for n in told} == {Party.DIVISION, Party.INSPECTION_LEAD}
