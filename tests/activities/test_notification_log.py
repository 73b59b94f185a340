"""The noticeboard tells each alarm once, in a form that stays."""

import json
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from activities.notification_log import NotificationLog
from models.kernel.terms import EscalationLevel
from tests.notices import notice


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "not" / "there" / "notifications.jsonl"


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_notice_is_one_line_in_the_log_and_one_in_the_file(file: Path) -> None:
    said = notice(EscalationLevel.L3)
    with capture_logs() as logged:
        NotificationLog(file).post([said])
    (line,) = lines(file)
    assert line == {
        "key": said.alarm.key,
        "consignment": "NB26-000012",
        "party": "C1",
        "level": "L3",
        "subject": "D08 L3",
        "box": "CSQU3054383",
        "at": "2026-03-04T07:00:00+00:00",
        "kind": "escalation-raised",
        "stage": "ROAD",
        "act": "guomen act NB26-000012 acknowledge_escalation "
        """'{"deadline": "D08", "box": "CSQU3054383", "level": 3}'""",
    }
    assert [entry["key"] for entry in logged] == [said.alarm.key]


def test_what_is_posted_twice_hangs_there_once(file: Path) -> None:
    first, second = notice(), notice()
    board = NotificationLog(file)
    board.post([first])
    board.post([first, second])
    assert [line["key"] for line in lines(file)] == [first.alarm.key, second.alarm.key]


def test_another_process_knows_what_hangs_there(file: Path) -> None:
    said = notice()
    NotificationLog(file).post([said])
    with file.open("a", encoding="utf-8") as torn:
        torn.write('{"key": "cut o')
    again = NotificationLog(file)
    again.post([said])
    assert file.read_text(encoding="utf-8").count(said.alarm.key) == 1


def test_a_file_that_cannot_be_written_leaves_the_log(tmp_path: Path) -> None:
    with capture_logs() as logged, pytest.raises(OSError, match="directory"):
        NotificationLog(tmp_path).post([notice()])
    assert len(logged) == 1
