"""`guomen report risk`: whole folders, the same bytes, and a check that names what differs."""

import json
import os
import sys
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from models.kernel.errors import NotFound
from reports.risk.document import Origin
from scripts.risk_report import command
from scripts.risk_report.from_export import recorded
from scripts.risk_report.rendering import Renderer
from scripts.risk_report.synthetic import synthetic
from scripts.simulation.population import FIRST_DAY
from tests.scripts.conftest import Guomen


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "made_up", lambda seed: synthetic(seed, 160, 5))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_the_data_alone_need_no_library_and_are_the_same_bytes_twice(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    for name in ("a", "b"):
        told = ("report", "risk", "--synthetic", "--data-only", "--into", str(tmp_path / name))
        assert guomen_command(*told).code == 0
    found = contents(tmp_path / "a")
    assert found == contents(tmp_path / "b")
    assert {"risk-report.json", "numbers.jsonl", "SHA256SUMS", "charts/funnel.zh.vl.json"} <= set(
        found
    )
    for line in found["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert sha256(found[name]).hexdigest() == digest


def test_another_seed_gives_another_report(guomen_command: Guomen, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        told = ("report", "risk", "--synthetic", "--data-only", "--seed", seed)
        guomen_command(*told, "--into", str(tmp_path / seed))
    one, two = (json.loads((tmp_path / s / "risk-report.json").read_bytes()) for s in ("1", "2"))
    assert one["digest"] != two["digest"]


def test_check_names_a_number_that_was_changed(guomen_command: Guomen, tmp_path: Path) -> None:
    told = ("report", "risk", "--synthetic", "--data-only", "--lang", "en")
    guomen_command(*told, "--into", str(tmp_path))
    file = tmp_path / "risk-report.json"
    assert guomen_command("report", "risk", "check", str(file)).code == 0
    document = json.loads(file.read_bytes())
    document["numbers"][0]["value"] += 1
    file.write_text(json.dumps(document), encoding="utf-8")
    found = guomen_command("report", "risk", "check", str(file))
    assert found.code == 1
    assert "F-0.1.1: the report says 161, it comes to 160" in found.out


def test_without_the_group_nothing_is_written(
    guomen_command: Guomen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    found = guomen_command("report", "risk", "--synthetic", "--into", str(tmp_path / "r"))
    assert found.code == 1
    assert "--extra report" in found.err
    assert not (tmp_path / "r").exists()


def test_the_folder_must_be_named(guomen_command: Guomen) -> None:
    found = guomen_command("report", "risk", "--synthetic")
    assert found.code == 2
    assert "--into" in found.err


@pytest.mark.parametrize("line", ["{", "{}", "[]", '{"position": "x", "hash": "a"}'])
def test_an_export_that_is_none_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    export = tmp_path / "events.jsonl"
    export.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(NotFound, match="line 1"):
        recorded(export, Origin("2025-09", FIRST_DAY, position=1))


def test_made_up_batches_are_in_no_ledger(guomen_command: Guomen, tmp_path: Path) -> None:
    guomen_command("report", "risk", "--synthetic", "--data-only", "--into", str(tmp_path))
    told = ("report", "risk", "check", str(tmp_path / "risk-report.json"))
    found = guomen_command(*told, "--export", str(tmp_path / "numbers.jsonl"))
    assert found.code == 1
    assert "made-up" in found.err


def test_documents_and_pictures_are_the_same_bytes_twice(
    drawing: Renderer, guomen_command: Guomen, tmp_path: Path
) -> None:
    assert drawing
    for name in ("a", "b"):
        told = ("report", "risk", "--synthetic", "--lang", "zh", "--into", str(tmp_path / name))
        assert guomen_command(*told).code == 0, os.environ.get("GUOMEN_FONTS")
    found = contents(tmp_path / "a")
    assert found == contents(tmp_path / "b")
    assert found["risk-report.zh.pdf"].startswith(b"%PDF")
    assert b"<svg" in found["charts/flow.zh.svg"]
    with ZipFile(tmp_path / "a" / "risk-report.zh.docx") as word:
        names = word.namelist()
        assert names == sorted(names)
        assert {entry.date_time for entry in word.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        body = word.read("word/document.xml").decode()
    assert "合成数据" in body
    assert "165批证明不了多少" in body
