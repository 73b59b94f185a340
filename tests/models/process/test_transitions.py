"""Deviations, stops, silences and batteries: when they were counts, not when they were heard."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations

import pytest

from models.deadlines.events import EscalationWithdrawn
from models.kernel.terms import EscalationLevel, Urgency
from models.process.messages import Fact
from models.returns.events import ReturnGatedIn
from models.supervision.events import ViolationExcused
from models.transport.events import (
    BoxArrived,
    LockBatteryLow,
    RouteLeft,
    RouteRegained,
    StopEnded,
    StopStarted,
    TelemetryLost,
    TelemetryRestored,
)
from models.transport.messages import BatteryReading
from tests.given import Given, Told, given, heard, later
from tests.models.road import counted, level, overtaken
from tests.models.stories import (
    AT_THE_FACTORY,
    BOX,
    GO_ON,
    HOLD,
    ON_THE_ROAD,
    RESUME,
    RETURN,
    TICK,
    lock_alarm,
)

MINUTE = timedelta(minutes=1)
LEFT, BACK = RouteLeft(box=BOX), RouteRegained(box=BOX)
STOOD, MOVED = StopStarted(box=BOX), StopEnded(box=BOX)
LOST, HEARD = TelemetryLost(box=BOX), TelemetryRestored(box=BOX)
IN_TUNNEL = TelemetryLost(box=BOX, in_tunnel=True)


@dataclass(frozen=True)
class Row:
    """A row of the register: what begins and ends its episodes, minutes allowed, violation."""

    name: str
    began: Fact
    ended: Fact
    allowed: int
    code: str

    @property
    def key(self) -> str:
        return f"{self.name}/{BOX}"


ROWS = [
    Row("T01", LEFT, BACK, 3, "SV-03"),
    Row("T02", STOOD, MOVED, 15, "SV-04"),
    Row("T03", LOST, HEARD, 15, "SV-06"),
    Row("T04", IN_TUNNEL, HEARD, 30, "SV-06"),
]
ORDERS = list(permutations(["began", "ended", "tick"]))
rows = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


@rows
def test_what_ends_in_time_is_nothing(row: Row) -> None:
    told = overtaken(given(*ON_THE_ROAD, row.began, later(row.ended, minutes=row.allowed)))
    assert told.state.deadlines[row.key].closed_at is not None
    assert row.code not in counted(told)


@rows
def test_what_lasts_longer_is_a_violation_while_it_lasts(row: Row) -> None:
    told = overtaken(given(*ON_THE_ROAD, row.began, later(TICK, minutes=row.allowed)))
    assert counted(told) == [row.code]
    told.when(later(row.ended, minutes=9))
    assert not told.state.deadlines[row.key].open
    assert counted(told) == [row.code]


@rows
@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
@pytest.mark.parametrize("over", [-1, 1])
def test_how_long_it_was_counts_in_whatever_order_it_is_heard(
    row: Row, order: tuple[str, ...], over: int
) -> None:
    told = given(*ON_THE_ROAD)
    at = told.now + MINUTE
    end = at + timedelta(minutes=row.allowed + over)
    words: dict[str, Told] = {
        "began": heard(row.began, at, "b"),
        "ended": heard(row.ended, end, "e"),
        "tick": TICK,
    }
    told.when(later(words[order[0]], hours=1), *(words[word] for word in order[1:]))
    overtaken(told)
    assert counted(told) == ([row.code] if over > 0 else [])
    assert not told.state.deadlines[row.key].open


def _at(told: Given, *minutes_and_facts: tuple[int, Fact]) -> Given:
    """Facts with the minute after the gate at which they happened, heard one after the other."""
    out = told.state.boxes[BOX].gated_out
    assert out is not None
    for nth, (minute, fact) in enumerate(minutes_and_facts):
        # Nobody hears of it much before it happened.
        told.now = max(told.now, out + (minute - 5) * MINUTE)
        told.when(later(heard(fact, out + minute * MINUTE, f"t{nth}"), seconds=1))
        overtaken(told)
    return told


def test_each_deviation_is_an_episode_of_its_own() -> None:
    told = _at(given(*ON_THE_ROAD), (5, LEFT), (7, BACK), (20, LEFT), (25, BACK), (40, LEFT))
    told.when(later(TICK, minutes=44))
    assert counted(overtaken(told)) == ["SV-03"] * 2


def test_an_end_that_was_heard_too_late_divides_what_looked_like_one_deviation() -> None:
    told = given(*ON_THE_ROAD, later(TICK, minutes=50))
    _at(told, (5, LEFT), (20, LEFT), (22, BACK))
    assert counted(told) == ["SV-03"]
    _at(told, (22, BACK))
    out = told.state.boxes[BOX].gated_out
    assert out is not None
    told.when(heard(BACK, out + 7 * MINUTE, "late"))
    assert counted(overtaken(told)) == []


def test_what_goes_on_after_an_end_that_was_heard_late_is_still_watched() -> None:
    told = given(*ON_THE_ROAD, later(TICK, minutes=21))
    _at(told, (5, LEFT), (20, LEFT))
    out = told.state.boxes[BOX].gated_out
    assert out is not None
    told.when(later(heard(BACK, out + 7 * MINUTE, "late"), seconds=1))
    assert counted(told) == []
    assert told.state.deadlines[f"T01/{BOX}"].opened_at == out + 20 * MINUTE
    assert counted(overtaken(told.when(later(TICK, minutes=9)))) == ["SV-03"]


def test_an_end_from_before_belongs_to_an_earlier_deviation() -> None:
    told = _at(given(*ON_THE_ROAD, later(TICK, minutes=21)), (20, LEFT), (7, BACK))
    assert told.state.deadlines[f"T01/{BOX}"].open


def test_a_level_that_proves_unfounded_takes_its_violation_back() -> None:
    told = given(*ON_THE_ROAD, LEFT)
    left = told.now
    told.when(later(TICK, minutes=4)).then("escalation-raised", "violation-recorded")
    told.when(heard(BACK, left + 2 * MINUTE)).then(
        EscalationWithdrawn(deadline="T01", box=BOX, level=EscalationLevel.L1),
        ViolationExcused(
            code="SV-03",
            box=BOX,
            reason="T01 L1 was unfounded",
            officer="guomen",
            approver="guomen",
        ),
        "route-regained",
    )
    assert counted(told) == []


def test_the_arrival_ends_every_watch_and_what_a_lock_tells_later_means_nothing() -> None:
    told = given(*ON_THE_ROAD, LEFT, STOOD, LOST, BoxArrived(box=BOX))
    assert not any(d.open for d in told.state.deadlines.values() if d.id.startswith("T"))
    told.when(later(STOOD, minutes=9)).then("stop-started")
    assert not told.state.deadlines[f"T02/{BOX}"].open


def test_a_deviation_that_went_on_to_the_gate_of_the_enterprise_counts() -> None:
    told = given(*ON_THE_ROAD)
    out = told.now
    told.when(later(BoxArrived(box=BOX), minutes=60), heard(LEFT, out + 50 * MINUTE))
    assert counted(told) == ["SV-03"]


def test_an_emergency_of_the_box_stops_the_clock_of_a_stop() -> None:
    alarm = later(lock_alarm(), minutes=5)
    told = given(*ON_THE_ROAD, STOOD, alarm, later(MOVED, minutes=30), GO_ON)
    assert counted(overtaken(told)) == ["SV-02"]


def test_a_hold_is_no_reason_to_stand() -> None:
    told = given(*ON_THE_ROAD, STOOD, later(HOLD, minutes=5), later(MOVED, minutes=30), RESUME)
    assert counted(overtaken(told)) == ["SV-04"]


def test_the_road_back_to_the_port_is_watched_as_well() -> None:
    told = given(*AT_THE_FACTORY, RETURN, LEFT, later(TICK, minutes=3))
    assert counted(overtaken(told)) == ["SV-03"]
    told.when(ReturnGatedIn(box=BOX))
    assert not told.state.deadlines[f"T01/{BOX}"].open


@pytest.mark.parametrize(
    "percent, urgency",
    [(20, Urgency.WARN), (11, Urgency.WARN), (10, Urgency.ACT), (0, Urgency.ACT)],
)
def test_a_battery_warns_at_twenty_and_needs_somebody_at_ten(
    percent: int, urgency: Urgency
) -> None:
    told = given(*ON_THE_ROAD).when(BatteryReading(box=BOX, percent=percent))
    told.then(LockBatteryLow(box=BOX, percent=percent, urgency=urgency))
    overtaken(told)
    assert level(told, "T05" if urgency is Urgency.WARN else "T06") == 1


def test_a_battery_that_is_full_is_no_news_and_one_that_is_changed_is() -> None:
    full = BatteryReading(box=BOX, percent=21)
    told = given(*ON_THE_ROAD).when(full)
    told.then()
    told.when(BatteryReading(box=BOX, percent=5), later(full, minutes=1))
    assert not told.then("lock-battery-restored").deadlines[f"T06/{BOX}"].open
