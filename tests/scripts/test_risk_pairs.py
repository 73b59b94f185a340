"""`guomen risk levels`, `show` and `signals` on a real ledger: from a level back to its events."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import Ledger, connect
from models.inspection.messages import InspectionFinding
from models.process.risk_findings import findings_of
from tests.history import History
from tests.postgres import fresh_database, run
from tests.projections.decided import failed, released, returned
from tests.projections.running import shown
from tests.projections.suppliers import PAIR, STREAM, supplier_events, tell_supplier
from tests.scripts.conftest import Guomen

NAME = f"{PAIR.enterprise} / {PAIR.supplier} / {PAIR.kind}"


def life() -> History:
    return returned(failed(1, InspectionFinding(reason="NC-09")))


async def fill(dsn: str) -> None:
    """A batch that was found out, what its supplier's stream says of it, and clean ones."""
    history = life()
    (found,) = findings_of(history.state, history.events)
    async with await connect(dsn) as pool:
        await tell_supplier(Ledger(pool), supplier_events(found=found))
    await shown(dsn, history, *(released(n) for n in range(2, 13)))


@pytest.fixture(scope="module")
def filled_once(postgres_dsn: str, template_database: str) -> Iterator[str]:
    with fresh_database(postgres_dsn, template_database) as dsn:
        run(fill(dsn))
        yield dsn


@pytest.fixture(autouse=True)
def _beside_it(filled_once: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", filled_once)
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    monkeypatch.setenv("GUOMEN_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)


def test_every_pair_is_listed_with_its_level_and_bounds(guomen_command: Guomen) -> None:
    said = guomen_command("risk", "levels", "--json")
    (found,) = json.loads(said.out)
    assert (said.code, found["level"], found["why"]) == (0, "R3", "MAJOR_FOUND")
    assert (found["supplier"], found["stream"]) == (PAIR.supplier, STREAM)
    assert set(found["bounds"]) == {"ANY", "GRAVE", "CRITICAL", "HARM"}
    assert "a major defect" in guomen_command("risk", "levels").out


def test_pairs_are_found_by_name_and_level_however_it_is_written(guomen_command: Guomen) -> None:
    asked = ("risk", "levels", "--json", "--supplier", "kobe  metals")
    assert len(json.loads(guomen_command(*asked, "--level", "R3").out)) == 1
    assert json.loads(guomen_command(*asked, "--level", "R1").out) == []


def test_a_supplier_that_nobody_knows_is_named_with_those_there_are(
    guomen_command: Guomen,
) -> None:
    said = guomen_command("risk", "levels", "--supplier", "Nobody")
    assert said.code == 1
    assert "no pair has the supplier 'Nobody'; there are: KOBE METALS" in said.err


def test_a_level_goes_back_to_the_events_that_led_to_it(guomen_command: Guomen) -> None:
    document = json.loads(guomen_command("risk", "show", NAME, "--json").out)
    assert (document["level"], document["why"]) == ("R3", "MAJOR_FOUND")
    (bad,) = (row for row in document["batches"] if row["findings"])
    (finding,) = bad["findings"]
    events = {event["event_id"]: event for event in document["events"]}
    place = events[finding["event_id"]]
    assert place["stream_id"] == f"consignment/{bad['consignment']}"
    assert place["version"] == finding["version"]
    assert len(place["hash"]) == 64
    worsened = next(each for each in document["changes"] if each["why"] == "MAJOR_FOUND")
    assert events[worsened["event_id"]]["stream_id"] == STREAM
    assert events[document["bounds"][0]["event_id"]]["event_type"] == "pair-assessed"


def test_the_walk_is_shown_step_by_step(guomen_command: Guomen) -> None:
    document = json.loads(guomen_command("risk", "show", NAME, "--json").out)
    out = guomen_command("risk", "show", "kobe metals").out
    assert f"{NAME}: R3, a major defect" in out
    assert "R1 → R3" in out
    assert "seals of another series" in out
    assert "NC-09" in out
    assert "12 batches in the window, 1 of them found out" in out
    assert "[asm]" in out
    hashes = {event["event_id"]: event["hash"] for event in document["events"]}
    (bad,) = (row for row in document["batches"] if row["findings"])
    assert hashes[bad["findings"][0]["event_id"]][:16] in out


@pytest.mark.parametrize("wrong", ["nobody", "Kobe Metals / COPPER_ALLOY", " / "])
def test_a_pair_that_is_not_there_is_said_to_be_so(guomen_command: Guomen, wrong: str) -> None:
    said = guomen_command("risk", "show", wrong)
    assert said.code == 1
    assert "there is no pair" in said.err
    assert PAIR.supplier in said.err


def test_a_chart_says_how_near_a_supplier_is_to_an_alarm(guomen_command: Guomen) -> None:
    charts = json.loads(guomen_command("risk", "signals", "--json").out)
    found = {chart["band"]: chart for chart in charts}
    assert [chart["band"] for chart in charts] == ["CRITICAL", "MAJOR", "MINOR"]
    assert (found["MAJOR"]["found"], found["MINOR"]["found"]) == (1, 0)
    assert found["MAJOR"]["peak"] > found["MINOR"]["peak"] == 0
    assert json.loads(guomen_command("risk", "signals", "--alarms", "--json").out) == []
    assert "CUSUM" in guomen_command("risk", "signals").out
    assert guomen_command("risk", "signals", "--supplier", "Nobody").code == 1


@pytest.mark.parametrize("verb", [("levels",), ("show", NAME), ("signals",)])
@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_each_speaks_every_language(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...], language: str
) -> None:
    monkeypatch.setenv("GUOMEN_LANG", language)
    said = guomen_command("risk", *verb)
    assert (said.code, said.err) == (0, "")
    assert ("等级" in said.out or "供货商" in said.out) is (language != "en")
