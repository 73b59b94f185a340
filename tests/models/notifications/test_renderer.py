"""Every kind of alarm is worded in both languages, and what it offers to copy works."""

import json
import shlex
from collections.abc import Iterator
from datetime import timedelta
from string import Formatter

import pytest
from pydantic import TypeAdapter

from models.enterprise import notifications as enterprise_alarms
from models.enterprise.messages import COMMANDS as ENTERPRISE_COMMANDS
from models.kernel import notification
from models.kernel.language import Language
from models.kernel.notification import Notification
from models.kernel.terms import EscalationLevel
from models.notifications import table, texts
from models.notifications.notice import Notice, each
from models.notifications.renderer import digest, headline, message, worded
from models.notifications.reply_commands import ANSWERS, command
from models.process.event_registry import BY_TYPE
from models.process.messages import COMMANDS
from models.supervision.events import FactNotUnderstood
from tests.models.catalogue import examples
from tests.models.process.test_events import event_of
from tests.notices import TEA_TIME, alarm, batch, notice

LINK = "http://ui/namespaces/default/workflows/consignment%2FNB26-000012"
ACKNOWLEDGE = (
    "guomen act NB26-000012 acknowledge_escalation "
    """'{"deadline": "D08", "box": "CSQU3054383", "level": 2}'"""
)
ADDED = {"deadline_title", "of_danger", "unheard"}
OF_NO_EVENT = {
    "limit-neared": {"near", "used", "most"},
    "fact-too-large": {"system", "message", "bytes", "most"},
    "message-unreadable": {"system", "message", "bytes", "most"},
    "alarm-unmatched": {"system", "type", "message", "numbers", "near"},
    "message-unmatched": {"system", "type", "message", "numbers", "near"},
    # What is said of the tracker itself (tests/models/health/test_health.py).
    "finding-raised": {"finding", "subjects", "why"},
    "finding-gone": {"finding", "subjects"},
}
CHINESE = range(0x4E00, 0xA000)


def all_kinds() -> Iterator[Notice]:
    for body in examples().values():
        event = event_of(body)
        for about, row in (
            ("consignment", table.notifications_of(event)),
            ("enterprise", enterprise_alarms.notifications_of(event)),
        ):
            for one in row:
                yield Notice.model_validate(
                    {"about": about, "number": "NB26-000012", "alarm": one, "stage": "ROAD"}
                )


EVERY = list({one.alarm.kind: one for one in all_kinds()}.values())


def is_chinese(text: str) -> bool:
    return any(ord(char) in CHINESE for char in text)


def test_every_kind_that_people_are_told_of_has_a_sentence() -> None:
    kinds = {*table._ALARMS, *enterprise_alarms._ALARMS}
    names = {kind.model_fields["type"].default for kind in kinds}
    assert names | {"test", *OF_NO_EVENT} == set(texts.WHAT)
    assert set(ANSWERS) <= names


def test_a_sentence_names_only_what_its_event_says() -> None:
    for kind, text in texts.WHAT.items():
        body = BY_TYPE.get(kind)
        known = {*(body.model_fields if body else OF_NO_EVENT.get(kind, ())), *ADDED}
        for spoken in text:
            named = {name for _, name, *_ in Formatter().parse(spoken) if name}
            assert named <= known, kind


@pytest.mark.parametrize("said", EVERY, ids=lambda said: said.alarm.kind)
def test_a_notice_says_what_happened_in_the_language_that_is_asked_for(said: Notice) -> None:
    zh, en, both = (worded(said, language, LINK) for language in Language)
    assert is_chinese(zh.title)
    assert not is_chinese(en.title)
    assert not is_chinese(en.body)
    assert both.title == f"{zh.title} / {en.title}"
    for one in (zh, en, both):
        assert said.number in one.title
        assert LINK in one.body
        assert "{" not in one.title


def test_a_level_says_what_where_for_whom_until_when_and_what_to_do() -> None:
    said = worded(notice(EscalationLevel.L2), Language.EN, LINK)
    assert said.title == "[L2] NB26-000012: D08 transit window is overdue"
    assert said.body.splitlines() == [
        "D08 transit window is overdue",
        "Consignment: NB26-000012",
        "Box: CSQU3054383",
        "Stage: on the road",
        "For: checkpoint duty officer (L2)",
        "Happened: 2026-03-04 15:00",
        "Was due: 2026-03-04 15:00",
        "Answer by: 2026-03-04 17:00",
        "",
        f"Look: {LINK}",
        ACKNOWLEDGE,
    ]


def test_a_lapse_that_somebody_must_decide_says_that_nothing_is_done_by_itself() -> None:
    ends = {"deadline": "D02", "level": "4", "due": TEA_TIME.isoformat(), "party": "C3_LEAD"}
    lines = worded(notice(EscalationLevel.L4, said=ends), Language.EN, LINK).body.splitlines()
    assert "Yours to decide (seize): nothing of that is done by itself" in lines
    before = worded(notice(EscalationLevel.L3, said=ends | {"level": "3"}), Language.EN, LINK)
    assert "Yours to decide" not in before.body


def test_a_box_on_the_road_is_looked_for_by_truck_place_and_cameras() -> None:
    seen = {
        "seen_plate": "浙B10001",
        "seen_haulier": "Yong Transport",
        "seen_heard_at": TEA_TIME.isoformat(),
        "seen_place_lat": "29.9",
        "seen_place_lon": "121.8",
        "seen_place_datum": "GCJ-02",
        "seen_place_at": TEA_TIME.isoformat(),
        "seen_cameras": "K12, K31",
    }
    due = {"deadline": "D08", "level": "2", "due": TEA_TIME.isoformat()}
    lines = worded(notice(said=due | seen), Language.EN, LINK).body.splitlines()
    assert lines[3:8] == [
        "Truck: 浙B10001",
        "Haulier: Yong Transport",
        "Last heard of: 2026-03-04 15:00",
        "Last known place: 29.900000, 121.800000 (GCJ-02), 2026-03-04 15:00",
        "Cameras on its way: K12, K31",
    ]


def test_an_emergency_says_what_is_to_be_done_at_once() -> None:
    raised = alarm(
        EscalationLevel.L3, kind="emergency-raised", said={"danger": "FIRE", "reason": "smoke"}
    )
    (said,) = each(batch(raised).model_copy(update={"next_due": TEA_TIME + timedelta(minutes=5)}))
    lines = worded(said, Language.EN, LINK).body.splitlines()
    assert any(line.startswith("At once: ") for line in lines)
    assert "Next deadline: 2026-03-04 15:05" in lines
    named = '{"box": "CSQU3054383", "danger": "FIRE"}'
    assert lines[-1] == f"guomen act NB26-000012 acknowledge_emergency '{named}'"
    assert headline(said, Language.ZH).startswith("【紧急】NB26-000012 突发事件：火灾")


def test_what_somebody_wrote_cannot_break_a_sentence() -> None:
    said = notice(kind="call-failed", said={"call": "tag:1", "reason": "{0} {nobody} %s"})
    assert "{0} {nobody} %s" in worded(said, Language.BOTH, LINK).title


def test_an_alarm_of_an_older_release_says_its_subject() -> None:
    assert headline(notice(kind="", said={}), Language.EN) == "[L2] NB26-000012: D08 L2"
    torn = notice(kind="call-failed", said={})
    assert headline(torn, Language.EN) == "[L2] NB26-000012: D08 L2"


def test_a_digest_names_each_notice_with_its_command() -> None:
    several = [(notice(EscalationLevel.L1, number=f"NB26-00001{n}"), LINK) for n in (2, 3)]
    said = digest(several, Language.EN)
    assert said.title == "Guomen: 2 notices"
    assert said.body.count("acknowledge_escalation") == 2
    assert message(several, Language.EN) == said
    assert message(several[:1], Language.EN) == worded(*several[0][:1], Language.EN, LINK)


@pytest.mark.parametrize(
    "said", [said for said in EVERY if command(said)], ids=lambda said: said.alarm.kind
)
def test_the_command_to_copy_is_understood_when_it_is_pasted(said: Notice) -> None:
    program, *words_ = shlex.split(command(said) or "")
    known: dict[str, type] = {**COMMANDS}
    if words_[0] == "enterprise":
        known, words_ = {**ENTERPRISE_COMMANDS}, words_[1:]
    act, number, verb, *given = words_
    assert (program, act, number) == ("guomen", "act", said.number)
    fields = json.loads(given[0]) if given else {}
    known[verb].model_validate({"officer": "Li", **fields})  # type: ignore[attr-defined]


def test_a_long_value_is_cut_and_raw_text_left_out() -> None:
    (long,) = table.notifications_of(event_of(_not_understood("x" * 5000)))
    assert long.said == {"system": "x" * notification.LONGEST}


def _not_understood(text: str) -> FactNotUnderstood:
    return FactNotUnderstood(system=text, raw=text)


def test_old_alarms_still_load() -> None:
    alarms_of_old = TypeAdapter(Notification)
    old = alarms_of_old.dump_python(alarm(), mode="json", exclude={"kind", "said"})
    assert alarms_of_old.validate_python(old).said == {}
