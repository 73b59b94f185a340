"""`guomen messages` and what `guomen status` says of messages, on a real database."""

import asyncio
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from ledger import connect
from tests.postgres import execute, run
from tests.scripts.conftest import Guomen
from tests.workers.gateway.fixtures import Tracker, message, running

UNKNOWN_BOX = "TCLU4265917"


class _Alive(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/health" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def alive() -> Iterator[str]:
    """The address of a gateway that says it is healthy, and nothing else."""
    with HTTPServer(("127.0.0.1", 0), _Alive) as server:
        serving = Thread(target=server.serve_forever)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


@pytest.fixture
def kept(
    database_url: str,
    alive: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> str:
    """A dead letter (1), a parked message (2) and a delivered one (3)."""

    async def fill() -> None:
        async with await connect(database_url) as pool, running(pool, Tracker()) as gateway:
            await gateway.take(message(1, box=UNKNOWN_BOX, note="\x9b2J浙B12345"))
            await gateway.retry_when_old()
            await gateway.take(message(2, box=UNKNOWN_BOX))
            await gateway.take(message(3))

    asyncio.run(fill())
    capsys.readouterr()
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    monkeypatch.setenv("GUOMEN_GATEWAY_URL", alive)
    monkeypatch.setenv("GUOMEN_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")
    return database_url


def listed(guomen_command: Guomen, *more: str) -> dict[int, str]:
    found = json.loads(guomen_command("messages", "--json", *more).out)
    return {each["number"]: each["status"] for each in found}


def test_what_waits_is_listed_with_why_and_who_must_act(guomen_command: Guomen, kept: str) -> None:
    del kept
    assert listed(guomen_command) == {1: "dead", 2: "parked"}
    said = guomen_command("messages")
    assert said.code == 0
    assert f"no consignment is known as {UNKNOWN_BOX}" in " ".join(said.out.split())
    assert "2 messages, 1 of them dead" in said.out
    assert "operations must act" in said.out.lower()


def test_the_list_is_narrowed_by_status_and_by_system(guomen_command: Guomen, kept: str) -> None:
    del kept
    assert listed(guomen_command, "--status", "delivered") == {3: "delivered"}
    assert listed(guomen_command, "--status", "dead", "--status", "delivered") == {
        1: "dead",
        3: "delivered",
    }
    assert listed(guomen_command, "--system", "clearance") == {}


def test_one_message_is_shown_as_it_came_without_what_a_terminal_obeys(
    guomen_command: Guomen, kept: str
) -> None:
    del kept
    said = guomen_command("messages", "show", "1")
    found = json.loads(said.out)
    assert "\x9b" not in said.out
    assert "\\x9b2J浙B12345" in found["raw"]
    assert (found["must_act"], found["interventions"]) == ("OPS", [])
    missing = guomen_command("messages", "show", "99")
    assert (missing.code, "no message 99" in missing.err) == (1, True)


def test_a_letter_is_discarded_with_a_reason_and_taken_back(
    guomen_command: Guomen, kept: str
) -> None:
    del kept
    discarded = guomen_command("messages", "discard", "1", "--reason", "a test", "--as", "Wang Li")
    assert discarded.code == 0
    assert listed(guomen_command) == {2: "parked"}
    assert guomen_command("messages", "retry", "1", "--as", "Chen Hao").code == 0
    assert listed(guomen_command) == {1: "dead", 2: "parked"}
    done = json.loads(guomen_command("messages", "show", "1").out)["interventions"]
    assert [(each["action"], each["officer"], each["reason"]) for each in done] == [
        ("discarded", "Wang Li", "a test"),
        ("retried", "Chen Hao", "asked for"),
    ]


def test_all_that_waits_is_retried_at_once(guomen_command: Guomen, kept: str) -> None:
    said = guomen_command("messages", "retry", "--all")
    assert (said.code, "1, 2" in said.out) == (0, True)
    due = run(execute(kept, "select 1 from gateway.messages where next_try_at > clock_timestamp()"))
    assert not due


@pytest.mark.parametrize(
    "arguments, code, error",
    [
        (["discard", "1"], 2, "--reason"),
        (["discard", "1", "--reason", "  "], 2, "--reason"),
        (["discard", "1", "--reason", "a\x1b[2Jb"], 2, "--reason"),
        (["discard", "--reason", "why not"], 2, "guomen messages"),
        (["retry"], 2, "--all"),
        (["retry", "3"], 1, "none waits"),
        (["discard", "3", "99", "--reason", "why not"], 1, "none waits"),
        (["discard", "nine", "--reason", "why not"], 2, "NUMBER"),
        (["show", "99999999999999999999"], 2, "NUMBER"),
        (["retry", "99999999999999999999"], 2, "NUMBER"),
    ],
)
def test_what_cannot_be_done_is_said(
    guomen_command: Guomen, kept: str, arguments: list[str], code: int, error: str
) -> None:
    del kept
    said = guomen_command("messages", *arguments)
    assert (said.code, error in said.err) == (code, True), said.err
    assert listed(guomen_command) == {1: "dead", 2: "parked"}


# --- guomen status -------------------------------------------------------------------------------


def test_status_shows_what_waits_who_must_act_and_fails_while_a_letter_is_dead(
    guomen_command: Guomen, kept: str
) -> None:
    del kept
    said = guomen_command("status", "--json")
    found = json.loads(said.out)
    waiting = {each["status"]: (each["messages"], each["must_act"]) for each in found["messages"]}
    assert (said.code, found["well"]) == (1, False)
    assert dead_letters(found)
    assert waiting == {"dead": (1, "OPS"), "parked": (1, "OPS")}
    assert found["heard"]["checkpoint"] is not None
    assert "guomen messages show NUMBER" in " ".join(guomen_command("status").out.split())

    guomen_command("messages", "discard", "1", "--reason", "a test of the camera")

    assert not dead_letters(json.loads(guomen_command("status", "--json").out))


def dead_letters(found: dict[str, Any]) -> bool:
    """Whether they are among what is wrong."""
    named = [(each["fault"], each["subject"]) for each in found["findings"]]
    return ("messages-wait", "dead") in named


def test_status_without_anything_that_waits_says_nothing_of_messages(
    guomen_command: Guomen, kept: str
) -> None:
    del kept
    assert guomen_command("messages", "discard", "1", "2", "--reason", "a test").code == 0
    assert json.loads(guomen_command("status", "--json").out)["messages"] == []
    assert "not delivered" not in guomen_command("status").out
