"""`guomen notices`: what was told, and whether the routes work, without a running stack."""

import json
from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from models.kernel.terms import EscalationLevel, Party
from models.notifications.notice import NoticeStatus
from scripts import connection, console, stack_records
from tests.notices import TEA_TIME, Sink, sink
from tests.scripts.conftest import Guomen
from workers.notifications import notification_store
from workers.notifications.notification_store import AttemptRow
from workers.settings import Settings


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    monkeypatch.setenv("GUOMEN_LANG", "en")


@pytest.fixture
def taking() -> Iterator[Sink]:
    with sink() as found:
        yield found


def routes(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    file = folder / "notices.toml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setenv("GUOMEN_NOTICES", str(file))


def row(**changed: Any) -> AttemptRow:
    usual = {
        "alarm": "a",
        "target": "duty",
        "attempt": 1,
        "status": NoticeStatus.SENT,
        "why": "",
        "at": TEA_TIME,
        "until": None,
        "number": "NB26-000012",
        "kind": "escalation-raised",
        "party": Party.CHECKPOINT_OFFICER,
        "level": EscalationLevel.L2,
        "subject": "D08 L2",
        "box": "CSQU3054383",
        "stage": "ROAD",
        "acknowledged_by": "Wang Li",
        "acknowledged_at": TEA_TIME,
    }
    return AttemptRow.model_validate({**usual, **changed})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the record is asked; it has two lines."""
    seen: list[object] = []

    class Records:
        pool = None

        async def find(self, number: str) -> str:
            return f"NB26-{number}"

    @asynccontextmanager
    async def records(_: Settings) -> Any:
        yield Records()

    async def listed(
        _: object, number: str | None, *, failed: bool, limit: int
    ) -> list[AttemptRow]:
        seen.append((number, failed, limit))
        return [row(), row(status=NoticeStatus.FAILED, why="no answer", acknowledged_by=None)]

    monkeypatch.setattr(stack_records, "opened", records)
    monkeypatch.setattr(
        connection,
        "settings_of",
        lambda _: Settings(database_url="postgresql://nobody@127.0.0.1:1/nothing"),
    )
    monkeypatch.setattr(notification_store, "listed", listed)
    return seen


def test_the_record_says_what_came_of_each_try(
    guomen_command: Guomen, asked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    said = guomen_command("notices")
    assert said.code == 0
    assert asked == [(None, False, 1000)]
    for shown in ("2026-03-04 15:00", "NB26-000012", "Wang Li", "failed: no answer", "D08 L2"):
        assert shown in said.out
    assert said.out.endswith("2 lines, 1 failed\n")


def test_the_record_can_be_narrowed_and_read_by_machines(
    guomen_command: Guomen, asked: list[object]
) -> None:
    said = guomen_command("notices", "--consignment", "000012", "--failed", "--json")
    assert asked == [("NB26-000012", True, 1000)]
    assert guomen_command("notices", "--enterprise", "甬江再生铜业有限公司").code == 0
    assert asked[1:] == [("甬江再生铜业有限公司", False, 1000)]
    assert [each["status"] for each in json.loads(said.out)] == ["sent", "failed"]


def test_a_test_goes_through_the_routes_and_says_what_each_target_answered(
    guomen_command: Guomen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taking: Sink
) -> None:
    text = f"""
        [targets.duty]
        url = "{taking.url("duty")}"
        [targets.lead]
        url = "{taking.url("${TOKEN}")}"
        [[routes]]
        parties = ["C1"]
        to = ["duty"]
        [[routes]]
        parties = ["C1", "C2"]
        levels = ["L3"]
        to = ["lead"]
    """
    routes(tmp_path, monkeypatch, text)
    monkeypatch.setenv("TOKEN", "sesame")
    monkeypatch.setenv("COLUMNS", "200")
    said = guomen_command("notices", "test", "--party", "C1", "--level", "l3")
    assert said.code == 0
    assert sorted(taking.paths) == ["/duty", "/sesame"]
    assert set(taking.titles) == {"[L3] NB00-000000: a test: nothing needs to be done"}
    assert said.out.count("sent") == 2
    assert "sesame" not in said.out


def test_a_target_that_fails_makes_the_test_fail(
    guomen_command: Guomen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taking: Sink
) -> None:
    taking.failures = 1
    url = taking.url()
    routes(tmp_path, monkeypatch, f'[targets.a]\nurl = "{url}"\n[[routes]]\nto = ["a"]')
    said = guomen_command("notices", "test")
    assert said.code == console.FAILED
    assert "failed:" in said.out


def test_what_would_wait_is_said_and_sent_only_when_asked_for(
    guomen_command: Guomen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taking: Sink
) -> None:
    digest = "digest = { every_minutes = 1440 }"
    text = f'[targets.a]\nurl = "{taking.url()}"\n[[routes]]\nto = ["a"]\n{digest}'
    routes(tmp_path, monkeypatch, text)
    monkeypatch.setenv("COLUMNS", "200")
    waiting = guomen_command("notices", "test", "--level", "L1")
    assert (waiting.code, taking.taken) == (0, [])
    assert "would wait for the digest of" in waiting.out
    assert guomen_command("notices", "test", "--level", "L1", "--now").code == 0
    assert len(taking.taken) == 1


@pytest.mark.parametrize(
    "text, why",
    [
        (None, "name their file with GUOMEN_NOTICES"),
        ('[targets.a]\nurl = "json://a"', "no route takes an L3 notice for C2"),
        ('[targets.a]\nurl = "nosuch://a"\n[[routes]]\nto = ["a"]', "target 'a': apprise"),
        ("[[routes]]\nto = ['a']", "route 1 goes to 'a'"),
    ],
)
def test_a_test_that_reaches_nobody_says_what_to_do(
    guomen_command: Guomen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str | None,
    why: str,
) -> None:
    if text is not None:
        routes(tmp_path, monkeypatch, text)
    said = guomen_command("notices", "test", "--party", "C2", "--level", "L3")
    assert said.code == console.FAILED
    assert why in said.err


def test_a_level_that_does_not_exist_is_a_misuse(guomen_command: Guomen) -> None:
    said = guomen_command("notices", "test", "--level", "L9")
    assert said.code == console.MISUSED
    assert "L1, L2, L3, L4" in said.err
