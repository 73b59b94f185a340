"""Logs: one line an entry, ours and the libraries' alike, findable by consignment and workflow."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from workers import telemetry
from workers.settings import LogFormat, Settings


@pytest.fixture(autouse=True)
def _restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def configure(log_format: LogFormat) -> None:
    telemetry.configure(Settings(database_url="postgresql://db/guomen", log_format=log_format))


def entries(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_what_is_bound_is_in_every_entry(capsys: pytest.CaptureFixture[str]) -> None:
    configure(LogFormat.JSON)
    with structlog.contextvars.bound_contextvars(consignment="NB25-000123"):
        structlog.get_logger("gateway").info("delivered", message="checkpoint-00000123")
    (entry,) = entries(capsys)
    assert (entry["event"], entry["consignment"]) == ("delivered", "NB25-000123")
    assert (entry["logger"], entry["level"]) == ("gateway", "info")


def test_a_library_that_logs_speaks_the_same_language(capsys: pytest.CaptureFixture[str]) -> None:
    configure(LogFormat.JSON)
    about = {"workflow_id": "consignment/NB25-000123", "run_id": "r1"}
    logging.getLogger("temporalio.workflow").warning(
        "stuck for %d s", 5, extra={"temporal_workflow": about}
    )
    (entry,) = entries(capsys)
    assert entry["event"] == "stuck for 5 s"
    assert (entry["workflow"], entry["run"]) == ("consignment/NB25-000123", "r1")


def test_an_error_is_one_line_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    configure(LogFormat.JSON)
    try:
        int("no such box")
    except ValueError:
        structlog.get_logger().exception("refused")
    (entry,) = entries(capsys)
    assert "ValueError: invalid literal" in entry["exception"]


def test_requests_of_the_http_client_are_not_worth_a_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure(LogFormat.CONSOLE)
    logging.getLogger("httpx2").info("GET /health")
    assert capsys.readouterr().err == ""


HOSTILE = "a\x1b[2J\x1b]8;;http://x\x07b\r\x9b31m\u202ec\n2026-01-01 [info] forged"


@pytest.mark.parametrize("log_format", LogFormat)
def test_nothing_that_an_entry_quotes_does_anything_in_a_terminal(
    capsys: pytest.CaptureFixture[str], log_format: LogFormat
) -> None:
    configure(log_format)
    structlog.get_logger().warning("refused", error=HOSTILE, why=ValueError(HOSTILE))
    logging.getLogger("uvicorn.error").error("bad request: %s", HOSTILE)
    try:
        dict[str, str]()[HOSTILE]
    except KeyError:
        structlog.get_logger().exception(HOSTILE)
    said = capsys.readouterr().err
    assert all(sign.isprintable() or sign == "\n" for sign in said)
    assert not any(line.startswith("2026-01-01 [info] forged") for line in said.splitlines()[:2])
    if log_format is LogFormat.JSON:
        assert json.loads(said.splitlines()[0])["error"] == HOSTILE
