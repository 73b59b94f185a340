"""The deadlines of an enterprise (domain 4.1): reminders, lapses, and what they lead to."""

from datetime import timedelta
from decimal import Decimal

from models.enterprise import messages as m
from models.enterprise.derived_status import escalation, must_act, next_due
from models.enterprise.events import EnterpriseEscalationWithdrawn
from models.enterprise.evolve import fold
from models.kernel.enterprise_terms import AuditVerdict, EnterpriseStatus
from models.kernel.event_body import Body
from models.kernel.terms import EscalationLevel, Party
from models.rules.calendar import Span
from models.rules.rulebook import rulebook
from tests.enterprises import (
    APPLY,
    ENROL,
    ENROLLED,
    INSTITUTIONS,
    LIN,
    REINSTATE,
    SECOND,
    SITE,
    SUSPENDED,
    Enterprise,
    breach,
    enterprise,
)
from tests.given import refused
from tests.history import RULEBOOK

CALENDAR = rulebook(RULEBOOK).calendar
COUNT = m.ReconcileStock(
    officer=LIN,
    book_kg=Decimal(412300),
    counted_kg=Decimal(412300),
    verdict=AuditVerdict.ADEQUATE,
)
DRILL = m.RecordDrill(officer=LIN, subject="portal alarm", verdict=AuditVerdict.ADEQUATE)
AUDIT = m.AuditEnterprise(officer=LIN, verdict=AuditVerdict.ADEQUATE)
RENEW = m.Renew(officer=LIN)


def escalations(page: Enterprise, deadline: str) -> list[tuple[int, str, Body]]:
    bodies = [event.body for event in page.events if event.body.type == "enterprise-escalated"]
    return [(b.level, b.party, b) for b in bodies if vars(b)["deadline"] == deadline]  # type: ignore[attr-defined]


def levels_fired(page: Enterprise, deadline: str) -> list[tuple[int, str]]:
    return [(level, party) for level, party, _ in escalations(page, deadline)]


def test_the_site_is_checked_within_ten_working_days() -> None:
    page = enterprise(APPLY)
    due = [escalation.due for escalation in page.state.deadlines["M01"].escalations]
    assert due[1] == CALENDAR.after(page.now, Span(amount=10, unit="working_days"))
    page.pass_until(due[1])
    assert levels_fired(page, "M01") == [(1, "C2"), (2, "C2_LEAD")]
    page.tell(SITE)
    assert not page.state.deadlines["M01"].open


def test_an_application_is_decided_within_twenty_working_days() -> None:
    page = enterprise(APPLY, SITE)
    due = [escalation.due for escalation in page.state.deadlines["M02"].escalations]
    assert due[1] == CALENDAR.after(
        page.events[1].occurred_at, Span(amount=20, unit="working_days")
    )
    page.tell(INSTITUTIONS)
    page.tell(ENROL)
    assert not page.state.deadlines["M02"].open


def test_a_refusal_ends_every_deadline_of_the_application() -> None:
    page = enterprise(APPLY, m.RefuseApplication(officer=LIN, reason="x"))
    assert next_due(page.state) is None


def test_the_enterprise_is_reminded_sixty_thirty_and_seven_days_before_the_end() -> None:
    page = enterprise(*ENROLLED)
    ends = page.state.valid_to
    assert ends is not None
    found = [escalation.due for escalation in page.state.deadlines["M03"].escalations]
    assert [(ends - due).days for due in found] == [60, 30, 7, 0]
    page.pass_until(ends - timedelta(days=7))
    assert levels_fired(page, "M03") == [(1, "E"), (2, "E"), (3, "E")]
    assert page.state.standing is EnterpriseStatus.ENROLLED


def test_an_enrolment_that_nobody_renews_expires_and_the_officer_hears_of_it() -> None:
    page = enterprise(*ENROLLED)
    ends = page.state.valid_to
    assert ends is not None
    raised = page.pass_until(ends)
    assert raised.count("enrolment-expired") == 1
    assert levels_fired(page, "M03")[-1] == (4, "C2")
    assert page.state.standing is EnterpriseStatus.EXPIRED
    assert page.state.order is None
    assert must_act(page.state) is Party.ENTERPRISE


def test_a_renewal_in_time_goes_on_from_the_end_of_the_old_term() -> None:
    page = enterprise(*ENROLLED)
    ends = page.state.valid_to
    assert ends is not None
    page.pass_until(ends - timedelta(days=20))
    state = page.when(RENEW).then("enrolment-renewed")
    assert state.valid_to == CALENDAR.after(ends, Span(amount=12, unit="months"))
    assert not any(escalation.fired for escalation in state.deadlines["M03"].escalations)


def test_a_renewal_after_the_end_begins_now() -> None:
    page = enterprise(*ENROLLED)
    page.wait(days=400)
    state = page.when(RENEW).then("enrolment-renewed")
    assert state.standing is EnterpriseStatus.ENROLLED
    assert state.valid_to == CALENDAR.after(page.now, Span(amount=12, unit="months"))


def test_a_suspended_enterprise_does_not_renew() -> None:
    enterprise(*SUSPENDED).when(RENEW).then(refused("reinstate it first"))


def test_a_drill_is_due_every_six_months() -> None:
    page = enterprise(*ENROLLED)
    first = page.state.deadlines["M05"].escalations
    assert first[1].due == CALENDAR.after(page.now, Span(amount=6, unit="months"))
    page.pass_until(first[1].due)
    assert levels_fired(page, "M05") == [(1, "E"), (2, "C2")]
    state = page.when(DRILL).then("drill-held")
    assert state.last_drill == page.now
    assert state.deadlines["M05"].escalations[1].due > first[1].due


def test_the_stock_is_compared_with_the_books_every_month() -> None:
    page = enterprise(*ENROLLED)
    first = page.state.deadlines["M07"].escalations
    assert first[0].due == CALENDAR.after(page.now, Span(amount=1, unit="months"))
    page.pass_until(first[1].due)
    assert levels_fired(page, "M07") == [(1, "E"), (2, "C2")]
    state = page.when(COUNT).then("stock-reconciled")
    assert state.last_count == page.now
    assert state.deadlines["M07"].escalations[0].due > page.now


def test_a_difference_of_the_stock_is_explained_or_people_hear_of_it() -> None:
    less = COUNT.model_copy(update={"counted_kg": Decimal(411000)})
    page = enterprise(*ENROLLED)
    page.when(less).then(refused("explain it (note)"))
    page.when(less.model_copy(update={"note": "1.3 t in the furnace"})).then("stock-reconciled")
    wrong = less.model_copy(update={"verdict": AuditVerdict.INADEQUATE, "note": "lot not found"})
    page.when(wrong).then("stock-reconciled")
    told = page.state.notifications[-1]
    assert told.party is Party.ENTERPRISE
    found = "the stock (411000 kg counted, 412300 kg in the books) is inadequate: lot not found"
    assert told.subject == found


def test_the_audit_is_due_every_year() -> None:
    page = enterprise(*ENROLLED, DRILL)
    year = page.state.deadlines["M04"].escalations[1].due
    assert year == CALENDAR.after(
        page.state.enrolled_at or page.now, Span(amount=12, unit="months")
    )
    page.wait(days=300)
    state = page.when(AUDIT).then("enterprise-audited")
    assert state.last_audit == page.now
    assert state.deadlines["M04"].escalations[1].due == CALENDAR.after(
        page.now, Span(amount=12, unit="months")
    )


def test_a_suspension_of_ninety_days_is_a_removal() -> None:
    page = enterprise(*SUSPENDED)
    assert "enterprise-removed" not in page.wait(days=89)
    assert page.wait(days=1) == ["enterprise-escalated", "enterprise-removed"]
    assert levels_fired(page, "M06") == [(1, "E"), (2, "C2"), (3, "C3")]
    assert page.state.standing is EnterpriseStatus.REMOVED
    assert next_due(page.state) is None


def test_a_reinstatement_stops_the_ninety_days_and_another_suspension_has_its_own() -> None:
    page = enterprise(*SUSPENDED)
    page.wait(days=80)
    page.tell(REINSTATE)
    assert "enterprise-removed" not in page.wait(days=20)
    page.tell(breach("SV-01", at=page.now))
    page.wait(days=89)
    assert page.state.standing is EnterpriseStatus.SUSPENDED


def test_an_enrolment_expires_under_a_suspension_and_a_reinstatement_shows_it() -> None:
    page = enterprise(*ENROLLED)
    page.wait(days=350)
    page.tell(breach("SV-01", at=page.now))
    page.wait(days=20)
    assert page.state.standing is EnterpriseStatus.SUSPENDED
    assert page.when(REINSTATE).then("enterprise-reinstated").standing is EnterpriseStatus.EXPIRED


def test_an_escalation_is_told_to_people_and_answered_by_one() -> None:
    page = enterprise(*ENROLLED)
    page.when(m.AnswerEscalation(officer=LIN, deadline="M05")).then(refused("has not escalated"))
    page.wait(days=150)
    page.tell(COUNT)
    page.wait(days=5)
    assert page.state.notifications[-1].subject == "M05 L1"
    assert escalation(page.state) == 1
    state = page.when(m.AnswerEscalation(officer=LIN, deadline="M05")).then(
        "enterprise-escalation-answered"
    )
    assert state.answered == {"M05": LIN}
    page.wait(days=40)
    assert page.state.answered == {}


def test_folding_the_events_again_gives_the_same_state() -> None:
    page = enterprise(*SUSPENDED, breach("SV-01"), REINSTATE, DRILL, AUDIT)
    page.wait(days=500)
    assert fold(page.events) == page.state


def entered(page: Enterprise, *commands: m.EnterpriseCommand, ago: float) -> None:
    """What happened so many days ago and is entered now."""
    for command in commands:
        page.tell(command.model_copy(update={"at": page.now - timedelta(days=ago)}))


def test_a_page_that_is_entered_afterwards_calls_nobody_in_between() -> None:
    page = enterprise()
    entered(page, APPLY, ago=40)
    assert page.pass_until(page.now + timedelta(minutes=5)) == []
    entered(page, INSTITUTIONS, ago=34)
    entered(page, SITE, ago=32)
    entered(page, m.Enrol(officer=LIN, **SECOND), ago=26)
    page.wait(days=3)
    assert "enterprise-escalated" not in page.types()
    assert page.state.standing is EnterpriseStatus.ENROLLED


def test_what_was_late_indeed_is_raised_a_day_after_it_was_entered_as_of_when_it_was_due() -> None:
    page = enterprise()
    entered(page, APPLY, ago=40)
    heard = page.now
    page.pass_until(CALENDAR.after(heard, Span(amount=1, unit="working_days")))
    raised = [event for event in page.events if event.body.type == "enterprise-escalated"]
    assert levels_fired(page, "M01") == [(1, "C2"), (2, "C2_LEAD"), (3, "C3")]
    assert all(event.occurred_at < heard < event.known_from for event in raised)


def test_a_site_that_was_checked_in_time_and_entered_late_takes_the_alarm_back() -> None:
    page = enterprise(APPLY)
    begun = page.now
    page.pass_until(CALENDAR.after(begun, Span(amount=12, unit="working_days")))
    assert levels_fired(page, "M01") == [(1, "C2"), (2, "C2_LEAD")]
    at = CALENDAR.after(begun, Span(amount=8, unit="working_days"))
    state = page.when(SITE.model_copy(update={"at": at})).then(
        EnterpriseEscalationWithdrawn(deadline="M01", level=EscalationLevel.L2), "site-checked"
    )
    assert state.deadlines["M01"].level == 1, "the first was due before the check"
    assert (state.escalations, state.withdrawn) == (2, 1)


def test_a_renewal_in_time_that_is_entered_after_the_lapse_loses_no_day() -> None:
    page = enterprise(*ENROLLED)
    ends = page.state.valid_to
    assert ends is not None
    page.pass_until(ends + timedelta(days=3))
    assert page.state.standing is EnterpriseStatus.EXPIRED
    renewal = RENEW.model_copy(update={"at": ends - timedelta(days=5)})
    state = page.when(renewal).then("enterprise-escalation-withdrawn", "enrolment-renewed")
    assert state.standing is EnterpriseStatus.ENROLLED
    assert state.valid_to == CALENDAR.after(ends, Span(amount=12, unit="months"))


def test_an_older_drill_that_is_entered_later_does_not_bring_the_next_one_forward() -> None:
    page = enterprise(*ENROLLED)
    page.wait(days=100)
    held = page.now
    page.tell(DRILL)
    due = page.state.deadlines["M05"].escalations
    page.wait(days=3)
    page.tell(DRILL.model_copy(update={"at": held - timedelta(days=60)}))
    assert page.state.deadlines["M05"].escalations == due
    assert page.state.last_drill is not None
    assert page.state.last_drill > held
