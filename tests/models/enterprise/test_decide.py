"""Enterprise management (domain 4.1), row by row: what may be done when, and what follows."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from models.enterprise import events
from models.enterprise import messages as m
from models.enterprise.decide import VERBS, decide_command
from models.enterprise.messages import COMMANDS, EnterpriseCommand
from models.enterprise.state import pilot_standing, supplier_standing
from models.kernel.clock import CHINA
from models.kernel.enterprise_terms import AuditVerdict, EnterpriseStatus, Ground, Supplier
from models.kernel.message import Message
from models.kernel.terms import Party
from tests.enterprises import (
    APPLY,
    CODE,
    ENROL,
    ENROLLED,
    INSTITUTIONS,
    LIN,
    REINSTATE,
    RULES,
    SECOND,
    SITE,
    SUSPEND,
    SUSPENDED,
    breach,
    enterprise,
)
from tests.given import later, refused
from tests.history import START

DAY = timedelta(days=1)


def test_an_enterprise_applies_with_its_documents() -> None:
    state = enterprise().when(APPLY).then("enterprise-applied")
    assert state.standing is EnterpriseStatus.APPLIED
    assert state.documents == tuple(row.name for row in RULES.application)
    assert state.undocumented == ()


@pytest.mark.parametrize("name", [row.name for row in RULES.application])
def test_an_enterprise_is_enrolled_only_with_every_document_of_its_application(name: str) -> None:
    others = tuple(each for each in APPLY.documents if each != name)
    lacking = m.Apply(officer=LIN, documents=others)
    told = enterprise(lacking, INSTITUTIONS, SITE)
    told.when(ENROL).then(refused("lacks (complete_application): "))
    assert name in told.refusal
    more = m.CompleteApplication(officer=LIN, documents=(name,))
    told.when(more).then("application-completed")
    told.when(ENROL).then("enterprise-enrolled")
    told.when(more).then(refused("no application waits for a decision"))


def test_a_document_may_be_called_by_its_title_in_either_language() -> None:
    said = m.Apply(officer=LIN, documents=("Credit proof", "与地方政府合作备忘录"))
    lacking = enterprise(said).state.undocumented
    assert not {"credit-proof", "memorandum"} & set(lacking)
    assert len(lacking) == len(RULES.application) - 2


def test_a_second_application_is_refused_while_one_is_open() -> None:
    enterprise(APPLY).when(APPLY).then(refused("there is an application already"))


def test_the_site_is_checked_before_the_decision() -> None:
    state = enterprise(APPLY).when(SITE).then("site-checked")
    assert state.standing is EnterpriseStatus.SITE_CHECK
    enterprise(APPLY, INSTITUTIONS).when(ENROL).then(refused("check_site"))


def test_an_inadequate_site_leaves_the_application_where_it_is() -> None:
    bad = m.CheckSite(officer=LIN, verdict=AuditVerdict.INADEQUATE, note="open storage")
    state = enterprise(APPLY).when(bad).then("site-checked")
    assert state.standing is EnterpriseStatus.APPLIED
    assert state.notifications[-1].subject == "the site is inadequate: open storage"


def test_nobody_enrols_without_the_fifteen_institutions() -> None:
    assert len(RULES.institutions) == 15
    page = enterprise(APPLY, SITE).when(ENROL)
    page.then(refused("RESPONSIBLE_PERSON, SUPPLIER_ADMISSION"))
    assert all(row.name in page.refusal for row in RULES.institutions)


def test_each_institution_has_its_document_its_date_and_its_verdict() -> None:
    state = enterprise(APPLY, INSTITUTIONS).state
    custody = state.institutions["LOCK_CUSTODY"]
    assert (custody.document, custody.verdict) == ("YJ-06", AuditVerdict.ADEQUATE)
    assert custody.at == START + timedelta(minutes=2)
    assert state.lacking == ()


def test_an_inadequate_institution_stands_in_the_way_and_the_enterprise_hears_of_it() -> None:
    audit = m.InstitutionAudit(
        institution="RETURN", document="YJ-12", verdict=AuditVerdict.INADEQUATE, note="no deadline"
    )
    bad = m.AuditInstitutions(officer=LIN, audits=(audit,))
    page = enterprise(APPLY, SITE, INSTITUTIONS, bad)
    assert page.state.notifications[-1].subject == "institution RETURN is inadequate: no deadline"
    page.when(ENROL).then(refused("audit_institutions): RETURN"))


def test_an_institution_that_nobody_knows_is_refused_with_the_names_of_all() -> None:
    audit = m.InstitutionAudit(institution="CANTEEN", document="x", verdict=AuditVerdict.ADEQUATE)
    page = enterprise(APPLY).when(m.AuditInstitutions(officer=LIN, audits=(audit,)))
    page.then(refused("no institution 'CANTEEN'; there are: RESPONSIBLE_PERSON"))


def test_an_enrolment_is_valid_for_twelve_months() -> None:
    page = enterprise(APPLY, INSTITUTIONS, SITE).when(ENROL)
    enrolled = page.now.astimezone(CHINA)
    state = page.then(events.EnterpriseEnrolled(valid_to=enrolled.replace(year=2026), officer=LIN))
    assert state.standing is EnterpriseStatus.ENROLLED


def test_an_application_can_be_refused_and_made_again() -> None:
    no = m.RefuseApplication(officer=LIN, reason="no closed storage")
    page = enterprise(APPLY).when(no)
    assert page.then("enterprise-refused").standing is EnterpriseStatus.REFUSED
    assert page.when(APPLY).then("enterprise-applied").institutions == {}


def test_a_refusal_needs_a_reason() -> None:
    enterprise(APPLY).when(m.RefuseApplication(officer=LIN, reason=" ")).then(
        refused("give a reason")
    )


def test_a_warned_enterprise_still_takes_part_until_an_audit_finds_all_in_order() -> None:
    page = enterprise(*ENROLLED).when(m.Warn(officer=LIN, reason="late notices"))
    state = page.then("enterprise-warned")
    assert state.standing is EnterpriseStatus.WARNED
    assert pilot_standing(state, page.now) == "WARNED"
    audit = m.AuditEnterprise(officer=LIN, verdict=AuditVerdict.ADEQUATE)
    state = page.when(audit).then("enterprise-audited")
    assert (state.standing, state.warnings) == (EnterpriseStatus.ENROLLED, ("late notices",))


def test_a_suspension_is_ended_by_a_reinstatement() -> None:
    page = enterprise(*ENROLLED).when(SUSPEND)
    state = page.then("enterprise-suspended")
    assert (state.standing, pilot_standing(state, page.now)) == (
        EnterpriseStatus.SUSPENDED,
        "SUSPENDED",
    )
    page.when(SUSPEND).then(refused("suspended already"))
    assert page.when(REINSTATE).then("enterprise-reinstated").standing is EnterpriseStatus.ENROLLED
    page.when(REINSTATE).then(refused("nothing to lift"))


def test_a_removed_enterprise_may_apply_again_from_nothing() -> None:
    page = enterprise(*SUSPENDED).when(m.Remove(officer=LIN, reason="gave up"))
    assert page.then("enterprise-removed").standing is EnterpriseStatus.REMOVED
    page.when(REINSTATE).then(refused("it may apply again"))
    state = page.when(APPLY).then("enterprise-applied")
    assert (state.standing, state.suspension, state.institutions) == (
        EnterpriseStatus.APPLIED,
        None,
        {},
    )


@pytest.mark.parametrize("verb", ["warn", "suspend", "remove", "audit_enterprise", "record_drill"])
def test_only_an_enrolled_enterprise_can_be(verb: str) -> None:
    command = COMMANDS[verb].model_validate(COMMANDS[verb].sample())
    enterprise(APPLY).when(command).then(
        refused("only an enrolled enterprise; this one is APPLIED")
    )


def test_suppliers_are_admitted_and_struck() -> None:
    admit = m.AdmitSupplier(officer=LIN, supplier="Kobe Metals", country="JP")
    strike = m.StrikeSupplier(officer=LIN, supplier="Kobe Metals", reason="NC-08")
    page = enterprise(*ENROLLED).when(strike)
    page.then(refused("Kobe Metals is not admitted; admitted: none"))
    page.when(admit).then("supplier-admitted")
    page.when(admit).then(refused("admitted already"))
    assert page.when(strike).then("supplier-struck").suppliers == {"Kobe Metals": Supplier.STRUCK}


@pytest.mark.parametrize("code", ["SV-01", "SV-09", "SV-10"])
def test_a_violation_of_the_first_grade_suspends_at_once(code: str) -> None:
    page = enterprise(*ENROLLED).when(breach(code))
    state = page.then("enterprise-violation-noted", "enterprise-suspended")
    assert state.suspension is not None
    assert state.suspension.ground is Ground.GRADE_ONE
    assert state.suspension.since == START


@pytest.mark.parametrize("code", ["SV-02", "SV-03", "SV-04", "SV-05", "SV-06", "SV-07", "SV-11"])
def test_any_other_violation_is_kept_with_its_date_and_suspends_nobody(code: str) -> None:
    page = enterprise(*ENROLLED)
    for number in range(4):
        page.when(breach(code, number)).then("enterprise-violation-noted")
    assert [(each.code, each.at) for each in page.state.breaches] == [(code, START)] * 4


def test_the_third_missed_appointment_in_ninety_days_suspends() -> None:
    page = enterprise(*ENROLLED, breach(number=1), breach(number=2, at=START + 40 * DAY))
    page.when(breach(number=3, at=START + 90 * DAY))
    state = page.then(
        "enterprise-violation-noted",
        events.EnterpriseSuspended(
            ground=Ground.REPEATED,
            reason="3 of SV-08, SV-12 in 90 days",
            violations=("violation-1", "violation-2", "violation-3"),
        ),
    )
    assert state.standing is EnterpriseStatus.SUSPENDED


def test_a_third_one_after_more_than_ninety_days_does_not() -> None:
    page = enterprise(*ENROLLED, breach(number=1), breach(number=2, at=START + 40 * DAY))
    page.when(breach(number=3, at=START + 91 * DAY)).then("enterprise-violation-noted")


def test_breaches_are_counted_by_when_they_happened_not_by_when_they_were_heard_of() -> None:
    page = enterprise(*ENROLLED, breach(number=1, at=START + 80 * DAY))
    page.tell(breach(number=2, at=START + 100 * DAY))
    page.when(breach(number=3, at=START + 20 * DAY))
    page.then("enterprise-violation-noted", "enterprise-suspended")


def test_an_arrival_that_was_not_notified_counts_like_a_missed_appointment() -> None:
    page = enterprise(*ENROLLED, breach("SV-08", 1), breach("SV-12", 2))
    page.when(breach("SV-08", 3)).then("enterprise-violation-noted", "enterprise-suspended")


def test_an_excused_violation_stays_on_record_and_does_not_count() -> None:
    excuse = m.ExcuseEnterpriseViolation(
        officer=LIN, violation="violation-1", reason="road closed", **SECOND
    )
    page = enterprise(*ENROLLED, breach(number=1), breach(number=2), excuse)
    page.when(breach(number=3)).then("enterprise-violation-noted")
    assert [each.excused for each in page.state.breaches] == [True, False, False]
    page.when(excuse).then(refused("counting: violation-2, violation-3"))


def test_a_breach_that_proved_unfounded_is_excused_by_the_consignment_itself() -> None:
    page = enterprise(*ENROLLED, breach(number=1))
    lifted = breach(number=1, id="excuse-1", lifted=True, note="D11 L2 was unfounded")
    page.when(lifted).then(
        events.EnterpriseViolationExcused(
            violation="violation-1", reason="D11 L2 was unfounded", officer="guomen"
        )
    )
    page.when(breach(number=9, id="excuse-2", lifted=True)).then()


def test_what_led_to_an_earlier_suspension_does_not_count_again() -> None:
    three = [breach(number=number) for number in (1, 2, 3)]
    page = enterprise(*ENROLLED, *three, REINSTATE)
    page.when(breach(number=4, at=page.now + DAY)).then("enterprise-violation-noted")


def test_a_violation_that_is_told_twice_is_noted_once() -> None:
    enterprise(*ENROLLED, breach()).when(breach()).then()


@pytest.mark.parametrize("told", [(), (SUSPEND,)], ids=["enrolled", "suspended before"])
def test_a_removal_is_an_order_for_good(told: tuple[m.EnterpriseCommand, ...]) -> None:
    page = enterprise(*ENROLLED, *told).when(m.Remove(officer=LIN, reason="gave up"))
    order = page.then("enterprise-removed").order
    assert order is not None
    assert (order.suspended, order.for_good, order.reason) == (True, True, "gave up")


def test_a_suspended_or_removed_enterprise_is_not_suspended_again() -> None:
    enterprise(*SUSPENDED).when(breach("SV-01")).then("enterprise-violation-noted")
    removed = m.Remove(officer=LIN, reason="gave up")
    enterprise(*ENROLLED, removed).when(breach("SV-01")).then("enterprise-violation-noted")


def test_an_enterprise_that_never_applied_is_known_by_its_violations_only() -> None:
    page = enterprise(breach("SV-05"))
    assert page.state.standing is EnterpriseStatus.KNOWN
    assert pilot_standing(page.state, page.now) == "KNOWN"
    page.when(breach("SV-01", 2)).then("enterprise-violation-noted", "enterprise-suspended")
    assert pilot_standing(page.state, page.now) == "SUSPENDED"


def test_an_expired_enrolment_is_expired_for_whoever_asks_before_the_register_noticed() -> None:
    state = enterprise(*ENROLLED).state
    assert state.valid_to is not None
    assert pilot_standing(state, state.valid_to - DAY) == "ENROLLED"
    assert pilot_standing(state, state.valid_to) == "EXPIRED"


def test_a_suspension_is_an_order_that_the_consignments_have_to_hear() -> None:
    page = enterprise(*ENROLLED).when(SUSPEND)
    order = page.state.order
    assert order is not None
    assert (order.suspended, order.reason, order.id) == (
        True,
        "stock moved before release",
        str(page.last[0].id),
    )
    carried = m.Carried(order=order.id, told=("NB25-000001",), went_on=())
    assert page.when(carried).then("standing-carried").order is None


def test_a_reinstatement_replaces_an_order_that_is_still_under_way() -> None:
    page = enterprise(*SUSPENDED)
    first = page.state.order
    assert first is not None
    order = page.when(REINSTATE).then("enterprise-reinstated").order
    assert order is not None
    assert not order.suspended
    late = m.Carried(order=first.id, told=(), went_on=())
    assert page.when(late).then("standing-carried").order == order


def test_a_command_that_is_sent_twice_is_obeyed_once() -> None:
    page = enterprise(*ENROLLED)
    first = decide_command(page.state, SUSPEND, "m-1", page.now)
    assert [event.body.type for event in first] == ["enterprise-suspended"]
    page.tell(SUSPEND)
    cause = page.last[0].cause
    assert decide_command(page.state, SUSPEND, cause, page.now) == []
    warn = m.Warn(officer=LIN, reason="x")
    with pytest.raises(Exception, match="used for something else"):
        decide_command(page.state, warn, cause, page.now)


def test_a_command_happened_when_the_officer_says_but_never_in_the_future() -> None:
    at = START - DAY
    page = enterprise().when(m.Apply(officer=LIN, at=at))
    assert page.last[0].occurred_at == at
    page = enterprise().when(m.Apply(officer=LIN, at=START + timedelta(minutes=8)))
    assert page.last[0].occurred_at == page.now
    page.when(m.Apply(officer=LIN, at=datetime(2050, 1, 1, tzinfo=CHINA)))
    page.then(refused("dated ahead"))
    enterprise().when(m.Apply(officer=LIN, at=START - 91 * DAY)).then(refused("dated more than"))


@pytest.mark.parametrize(
    "command", [REINSTATE, m.ExcuseEnterpriseViolation(officer=LIN, violation="v", reason="x")]
)
@pytest.mark.parametrize(
    "second",
    [{"approver": None}, {"approver": "lin "}, {"approver_role": Party.CHECKPOINT_OFFICER}],
)
def test_a_suspension_is_not_ended_by_one_person_alone(
    command: EnterpriseCommand, second: dict[str, object]
) -> None:
    page = enterprise(*SUSPENDED).when(command.model_copy(update={**SECOND, **second}))
    page.then(refused(command.verb))
    assert page.state.standing is EnterpriseStatus.SUSPENDED


def test_every_verb_has_a_rule_and_an_example_that_is_understood() -> None:
    assert set(VERBS) == set(COMMANDS.values())
    for kind in COMMANDS.values():
        enterprise(*ENROLLED).when(kind.model_validate(kind.sample()))


def test_no_two_events_of_a_page_have_one_id() -> None:
    page = enterprise(*SUSPENDED)
    assert len({event.id for event in page.events}) == len(page.events)
    assert page.state.code == CODE


def test_a_later_check_that_finds_the_site_inadequate_undoes_the_one_before() -> None:
    inadequate = m.CheckSite(officer=LIN, verdict=AuditVerdict.INADEQUATE, note="no video")
    enterprise(APPLY, INSTITUTIONS, SITE, inadequate).when(ENROL).then(refused("check_site"))


@pytest.mark.parametrize(
    "alone", [{"approver": None}, {"approver": "LIN "}, {"approver_role": None}]
)
def test_nobody_lets_an_enterprise_in_alone(alone: dict[str, object]) -> None:
    page = enterprise(APPLY, INSTITUTIONS, SITE).when(ENROL.model_copy(update=alone))
    page.then(refused("enrol"))
    assert page.state.standing is EnterpriseStatus.SITE_CHECK


def test_an_enrolment_is_not_renewed_in_advance() -> None:
    page = enterprise(*ENROLLED).when(m.Renew(officer=LIN))
    page.then(refused("in the last 90 days"))
    page = enterprise(*ENROLLED).when(later(m.Renew(officer=LIN), days=300))
    assert page.types()[-1] == "enrolment-renewed"
    page.when(m.Renew(officer=LIN)).then(refused("in the last 90 days"))


@pytest.mark.parametrize(
    "kind, said",
    [
        (m.InstitutionAudit, {"institution": "LOCK_CUSTODY", "document": "YJ-06"}),
        (m.RecordDrill, {"officer": LIN, "subject": "fire"}),
        (m.ReconcileStock, {"officer": LIN, "book_kg": "1", "counted_kg": "1"}),
    ],
)
def test_nothing_is_adequate_that_nobody_found_so(kind: type[Message], said: Any) -> None:
    with pytest.raises(ValidationError, match="verdict"):
        kind.model_validate(said)


def test_a_supplier_is_the_same_however_it_is_spelled() -> None:
    admit = m.AdmitSupplier(officer=LIN, supplier="Kobe Metals", country="JP")
    page = enterprise(*ENROLLED, admit)
    again = admit.model_copy(update={"supplier": "KOBE  metals"})
    page.when(again).then(refused("admitted already"))
    page.when(m.StrikeSupplier(officer=LIN, supplier=" kobe metals", reason="NC-08"))
    assert page.state.suppliers == {"Kobe Metals": Supplier.STRUCK}
    assert supplier_standing(page.state, "ＫＯＢＥ ＭＥＴＡＬＳ") is Supplier.STRUCK
