"""`guomen risk history`: made up, the same for the same seed, and it can be imported."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.history import HISTORY, read_history
from models.rules.rulebook import newest
from scripts.manifests import read_table
from tests.scripts.conftest import Guomen

SMALL = ("--suppliers", "6", "--enterprises", "3", "--batches", "300", "--days", "300")


@pytest.mark.parametrize("name", ["h.csv", "h.xlsx"])
def test_a_made_up_history_is_read_without_a_fault(
    tmp_path: Path, guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("GUOMEN_LANG", "en")
    file = tmp_path / name
    said = guomen_command("risk", "history", "--out", str(file), *SMALL)
    assert (said.code, "all made up" in said.out) == (0, True)
    rows = read_table(file, HISTORY).rows
    found = read_history(rows, newest(), datetime(2026, 12, 1, tzinfo=UTC))
    assert not found.problems
    assert len(found.lines) == 300
    assert all(line.synthetic for line in found.lines)


def test_the_truth_says_what_was_found_and_what_was_missed(
    tmp_path: Path, guomen_command: Guomen
) -> None:
    file = tmp_path / "h.csv"
    guomen_command("risk", "history", "--out", str(file), "--seed", "7", *SMALL)
    told = json.loads((tmp_path / "h.csv.truth.json").read_text(encoding="utf-8"))
    assert told["synthetic"] is True
    suppliers = told["suppliers"].values()
    assert sum(each["batches"] for each in suppliers) == 300
    rows = read_table(file, HISTORY).rows
    hits = sum(bool(row.cells["reason"]) for row in rows)
    assert hits == sum(each["found"] for each in suppliers)
    assert 0 < hits < sum(each["bad"] for each in suppliers)


def test_the_same_seed_gives_the_same_file(tmp_path: Path, guomen_command: Guomen) -> None:
    files = [tmp_path / f"{n}.csv" for n in range(3)]
    for file, seed in zip(files, ("3", "3", "4"), strict=True):
        guomen_command("risk", "history", "--out", str(file), "--seed", seed, *SMALL)
    first, again, other = (file.read_bytes() for file in files)
    assert first == again != other


def test_a_table_of_another_format_is_refused(tmp_path: Path, guomen_command: Guomen) -> None:
    said = guomen_command("risk", "history", "--out", str(tmp_path / "h.json"))
    assert said.code == 1
    assert "a table is .csv or .xlsx" in said.err
