"""What a system has on record as done gives officers the time to enter it; it is no entry."""

from datetime import datetime, timedelta

import pytest

from models.enterprise.messages import DutyHeard, DutyRecord, EnterpriseTick
from models.enterprise.notifications import notifications_of
from models.kernel.terms import Party, System
from models.rules.calendar import Span
from tests.enterprises import ENROLLED, RULES, Enterprise, enterprise
from tests.models.enterprise.test_deadlines import CALENDAR, DRILL, levels_fired

DAY = timedelta(days=1)


def due_for_a_drill() -> Enterprise:
    """Its drill is due at this very moment; nothing was raised of that yet."""
    page = enterprise(*ENROLLED)
    page.pass_until(first(page) - timedelta(seconds=1))
    page.now = first(page)
    return page


def first(page: Enterprise) -> datetime:
    return page.state.deadlines["M05"].escalations[0].due


def heard(at: datetime, number: str = "DR-7") -> DutyHeard:
    record = DutyRecord(at=at, number=number)
    return DutyHeard(deadline="M05", system=System.ENTERPRISE, done=(record,))


def test_a_record_of_what_was_done_in_time_waits_for_its_entry() -> None:
    page = due_for_a_drill()
    done = page.now - DAY
    page.when(heard(done)).then("enterprise-duty-reported")
    until = CALENDAR.after(page.last[0].occurred_at, RULES.entry)
    (alarm,) = notifications_of(page.last[0])
    assert (alarm.party, "DR-7" in alarm.subject) == (Party.INSPECTION_OFFICER, True)
    assert page.state.deadlines["M05"].open
    page.when(EnterpriseTick(deadline="M05")).then()
    page.pass_until(until - timedelta(seconds=1))
    assert levels_fired(page, "M05") == []
    page.pass_until(until)
    assert levels_fired(page, "M05") == [(1, "E")]


def test_what_is_entered_meanwhile_is_never_told() -> None:
    page = due_for_a_drill()
    done = page.now - DAY
    page.tell(heard(done))
    page.tell(DRILL.model_copy(update={"at": done}))
    page.pass_until(page.now + 30 * DAY)
    assert levels_fired(page, "M05") == []


def test_the_same_record_buys_time_once() -> None:
    page = due_for_a_drill()
    page.tell(heard(page.now - DAY))
    page.now = CALENDAR.after(page.now, Span(amount=2, unit="working_days"))
    page.when(heard(first(page) - DAY, "DR-8")).then()
    page.when(EnterpriseTick(deadline="M05")).then("enterprise-escalated")


@pytest.mark.parametrize("off", [-400 * DAY, DAY], ids=["before it opened", "to come"])
def test_what_was_not_done_in_its_time_buys_none(off: timedelta) -> None:
    page = due_for_a_drill()
    page.when(heard(page.now + off)).then()
    page.when(EnterpriseTick(deadline="M05")).then("enterprise-escalated")


def test_done_too_late_is_escalated() -> None:
    page = due_for_a_drill()
    page.now += DAY
    page.when(heard(page.now)).then()


def test_a_turn_is_for_the_deadline_that_was_asked_about() -> None:
    page = due_for_a_drill()
    page.when(EnterpriseTick(deadline="M04")).then()
    page.when(EnterpriseTick(deadline="M05")).then("enterprise-escalated")


def test_who_did_not_answer_is_named() -> None:
    page = due_for_a_drill()
    page.when(EnterpriseTick(deadline="M05", silent=(System.ENTERPRISE,)))
    (alarm,) = notifications_of(page.last[0])
    assert alarm.subject == "M05 L1, no answer from enterprise"


def test_every_deadline_of_a_page_has_somebody_to_ask() -> None:
    assert all(rule.asks and rule.duty for rule in RULES.deadlines)
