"""The record of who was called: kept once, listed with whoever has answered since."""

from datetime import timedelta

import asyncpg
import pytest

from ledger import Ledger
from models.deadlines.events import EscalationAcknowledged
from models.emergency.messages import AcknowledgeEmergency, RaiseEmergency
from models.enterprise.events import EnterpriseEscalationAnswered
from models.kernel.identity import enterprise_workflow_id
from models.kernel.notification import Notification
from models.kernel.terms import Danger, EscalationLevel
from models.notifications.notice import Attempt, Notice, NoticeStatus
from tests.enterprises import CODE
from tests.history import History, append_to, record, sample_history
from tests.models.process.test_events import event_of
from tests.notices import TEA_TIME, alarm, notice
from tests.postgres import execute
from workers.notifications import notification_store
from workers.notifications.notification_store import AttemptRow


def line(said: Notice, status: NoticeStatus = NoticeStatus.SENT, **changed: object) -> Attempt:
    number = 0 if status in (NoticeStatus.HELD, NoticeStatus.DIGEST) else 1
    usual = {"target": "duty", "number": number, "at": TEA_TIME}
    return Attempt.model_validate({"notice": said, "status": status, **usual, **changed})


async def kept(pool: asyncpg.Pool, *lines: Attempt) -> list[AttemptRow]:
    await notification_store.keep(pool, lines)
    return await notification_store.listed(pool)


async def test_a_line_comes_back_as_it_was_recorded(pool: asyncpg.Pool) -> None:
    said = notice(EscalationLevel.L3)
    failed = line(said, NoticeStatus.FAILED, why="no answer", at=TEA_TIME + timedelta(seconds=1))
    held = line(said, NoticeStatus.HELD, until=TEA_TIME + timedelta(hours=9))
    last, first = await kept(pool, held, failed)
    assert (first.status, first.attempt, first.until) == (NoticeStatus.HELD, 0, held.until)
    assert (last.status, last.attempt, last.why) == (NoticeStatus.FAILED, 1, "no answer")
    assert (last.alarm, last.target, last.number) == (said.alarm.key, "duty", "NB26-000012")
    assert (last.level, last.party, last.box) == (
        EscalationLevel.L3,
        said.alarm.party,
        said.alarm.box,
    )
    assert last.acknowledged_by is None


async def test_what_is_recorded_twice_is_there_once(pool: asyncpg.Pool) -> None:
    said = line(notice())
    assert len(await kept(pool, said, said)) == 1
    (again,) = await kept(pool, said.model_copy(update={"why": "other"}), said)
    assert again.why == ""


async def test_a_list_can_be_of_one_consignment_or_of_what_failed(pool: asyncpg.Pool) -> None:
    here, there = notice(), notice(number="NB26-000013")
    await notification_store.keep(pool, [line(here), line(there, NoticeStatus.FAILED)])
    assert [row.number for row in await notification_store.listed(pool, "NB26-000012")] == [
        "NB26-000012"
    ]
    assert [row.number for row in await notification_store.listed(pool, failed=True)] == [
        "NB26-000013"
    ]
    assert await notification_store.listed(pool, "NB26-000012", failed=True) == []


def emergency() -> History:
    raised = RaiseEmergency(officer="Li", kind=Danger.FIRE, reason="smoke")
    return sample_history(1).obeys(raised, hours=1)


async def test_taking_charge_of_an_emergency_marks_its_notices(
    pool: asyncpg.Pool, ledger: Ledger
) -> None:
    life = emergency()
    (escalation,) = life.state.notifications
    fire = Notice(about="consignment", number=life.tracking_no, alarm=escalation)
    other = notice(number=life.tracking_no, kind="call-failed", said={"call": "x", "reason": "y"})
    await record(ledger, life)
    before = await kept(pool, line(fire), line(other))
    assert [row.acknowledged_by for row in before] == [None, None]
    life.obeys(AcknowledgeEmergency(officer="Wang Li"), hours=2)
    await record(ledger, life)
    after = {row.kind: row for row in await notification_store.listed(pool)}
    assert after["emergency-raised"].acknowledged_by == "Wang Li"
    assert after["emergency-raised"].acknowledged_at == life.at(2)
    assert after["call-failed"].acknowledged_by is None


async def test_taking_charge_of_one_danger_marks_what_was_told_of_that(
    pool: asyncpg.Pool, ledger: Ledger
) -> None:
    life = emergency()
    life.obeys(RaiseEmergency(officer="Li", kind=Danger.SPILL, reason="turnings"), hours=2)
    told = [Notice(about="consignment", number=life.tracking_no, alarm=a) for a in _alarms(life)]
    life.obeys(AcknowledgeEmergency(officer="Wang Li", danger=Danger.SPILL), hours=3)
    await record(ledger, life)
    rows = {row.kind: row.acknowledged_by for row in await kept(pool, *map(line, told))}
    assert rows == {"emergency-raised": None, "danger-joined": "Wang Li"}


def _alarms(life: History) -> tuple[Notification, ...]:
    return life.state.notifications


ESCALATION = {"deadline": "D08", "box": "CSQU3054383", "level": 2}


@pytest.mark.parametrize(
    "answer, acknowledged",
    [
        (ESCALATION, True),
        ({**ESCALATION, "level": 3}, True),
        ({**ESCALATION, "level": 1}, False),
        ({**ESCALATION, "deadline": "D09"}, False),
        ({**ESCALATION, "box": None}, False),
        ({**ESCALATION, "danger": "LOCK"}, False),
    ],
)
async def test_an_answer_marks_the_levels_that_it_reaches(
    pool: asyncpg.Pool, ledger: Ledger, answer: dict[str, object], *, acknowledged: bool
) -> None:
    said = notice(EscalationLevel.L2)
    body = event_of(EscalationAcknowledged.model_validate({"officer": "Li", **answer}))
    await append_to(ledger, said.workflow_id, [body])
    early = alarm(EscalationLevel.L2, at=body.occurred_at - timedelta(hours=1))
    late = alarm(EscalationLevel.L2, at=body.occurred_at + timedelta(hours=1))
    lines = [line(said.model_copy(update={"alarm": each})) for each in (early, late)]
    rows = {row.alarm: row.acknowledged_by for row in await kept(pool, *lines)}
    assert rows == {early.key: "Li" if acknowledged else None, late.key: None}


async def test_an_answer_of_an_enterprise_marks_its_notices(
    pool: asyncpg.Pool, ledger: Ledger
) -> None:
    answered = event_of(EnterpriseEscalationAnswered(deadline="M04", officer="Li"))
    await append_to(ledger, enterprise_workflow_id(CODE), [answered])
    escalation = alarm(
        EscalationLevel.L1,
        kind="enterprise-escalated",
        said={"deadline": "M04"},
        box=None,
        at=answered.occurred_at,
    )
    (row,) = await kept(pool, line(Notice(about="enterprise", number=CODE, alarm=escalation)))
    assert row.acknowledged_by == "Li"


async def test_the_tracker_adds_to_the_record_and_the_reader_reads_it(pool: asyncpg.Pool) -> None:
    said = line(notice())
    async with pool.acquire() as connection:
        await connection.execute("set role ledger_writer")
        await notification_store.keep(connection, [said])
        await notification_store.keep(connection, [said])
        await connection.execute("set role ledger_reader")
        assert len(await notification_store.listed(connection)) == 1
        await connection.execute("reset role")


@pytest.mark.parametrize(
    "role, statement",
    [
        ("ledger_writer", "update notices.attempts set why = 'x'"),
        ("ledger_writer", "delete from notices.attempts"),
        ("ledger_reader", "insert into notices.attempts default values"),
        ("gateway", "select from notices.attempts"),
        ("projector", "select from notices.attempts"),
    ],
)
async def test_nobody_changes_the_record_and_few_see_it(
    database_url: str, role: str, statement: str
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await execute(database_url, f"set role {role}; {statement}")


async def test_a_target_that_takes_nothing_is_listed_until_it_does(pool: asyncpg.Pool) -> None:
    first, second = notice(), notice()
    tries = [line(each, NoticeStatus.FAILED, why="busy") for each in (first, second)]
    await notification_store.keep(pool, [*tries, line(notice(), target="lead")])
    (silent,) = await notification_store.silent_targets(pool)
    assert (silent.target, silent.notices, silent.why) == ("duty", 2, "busy")
    assert silent.since == first.alarm.at
    await notification_store.keep(pool, [line(each, number=2) for each in (first, second)])
    assert await notification_store.silent_targets(pool) == []


async def test_what_somebody_has_answered_is_no_longer_listed(
    pool: asyncpg.Pool, ledger: Ledger
) -> None:
    life = emergency()
    (escalation,) = life.state.notifications
    fire = Notice(about="consignment", number=life.tracking_no, alarm=escalation)
    await notification_store.keep(pool, [line(fire, NoticeStatus.FAILED, why="busy")])
    await record(ledger, life)
    assert len(await notification_store.silent_targets(pool)) == 1
    life.obeys(AcknowledgeEmergency(officer="Wang Li"), hours=2)
    await record(ledger, life)
    assert await notification_store.silent_targets(pool) == []
