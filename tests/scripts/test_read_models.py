"""`guomen rebuild`, `guomen report` and `guomen status` on a real database."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.deadlines.messages import Tick
from models.health.findings import Fault, Finding
from models.health.texts import FINDINGS
from models.inspection.messages import InspectionFinding, RecordInspection
from models.supervision.messages import NoAnswer
from projections.catalogue import PROJECTIONS
from tests.history import History
from tests.postgres import execute, run
from tests.projections.running import shown
from tests.projections.stories import OFFICER, SHIP_ARRIVES, hauled, unloaded
from tests.scripts.conftest import Guomen
from workers.health_checks.records import RecordProbes
from workers.health_checks.suite import Reach
from workers.settings import Settings

WRONG = "update read_v1.status set boxes = 9"


DEAD = """
    insert into gateway.messages
      (system, message_id, digest, type, occurred_at, raw, aliases, status, last_error)
    values ('checkpoint', 'm-1', encode(sha256('{}'), 'hex'), 't', now(), '{}', '{}', 'dead', 'no')
"""
LARGE = """
    insert into gateway.oversized (system, message_id, digest, raw)
    values ('checkpoint', 'm-1', 'd', 'x')
"""
ATTEMPT = """
    insert into notices.attempts
      (alarm, target, attempt, status, why, at, stream, number, kind, party, level, subject, stage,
       raised_at)
    values ('a', 'duty', 1, %s, now(), 'consignment/NB26-000012', 'NB26-000012', %s, 'OPS', 2,
       'near a limit', 'ROAD', now())
"""
FAILED = ATTEMPT % ("'failed', 'busy'", "'call-failed'")
NEAR = ATTEMPT % ("'sent', ''", "'limit-neared'")


def stories() -> Iterator[History]:
    """One consignment that failed its inspection, and one that nobody inspects."""
    failed = RecordInspection(
        officer=OFFICER, conform=False, findings=(InspectionFinding(reason="NC-12"),)
    )
    yield unloaded(1).obeys(failed, SHIP_ARRIVES + 30)
    late = hauled(2)
    for _ in range(8):
        late.takes(Tick(), SHIP_ARRIVES + 40)
    silence = NoAnswer(call="conclusion", since=late.at(9), reason="clearance does not answer")
    yield late.takes(silence, SHIP_ARRIVES + 41)


@pytest.fixture
def filled(there: str) -> str:
    """A database that the read models show, and no stack beside it."""
    run(shown(there, *stories()))
    return there


@pytest.fixture
def there(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """An empty database, and no stack beside it."""
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
    named = [(each["subject"], each["why"]) for each in found["findings"]]
    assert ("clearance does not answer", "1 calls") in named
    shown = guomen_command("status").out
    assert "the gateway does not answer" in shown
    assert "clearance does not answer" in shown


@pytest.fixture
def only_the_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no Temporal and no projector here: what they say is left out."""

    async def asked(_: Settings, reach: Reach) -> list[Finding]:
        probes = RecordProbes(None, reach.pool)
        found = (probes.messages(), probes.targets(), probes.near_limits(), probes.too_large())
        return [each for probe in found for each in await probe]

    monkeypatch.setattr("scripts.findings.asked", asked)


@pytest.mark.usefixtures("only_the_records")
@pytest.mark.parametrize(
    "fault, wrong, command",
    [
        (Fault.MESSAGES_WAIT, DEAD, "guomen messages --status dead"),
        (Fault.TARGET_SILENT, FAILED, "guomen notices --failed"),
        (
            Fault.LIMIT_NEAR,
            NEAR,
            "temporal workflow describe --workflow-id consignment/NB26-000012",
        ),
        (Fault.FACT_TOO_LARGE, LARGE, 'guomen psql -- -c "table gateway.too_large"'),
    ],
)
def test_the_status_is_well_until_the_records_name_a_fault_and_says_what_mends_it(
    guomen_command: Guomen, there: str, fault: Fault, wrong: str, command: str
) -> None:
    well = guomen_command("status", "--json")
    assert (well.code, json.loads(well.out)["findings"]) == (0, [])
    run(execute(there, wrong))
    said = guomen_command("status", "--json")
    (found,) = json.loads(said.out)["findings"]
    assert (said.code, json.loads(said.out)["well"]) == (1, False)
    assert (found["fault"], found["must_act"], found["command"]) == (fault, "OPS", command)
    shown = guomen_command("status")
    assert shown.code == 1
    assert command in shown.out
    assert FINDINGS[fault].en in shown.out
