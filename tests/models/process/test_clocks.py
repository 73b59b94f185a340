"""A clock may be wrong: what cannot have been counts as of when it was heard (decisions/0042)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from models.arrival.events import VesselArrived
from models.inspection.events import InspectionBooked
from models.inspection.messages import RecordInspection, StartInspection
from models.kernel.errors import Refused
from models.kernel.event_types import EventType
from models.kernel.message import Command
from models.kernel.terms import EscalationLevel, Party, System
from models.notifications.table import notifications_of
from models.pre_shipment.events import ShipmentAmended
from models.process.clocks import ROLL_OVER
from models.process.decide import decide_report
from models.process.messages import ReportByHand
from models.supervision.events import ClockDoubted
from tests.given import Given, given, heard
from tests.models.stories import (
    AT_THE_FACTORY,
    BOX,
    LIN,
    PERMITTED,
    PILOT,
    gate_out,
    reading,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ABSURD = [datetime(2036, 1, 1, tzinfo=UTC), datetime(2001, 1, 1, tzinfo=UTC)]


def doubts(told: Given) -> list[ClockDoubted]:
    return [event.body for event in told.last if isinstance(event.body, ClockDoubted)]


def times(told: Given, kind: EventType) -> list[datetime]:
    return [event.occurred_at for event in told.last if event.body.type is kind]


@pytest.mark.parametrize(
    "ahead",
    [HOUR, 30 * DAY, 365 * DAY, 3650 * DAY, ROLL_OVER + 2 * DAY],
    ids=str,
)
def test_a_fact_of_the_future_counts_as_of_when_it_was_heard(ahead: timedelta) -> None:
    told = given(*PERMITTED)
    claimed = told.now + ahead
    told.when(heard(gate_out(), claimed, "gate"))
    told.then("clock-doubted", "gated-out")
    (doubt,) = doubts(told)
    assert (doubt.system, doubt.field, doubt.claimed) == (System.CHECKPOINT, "time", claimed)
    assert times(told, EventType.GATED_OUT) == [doubt.counts] == [told.now]
    window = told.state.deadlines[f"D08/{BOX}"]
    assert window.escalations[0].due < told.now + DAY


@pytest.mark.parametrize("apart", [timedelta(0), timedelta(minutes=10), -HOUR, -3 * HOUR], ids=str)
def test_clocks_may_differ_a_little_and_facts_come_late(apart: timedelta) -> None:
    told = given(*PERMITTED)
    claimed = told.now + apart
    told.when(heard(gate_out(), claimed, "gate"))
    assert doubts(told) == []
    assert times(told, EventType.GATED_OUT) == [claimed]


@pytest.mark.parametrize("year", [2000, 2007, 2024])
def test_a_box_did_not_leave_before_its_vessel_came(year: int) -> None:
    told = given(*PERMITTED)
    claimed = datetime(year, 3, 1, tzinfo=UTC)
    told.when(heard(gate_out(), claimed, "gate"))
    told.then("clock-doubted", "gated-out")
    assert times(told, EventType.GATED_OUT) == [told.now]
    assert told.state.boxes[BOX].missing is False


def test_a_vessel_did_not_arrive_years_before_it_sailed() -> None:
    told = given()
    arrived = heard(VesselArrived(vessel="X"), told.now - 400 * DAY, "v", System.CLEARANCE)
    told.when(arrived)
    told.then("clock-doubted", "vessel-arrived")
    assert told.state.deadlines["D01"].opened_at == told.now


@pytest.mark.parametrize("rolls", [1, -1])
def test_a_receiver_that_lost_count_of_its_weeks_is_right_within_them(rolls: int) -> None:
    told = given(*PERMITTED)
    happened = told.now - HOUR
    told.when(heard(gate_out(), happened + rolls * ROLL_OVER, "gate"))
    assert [doubt.counts for doubt in doubts(told)] == [happened]
    assert times(told, EventType.GATED_OUT) == [happened]


def test_whoever_runs_the_system_is_told_once_a_consignment() -> None:
    told = given(*PILOT)
    told.when(heard(reading(), told.now + DAY, "one"))
    first = notifications_of(told.last[0])
    assert [(each.party, each.level) for each in first] == [(Party.OPERATIONS, EscalationLevel.L1)]
    assert told.state.doubted == (System.CHECKPOINT,)
    told.when(heard(gate_out(), told.now + DAY, "two"))
    (again,) = doubts(told)
    assert not again.first
    assert notifications_of(told.last[0]) == ()


def test_what_is_known_already_is_no_news_whatever_time_it_names() -> None:
    told = given(*PERMITTED, gate_out())
    told.when(heard(gate_out(), told.now + 365 * DAY, "again")).then()


@pytest.mark.parametrize("slot", ABSURD)
def test_an_appointment_that_nobody_makes_keeps_no_deadline_quiet(slot: datetime) -> None:
    told = given(*AT_THE_FACTORY)
    booked = heard(InspectionBooked(slot=slot), told.now, "slot", System.ENTERPRISE)
    told.when(booked)
    told.then("clock-doubted")
    (doubt,) = doubts(told)
    assert (doubt.field, doubt.claimed, doubt.counts) == ("slot", slot, None)
    assert told.state.deadlines["D11"].open
    (notice,) = notifications_of(told.last[0])
    assert notice.party is Party.INSPECTION_OFFICER


def test_an_arrival_in_ten_years_is_not_announced() -> None:
    told = given()
    eta = told.now + 3650 * DAY
    amended = heard(ShipmentAmended(eta=eta), told.now, "eta", System.ENTERPRISE)
    known = told.state.registration.eta
    told.when(amended)
    assert told.state.registration.eta == known


@pytest.mark.parametrize(
    "command, because",
    [
        (lambda at: StartInspection(officer=LIN, at=at), "is dated"),
        (lambda at: RecordInspection(officer=LIN, conform=True, started_at=at), "correct"),
        (
            lambda at: ReportByHand(officer=LIN, fact=InspectionBooked(slot=at), reason="no feed"),
            "correct",
        ),
    ],
    ids=["at", "began", "slot"],
)
@pytest.mark.parametrize("at", ABSURD)
def test_an_order_of_another_age_is_refused_with_the_reason(
    command: Callable[[datetime], Command], at: datetime, because: str
) -> None:
    told = given(*AT_THE_FACTORY)
    with pytest.raises(Refused, match=because) as refusal:
        told.decided(command(at))
    assert f"{at:%Y}" in str(refusal.value)


def test_without_a_clock_every_time_is_believed() -> None:
    told = given(*PERMITTED)
    at = told.now + 365 * DAY
    (event,) = decide_report(told.state, heard(gate_out(), at, "gate"))[:1]
    assert event.occurred_at == at
