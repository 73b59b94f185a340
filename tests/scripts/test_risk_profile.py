"""`guomen risk profile` and the rates of `guomen report reasons`, on a real database."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.inspection.messages import InspectionFinding
from models.kernel.risk_terms import Factor
from models.kernel.terms import Suspicion
from tests.history import History
from tests.postgres import execute, fresh_database, run
from tests.projections.decided import failed, released, returned
from tests.projections.running import shown
from tests.scripts.conftest import Guomen

INCLUSION = InspectionFinding(reason="NC-09")


def stories() -> Iterator[History]:
    """Two of Germany's four batches went back, one for a suspicion; twelve of Japan's are clean."""
    germany: dict[str, Any] = {
        "origin": "DE",
        "load_port": "DEHAM",
        "supplier": "Rhein Metall",
    }
    yield returned(failed(1, INCLUSION, **germany))
    suspected = InspectionFinding(reason="NC-09", status=Suspicion.SUSPECTED)
    yield returned(failed(2, suspected, InspectionFinding(reason="NC-13"), **germany))
    for n in (3, 4):
        yield released(n, **germany)
    for n in range(5, 17):
        yield released(n)


@pytest.fixture(scope="module")
def filled_once(postgres_dsn: str, template_database: str) -> Iterator[str]:
    with fresh_database(postgres_dsn, template_database) as dsn:
        run(shown(dsn, *stories()))
        yield dsn


@pytest.fixture
def filled(filled_once: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATABASE_URL", filled_once)
    monkeypatch.setenv("GUOMEN_DATA", str(tmp_path))
    monkeypatch.setenv("GUOMEN_LANG", "en")
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(tmp_path)
    return filled_once


@pytest.mark.usefixtures("filled")
def test_an_origin_stands_beside_what_was_to_be_expected_of_it(guomen_command: Guomen) -> None:
    said = guomen_command("risk", "profile", "--by", "origin", "--json")
    document = json.loads(said.out)
    assert (said.code, document["batches"], document["rulebook"]) == (0, 16, "2025-09")
    found = {line["value"]: line for line in document["lines"]}
    germany, japan = found["DE"], found["JP"]
    assert (germany["batches"], germany["found"], germany["pending"]) == (4, 2, 0)
    assert (japan["batches"], japan["found"], japan["net_kg"]) == (12, 0, 12 * 21_550)
    assert germany["few"]
    assert germany["ratio"] > 100 > japan["ratio"]
    assert document["assumed"]["sensitivities"]["MACHINE"] == 500


@pytest.mark.usefixtures("filled")
def test_what_is_claimed_of_few_batches_is_a_count(guomen_command: Guomen) -> None:
    out = guomen_command("risk", "profile", "--by", "origin").out
    germany = next(line for line in out.splitlines() if line.startswith("DE"))
    japan = next(line for line in out.splitlines() if line.startswith("JP"))
    assert "2 of 3." in germany
    assert " of " not in japan
    assert "[asm]" in out
    assert "machine 50%" in out
    assert "Below 10 batches looked for" in " ".join(out.split())


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("by", Factor)
def test_every_factor_has_its_table(guomen_command: Guomen, columns: int, by: Factor) -> None:
    said = guomen_command("risk", "profile", "--by", by.value)
    assert said.code == 0
    assert max(map(len, said.out.splitlines())) <= columns


@pytest.mark.usefixtures("filled")
def test_one_value_is_asked_for_by_name(guomen_command: Guomen) -> None:
    said = guomen_command("risk", "profile", "--by", "reason", "--only", "NC-09", "--json")
    (line,) = json.loads(said.out)["lines"]
    assert (line["found"], line["pending"], line["exposure"]) == (1, 1, 15 * 950)


@pytest.mark.usefixtures("filled")
def test_one_goes_down_from_a_reason_to_the_supplier_of_one_origin(
    guomen_command: Guomen,
) -> None:
    asked = ("risk", "profile", "--reason", "NC-09", "--in", "origin=de", "--in", "kind=COPPER")
    document = json.loads(guomen_command(*asked, "--by", "supplier", "--json").out)
    (line,) = document["lines"]
    assert (document["of"], document["batches"]) == ("NC-09", 4)
    assert (line["value"], line["found"], line["pending"]) == ("RHEIN METALL", 1, 1)


@pytest.mark.usefixtures("filled")
def test_nobody_goes_down_to_a_value_that_is_not_there(guomen_command: Guomen) -> None:
    said = guomen_command("risk", "profile", "--in", "origin=KP")
    assert (said.code, "there are: DE, JP" in said.err) == (1, True)
    assert guomen_command("risk", "profile", "--in", "reason=NC-09").code == 2
    assert guomen_command("risk", "profile", "--in", "origin").code == 2


@pytest.mark.usefixtures("filled")
def test_a_value_that_nobody_has_is_named_with_those_there_are(guomen_command: Guomen) -> None:
    said = guomen_command("risk", "profile", "--by", "origin", "--only", "KP")
    assert said.code == 1
    assert "no batch has the origin 'KP'; there are: DE, JP" in said.err


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("wrong", [("--by", "colour"), ("--of", "HARM"), ("--as-of", "soon")])
def test_what_cannot_be_asked_for_is_a_misuse(
    guomen_command: Guomen, wrong: tuple[str, str]
) -> None:
    assert guomen_command("risk", "profile", *wrong).code == 2


@pytest.mark.usefixtures("filled")
def test_the_profile_of_another_time_counts_what_was_decided_by_then(
    guomen_command: Guomen,
) -> None:
    before = guomen_command("risk", "profile", "--as-of", "2025-09-16T00:00", "--json")
    assert json.loads(before.out)["lines"] == []


@pytest.mark.usefixtures("filled")
def test_the_rates_of_the_report_divide_by_what_was_looked_for(guomen_command: Guomen) -> None:
    lines = json.loads(guomen_command("report", "reasons", "--json").out)
    (line,) = (each for each in lines if each["code"] == "NC-09")
    assert (line["findings"], line["open"], line["batches"], line["n"]) == (2, 1, 1, 16)
    assert (line["rate"]["exposure"], line["rate"]["rate"]) == (15 * 950, 702)
    out = guomen_command("report", "reasons").out
    assert "1 pending" in out
    assert "[asm]" in out


def test_a_consignment_that_cannot_be_read_leaves_no_rate(
    guomen_command: Guomen, filled: str
) -> None:
    run(
        execute(
            filled,
            "insert into projections.unreadable (projection, stream_id, position, why)"
            " values ('risk_batches', 'consignment/NB25-000099', 1, 'unknown event')",
        )
    )
    try:
        said = guomen_command("risk", "profile")
        assert said.code == 1
        assert "consignment/NB25-000099" in said.err
        assert guomen_command("report", "reasons").code == 1
    finally:
        run(execute(filled, "delete from projections.unreadable"))
