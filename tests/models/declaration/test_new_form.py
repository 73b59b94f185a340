"""Deleted and declared anew on another form: the same goods under another unified number."""

from datetime import timedelta

import pytest

from models.arrival.events import VesselArrived
from models.arrival.messages import DeclarationStatus
from models.declaration.decide import LETTERS
from models.declaration.events import DeclarationCancelled, DeclarationStatusChanged, Declared
from models.kernel.terms import Party
from models.process.messages import Fact, ReportByHand
from tests.given import Given, given, heard, later
from tests.history import sample_registration
from tests.models.stories import (
    APPROVED,
    ASHORE,
    ENTRY_ID,
    LIN,
    PERMITTED,
    PILOT,
    letter,
)

OLD = sample_registration(1).seq_no
NEW, THIRD = "I20269310400000001", "I20269310400000002"
ANEW = "310120251000000002"
STATUS = "declaration-status-changed"
CANCELLED = "declaration-cancelled"
CONTRADICTED = "fact-contradicted"
DELETING = [name for name, row in LETTERS.items() if row.event is DeclarationCancelled]
ACCEPTING = [name for name, row in LETTERS.items() if row.accepted]


def anew(status: str = "L", entry_id: str | None = ANEW, seq_no: str = NEW) -> DeclarationStatus:
    return letter(status, entry_id, seq_no)


def by_hand(fact: Fact) -> ReportByHand:
    return ReportByHand(officer=LIN, fact=fact, reason="the single window is down")


def late(told: Given, fact: DeclarationStatus, **before: float) -> Given:
    """A letter that is heard now and was given so much earlier."""
    return told.when(heard(fact, told.now - timedelta(**before), "late"))


@pytest.mark.parametrize("deletion", DELETING)
def test_after_a_deletion_a_new_form_takes_the_goods_over(deletion: str) -> None:
    told = given(*ASHORE, letter(deletion))
    state = told.when(anew()).then(
        DeclarationStatusChanged(
            letter="L", meaning=LETTERS["L"].meaning, entry_id=ANEW, seq_no=NEW
        ),
        Declared(letter="L", entry_id=ANEW, seq_no=NEW),
    )
    assert (state.seq_no, state.unified) == (NEW, (OLD, NEW))
    assert (state.entry_id, state.entries) == (ANEW, (ENTRY_ID, ANEW))
    assert state.ready_to_decide
    assert not state.deadlines["A01"].open


@pytest.mark.parametrize("status", ACCEPTING)
def test_any_letter_that_needs_the_papers_tells_of_the_new_form(status: str) -> None:
    state = given(*ASHORE, letter("D")).when(anew(status)).state
    assert state.seq_no == NEW
    assert state.declaration == status


def test_a_new_form_that_customs_do_not_take_is_only_recorded() -> None:
    state = given(*ASHORE, letter("D")).when(anew("E")).then(STATUS)
    assert state.seq_no == OLD
    assert state.deadlines["A01"].open


def test_the_new_form_may_be_known_before_its_declaration_has_a_number() -> None:
    told = given(*ASHORE, letter("D"))
    state = told.when(anew(entry_id=None)).then(STATUS, "declared")
    assert (state.seq_no, state.entry_id) == (NEW, None)
    assert not state.ready_to_decide
    state = told.when(anew("J")).then(STATUS, "declaration-numbered", "declaration-reviewed")
    assert state.entry_id == ANEW


def test_while_the_old_form_stands_a_new_one_is_noted_and_people_hear_of_it_once() -> None:
    told = given(*ASHORE)
    state = told.when(anew()).then(STATUS, CONTRADICTED)
    assert (state.seq_no, state.entry_id, state.declaration) == (OLD, ENTRY_ID, "L")
    assert state.notifications[-1].party is Party.CHECKPOINT_OFFICER
    assert OLD in state.notifications[-1].subject
    told.when(anew("J")).then(STATUS)


def test_a_new_form_that_was_heard_of_before_the_deletion_takes_over_with_it() -> None:
    told = given(*ASHORE)
    told.when(later(anew("L", None), hours=2))
    received = told.now + timedelta(hours=1)
    told.when(later(anew("J"), hours=1))
    state = late(told, letter("D"), hours=2).then(
        STATUS, CANCELLED, "declared", "declaration-reviewed"
    )
    assert (state.seq_no, state.entry_id) == (NEW, ANEW)
    assert (state.declaration, state.declaration_at) == ("J", received)
    assert state.declaration_stands
    assert state.deadlines["A01"].closed_at == received


def test_a_new_form_that_was_given_up_before_the_deletion_does_not_take_over() -> None:
    told = given(*ASHORE, anew(), anew("D"))
    state = told.when(letter("D")).then(STATUS, CANCELLED)
    assert state.seq_no == OLD
    assert state.deadlines["A01"].open


def test_goods_that_were_never_declared_under_their_number_need_its_removal_first() -> None:
    told = given(*APPROVED)
    told.when(anew()).then(STATUS, CONTRADICTED)
    state = told.when(letter("A", None)).then(STATUS, CANCELLED, "declared")
    assert state.seq_no == NEW


def test_what_is_still_told_of_the_old_form_does_not_touch_the_new_one() -> None:
    told = given(*ASHORE, letter("D"), anew())
    for status in LETTERS:
        state = told.when(later(letter(status, ENTRY_ID, OLD), minutes=1)).then(STATUS)
        assert (state.seq_no, state.entry_id, state.declaration) == (NEW, ANEW, "L")
        assert state.declaration_stands


def test_an_old_form_never_comes_back() -> None:
    told = given(*ASHORE, letter("D"), anew(), anew("D"))
    state = told.when(letter("L", ENTRY_ID, OLD)).then(STATUS)
    assert state.cancelled
    state = told.when(anew("L", "310120251000000003", THIRD)).then(STATUS, "declared")
    assert state.unified == (OLD, NEW, THIRD)


def test_an_older_form_that_is_heard_of_late_is_only_recorded() -> None:
    told = given(*ASHORE, letter("D"), anew())
    state = late(told, anew(seq_no=THIRD), hours=2).then(STATUS)
    assert state.successor is None


def test_the_new_form_goes_on_as_any_declaration() -> None:
    told = given(*ASHORE, letter("D"), anew())
    told.when(anew("Z")).then(STATUS, "declaration-needs-action")
    state = told.when(anew()).then(STATUS, "declaration-amended")
    assert state.declaration_stands


def test_a_letter_that_names_no_form_is_of_the_present_one() -> None:
    state = given(*ASHORE, letter("D"), anew()).when(letter("J", ANEW)).state
    assert (state.seq_no, state.declaration) == (NEW, "J")


def test_a_permit_that_was_given_to_the_old_form_is_none_for_the_new_one() -> None:
    told = given(*PERMITTED, letter("D"), anew())
    (box,) = told.state.boxes.values()
    assert box.permit_no is None


def test_the_export_of_a_return_has_a_form_of_its_own() -> None:
    export = DeclarationStatus(
        letter="L", entry_id="310120250000000001", exported=True, seq_no="E20269310400000001"
    )
    state = given(*PILOT).when(export).then(STATUS, "export-declared")
    assert (state.seq_no, state.successor) == (OLD, None)


def test_a_new_form_costs_no_fee_for_lateness() -> None:
    told = given(*APPROVED, VesselArrived(vessel="EVER LUCID"), letter("L", None), letter("D"))
    told.when(later(anew(), days=40)).then(STATUS, "declared")


def test_a_summary_is_completed_by_the_new_form() -> None:
    told = given(*APPROVED, letter("SpL"), letter("D"))
    state = told.when(anew()).then(STATUS, "declared", "declaration-completed")
    assert not state.summary_open


def test_an_officer_can_tell_the_same_by_hand() -> None:
    told = given(*ASHORE)
    told.when(by_hand(anew()))
    assert f"{OLD} is not cancelled" in told.refusal
    told.when(by_hand(letter("D"))).then("entered-by-hand", STATUS, CANCELLED)
    state = told.when(by_hand(anew())).then("entered-by-hand", STATUS, "declared")
    assert (state.seq_no, state.entry_id) == (NEW, ANEW)


def test_the_first_form_may_be_named_from_the_beginning() -> None:
    state = given(*APPROVED).when(letter("L", ENTRY_ID, OLD)).then(STATUS, "declared")
    assert state.unified == (OLD,)
