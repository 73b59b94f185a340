"""Which calls are due: one function, which workflow, preview, simulation and tests ask."""

import pytest

from models.consignment.state import State
from models.disposal.messages import ReleaseBoxes
from models.kernel.terms import Disposal, Outcome
from models.process.next_calls import (
    closing,
    conclusion,
    following,
    newly_due,
    next_calls,
    open_calls,
    step_ahead,
)
from models.supervision.messages import CallGaveUp, Close, Release, RetryCall
from models.transport.events import BoxArrived
from tests.given import Told, given
from tests.models.stories import (
    APPROVED,
    ASHORE,
    BOX,
    BOX_2,
    CLOSED,
    CONFORM,
    FAILED,
    FIRE,
    HOLD,
    IDENTIFY,
    LIN,
    ON_THE_ROAD,
    PERMITTED,
    PILOT,
    RELEASED_IN_PORT,
    RESUME,
    RETURN,
    UNLOADED,
    WORKED,
    checked,
    disposal,
    failing,
    gate_out,
    letter,
    removal,
    seal,
    unloaded,
    weighed,
)

TOLD = {f"unloading:{BOX}"}


def keys(state: State, completed: set[str] | None = None) -> list[str]:
    return [call.key for call in next_calls(state, completed or set())]


@pytest.mark.parametrize(
    "story, due",
    [
        (APPROVED, []),
        (ASHORE, ["instruction"]),
        (PILOT, []),
        (checked(BOX), [f"removal:{BOX}:1"]),
        ((*checked(BOX), HOLD), []),
        ((*checked(BOX), letter("D")), []),
        ((*checked(BOX), removal()), [f"trip:{BOX}"]),
        ((*checked(BOX), removal(), HOLD), []),
        (PERMITTED, []),
        ((*PERMITTED, letter("C")), []),
        ((*ON_THE_ROAD, BoxArrived(box=BOX)), []),
        ((*ON_THE_ROAD, BoxArrived(box=BOX), seal()), [f"unloading:{BOX}"]),
        ((*FAILED, RETURN), ["stock:RETURN"]),
        ((*FAILED, disposal(Disposal.DESTROY)), ["stock:DESTROY"]),
        (RELEASED_IN_PORT, ["conclusion:RELEASED"]),
        (CLOSED, ["stock:FREE"]),
    ],
)
def test_what_is_due_follows_from_the_state(story: tuple[Told, ...], due: list[str]) -> None:
    assert keys(given(*story).state) == due


def test_a_box_that_has_left_gets_neither_permit_nor_truck() -> None:
    assert keys(given(*checked(BOX), gate_out()).state) == []


def test_boxes_do_not_wait_for_each_other() -> None:
    state = given(*checked(BOX, BOX_2), removal(BOX), boxes=2).state
    assert keys(state) == [f"trip:{BOX}", f"removal:{BOX_2}:1"]


def test_what_comes_after_unloading_waits_until_the_enterprise_was_told_that_it_may() -> None:
    state = given(*UNLOADED, CONFORM).state
    assert keys(state) == [f"unloading:{BOX}"]
    assert keys(state, TOLD) == ["conclusion:RELEASED"]


def test_of_a_lot_that_goes_back_the_free_boxes_are_told_of_first() -> None:
    freed = ReleaseBoxes(officer=LIN, boxes=(BOX_2,), reason="clean")
    told = given(*unloaded(BOX, BOX_2), failing("NC-12", BOX), WORKED, freed, boxes=2)
    completed = {f"unloading:{BOX}", f"unloading:{BOX_2}"}
    assert keys(told.state, completed) == [f"stock:FREE:{BOX_2}"]
    told.tell(disposal(Disposal.RETURN))
    assert keys(told.state, completed) == [f"stock:FREE:{BOX_2}"]
    assert keys(told.state, {*completed, f"stock:FREE:{BOX_2}"}) == ["stock:RETURN"]


def test_goods_that_are_identified_are_held() -> None:
    assert keys(given(*UNLOADED, IDENTIFY).state, TOLD) == ["stock:HOLD"]


def test_a_refused_call_is_open_and_due_only_when_an_officer_says_so() -> None:
    trip = f"trip:{BOX}"
    told = given(*checked(BOX), removal(), CallGaveUp(call=trip, reason="no such box"))
    assert keys(told.state) == []
    assert [call.key for call in open_calls(told.state)] == [trip]
    before = told.state
    told.when(RetryCall(officer=LIN, call=trip))
    assert [call.key for call in newly_due(before, told.state, ())] == [trip]


def test_a_refused_permit_waits_under_the_number_of_the_refusal() -> None:
    refused = removal(visit=f"removal:{BOX}:1").model_copy(
        update={"permit_no": "", "refusal": "manual check"}
    )
    told = given(*checked(BOX), refused)
    assert keys(told.state) == []
    told.when(RetryCall(officer=LIN, call=f"removal:{BOX}:1"))
    assert keys(told.state) == [f"removal:{BOX}:2"]


def test_a_change_makes_due_only_what_was_not_due_before() -> None:
    told = given(*checked(BOX, BOX_2), removal(BOX), HOLD, boxes=2)
    before = told.state
    after = told.when(RESUME).state
    due = [call.key for call in newly_due(before, after, ())]
    assert due == [f"removal:{BOX}:2", f"removal:{BOX_2}:1"]
    assert newly_due(after, after, ()) == ()


def test_the_permission_is_decided_ahead_of_its_call_and_once() -> None:
    told = given(*UNLOADED, CONFORM)
    (call,) = next_calls(told.state, TOLD)
    assert call == conclusion(Outcome.RELEASED)
    assert step_ahead(told.state, call) == ("release", Release())
    told.when(Release())
    assert step_ahead(told.state, call) is None
    assert next_calls(told.state, TOLD) == (call,)


def test_the_end_comes_with_the_conclusion_and_in_the_port_with_the_pick_up() -> None:
    close = ("close:RELEASED", Close(outcome=Outcome.RELEASED))
    concluded = {conclusion(Outcome.RELEASED).key}
    pilot = given(*UNLOADED, CONFORM, Release())
    assert closing(pilot.state, TOLD) is None
    assert closing(pilot.state, TOLD | concluded) == close
    port = given(*RELEASED_IN_PORT)
    assert closing(port.state, concluded) is None
    port.when(gate_out())
    assert closing(port.state, concluded) == close


def test_a_permit_that_ended_is_told_of_by_its_event() -> None:
    told = given(*PERMITTED).when(letter("C"))
    call, barred = following(told.last)
    assert (call.activity, call.key, call.box) == ("end_permit", "permit-end:P-1", BOX)
    assert (barred.activity, barred.box, barred.about) == ("direct_road", BOX, "BAR_GATE")


def test_a_box_that_nobody_saw_leave_needs_its_permit_whoever_says_that_it_is_unloaded() -> None:
    assert keys(given(*checked(BOX), weighed()).state) == [f"removal:{BOX}:1"]
    told = given(*PILOT, weighed(), *checked(BOX)[len(PILOT) :])
    assert keys(told.state) == [f"removal:{BOX}:1"]
    told.when(removal(), gate_out()).then("gated-out")


def test_an_answer_that_changes_the_state_counts_by_the_state_alone() -> None:
    trip = f"trip:{BOX}"
    assert keys(given(*checked(BOX), removal()).state, {trip}) == [trip]


def test_goods_unloaded_without_permission_are_not_held_before_that_is_settled() -> None:
    story = (*ON_THE_ROAD, BoxArrived(box=BOX), seal(), weighed(), IDENTIFY, HOLD)
    assert keys(given(*story).state) == []
    assert keys(given(*story).state, TOLD) == ["stock:HOLD"]


def test_a_free_box_is_not_free_while_the_goods_are_stopped() -> None:
    freed = ReleaseBoxes(officer=LIN, boxes=(BOX_2,), reason="clean")
    told = given(*unloaded(BOX, BOX_2), failing("NC-12", BOX), WORKED, freed, boxes=2)
    made = {f"unloading:{BOX}", f"unloading:{BOX_2}", f"stock:FREE:{BOX_2}"}
    (held,) = next_calls(told.when(HOLD).state, made)
    assert (held.activity, held.box, held.about) == ("tag_stock", BOX_2, "HOLD")
    (free,) = next_calls(told.when(RESUME).state, {*made, held.key})
    assert (free.box, free.about) == (BOX_2, "FREE")
    assert free.key != f"stock:FREE:{BOX_2}"


@pytest.mark.parametrize("stop", [HOLD, FIRE])
def test_nobody_hears_that_goods_are_free_while_they_are_stopped(stop: Told) -> None:
    state = given(*UNLOADED, CONFORM, Release(), stop).state
    assert keys(state, TOLD) == []
    assert closing(state, {*TOLD, "conclusion:RELEASED"}) is None
