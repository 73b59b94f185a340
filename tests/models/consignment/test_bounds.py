"""A state has bounds however long the life: what can lead to nothing any more is forgotten."""

import random
from datetime import timedelta

import pytest
from pydantic import ValidationError

from models.consignment.registration import MOST_BOXES, Registration
from models.consignment.state import State
from models.emergency.events import DangerJoined
from models.enterprise.evolve import evolve as evolve_enterprise
from models.enterprise.evolve import fold as fold_enterprise
from models.enterprise.state import EnterpriseState
from models.enterprise.violations import KEPT
from models.execution.enterprise_io import EnterpriseSnapshot, EnterpriseStart
from models.execution.workflow_io import Snapshot, Start
from models.kernel.base_types import replace
from models.kernel.limits import (
    LIMITS,
    MIB,
    TOLD_AT_ONCE,
    TOLD_BYTES,
    Near,
    encoded,
    fitting,
    next_of,
)
from models.kernel.notification import Notification
from models.kernel.seen import REMEMBERED
from models.kernel.stream_head import StreamHead
from models.kernel.terms import Danger, EscalationLevel, Party
from models.process.decide import decide_command, decide_report
from models.process.evolve import evolve, fold
from models.supervision.messages import Hold, Resume, Unknown
from models.transport.events import ArrivalNotified
from tests.enterprises import CODE, RULES, breach, enterprise
from tests.fullest import full, numbered, of_an_enterprise
from tests.given import given, heard
from tests.history import START, sample_registration
from tests.serialization import travelled

HEAD = StreamHead(version=1, hash="0" * 64)
MANY = 3_500


def size(state: State) -> int:
    """What a run begins with."""
    return encoded(Start(snapshot=Snapshot(state=state, head=HEAD)))


@pytest.mark.timeout(600)
def test_a_consignment_at_the_box_limit_fits_into_the_start_of_a_run_whatever_happened() -> None:
    state = full(MOST_BOXES)
    assert size(state) < LIMITS[Near.STATE_BYTES].most / 4


def test_however_many_dangers_it_has_a_state_travels_at_a_third_of_its_size() -> None:
    """All dangers on all boxes at once come to four megabytes, twice of what Temporal takes."""
    state = full(20, rounds=1)
    dangers = (
        DangerJoined(danger=each, box=box, reason="wind") for each in Danger for box in state.boxes
    )
    for event in numbered(dangers, state.version):
        state = evolve(state, event)
    assert encoded(state) > MIB // 2
    assert size(state) < encoded(state) / 3
    assert travelled(state) == state


def test_the_state_of_a_consignment_stops_growing_however_long_it_lives() -> None:
    state = full(1, 60)
    assert state.version > 2 * REMEMBERED
    assert size(state) < MIB // 3
    assert travelled(state) == state


def test_contradictions_about_boxes_that_are_not_ours_leave_no_marks() -> None:
    told = given()
    before = len(told.state.marks)
    for number in range(50):
        strange = ArrivalNotified(box=f"TTNU{number:07}")
        told.tell(heard(strange, told.now, f"m-{number}"))
    assert len(told.state.marks) == before + 1, "the contradiction itself"


def test_the_state_of_an_enterprise_stops_growing_however_long_it_lives() -> None:
    chance = random.Random(1)  # noqa: S311 - a reproducible life
    state, sizes = enterprise().state, list[int]()
    for event in numbered(of_an_enterprise(chance, 20_000)):
        state = evolve_enterprise(state, event)
        if state.version % 5_000 == 0:
            sizes.append(_page(state))
    assert max(sizes) < MIB
    assert sizes[-1] < sizes[-2] * 1.05
    snapshot = EnterpriseSnapshot(state=state, head=HEAD)
    assert EnterpriseSnapshot.model_validate_json(snapshot.model_dump_json()) == snapshot


def test_three_and_a_half_thousand_violations_leave_a_page_that_can_begin() -> None:
    page = enterprise()
    for number in range(MANY):
        page.tell(breach("SV-01", number, START + timedelta(minutes=number)))
    assert _page(page.state) < MIB
    assert page.state.counting["SV-01"] == MANY
    assert len(page.state.breaches) <= 2 * KEPT
    assert fold_enterprise(page.events) == page.state


def test_violations_of_another_kind_do_not_hide_those_that_are_too_many() -> None:
    code, rule = RULES.repetition.codes[0], RULES.repetition
    page = enterprise(*(breach(code, number) for number in range(rule.times - 1)))
    for number in range(3 * KEPT):
        page.tell(breach("SV-03", 1_000 + number, START + timedelta(minutes=number)))
    page.tell(breach(code, 9_999, START + timedelta(days=1)))
    assert page.state.suspension is not None
    assert page.state.suspension.ground == "REPEATED"


def test_a_message_that_is_forgotten_is_recorded_again_under_an_id_of_its_own() -> None:
    told = given()
    first = heard(Unknown(raw="first"), told.now, "m-first")
    told.tell(first)
    assert decide_report(told.state, first, told.now) == []
    state, events = told.state, list(told.events)
    for number in range(REMEMBERED + 5):
        decided = decide_report(state, heard(Unknown(raw="x"), told.now, f"m-{number}"), told.now)
        state, events = decided.state, [*events, *decided]
    assert (len(state.seen), state.forgotten > 0) == (REMEMBERED, True)
    again = decide_report(state, first, told.now)
    events += again
    assert [event.body.type for event in again] == ["fact-not-understood"]
    assert decide_report(again.state, first, told.now) == []
    assert len({event.id for event in events}) == len(events)
    assert fold(events) == again.state


def test_a_step_of_the_process_is_remembered_longer_than_any_message() -> None:
    told = given()
    state = replace(told.state, seen={"step:unloading:1": "x", **told.state.seen})
    for number in range(REMEMBERED + 5):
        fact = heard(Unknown(raw="x"), told.now, f"m-{number}")
        state = decide_report(state, fact, told.now).state
    assert "step:unloading:1" in state.seen
    assert "import" not in state.seen


def test_a_command_under_a_forgotten_id_gets_an_event_id_of_its_own() -> None:
    told = given()
    state = replace(told.state, forgotten=1)
    hold, resume = Hold(officer="L", reason="papers"), Resume(officer="L", reason="found")
    held = decide_command(state, hold, "m-1", told.now)
    resumed = decide_command(held.state, resume, "m-2", told.now)
    forgetful = replace(resumed.state, seen={})
    again = decide_command(forgetful, hold, "m-1", told.now)
    assert held[0].id != again[0].id
    assert decide_command(again.state, hold, "m-1", told.now) == []


def test_what_is_told_at_once_has_bounds() -> None:
    alarms = [_alarm(number, "废" * 300) for number in range(500)]
    parts = list[int]()
    while alarms:
        part = next_of(alarms, TOLD_BYTES, TOLD_AT_ONCE)
        assert sum(map(encoded, part)) <= TOLD_BYTES
        parts.append(len(part))
        del alarms[: len(part)]
    assert (sum(parts), max(parts) <= TOLD_AT_ONCE) == (500, True)


@pytest.mark.parametrize(
    "sizes, number", [([], 0), ([9], 1), ([5, 5, 1], 2), ([4, 4, 4], 2), ([1, 1, 1, 1], 3)]
)
def test_one_always_goes_and_never_more_than_fits(sizes: list[int], number: int) -> None:
    assert fitting(sizes, 10 if sizes[:1] != [4] else 8, 3) == number


def _page(state: EnterpriseState) -> int:
    return encoded(EnterpriseStart(code=CODE, snapshot=EnterpriseSnapshot(state=state, head=HEAD)))


def _alarm(number: int, said: str) -> Notification:
    return Notification(
        key=str(number),
        party=Party.OPERATIONS,
        level=EscalationLevel.L2,
        subject=said,
        box=None,
        at=START,
        said={str(field): said for field in range(12)},
    )


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
@pytest.mark.parametrize(
    "name", ["tracking_no", "seq_no", "bill_no", "enterprise", "supplier", "origin", "code"]
)
def test_nothing_is_registered_under_a_blank(name: str, blank: str) -> None:
    said = {**sample_registration(1).model_dump(), name: blank}
    with pytest.raises(ValidationError, match="is blank: fill it in"):
        Registration.model_validate(said)


@pytest.mark.parametrize(
    "changed", [{"boxes": ()}, {"net_weight_kg": 0}, {"net_weight_kg": -1}, {"risk_level": ""}]
)
def test_nor_without_boxes_without_weight_or_at_no_risk_level(changed: dict[str, object]) -> None:
    """Of no boxes all are unloaded, and what weighs nothing fits into any storage."""
    with pytest.raises(ValidationError):
        Registration.model_validate({**sample_registration(1).model_dump(), **changed})
