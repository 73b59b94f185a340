"""`guomen rebuild`, `guomen report` and `guomen status` on a real database."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import connect
from models import messages as m
from models.notices.notice import Attempt, Status
from projections.catalogue import PROJECTIONS
from tests.history import History
from tests.notices import TEA_TIME, notice
from tests.postgres import execute, run
from tests.projections.running import shown
from tests.projections.stories import OFFICER, SHIP_ARRIVES, hauled, unloaded
from tests.scripts.conftest import Guomen
from workers import attempts

WRONG = "update read_v1.status set boxes = 9"


def stories() -> Iterator[History]:
    """One consignment that failed its inspection, and one that nobody inspects."""
    failed = m.RecordInspection(
        officer=OFFICER, conform=False, findings=(m.Finding(reason="NC-12"),)
    )
    yield unloaded(1).obeys(failed, SHIP_ARRIVES + 30)
    late = hauled(2)
    for _ in range(8):
        late.takes(m.Tick(), SHIP_ARRIVES + 40)
    silence = m.NoAnswer(call="conclusion", since=late.at(9), reason="clearance does not answer")
    yield late.takes(silence, SHIP_ARRIVES + 41)


@pytest.fixture
def filled(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A database that the read models show, and no stack beside it."""
    run(shown(database_url, *stories()))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    monkeypatch.setenv("GUOMEN_GATEWAY_URL", "http://127.0.0.1:1")
    return database_url


def test_a_sound_read_model_passes_the_check(guomen_command: Guomen, filled: str) -> None:
    del filled
    said = guomen_command("rebuild", "all", "--check", "--json")
    found = json.loads(said.out)
    assert said.code == 0
    assert [each["projection"] for each in found] == [each.name for each in PROJECTIONS]
    assert all(each["equal"] and not each["switched"] for each in found)


def test_a_wrong_one_fails_the_check_and_is_mended(guomen_command: Guomen, filled: str) -> None:
    run(execute(filled, WRONG))
    assert guomen_command("rebuild", "status", "--check").code == 1
    mended = guomen_command("rebuild", "status")
    assert mended.code == 0
    assert "NB25-000001, NB25-000002" in " ".join(mended.out.split())
    assert guomen_command("rebuild", "status", "--check").code == 0


def test_an_unknown_read_model_is_a_misuse(guomen_command: Guomen, filled: str) -> None:
    del filled
    said = guomen_command("rebuild", "nothing")
    assert said.code == 2
    assert "dwell" in said.err


def test_the_reports_count(guomen_command: Guomen, filled: str) -> None:
    del filled
    dwell = json.loads(guomen_command("report", "dwell", "--json").out)
    port = next(line for line in dwell if line["span"] == "discharge to gate-out")
    assert (port["mode"], port["n"], port["median_seconds"]) == ("PILOT", 2, 3 * 3600)
    reasons = json.loads(guomen_command("report", "reasons", "--by", "kind", "--json").out)
    found = {line["code"]: line for line in reasons}
    assert (found["NC-12"]["batches"], found["NC-12"]["n"]) == (1, 2)
    waiting = json.loads(guomen_command("report", "escalations", "--waiting", "--json").out)
    assert {line["consignment"] for line in waiting} >= {"NB25-000002"}


@pytest.mark.parametrize("report", ["dwell", "reasons", "escalations"])
def test_a_report_fits_the_terminal(
    guomen_command: Guomen, filled: str, columns: int, report: str
) -> None:
    del filled
    said = guomen_command("report", report)
    assert said.code == 0
    assert max(map(len, said.out.splitlines())) <= columns


def test_the_status_shows_lag_and_what_is_silent(guomen_command: Guomen, filled: str) -> None:
    run(execute(filled, "update projections.checkpoints set position = 1 where name = 'dwell'"))
    said = guomen_command("status", "--json")
    found = json.loads(said.out)
    lags = {each["name"]: each["lag"] for each in found["read_models"]}
    assert (said.code, found["well"], found["heard"]) == (1, False, None)
    assert lags["dwell"] == found["head"] - 1
    assert lags["status"] == 0
    assert [(each["reason"], each["calls"]) for each in found["silences"]] == [
        ("clearance does not answer", 1)
    ]
    shown = guomen_command("status").out
    assert "the gateway does not answer" in shown
    assert "clearance does not answer" in shown


def test_the_status_shows_a_target_that_takes_no_notice(
    guomen_command: Guomen, filled: str
) -> None:
    run(_nobody_takes_it(filled))
    (untold,) = json.loads(guomen_command("status", "--json").out)["untold"]
    assert (untold["target"], untold["notices"], untold["why"]) == ("duty", 1, "busy")
    said = guomen_command("status")
    assert said.code == 1
    assert "notices that nobody has taken, sent again" in said.out


async def _nobody_takes_it(dsn: str) -> None:
    tried = Attempt(
        notice=notice(), target="duty", number=1, status=Status.FAILED, at=TEA_TIME, why="busy"
    )
    async with await connect(dsn) as pool:
        await attempts.keep(pool, [tried])
