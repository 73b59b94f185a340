"""A state has bounds however long the life: what can lead to nothing any more is forgotten."""

import random
from datetime import timedelta

import pytest

from models.decisions import decide_command, decide_report
from models.enterprise.decide import decide_notice
from models.enterprise.decide import register as register_enterprise
from models.enterprise.evolve import evolve as evolve_enterprise
from models.enterprise.evolve import fold as fold_enterprise
from models.enterprise.start import EnterpriseSnapshot, EnterpriseStart
from models.enterprise.violations import KEPT
from models.evolve import evolve, fold
from models.limits import LIMITS, MIB, TOLD_AT_ONCE, TOLD_BYTES, Near, encoded, fitting, next_of
from models.messages import Hold, Resume, Unknown
from models.record import Event
from models.registration import MOST_BOXES
from models.seen import REMEMBERED
from models.start import Head, Snapshot, Start
from models.state import Alarm, State
from models.terms import Level, Party, System
from tests.enterprises import CODE, RULES, breach, enterprise
from tests.fullest import full, numbered, of_an_enterprise
from tests.given import given, heard
from tests.history import RULEBOOK, START
from tests.travel import travelled

HEAD = Head(version=1, hash="0" * 64)
MANY = 3_500


def size(state: State) -> int:
    """What a run begins with."""
    return encoded(Start(snapshot=Snapshot(state=state, head=HEAD)))


def test_a_consignment_at_the_box_limit_fits_into_the_start_of_a_run_whatever_happened() -> None:
    limit = LIMITS[Near.STATE_BYTES]
    once, thrice = size(full(MOST_BOXES, 1)), size(full(MOST_BOXES, 3))
    assert thrice < limit.most * 0.75
    assert thrice < once * 1.5


@pytest.mark.parametrize("boxes", [1, 4])
def test_the_state_of_a_consignment_stops_growing_however_long_it_lives(boxes: int) -> None:
    long, longer = full(boxes, 40), full(boxes, 80)
    assert longer.version > 1.9 * long.version
    assert size(longer) < size(long) * 1.15 + 64 * 1024
    assert travelled(longer) == longer


def test_contradictions_about_boxes_that_are_not_ours_leave_no_marks() -> None:
    told = given()
    before = len(told.state.marks)
    for number in range(50):
        told.tell(heard(_strange(number), told.now, f"m-{number}"))
    assert len(told.state.marks) == before + 1


@pytest.mark.parametrize("seed", [1, 2])
def test_the_state_of_an_enterprise_stops_growing_however_long_it_lives(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a reproducible life
    state, sizes = enterprise().state, list[int]()
    for event in numbered(of_an_enterprise(chance, 30_000)):
        state = evolve_enterprise(state, event)
        if state.version % 10_000 == 0:
            sizes.append(_page(state))
    assert max(sizes) < MIB
    assert sizes[-1] < sizes[0] * 1.5
    assert travelled(state) == state


def test_three_and_a_half_thousand_violations_leave_a_page_that_can_begin() -> None:
    page, told = enterprise(), list[Event]()
    for number in range(MANY):
        told += decide_notice(page.state, breach("SV-01", number, START + timedelta(minutes=number)))
        page.take(told[len(told) - 1 :]) if False else None
        page.state = fold_after(page.state, told)
        told.clear()
    assert _page(page.state) < MIB
    assert page.state.counting["SV-01"] == MANY
    assert len(page.state.breaches) <= 2 * KEPT


def fold_after(state, told):  # type: ignore[no-untyped-def]
    for event in told:
        state = evolve_enterprise(state, event)
    return state
