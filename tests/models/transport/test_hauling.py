"""Driver and trailer, a fleet that is stopped, a gate that refuses (domain 4.3, 4.6, 4.8)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from models.emergency.messages import ReportIncident
from models.kernel.event_types import EventType
from models.kernel.message import Command
from models.kernel.terms import Outcome, Party, Resolution
from models.process.evolve import fold
from models.process.messages import Fact
from models.returns.events import ReturnGatedIn, ReturnGatedOut, ReturnSealed
from models.returns.messages import ReturnTripAnswered
from models.supervision.events import ViolationRecorded
from models.supervision.messages import Close
from models.transport.events import BoxArrived, BoxFound, FleetResumed, FleetStopped, LockVerified
from models.transport.messages import ApproveTransshipment, ResumeFleet, SwapTractor
from models.transport.road_orders import road_orders_in
from tests.given import Told, given, heard, later
from tests.models.stories import (
    ACKNOWLEDGE,
    BOX,
    GO_ON,
    HAULIER,
    LIN,
    ON_THE_ROAD,
    PERMITTED,
    RETURN,
    TICK,
    UNLOADED,
    gate_out,
    trip,
)

HOUR = timedelta(hours=1)
OVERDUE: tuple[Told, ...] = (*ON_THE_ROAD, later(TICK, hours=3, minutes=5), *[TICK] * 4)
"""An hour over the window, two hours of drive: D08 L3."""
WAY_BACK = ReturnTripAnswered(**{**trip().model_dump(), "trip_no": "T-2", "lock_no": "LK-2"})
SEALED = ReturnSealed(box=BOX, seal_no="R1", gross_kg=Decimal(25000))
GOING_BACK: tuple[Told, ...] = (*UNLOADED, RETURN, SEALED, WAY_BACK)


def breach(note: str) -> ViolationRecorded:
    return ViolationRecorded(code="SV-07", box=BOX, note=note)


@pytest.mark.parametrize(
    "read, note",
    [
        ({"driver": "D-9"}, "driver D-9, ordered D-1"),
        ({"trailer": "浙B9999挂"}, "trailer 浙B9999挂, ordered 浙B1001挂"),
        (
            {"plate": "浙B20002", "driver": "D-9"},
            "truck 浙B20002, ordered 浙B10001; driver D-9, ordered D-1",
        ),
    ],
)
def test_another_driver_or_trailer_at_the_gate_is_one_violation(
    read: dict[str, str], note: str
) -> None:
    given(*PERMITTED).when(gate_out(**read)).then("gated-out", breach(note))


@pytest.mark.parametrize("read", [{}, {"driver": "D-1", "trailer": "浙B1001挂"}])
def test_what_the_gate_does_not_read_is_not_held_against_anybody(read: dict[str, str]) -> None:
    given(*PERMITTED).when(gate_out(**read)).then("gated-out")


@pytest.mark.parametrize(
    "before, first, more",
    [
        (PERMITTED, gate_out(), gate_out(driver="D-9")),
        (ON_THE_ROAD, BoxArrived(box=BOX), BoxArrived(box=BOX, driver="D-9")),
        (GOING_BACK, ReturnGatedOut(box=BOX, lock_no="LK-2"), None),
        ((*GOING_BACK, ReturnGatedOut(box=BOX, lock_no="LK-2")), ReturnGatedIn(box=BOX), None),
    ],
    ids=["out", "arrival", "out again", "back"],
)
def test_a_report_that_only_adds_the_driver_completes_the_passage(
    before: tuple[Told, ...], first: Fact, more: Fact | None
) -> None:
    further = more or first.model_copy(update={"driver": "D-9"})
    told = given(*before, first)
    told.when(further).then(breach("driver D-9, ordered D-1"))
    told.when(further.model_copy(update={"trailer": ""})).then()


def test_a_passage_out_that_is_completed_on_the_way_back_is_judged_by_nobody() -> None:
    told = given(*GOING_BACK)
    left = told.state.boxes[BOX].gated_out
    assert left is not None
    told.when(heard(gate_out(driver="D-9"), left)).then()


@pytest.mark.parametrize(
    "command",
    [
        SwapTractor(officer=LIN, box=BOX, plate="浙B20002", reason="gearbox"),
        ApproveTransshipment(officer=LIN, box=BOX, plate="浙B20002", reason="axle"),
    ],
    ids=lambda command: command.verb,
)
def test_whoever_takes_over_with_permission_may_be_another_driver(command: Command) -> None:
    arrived = BoxArrived(box=BOX, plate="浙B20002", driver="D-9")
    given(*ON_THE_ROAD, command).when(arrived).then("box-arrived")


def test_an_hour_over_the_window_the_fleet_is_stopped() -> None:
    told = given(*OVERDUE)
    stopped = FleetStopped(box=BOX, trip_no="T-1", haulier=HAULIER, reason="D08 reached L3")
    assert stopped in [event.body for event in told.events]
    assert told.state.boxes[BOX].fleet_stopped == "T-1"
    (alarm,) = [each for each in told.state.notifications if each.kind == "fleet-stopped"]
    assert alarm.party is Party.HAULIER


def test_a_haulier_that_nobody_knows_is_not_stopped() -> None:
    unknown = (*PERMITTED[:-1], trip().model_copy(update={"haulier": ""}))
    told = given(*unknown, gate_out(), later(TICK, hours=4), *[TICK] * 4)
    assert not told.state.boxes[BOX].fleet_stopped


@pytest.mark.parametrize(
    "found",
    [BoxArrived(box=BOX), BoxFound(box=BOX, lock_state="LOCKED")],
    ids=lambda fact: fact.type,
)
def test_it_drives_again_when_the_box_is_there(found: Fact) -> None:
    state = given(*OVERDUE).when(found).state
    assert not state.boxes[BOX].fleet_stopped
    assert state.happened(EventType.FLEET_RESUMED, BOX)


def test_an_officer_lets_it_drive_before() -> None:
    drive = ResumeFleet(officer=LIN, box=BOX, reason="the driver answers")
    told = given(*OVERDUE).when(drive)
    told.then(FleetResumed(box=BOX, trip_no="T-1", haulier=HAULIER, reason="the driver answers"))
    told.when(BoxArrived(box=BOX))
    assert "fleet-resumed" not in [event.body.type for event in told.last]


def test_it_drives_again_when_the_consignment_is_closed() -> None:
    missing = (*OVERDUE, later(TICK, hours=2), *[TICK] * 4, ACKNOWLEDGE)
    found = BoxFound(box=BOX, lock_state="LOCKED")
    over = GO_ON.model_copy(
        update={"resolution": Resolution.HAND_OVER, "authority": Party.PUBLIC_SECURITY}
    )
    told = given(*OVERDUE[:-1])
    assert told.state.boxes[BOX].fleet_stopped
    told.when(Close(outcome=Outcome.HANDED_OVER)).then("consignment-closed", "fleet-resumed")
    told = given(*missing, found, ReportIncident(officer=LIN, report="found"), over)
    assert told.state.outcome is Outcome.HANDED_OVER


@pytest.mark.parametrize(
    "before, hours", [(PERMITTED, 0.6), (GOING_BACK, 6.1)], ids=["port", "enterprise"]
)
def test_the_gate_refuses_a_truck_whose_lock_nobody_has_looked_at(
    before: tuple[Told, ...], hours: float
) -> None:
    told = given(*before, later(TICK, hours=hours), TICK)
    assert told.state.boxes[BOX].gate_refused
    lock = told.state.boxes[BOX].lock_no
    told.when(LockVerified(box=BOX, lock_no=lock)).then("lock-verified")
    assert not told.state.boxes[BOX].gate_refused


def test_to_leave_all_the_same_is_a_violation_unless_the_gate_saw_the_lock() -> None:
    refused = (*PERMITTED, later(TICK, hours=1), TICK)
    note = "left though the gate was to refuse it: nobody had looked at its lock"
    given(*refused).when(gate_out(lock_no="")).then("gated-out", breach(note))
    told = given(*refused).when(gate_out())
    assert not told.then("gated-out").boxes[BOX].gate_refused


def test_the_checkpoint_system_hears_of_each_of_them() -> None:
    refused = given(*PERMITTED, later(TICK, hours=1), TICK, gate_out())
    told = refused.when(later(TICK, hours=4), *[TICK] * 4, BoxArrived(box=BOX))
    orders = road_orders_in(told.events)
    assert [(each.order, each.trip_no, each.haulier) for each in orders] == [
        ("REFUSE_GATE", "T-1", ""),
        ("STOP_FLEET", "T-1", HAULIER),
        ("RESUME_FLEET", "T-1", HAULIER),
    ]
    assert fold(told.events) == told.state
