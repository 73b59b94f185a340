"""What operations are told by the regular look: once, and again when it comes back."""

from datetime import UTC, datetime, timedelta

from models.health.changes import GONE, MOST, RAISED, Told, compared, notifications_of
from models.health.findings import Fault, Finding, FindingSource, Where
from models.kernel.language import Language
from models.kernel.terms import EscalationLevel, Party
from models.notifications.notice import Notice
from models.notifications.renderer import worded
from models.notifications.reply_commands import command

AT = datetime(2026, 11, 29, 12, tzinfo=UTC)
WHERE = Where(ui="http://ui:8233", address="127.0.0.1:7233")


def failing(number: int, since: datetime | None = AT) -> Finding:
    subject = f"NB26-{number:06}"
    return Finding(
        fault=Fault.TASK_FAILS,
        subject=subject,
        since=since,
        number=subject,
        workflow=f"consignment/{subject}",
        why="boom",
    )


BEHIND = Finding(fault=Fault.READ_MODEL_STANDS, subject="status")
NO_TEMPORAL = Finding(fault=Fault.NO_ANSWER, subject="temporal", source=FindingSource.TEMPORAL)


def test_a_finding_is_news_once() -> None:
    first = compared((), [failing(1)])
    second = compared(first.open, [failing(1)])
    assert [each.subject for each in first.new] == ["NB26-000001"]
    assert (second.new, second.gone) == ([], [])


def test_what_is_over_is_told_and_is_news_when_it_comes_back() -> None:
    over = compared([failing(1)], [])
    again = compared(over.open, [failing(1)])
    assert [each.subject for each in over.gone] == ["NB26-000001"]
    assert over.open == ()
    assert [each.subject for each in again.new] == ["NB26-000001"]


def test_what_nobody_can_be_asked_about_is_not_over() -> None:
    news = compared([failing(1), BEHIND], [NO_TEMPORAL])
    assert news.gone == [BEHIND]
    assert set(news.open) == {NO_TEMPORAL, failing(1)}
    back = compared(news.open, [])
    assert {each.fault for each in back.gone} == {Fault.NO_ANSWER, Fault.TASK_FAILS}


def test_it_has_been_so_since_it_was_seen_first() -> None:
    news = compared([failing(1, AT)], [failing(1, AT + timedelta(hours=1))])
    assert [each.since for each in news.open] == [AT]


def test_a_round_that_finds_thousands_can_still_be_kept() -> None:
    news = compared((), [BEHIND, *map(failing, range(MOST + 500))])
    assert len(news.open) == MOST
    assert news.open[0].fault is Fault.TASK_FAILS
    assert len(Told(open=news.open).model_dump_json()) < 1_000_000
    (alarm, *rest) = notifications_of(news, AT, "run", WHERE)
    assert rest == []
    assert "(+1990)" in alarm.subject


def test_operations_get_one_alarm_a_fault_with_the_command_that_mends_it() -> None:
    news = compared([BEHIND], [failing(1)])
    raised, over = notifications_of(news, AT, "run-1", WHERE)
    assert (raised.kind, raised.party, raised.level) == (
        RAISED,
        Party.OPERATIONS,
        EscalationLevel.L3,
    )
    assert (over.kind, over.level) == (GONE, EscalationLevel.L1)
    assert raised.key != over.key
    assert raised.key.startswith("run-1:")
    notice = Notice(about="stack", number="guomen", alarm=raised)
    assert command(notice) == "guomen reconcile --level 3 NB26-000001"
    assert command(Notice(about="stack", number="guomen", alarm=over)) is None


def test_a_notice_of_the_stack_reads_like_any_other() -> None:
    raised, over = notifications_of(compared([BEHIND], [failing(1), failing(2)]), AT, "run", WHERE)
    title, body = worded(
        Notice(about="stack", number="guomen", alarm=raised), Language.EN, "http://ui/list"
    )
    assert title == "[L3] guomen: workflow tasks fail: NB26-000001, NB26-000002. boom"
    assert body.splitlines()[-2:] == ["Look: http://ui/list", "guomen status"]
    title, _ = worded(Notice(about="stack", number="guomen", alarm=over), Language.ZH, "x")
    assert title == "【L1】guomen 已恢复：读模型停滞（status）"
