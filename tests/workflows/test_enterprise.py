"""The life of an enterprise on the real server, with a clock of its own."""

import json
from datetime import timedelta
from typing import cast

import pytest
from temporalio import workflow
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from models.enterprise import messages as m
from models.enterprise.derived_status import summary
from models.enterprise.messages import UPDATES, DutyRecord
from models.execution.activity_io import DutiesDone, StandingHeard
from models.execution.enterprise_io import EnterpriseReceipt
from models.kernel.enterprise_terms import AuditVerdict, EnterpriseStatus, Phase
from models.kernel.language import Language
from models.texts import STANDINGS
from tests.enterprises import (
    APPLY,
    ENROL,
    ENROLLED,
    INSTITUTIONS,
    LIN,
    REINSTATE,
    REMOVE,
    SITE,
    SUSPEND,
    breach,
    enterprise,
)
from tests.given import later
from tests.workflows.fake_activities import Doors, silence
from tests.workflows.register import Registered, registered
from workflows.enterprise import PilotEnterpriseWorkflow
from workflows.enterprise_details import details, updates

EXAMPLES = {verb: kind.sample() for verb, kind in UPDATES.items()}


async def enrol(page: Registered) -> None:
    for command in ENROLLED:
        await page.act(command, hours=1)


async def test_an_enterprise_applies_is_audited_and_enrolled(temporal: Client) -> None:
    async with registered(temporal) as page:
        await page.act(APPLY, hours=1)
        receipt = await page.act(INSTITUTIONS, days=1)
        assert receipt.recorded == ("institution-audited",) * 15
        assert (await page.act(SITE, days=2)).standing is EnterpriseStatus.SITE_CHECK
        receipt = await page.act(ENROL, days=1)
        assert receipt.standing is EnterpriseStatus.ENROLLED
        state = await page.state()
        assert page.recorded() == state


async def test_what_the_rules_do_not_allow_is_rejected_and_leaves_no_trace(
    temporal: Client,
) -> None:
    async with registered(temporal) as page:
        with pytest.raises(WorkflowUpdateFailedError) as refusal:
            await page.act(ENROL)
        assert "no application waits" in str(refusal.value.cause)
        assert page.doors.recorded in ([], ["enterprise-registered"])


async def test_reminders_come_sixty_thirty_and_seven_days_before_the_end(
    temporal: Client,
) -> None:
    async with registered(temporal) as page:
        await enrol(page)
        ends = (await page.state()).valid_to
        assert ends is not None
        seen: list[int] = []
        for before in (60, 30, 7):
            left = ends - page.now - timedelta(days=before)
            await page.advance(seconds=left.total_seconds() + 1)
            seen.append(sum("M03" in line for line in page.doors.told))
        assert seen == [1, 2, 3]
        await page.advance(days=8)
        assert (await page.state()).standing is EnterpriseStatus.EXPIRED
        assert "M03 L4" in page.doors.told


async def test_the_third_missed_appointment_suspends_and_ninety_days_later_it_is_out(
    temporal: Client,
) -> None:
    async with registered(temporal) as page:
        await enrol(page)
        for number in (1, 2):
            receipt = await page.report(breach(number=number, at=page.now))
            assert receipt.standing is EnterpriseStatus.ENROLLED
        receipt = await page.report(breach(number=3, at=page.now))
        assert receipt.recorded == ("enterprise-violation-noted", "enterprise-suspended")
        again = await page.report(breach(number=3, at=page.now))
        assert again.standing is EnterpriseStatus.SUSPENDED
        await page.advance(days=91)
        state = await page.state()
        assert state.standing is EnterpriseStatus.REMOVED
        assert len(page.doors.calls("carry_standing")) == 2
        assert page.recorded() == state


async def test_a_suspension_and_its_end_are_each_carried_once(temporal: Client) -> None:
    heard = StandingHeard(told=("NB26-000001",), went_on=("NB26-000002",))
    async with registered(temporal, Doors(answers={"carry_standing": heard})) as page:
        await enrol(page)
        await page.act(SUSPEND, days=1)
        await page.act(REINSTATE, days=1)
        state = await page.state()
        assert state.order is None
        assert page.doors.recorded[-4:] == [
            "enterprise-suspended",
            "standing-carried",
            "enterprise-reinstated",
            "standing-carried",
        ]


async def test_it_goes_on_in_a_new_run_after_every_message(temporal: Client) -> None:
    async with registered(temporal, continue_after=1) as page:
        await enrol(page)
        await page.report(breach("SV-01", at=page.now))
        await page.act(REINSTATE, days=1)
        await page.act(
            m.RecordDrill(officer=LIN, subject="fire", verdict=AuditVerdict.ADEQUATE), days=1
        )
        state = await page.state()
        assert state.standing is EnterpriseStatus.ENROLLED
        assert page.recorded() == state
        assert len(page.doors.calls("carry_standing")) == 2


async def test_a_missed_level_is_answered_by_an_officer(temporal: Client) -> None:
    async with registered(temporal) as page:
        await enrol(page)
        await page.advance(days=155)
        await page.act(m.AnswerEscalation(officer=LIN, deadline="M05"), hours=1)
        assert (await page.state()).answered == {"M05": LIN}


DRILL = "duty:M05:enterprise"


async def to_the_drill(page: Registered) -> timedelta:
    """Enrolled; so long it takes until the drill is due."""
    await enrol(page)
    due = (await page.state()).deadlines["M05"].escalations[0].due
    return due - page.now


async def test_what_a_system_has_on_record_is_entered_before_anybody_is_called(
    temporal: Client,
) -> None:
    async with registered(temporal) as page:
        left = await to_the_drill(page)
        done = DutyRecord(at=page.now + left / 2, number="DR-7")
        page.doors.answers["look_up_duty"] = DutiesDone(done=(done,))
        await page.advance(seconds=left.total_seconds() + 1)
        state = await page.state()
        assert any(DRILL in key for key in page.doors.calls("look_up_duty"))
        assert page.doors.recorded.count("enterprise-duty-reported") == 1
        assert not any("M05 L" in told for told in page.doors.told)
        assert page.recorded() == state


async def test_what_is_on_record_and_never_entered_is_escalated_a_working_day_later(
    temporal: Client,
) -> None:
    async with registered(temporal) as page:
        left = await to_the_drill(page)
        done = DutyRecord(at=page.now + left / 2, number="DR-7")
        page.doors.answers["look_up_duty"] = DutiesDone(done=(done,))
        await page.advance(seconds=left.total_seconds() + 1)
        await page.advance(days=12)
        await page.state()
        assert "M05 L1" in page.doors.told


async def test_who_does_not_answer_is_named_in_the_escalation_that_is_raised_all_the_same(
    temporal: Client,
) -> None:
    async def silent() -> None:
        raise silence()

    async with registered(temporal, Doors(before={"look_up_duty": silent})) as page:
        left = await to_the_drill(page)
        await page.advance(seconds=left.total_seconds() + 600)
        await page.state()
        assert "M05 L1, no answer from enterprise" in page.doors.told


async def test_every_example_is_understood(temporal: Client) -> None:
    async with registered(temporal) as page:
        await enrol(page)
        answers = {verb: await sent(page, verb, example) for verb, example in EXAMPLES.items()}
        slips = {
            verb: await sent(page, verb, {**EXAMPLES[verb], "oficer": "x"}) for verb in EXAMPLES
        }
    assert set(answers.values()) == {"accepted", "Refused"}, answers
    assert not {"accepted", "Refused"} & set(slips.values()), slips


async def sent(page: Registered, verb: str, message: dict[str, object]) -> str:
    """What becomes of a plain JSON object, as the Temporal UI sends it."""
    try:
        await page.handle.execute_update(verb, message, result_type=EnterpriseReceipt)
    except WorkflowUpdateFailedError as failed:
        return str(cast("ApplicationError", failed.cause).type)
    return "accepted"


def test_a_handler_shows_the_example_of_its_message() -> None:
    updates = workflow._Definition.must_from_class(PilotEnterpriseWorkflow).updates
    assert set(updates) == set(EXAMPLES)
    for verb, example in EXAMPLES.items():
        _, _, shown = (updates[verb].description or "").partition(" Example: ")
        assert json.loads(shown) == example


@pytest.mark.parametrize("standing", [*Phase, "WARNED", "SUSPENDED"])
def test_an_operator_reads_how_it_stands_and_what_helps(standing: str) -> None:
    state = enterprise(*WAYS[EnterpriseStatus(standing)]).state
    text = details(state)
    assert state.standing == standing
    assert STANDINGS[EnterpriseStatus(standing)].said(Language.BOTH) in text
    if standing not in (EnterpriseStatus.ENROLLED, EnterpriseStatus.WARNED):
        assert f"guomen enterprise act {state.code} " in text
    assert {update.key.name for update in updates(state)} >= {"Stage", "Enterprise", "Overdue"}


def test_the_summary_of_an_enterprise_fits() -> None:
    assert len(summary("甬" * 50).encode()) <= 200


REFUSE = m.RefuseApplication(officer=LIN, reason="no closed storage")
WARN = m.Warn(officer=LIN, reason="late")
WAYS: dict[EnterpriseStatus, tuple[object, ...]] = {
    EnterpriseStatus.KNOWN: (breach("SV-05"),),
    EnterpriseStatus.APPLIED: (APPLY,),
    EnterpriseStatus.SITE_CHECK: (APPLY, SITE),
    EnterpriseStatus.ENROLLED: ENROLLED,
    EnterpriseStatus.WARNED: (*ENROLLED, WARN),
    EnterpriseStatus.SUSPENDED: (*ENROLLED, SUSPEND),
    EnterpriseStatus.EXPIRED: (*ENROLLED, *[later(m.EnterpriseTick(), days=366)] * 12),
    EnterpriseStatus.REFUSED: (APPLY, REFUSE),
    EnterpriseStatus.REMOVED: (*ENROLLED, REMOVE),
}
