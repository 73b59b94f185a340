"""The board shows what follows from the state, and every number a consignment was known by."""

from datetime import timedelta

from models.arrival.events import Shipped
from models.arrival.messages import DeclarationStatus
from models.deadlines.messages import Tick
from models.inspection.messages import SettleSuspicion
from models.kernel.spelling import key
from models.kernel.terms import EscalationLevel, Outcome, Overlay, Party, Stage, Suspicion, System
from models.port.events import MachineInspected
from models.process import derived_status
from models.supervision.messages import Close, Hold
from projections.status import StatusRow, rows
from tests.history import START, History, sample_history
from tests.projections.stories import (
    ENTRY_ID,
    OFFICER,
    SHIP_ARRIVES,
    approved,
    arrived,
    consignment,
    hauled,
)

NEW_ENTRY_ID = "310120251000000002"
NEW_SEQ_NO = "I20269310400000001"


def row(history: History) -> StatusRow:
    (only,) = rows(consignment(history))
    return only


def test_a_new_consignment_waits_for_the_enterprise() -> None:
    shown = row(sample_history(1, boxes=2))
    assert (shown.consignment, shown.stream_id) == ("NB25-000001", "consignment/NB25-000001")
    assert (shown.stage, shown.must_act, shown.boxes) == (Stage.AUDIT, Party.ENTERPRISE, 2)
    assert (shown.overdue, shown.closed, shown.version) == (False, False, 1)
    assert (shown.registered_at, shown.updated_at) == (START, START)


def test_the_next_deadline_is_named_with_its_box() -> None:
    history = arrived(1)
    shown = row(history)
    assert shown.next_due == derived_status.next_due(history.state)
    assert shown.next_deadline == f"D05/{next(iter(history.state.boxes))}"


def test_an_escalation_makes_it_overdue() -> None:
    shown = row(sample_history(1).takes(Tick(), SHIP_ARRIVES - 71))
    assert (shown.overdue, shown.escalation_level) == (True, EscalationLevel.L1)


def test_an_overlay_is_shown() -> None:
    history = sample_history(1).obeys(Hold(officer=OFFICER, reason="papers"), 1)
    assert row(history).overlay == Overlay.HOLD


def test_a_reason_is_open_until_it_is_cleared() -> None:
    box = next(iter(arrived(1).state.boxes))
    suspect = MachineInspected.model_validate({"box": box, "scan_id": "X-1", "result": "ALARM"})
    suspected = arrived(1).hears(suspect, SHIP_ARRIVES + 5)
    assert row(suspected).open_reasons == ("NC-07",)
    verdict = SettleSuspicion(
        officer=OFFICER, reason="NC-07", verdict=Suspicion.CLEARED, box=box, note="looked at again"
    )
    assert row(suspected.obeys(verdict, SHIP_ARRIVES + 6)).open_reasons == ()


def test_a_closed_consignment_shows_its_outcome() -> None:
    shown = row(approved(1).takes(Close(outcome=Outcome.RELEASED), 3))
    assert (shown.closed, shown.outcome, shown.stage) == (True, Outcome.RELEASED, Stage.CLOSED)


def test_a_late_fact_does_not_turn_the_clock_back() -> None:
    history = approved(1).hears(Shipped(vessel="EVER LUCID"), 1, System.CLEARANCE)
    assert row(history).updated_at == START + timedelta(hours=2)


def test_declared_anew_it_is_one_consignment_known_by_both_numbers() -> None:
    history = approved(1)
    for hours, letter, number in ((3, "L", ENTRY_ID), (4, "D", ENTRY_ID), (5, "L", NEW_ENTRY_ID)):
        status = DeclarationStatus(letter=letter, entry_id=number)
        history.hears(status, hours, System.CLEARANCE)
    assert history.state.entry_id == NEW_ENTRY_ID
    assert {ENTRY_ID, NEW_ENTRY_ID} <= set(row(history).aliases)


def test_declared_anew_on_another_form_it_is_known_by_both_unified_numbers() -> None:
    history = approved(1)
    for hours, letter, form in ((3, "L", None), (4, "D", None), (5, "L", NEW_SEQ_NO)):
        number = ENTRY_ID if form is None else NEW_ENTRY_ID
        status = DeclarationStatus(letter=letter, entry_id=number, seq_no=form)
        history.hears(status, hours, System.CLEARANCE)
    assert history.state.seq_no == NEW_SEQ_NO
    assert {history.state.registration.seq_no, NEW_SEQ_NO} <= set(row(history).aliases)


def test_it_is_known_by_every_number_it_ever_had() -> None:
    history = hauled(1, boxes=2)
    of_the_return = DeclarationStatus(letter="L", entry_id="310120250000000009", exported=True)
    history.hears(of_the_return, SHIP_ARRIVES + 9, System.CLEARANCE)
    registration = history.state.registration
    boxes = registration.boxes
    numbers = {
        registration.tracking_no,
        registration.seq_no,
        registration.bill_no,
        *(box.number for box in boxes),
        *(box.seal for box in boxes),
        *("浙B10001", "浙B20002", "LK-1", "LK-2", "SL-GATE", "SL-NEW"),
        *(ENTRY_ID, "310120250000000009"),
    }
    assert set(row(history).aliases) == set(map(key, numbers))
