"""Each deadline shows how it stands, and is judged by when things happened."""

from datetime import timedelta

from models.arrival.events import VesselArrived
from models.deadlines.messages import AcknowledgeEscalation, Tick
from models.kernel.terms import AuditDecision, EscalationLevel, System
from models.pre_shipment.messages import DecidePreShipment
from models.returns.messages import OrderReturn
from models.supervision.messages import Hold
from projections.deadlines import DeadlineRow, DeadlineStatus, rows
from tests.history import FILE, START, History, sample_history
from tests.projections.stories import OFFICER, SHIP_ARRIVES, approved, consignment, hauled

HOLD = Hold(officer=OFFICER, reason="papers")
APPROVE = DecidePreShipment(officer=OFFICER, decision=AuditDecision.APPROVE)
# D04, the pre-shipment audit, first escalates 72 hours before the ship arrives.
D04_DUE = SHIP_ARRIVES - 72


def deadline(history: History, name: str, box: str = "") -> DeadlineRow:
    shown = {(row.deadline, row.box): row for row in rows(consignment(history))}
    return shown[name, box]


def sailed() -> History:
    """Registered after its loading: nothing is due before the arrival draws near."""
    return sample_history(1, etd=START - timedelta(days=1))


def submitted() -> History:
    return sample_history(1).hears(FILE, 1, System.ENTERPRISE)


def test_what_runs_is_open_with_its_next_level() -> None:
    history = sample_history(1)
    shown = deadline(history, "D04")
    assert (shown.status, shown.level, shown.next_due) == (
        DeadlineStatus.OPEN,
        None,
        history.at(D04_DUE),
    )


def test_an_escalation_that_fired_shows_as_escalated() -> None:
    shown = deadline(sailed().takes(Tick(), D04_DUE + 1), "D04")
    assert (shown.status, shown.level) == (DeadlineStatus.ESCALATED, EscalationLevel.L1)
    assert [escalation.fired for escalation in shown.escalations] == [True, False, False]


def test_who_answered_an_escalation_is_shown() -> None:
    history = sailed().takes(Tick(), D04_DUE + 1)
    history.obeys(AcknowledgeEscalation(officer=OFFICER, deadline="D04"), D04_DUE + 2)
    assert deadline(history, "D04").acknowledged_by == OFFICER


def test_what_happened_in_time_is_met() -> None:
    history = approved(1)
    assert deadline(history, "D03").status is DeadlineStatus.MET
    assert deadline(history, "D04").status is DeadlineStatus.MET
    assert deadline(history, "D04").next_due is None


def test_what_happened_late_is_breached() -> None:
    history = submitted().takes(Tick(), 100).obeys(APPROVE, 101)
    shown = deadline(history, "D03")
    assert (shown.status, shown.closed_at) == (DeadlineStatus.BREACHED, history.at(101))


def test_what_happened_late_is_breached_even_if_nobody_was_alarmed() -> None:
    assert deadline(submitted().obeys(APPROVE, 101), "D03").status is DeadlineStatus.BREACHED


def test_what_happened_in_time_and_was_heard_late_is_met_and_its_escalation_withdrawn() -> None:
    history = submitted().takes(Tick(), 60).takes(Tick(), 60)
    in_time = APPROVE.model_copy(update={"at": history.at(2)})
    shown = deadline(history.obeys(in_time, 61), "D03")
    assert (shown.status, shown.withdrawn, shown.level) == (DeadlineStatus.MET, 2, None)


def test_on_another_course_a_deadline_is_moot() -> None:
    history = approved(1).hears(VesselArrived(vessel="EVER LUCID"), SHIP_ARRIVES, System.CLEARANCE)
    history.obeys(OrderReturn(officer=OFFICER, reason="smell"), SHIP_ARRIVES + 1)
    assert deadline(history, "D01").status is DeadlineStatus.MOOT
    assert deadline(history, "D17").status is DeadlineStatus.OPEN


def test_under_an_overlay_a_deadline_is_frozen() -> None:
    shown = deadline(submitted().obeys(HOLD, 2), "D03")
    assert (shown.status, shown.next_due) == (DeadlineStatus.FROZEN, None)


def test_while_a_deadline_is_frozen_it_cannot_be_breached() -> None:
    history = submitted().obeys(HOLD, 2).obeys(APPROVE, 500)
    assert deadline(history, "D03").status is DeadlineStatus.MET


def test_each_box_has_its_own_row() -> None:
    history = hauled(1, boxes=2)
    assert [deadline(history, "D08", box).status for box in history.state.boxes] == [
        DeadlineStatus.MET,
        DeadlineStatus.MET,
    ]
