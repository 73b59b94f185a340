"""Declarations as they are: letters, regress, amendment, renumbering, two steps, late orders."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from models.arrival.events import Discharged, VesselArrived
from models.declaration.decide import LETTERS
from models.declaration.events import DeclaredLate
from models.declaration.late_fee import days_late
from models.inspection.messages import StartInspection
from models.kernel.terms import Outcome, Party
from models.rules.rulebook import rulebook
from models.supervision.events import ConsignmentClosed
from models.supervision.messages import Release
from tests.given import Given, Told, given, heard, later
from tests.history import START
from tests.models.stories import (
    APPROVED,
    ASHORE,
    CLOSED,
    CONFORM,
    DECLARED,
    ENTRY_ID,
    INSTRUCTED,
    LIN,
    ON_THE_ROAD,
    PILOT,
    SEIZE,
    TICK,
    TRADITIONAL,
    UNDECLARED,
    UNLOADED,
    letter,
)
from workflows.suggested_commands import unblocking

OTHER = "310120251000000002"
STATUS = "declaration-status-changed"
VESSEL = VesselArrived(vessel="EVER LUCID")

# Each letter at a declaration that customs has received and reviewed (domain 6.1).
MEANINGS: dict[str, tuple[str, ...]] = {
    "L": (),
    "E": ("declaration-rejected",),
    "Y": ("declaration-rejected",),
    "Z": ("declaration-needs-action",),
    "M": ("declaration-needs-action",),
    "H": ("declaration-needs-action",),
    "J": ("declaration-reviewed",),
    "G": ("declaration-reviewed",),
    "W": ("declaration-reviewed",),
    "T": ("duty-due",),
    "C": ("inspection-ordered",),
    "S": (),
    "SpK": ("summary-accepted",),
    "B": ("released-under-guarantee",),
    "K": ("released-under-guarantee",),
    "I": (),
    "P": (),
    "F": (),
    "R": ("declaration-closed",),
    "D": ("declaration-cancelled",),
    "A": ("declaration-cancelled",),
    "c": ("declaration-cancelled",),
    "SpL": ("summary-accepted",),
    "SpE": ("declaration-rejected",),
    "SpJ": ("summary-accepted", "declaration-reviewed"),
    "SpC": ("summary-accepted", "inspection-ordered"),
    "Sp1": ("summary-accepted", "declaration-needs-action"),
}
ACCEPTING = [name for name, row in LETTERS.items() if row.accepted]


def late(told: Given, status: str, number: str | None = ENTRY_ID, **before: float) -> Given:
    """A letter that is heard now and was given so much earlier."""
    return told.when(
        heard(letter(status, number), told.now - timedelta(**before), f"late-{status}")
    )


def test_every_letter_of_the_table_is_played_below() -> None:
    assert set(MEANINGS) == set(LETTERS)


@pytest.mark.parametrize("status", MEANINGS)
def test_a_letter_becomes_its_event(status: str) -> None:
    told = given(*ASHORE, letter("J"))
    told.when(letter(status)).then(STATUS, *MEANINGS[status])


@pytest.mark.parametrize("status", ["SpK", "I", "P", "F", "B", "K", "R"])
def test_no_letter_of_the_papers_permits_or_releases_anything(status: str) -> None:
    for story in (PILOT, ON_THE_ROAD, UNLOADED, TRADITIONAL):
        told = given(*story, letter(status))
        assert not told.state.released
        assert "released-for-use" not in told.types()
        assert told.types().count("removal-permitted") == given(*story).types().count(
            "removal-permitted"
        )


@pytest.mark.parametrize("status", ACCEPTING)
def test_the_first_letter_that_needs_the_papers_declares_whichever_it_is(status: str) -> None:
    told = given(*APPROVED).when(letter(status))
    assert told.state.entry_id == ENTRY_ID
    assert told.types().count("declared") == 1


def test_the_receipt_heard_after_the_review_declares_at_its_own_earlier_time() -> None:
    told = given(*APPROVED, VESSEL, later(letter("J"), days=9))
    closed = told.state.deadlines["D01"].closed_at
    assert closed == told.now
    state = late(told, "L", days=3).then(STATUS, "declared")
    assert state.deadlines["D01"].closed_at == closed - timedelta(days=3)


def test_the_number_comes_late_and_the_goods_were_declared_in_time() -> None:
    told = given(*APPROVED, VESSEL)
    state = told.when(letter("L", None)).then(STATUS, "declared")
    assert not state.deadlines["D01"].open
    assert not given(*APPROVED, letter("L", None), Discharged()).state.ready_to_decide
    state = told.when(later(letter("J"), days=1)).then(
        STATUS, "declaration-numbered", "declaration-reviewed"
    )
    assert state.entry_id == ENTRY_ID


def test_a_status_without_a_number_at_a_numbered_declaration_keeps_the_number() -> None:
    assert given(*ASHORE, letter("J", None)).state.entry_id == ENTRY_ID


@pytest.mark.parametrize("stopped", ["Z", "M", "H", "E", "Y"])
@pytest.mark.parametrize("status", [each for each, row in LETTERS.items() if row.accepted])
def test_whatever_customs_say_of_papers_that_they_have_ends_a_stop(
    stopped: str, status: str
) -> None:
    told = given(*PILOT, letter(stopped))
    assert not told.state.declaration_stands
    assert told.when(letter(status)).state.declaration_stands


def test_an_older_letter_that_is_heard_after_the_stop_does_not_end_it() -> None:
    told = given(*PILOT)
    told.when(later(letter("Z"), hours=2))
    assert not late(told, "P", hours=1).state.declaration_stands


@pytest.mark.parametrize("status", ["Z", "M", "H", "E", "Y"])
def test_an_amendment_has_the_same_number_and_makes_the_declaration_stand_again(
    status: str,
) -> None:
    told = given(*ASHORE, letter(status))
    assert not told.state.declaration_stands
    assert not told.state.ready_to_decide
    state = told.when(letter("L")).then(STATUS, "declaration-amended")
    assert state.declaration_stands
    assert state.entries == (ENTRY_ID,)


def test_the_same_receipt_twice_is_no_amendment() -> None:
    given(*ASHORE).when(letter("L")).then(STATUS)


def test_a_letter_that_is_heard_late_does_not_undo_a_newer_one() -> None:
    told = given(*ASHORE, later(letter("J"), hours=5))
    state = late(told, "Z", hours=2).then(STATUS)
    assert state.declaration_stands
    assert state.declaration == "J"


def test_a_closed_declaration_can_be_deleted() -> None:
    told = given(*ASHORE, letter("R"))
    state = told.when(letter("D")).then(STATUS, "declaration-cancelled")
    assert not state.declaration_stands
    assert state.entry_id is None
    assert state.notifications[-1].party is Party.BROKER


def test_a_deletion_heard_before_the_closing_that_preceded_it_stands() -> None:
    told = given(*ASHORE, later(letter("D"), hours=3))
    state = late(told, "R", hours=1).then(STATUS)
    assert not state.declaration_stands


def test_declared_anew_the_same_goods_have_a_new_number_and_keep_the_old_one_as_an_alias() -> None:
    told = given(*ASHORE, letter("D"))
    state = told.when(letter("L", OTHER)).then(STATUS, "declared")
    assert state.entry_id == OTHER
    assert state.entries == (ENTRY_ID, OTHER)
    assert state.ready_to_decide


def test_the_new_number_heard_before_the_deletion_of_the_old_one_stands() -> None:
    told = given(*ASHORE)
    told.when(later(letter("L", OTHER), hours=3)).then(STATUS, "declared")
    state = told.when(later(letter("D"), hours=1)).then(STATUS)
    assert state.entry_id == OTHER
    assert state.declaration_stands


def test_the_new_declaration_heard_after_a_later_deletion_of_the_old_one_stands() -> None:
    told = given(*ASHORE, later(letter("D"), hours=4))
    state = late(told, "L", OTHER, hours=1).then(STATUS, "declared")
    assert state.entry_id == OTHER


def test_what_is_still_told_of_the_old_number_changes_nothing() -> None:
    told = given(*ASHORE, letter("D"), letter("L", OTHER))
    for status in ("D", "J", "Z", "R"):
        state = told.when(letter(status)).then(STATUS)
        assert state.entry_id == OTHER
        assert state.declaration_stands


def test_an_older_number_that_is_heard_of_late_is_only_recorded() -> None:
    told = given(*ASHORE)
    state = late(told, "L", OTHER, hours=2).then(STATUS)
    assert state.entry_id == ENTRY_ID


def test_a_deletion_before_the_mode_waits_for_the_new_declaration() -> None:
    told = given(*ASHORE, letter("D"))
    assert not told.state.ready_to_decide
    assert told.state.deadlines["A01"].open


def test_a_status_of_a_closed_consignment_is_routine() -> None:
    given(*CLOSED).when(letter("D")).then("fact-after-closure")


def test_a_summary_opens_the_time_for_the_full_declaration_and_the_full_one_ends_it() -> None:
    told = given(*APPROVED)
    state = told.when(letter("SpL")).then(STATUS, "declared", "summary-accepted")
    assert state.deadlines["D20"].open
    state = told.when(later(letter("L"), days=6)).then(STATUS, "declaration-completed")
    assert not state.deadlines["D20"].open


def test_a_summary_that_is_returned_declares_nothing() -> None:
    state = given(*APPROVED).when(letter("SpE")).then(STATUS, "declaration-rejected")
    assert state.entry_id is None
    assert not state.summary_open


def test_a_summary_heard_after_the_full_declaration_opens_nothing() -> None:
    told = given(*APPROVED, later(letter("L"), days=5))
    state = late(told, "SpL", days=3).then(STATUS, "declared")
    assert not state.summary_open
    assert "D20" not in state.deadlines


def test_goods_on_a_summary_leave_the_port_and_are_not_released_before_the_full_one() -> None:
    after_the_mode = UNLOADED[len(PILOT) :]
    told = given(*ASHORE[:-1], letter("SpL"), INSTRUCTED, *after_the_mode, CONFORM)
    told.when(Release()).then()
    told.when(letter("L")).then(STATUS, "declaration-completed")
    told.when(Release()).then("released-for-use")


@pytest.mark.parametrize("stopped", ["D", "Z"])
def test_goods_whose_declaration_does_not_stand_are_not_released(stopped: str) -> None:
    told = given(*UNLOADED, letter(stopped), CONFORM)
    told.when(Release()).then()
    told.when(letter("L"))
    told.when(Release()).then("released-for-use")


@pytest.mark.parametrize(
    "story, recorded",
    [
        (TRADITIONAL, ("inspection-started",)),
        (UNLOADED, ("inspection-started",)),
        (ON_THE_ROAD, ()),
        ((*UNLOADED, StartInspection(officer=LIN)), ()),
        ((*UNLOADED, CONFORM), ()),
    ],
)
def test_customs_own_file_says_that_the_inspection_runs(
    story: tuple[Told, ...], recorded: tuple[str, ...]
) -> None:
    given(*story).when(letter("S")).then(STATUS, *recorded)


# START is a Monday; fourteen days after it the national holidays have not begun yet.
@pytest.mark.parametrize(
    "entered, declared, days",
    [
        (START, START + timedelta(days=14), 0),
        (START, START + timedelta(days=15), 1),
        (START, START + timedelta(days=20), 6),
        # The fourteenth day is 1 October; the holidays end with 8 October.
        (START + timedelta(days=2), START + timedelta(days=24), 0),
        (START + timedelta(days=2), START + timedelta(days=25), 1),
    ],
)
def test_the_fee_counts_from_the_day_after_the_free_ones(
    entered: datetime, declared: datetime, days: int
) -> None:
    rules = rulebook("2025-09")
    assert days_late(entered, declared, rules.late_declaration, rules.calendar) == days


@pytest.mark.parametrize("days", range(60))
def test_the_last_level_stands_on_the_first_day_of_the_fee(days: int) -> None:
    told = given(*APPROVED, later(VESSEL, days=days))
    rules, due = told.state.rules, told.state.deadlines["D01"].escalations[-1].due
    late = [
        days_late(told.now, due + timedelta(days=more), rules.late_declaration, rules.calendar)
        for more in (-1, 0)
    ]
    assert late == [0, 1]


def test_goods_declared_too_late_cost_a_fee_for_each_day() -> None:
    told = given(*APPROVED, VESSEL)
    told.when(later(DECLARED, days=17)).then(
        STATUS,
        "declared",
        DeclaredLate(days=3, fee=Decimal(2025), currency="CNY"),
    )


def test_the_fee_is_known_too_when_the_vessel_is_heard_of_last() -> None:
    told = given(*APPROVED, later(DECLARED, days=40))
    vessel = heard(VESSEL, told.now - timedelta(days=20), "vessel")
    told.when(vessel)
    assert told.types()[-2:] == ["vessel-arrived", "declared-late"]


def test_goods_declared_in_time_cost_no_fee() -> None:
    told = given(*APPROVED, VESSEL).when(later(DECLARED, days=13))
    told.then(STATUS, "declared")


def test_goods_that_nobody_declares_are_seized_after_the_legal_time() -> None:
    undeclared = given(*UNDECLARED[: len(ASHORE) - 1], later(TICK, days=85), *[TICK] * 30)
    undeclared.when(SEIZE)
    assert "the legal time to declare is not over" in undeclared.refusal
    told = given(*UNDECLARED)
    assert unblocking(told.state) == [
        f'guomen act {told.state.registration.tracking_no} seize \'{{"reason": "…"}}\''
    ]
    told.when(SEIZE)
    told.then("goods-seized", ConsignmentClosed(outcome=Outcome.SEIZED))
    assert not [deadline for deadline in told.state.deadlines.values() if deadline.open]


def test_goods_that_were_declared_at_last_are_not_seized() -> None:
    told = given(*UNDECLARED, DECLARED).when(SEIZE)
    assert "or they are declared" in told.refusal
