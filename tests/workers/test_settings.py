"""Settings come from the environment, complain by name, and never show a secret."""

from pathlib import Path

import pytest

from models.kernel.language import Language
from workers import settings
from workers.errors import NotConfigured
from workers.settings import LogFormat
from workflows.task_queues import Queue

DSN = "postgresql://writer:sesame@db/guomen"


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", DSN)


def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUOMEN_LOG_FORMAT", "json")
    monkeypatch.setenv("TEMPORAL_ADDRESS", "temporal:7233")
    read = settings.read()
    assert read.log_format is LogFormat.JSON
    assert read.temporal_address == "temporal:7233"
    assert read.task_queue == "guomen"


def test_people_read_both_languages_unless_one_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.read().lang is Language.BOTH
    monkeypatch.setenv("GUOMEN_LANG", "zh")
    assert settings.read().lang is Language.ZH


def test_a_wrong_value_is_named_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUOMEN_LOG_FORMAT", "xml")
    with pytest.raises(NotConfigured, match="GUOMEN_LOG_FORMAT is 'xml'"):
        settings.read()


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUOMEN_CHECKPOINT_WEBHOOK_SECRETS", "whsec_c2VzYW1l")
    shown = repr(settings.read())
    assert "sesame" not in shown
    assert "whsec_" not in shown


def test_a_tracker_serves_every_queue_unless_some_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert settings.read().queues == set(Queue)
    monkeypatch.setenv("GUOMEN_QUEUES", "clearance, checkpoint")
    assert settings.read().queues == {Queue.CLEARANCE, Queue.CHECKPOINT}
    monkeypatch.setenv("GUOMEN_QUEUES", "clearence")
    with pytest.raises(NotConfigured, match="GUOMEN_QUEUES is 'clearence'"):
        settings.read()
