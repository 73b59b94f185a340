"""`guomen watch` on a real database and a real terminal."""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.cells import cell_len

from ledger import LedgerUnavailable
from models.deadlines.messages import Tick
from models.emergency.messages import AcknowledgeEmergency, RaiseEmergency
from models.kernel.terms import Danger
from scripts.watching import board_poller
from tests.history import History
from tests.postgres import run
from tests.projections.running import shown
from tests.projections.stories import OFFICER, SHIP_ARRIVES, hauled
from tests.scripts.conftest import Guomen
from workers.settings import Settings

DEAD = "postgresql://nobody@127.0.0.1:1/none"
SILENT_SECONDS = 60
LEFT_THE_SCREEN = b"\x1b[?1049l"


def stories() -> Iterator[History]:
    """Two consignments in an emergency, one of them acknowledged; and one that nobody inspects."""
    fire = RaiseEmergency(officer=OFFICER, kind=Danger.FIRE, reason="smoke from a bale")
    yield hauled(1).obeys(fire, SHIP_ARRIVES + 30)
    answered = hauled(2).obeys(fire, SHIP_ARRIVES + 30)
    yield answered.obeys(AcknowledgeEmergency(officer=OFFICER), SHIP_ARRIVES + 31)
    late = hauled(3)
    for _ in range(8):
        late.takes(Tick(), SHIP_ARRIVES + 40)
    yield late


@pytest.fixture
def watched(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A database that the read models show; no gateway, no Temporal and no projector."""
    run(shown(database_url, *stories()))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    monkeypatch.setenv("GUOMEN_GATEWAY_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("TEMPORAL_ADDRESS", "127.0.0.1:1")
    return database_url


@pytest.mark.usefixtures("watched")
def test_without_a_terminal_one_board_is_printed(guomen_command: Guomen) -> None:
    said = guomen_command("watch")
    lines = said.out.splitlines()
    assert said.code == 1, "whoever does not answer is not well"
    assert "does not answer: how it stands is unknown: temporal" in said.out
    assert len(lines) <= 24
    assert max(map(cell_len, lines)) <= 80
    for word in ("NB25-000001 火灾 FIRE", "unanswered", "NB25-000003", "lag 0"):
        assert word in said.out
    assert "q quits" not in said.out


@pytest.mark.usefixtures("watched")
def test_the_board_as_one_document(guomen_command: Guomen) -> None:
    said = guomen_command("watch", "--once", "--json")
    found = json.loads(said.out)
    assert said.code == 1
    wrong = {(each["fault"], each["subject"]) for each in found["findings"]}
    assert {("no-answer", "temporal"), ("no-answer", "gateway")} <= wrong
    assert ("read-model-left", "status") in wrong
    burning = [(each["consignment"], each["acknowledged"]) for each in found["emergencies"]]
    assert burning == [("NB25-000001", False), ("NB25-000002", True)]
    assert [each["consignment"] for each in found["late"]] == ["NB25-000003"]
    assert sum(each["count"] for each in found["stages"]) == 3
    assert found["last"][0]["position"] == found["head"]
    assert found["heard"] is None


def test_one_board_of_a_silent_database_is_an_error(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", DEAD)
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    said = guomen_command("watch", "--once")
    assert said.code == 1
    assert "PostgreSQL does not answer" in said.err


async def test_a_database_that_goes_away_is_watched_until_it_is_back(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = "http://127.0.0.1:1"
    settings = Settings.model_validate({"database_url": DEAD, "gateway_url": nobody})
    async with board_poller.BoardPoller(settings) as never:
        view = await never.look()
        assert view.board is None
        assert view.away is not None
    there = settings.model_copy(update={"database_url": database_url})
    async with board_poller.BoardPoller(there) as looking:
        first = await looking.look()
        assert (first.away, first.board is not None) == (None, True)

        async def silent(*_: object) -> None:
            raise LedgerUnavailable("no answer from PostgreSQL")

        with monkeypatch.context() as while_away:
            while_away.setattr(board_poller, "board", silent)
            second = await looking.look()
            assert second.away is not None
            assert second.board == first.board
        assert (await looking.look()).away is None


@dataclass
class Terminal:
    """A terminal of 80 by 24 with the command in it."""

    keys: int
    screen: int
    process: subprocess.Popen[bytes]
    before: list[object]
    shown: bytes = b""

    def until(self, text: bytes) -> None:
        """Read what is shown until it has this."""
        while text not in self.shown:
            self._read()

    def ends(self) -> int:
        """The exit code, once everything that was shown is read."""
        code = self.process.wait(30)
        while select.select([self.keys], [], [], 0)[0]:
            self._read()
        return code

    def _read(self) -> None:
        ready, _, _ = select.select([self.keys], [], [], SILENT_SECONDS)
        assert ready, f"nothing was shown any more: {self.shown!r}"
        more = os.read(self.keys, 65536)
        self.shown += more


@pytest.fixture
def terminal(watched: str) -> Iterator[Terminal]:
    """The board on a terminal of its own."""
    del watched
    keys, screen = pty.openpty()
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    before = termios.tcgetattr(screen)
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts.guomen", "watch"],
        stdin=screen,
        stdout=screen,
        stderr=screen,
        env={**os.environ, "TERM": "xterm-256color"},
        start_new_session=True,
    )
    yield Terminal(keys, screen, process, before)
    process.kill()
    process.wait()
    os.close(keys)
    os.close(screen)


@pytest.mark.parametrize("how", ["q", "interrupt", "terminate"])
def test_it_quits_cleanly_and_leaves_the_terminal_as_it_was(terminal: Terminal, how: str) -> None:
    terminal.until(b"q quits")
    if how == "q":
        os.write(terminal.keys, b"xq")
    else:
        number = signal.SIGINT if how == "interrupt" else signal.SIGTERM
        terminal.process.send_signal(number)
    assert terminal.ends() == 0
    assert LEFT_THE_SCREEN in terminal.shown
    assert termios.tcgetattr(terminal.screen) == terminal.before
    assert b"Traceback" not in terminal.shown
