"""Which rulebook a consignment goes by, when, and that a change of rules moves no open deadline."""

import pytest

from models.arrival.events import ModeDecided
from models.kernel.base_types import replace
from models.kernel.terms import Cause, Mode
from models.pre_shipment.events import PreShipmentApproved
from models.process.decide import register
from models.process.evolve import begin, evolve
from tests.given import Given, Told, given, later
from tests.history import sample_registration
from tests.models.stories import ASHORE, BOX, INSTRUCTED, PILOT, lock_alarm

BY_2026_04 = INSTRUCTED.model_copy(update={"rulebook": "2026-04"})
BY_2024_11 = INSTRUCTED.model_copy(update={"rulebook": "2024-11"})


def test_the_registration_pins_what_is_in_force_for_the_deadlines_of_the_voyage() -> None:
    state = given(*ASHORE).state
    assert state.rulebook == "2025-09"
    assert {deadline.rulebook for deadline in state.deadlines.values()} == {"2025-09"}


def test_the_mode_decision_pins_the_version_in_force_on_that_day() -> None:
    told = given(*ASHORE).when(BY_2026_04)
    state = told.then("mode-decided", "selection-drawn")
    body = told.last[0].body
    assert isinstance(body, ModeDecided)
    assert body.rulebook == state.rulebook == state.rules.version == "2026-04"


def test_a_decision_that_names_no_version_keeps_the_pinned_one() -> None:
    assert (
        given(*ASHORE).when(INSTRUCTED).then("mode-decided", "selection-drawn").rulebook
        == "2025-09"
    )


def test_codes_and_levels_of_the_decision_are_those_of_its_day() -> None:
    state = (
        given(*ASHORE, code="7404000050").when(BY_2024_11).then("mode-decided", "selection-drawn")
    )
    assert (state.mode, state.causes) == (Mode.TRADITIONAL, (Cause.RISK_LEVEL,))
    by_2021 = INSTRUCTED.model_copy(update={"rulebook": "2021-11"})
    causes = (
        given(*ASHORE, code="7404000050")
        .when(by_2021)
        .then("mode-decided", "selection-drawn")
        .causes
    )
    assert causes == (Cause.RISK_LEVEL, Cause.CODE_OUT_OF_SCOPE)


def test_deadlines_that_open_later_follow_the_later_version() -> None:
    state = given(*PILOT, lock_alarm()).state
    assert state.deadlines[f"D18/LOCK/{BOX}"].rulebook == "2025-09"
    later_on = given(*ASHORE, BY_2026_04, lock_alarm()).state
    assert later_on.deadlines[f"D18/LOCK/{BOX}"].rulebook == "2026-04"


@pytest.mark.parametrize("version", [BY_2026_04, BY_2024_11])
def test_a_change_of_rules_moves_no_open_deadline(version: Told) -> None:
    told = given(*ASHORE)
    before = told.state.deadlines[f"D05/{BOX}"]
    assert told.when(version).state.deadlines[f"D05/{BOX}"].escalations == before.escalations


def test_an_open_deadline_is_closed_by_the_rules_that_opened_it() -> None:
    consignment = Given(sample_registration(1))
    state, registered = consignment.state, consignment.events[0]
    approved = PreShipmentApproved(valid_until=registered.occurred_at, covers_arrival=True)
    pinned = replace(state, rulebook="2024-11")
    assert "D04" not in [rule.id for rule in pinned.rules.deadlines]
    after = evolve(pinned, replace(registered, body=approved))
    assert not after.deadlines["D04"].open


def test_an_overlay_freezes_deadlines_of_every_version() -> None:
    state = given(*ASHORE, BY_2026_04, later(lock_alarm(), hours=1)).state
    running = [d for d in state.deadlines.values() if d.open and d.rule.clock == "ordinary"]
    assert {deadline.rulebook for deadline in running} == {"2025-09"}
    assert all(deadline.frozen_since for deadline in running)


def test_a_consignment_registered_before_the_pilot_opens_no_deadline_of_the_audit() -> None:
    registered = register(sample_registration(1), "2024-11", given().now)
    assert begin(registered[0]).deadlines == {}
