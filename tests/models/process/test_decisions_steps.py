"""What the process tells itself: answers, permissions, the mode, the end."""

from datetime import timedelta
from decimal import Decimal

import pytest

from models.arrival.eligibility import Inputs
from models.arrival.events import ModeDecided
from models.kernel.base_types import replace
from models.kernel.terms import Cause, Mode, Outcome, PreShipment, RiskLevel
from models.port.events import RemovalPermitted
from models.process.decide import decide_step
from models.supervision.events import ReleasedForUse
from models.supervision.messages import CallGaveUp, Close, Release, RetryCall
from tests.given import Told, given, later
from tests.history import START
from tests.models.stories import (
    ASHORE,
    BOX,
    CLOSED,
    CONFORM,
    FILE,
    FIRE,
    HOLD,
    INSTRUCTED,
    LIN,
    PERMITTED,
    PILOT,
    RELEASED,
    RETURN,
    TICK,
    UNLOADED,
    checked,
    removal,
    trip,
)


def test_a_consignment_that_meets_every_condition_takes_the_pilot_and_the_decision_says_why() -> (
    None
):
    given(*ASHORE).when(INSTRUCTED).then(
        ModeDecided(
            mode=Mode.PILOT,
            causes=(),
            risk_level=RiskLevel.R1,
            inputs=Inputs(
                risk_level=RiskLevel.R1,
                standing="ENROLLED",
                confirmed="ENROLLED",
                supplier_standing="ADMITTED",
                storage_kg=Decimal(5_000_000),
                transport_available=True,
                port_inspection=False,
                pre_shipment=PreShipment.APPROVED,
                approved_until=START + timedelta(days=60, minutes=2),
                in_scope=True,
                net_weight_kg=Decimal("21550.0"),
            ),
            opened_share=Decimal("0.30"),
            emptied_share=Decimal("0.10"),
            rulebook="2025-09",
        ),
        "selection-drawn",
    )


@pytest.mark.parametrize("level", ["R2", "R3", "R4", "R9", ""])
def test_only_the_lowest_risk_takes_the_pilot(level: str) -> None:
    told = given(*ASHORE).when(INSTRUCTED.model_copy(update={"risk_level": level}))
    assert told.then("mode-decided", "selection-drawn").causes == (Cause.RISK_LEVEL,)


def test_a_risk_level_that_nobody_knows_is_the_highest() -> None:
    told = given(*ASHORE).when(INSTRUCTED.model_copy(update={"risk_level": "R9"}))
    body = told.last[0].body
    assert isinstance(body, ModeDecided)
    assert (body.risk_level, body.opened_share) == (RiskLevel.R4, Decimal(1))


def test_a_suspended_enterprise_does_not_take_the_pilot() -> None:
    told = given(*ASHORE).when(INSTRUCTED.model_copy(update={"standing": "SUSPENDED"}))
    assert told.then("mode-decided", "selection-drawn").causes == (Cause.ENTERPRISE_SUSPENDED,)


def test_a_shipment_that_was_not_approved_does_not_take_the_pilot() -> None:
    told = given(FILE, *ASHORE[2:]).when(INSTRUCTED)
    assert told.then("mode-decided", "selection-drawn").causes == (Cause.NOT_APPROVED,)


def test_a_code_of_another_metal_does_not_take_the_pilot() -> None:
    told = given(*ASHORE, code="7602000040").when(INSTRUCTED)
    assert told.then("mode-decided", "selection-drawn").causes == (Cause.CODE_OUT_OF_SCOPE,)


def test_every_cause_is_named() -> None:
    worst = INSTRUCTED.model_copy(update={"risk_level": "R4", "standing": "SUSPENDED"})
    told = given(*ASHORE[2:], code="9999999999").when(worst)
    assert set(told.then("mode-decided", "selection-drawn").causes) == {
        Cause.NOT_APPROVED,
        Cause.RISK_LEVEL,
        Cause.ENTERPRISE_SUSPENDED,
        Cause.CODE_OUT_OF_SCOPE,
    }


def test_the_mode_is_decided_once() -> None:
    given(*PILOT).when(INSTRUCTED.model_copy(update={"risk_level": "R4"})).then()


def test_a_permit_to_remove_opens_the_time_to_pick_up() -> None:
    state = given(*checked(BOX)).when(removal()).then(RemovalPermitted(box=BOX, permit_no="P-1"))
    assert state.deadlines[f"D06/{BOX}"].open
    assert not state.deadlines[f"D05/{BOX}"].open


def test_a_refused_removal_waits_for_an_officer() -> None:
    no = removal().model_copy(update={"refusal": "under review"})
    state = given(*checked(BOX)).when(no).then("removal-refused", "call-failed")
    assert state.failing_calls == {"removal:1": "under review"}
    assert state.boxes[BOX].permit_attempts == 1


@pytest.mark.parametrize("drive, window", [(0, 120), (59, 120), (60, 120), (61, 121), (300, 360)])
def test_the_window_follows_from_the_drive_between_floor_and_ceiling(
    drive: int, window: int
) -> None:
    ordered = trip().model_copy(update={"planned_drive_minutes": drive})
    state = given(*checked(BOX)).when(ordered).then("transport-ordered")
    assert state.boxes[BOX].window_minutes == window


def test_release_for_use_needs_conformity() -> None:
    given(*UNLOADED).when(Release()).then()
    given(*UNLOADED, CONFORM).when(Release()).then("released-for-use")


@pytest.mark.parametrize("overlay", [HOLD, FIRE])
def test_nothing_is_released_under_an_overlay(overlay: Told) -> None:
    given(*UNLOADED, CONFORM, overlay).when(Release()).then()


def test_goods_that_must_go_back_are_not_released() -> None:
    given(*UNLOADED, CONFORM, RETURN).when(Release()).then()


def test_goods_are_released_once_and_closed_once() -> None:
    given(*RELEASED).when(Release()).then()
    given(*CLOSED).when(Close(outcome=Outcome.RETURNED)).then()


def test_the_two_permissions_share_no_type_and_no_word() -> None:
    removed, released = RemovalPermitted, ReleasedForUse
    kinds = [kind.model_fields["type"].default for kind in (removed, released)]
    assert kinds == ["removal-permitted", "released-for-use"]
    assert set(kinds[0].split("-")).isdisjoint(kinds[1].split("-"))
    permitted, done = given(*PERMITTED), given(*RELEASED)
    assert not permitted.state.released
    assert permitted.types().count(kinds[1]) == 0
    assert done.types().count(kinds[0]) == done.types().count(kinds[1]) == 1


def test_a_call_that_gave_up_is_told_to_operations() -> None:
    state = given(*PILOT).when(CallGaveUp(call="trip:1", reason="503")).then("call-failed")
    assert state.notifications[-1].party == "OPS"
    retried = given(*PILOT, CallGaveUp(call="trip:1", reason="503"))
    retried.when(RetryCall(officer=LIN, call="trip:1"))
    assert retried.state.failing_calls == {}


def test_a_step_is_taken_once() -> None:
    told = given(*checked(BOX))
    first = decide_step(told.state, removal(), "removal:1", told.now)
    told.state = replace(told.state, seen={"removal:1": first[0].digest})
    assert decide_step(told.state, removal(), "removal:1", told.now) == []


def test_a_tick_before_anything_is_due_is_silent() -> None:
    given().when(later(TICK, hours=1)).then()


def test_the_same_decision_gives_the_same_event_ids_and_another_cause_gives_others() -> None:
    told = given(*checked(BOX))
    ids = [
        [event.id for event in decide_step(told.state, removal(), cause, told.now)]
        for cause in ("a", "a", "b")
    ]
    assert ids[0] == ids[1]
    assert set(ids[0]).isdisjoint(ids[2])
