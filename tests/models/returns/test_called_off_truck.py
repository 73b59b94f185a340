"""The truck of the way back is called off when a return becomes a destruction."""

from decimal import Decimal

from models.consignment.state import State
from models.kernel.terms import Disposal, Party
from models.process import command_preview, next_calls
from models.returns.events import ReturnGatedOut, ReturnSealed, ReturnTransportCalledOff
from models.returns.messages import CallOffReturnTruck, ReturnTripAnswered
from models.transport.road_orders import RoadOrder, road_orders_in
from tests.given import Given, Told, given, refused
from tests.models.stories import BOX, BOX_2, FAILED, HOLD, LIN, PERMITTED, RETURN, disposal

WHY = "the goods are destroyed instead"
CALL_OFF = CallOffReturnTruck(officer=LIN, box=BOX, reason=WHY)
SEALED = ReturnSealed(box=BOX, seal_no="R1", gross_kg=Decimal(25000))
TRIP = ReturnTripAnswered(
    box=BOX, trip_no="T2", plate="浙B20002", lock_no="LK-2", planned_drive_minutes=70
)
DESTROY = disposal(Disposal.DESTROY)
TRUCK_ORDERED: tuple[Told, ...] = (*FAILED, RETURN, SEALED, TRIP)
LEFT = ReturnGatedOut(box=BOX, plate="浙B20002", lock_no="LK-2")


def destroyed_instead() -> Given:
    return given(*TRUCK_ORDERED, DESTROY)


def test_the_truck_of_goods_that_are_destroyed_is_called_off() -> None:
    called_off = ReturnTransportCalledOff(box=BOX, trip_no="T2", reason=WHY, officer=LIN)
    destroyed_instead().when(CALL_OFF).then(called_off)


def test_no_truck_and_no_lock_is_expected_any_more() -> None:
    before: State = given(*FAILED, RETURN, SEALED).state
    box = destroyed_instead().when(CALL_OFF).state.boxes[BOX]
    assert box.return_trip_no is None
    assert (box.plate, box.haulier, box.window_minutes) == ("", "", None)
    assert box.lock_no == before.boxes[BOX].lock_no


def test_the_gate_is_told_not_to_let_that_trip_out() -> None:
    told = destroyed_instead().when(CALL_OFF)
    (event,) = told.last
    order = RoadOrder(id=str(event.id), order="REFUSE_GATE", box=BOX, trip_no="T2", reason=WHY)
    assert road_orders_in(told.events)[-1] == order


def test_the_deadlines_of_the_truck_are_over() -> None:
    state = destroyed_instead().when(CALL_OFF).state
    assert not [known.id for known in state.deadlines.values() if known.open and known.box == BOX]


def test_the_truck_of_a_return_that_goes_on_is_not_called_off() -> None:
    given(*TRUCK_ORDERED).when(CALL_OFF).then(refused("destruction has not been decided"))


def test_where_no_truck_is_ordered_none_is_called_off() -> None:
    given(*FAILED, RETURN, DESTROY).when(CALL_OFF).then(
        refused(f"no truck is ordered for box {BOX}")
    )
    destroyed_instead().when(CALL_OFF, CALL_OFF).then(refused(f"no truck is ordered for box {BOX}"))


def test_a_truck_that_has_left_after_all_is_not_called_off() -> None:
    given(*TRUCK_ORDERED, DESTROY, LEFT).when(CALL_OFF).then(refused("on their way out"))


def test_a_reason_is_given() -> None:
    silent = CALL_OFF.model_copy(update={"reason": " "})
    destroyed_instead().when(silent).then(refused("reason"))


def test_a_return_that_is_ordered_once_more_has_a_truck_of_its_own() -> None:
    told = destroyed_instead().when(CALL_OFF, RETURN)
    other = TRIP.model_copy(update={"trip_no": "T3", "plate": "浙B30003"})
    box = told.when(other).then("return-transport-ordered", "gate-reopened").boxes[BOX]
    assert (box.return_trip_no, box.plate) == ("T3", "浙B30003")
    assert BOX_2 not in told.state.boxes


def test_the_order_of_another_truck_is_another_call() -> None:
    first = given(*TRUCK_ORDERED).state
    again = given(*TRUCK_ORDERED, DESTROY, CALL_OFF, RETURN).state
    keys = [next_calls._way_back(state, state.boxes[BOX]).key for state in (first, again)]
    assert keys[0] == f"return-trip:{BOX}"
    assert keys[1].startswith(f"{keys[0]}:")


def test_the_preview_says_who_hears_of_it_and_that_the_gate_is_told() -> None:
    told = destroyed_instead()
    given_by = CALL_OFF.model_copy(update={"role": Party.CHECKPOINT_OFFICER})
    preview = command_preview.of_consignment(told.state, given_by, told.now)
    assert preview.told == (Party.HAULIER, Party.ENTERPRISE)
    assert [(c.activity, c.box, c.about) for c in preview.calls] == [
        ("direct_road", BOX, "REFUSE_GATE")
    ]


def test_the_haulier_hears_that_the_truck_is_called_off() -> None:
    state = destroyed_instead().when(CALL_OFF).state
    haulier, enterprise = state.notifications[-2:]
    assert (haulier.party, enterprise.party) == (Party.HAULIER, Party.ENTERPRISE)
    assert haulier.kind == "return-transport-called-off"


def test_the_preview_of_a_hold_says_that_the_permit_ends_and_the_gate_is_barred() -> None:
    told = given(*PERMITTED)
    preview = command_preview.of_consignment(told.state, HOLD, told.now)
    assert [call.activity for call in preview.calls] == ["end_permit", "direct_road"]
    assert {Party.CHECKPOINT_OFFICER, Party.HAULIER, Party.TERMINAL} <= set(preview.told)
