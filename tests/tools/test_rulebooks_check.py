"""The data files of the rulebooks have one layout."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from models.rules import rulebook_loader
from models.rules.rulebook import rulebook
from tools.checks import rulebooks
from tools.documents.data_file import WIDTH, laid_out

PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=40)
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)


def test_the_files_are_laid_out() -> None:
    assert rulebooks.main([]) == 0


def test_a_file_that_is_laid_out_otherwise_is_named_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "2030-01" / "doubts.json"
    file.parent.mkdir()
    file.write_text('[{"unit": "cps",\n"reason": "NC-01"}]')
    monkeypatch.setattr(rulebooks, "FOLDER", tmp_path)
    assert rulebooks.main([]) == 1
    assert "2030-01/doubts.json is laid out otherwise" in capsys.readouterr().out
    assert rulebooks.main(["--write"]) == 0
    assert file.read_text() == '[\n {"unit": "cps", "reason": "NC-01"}\n]\n'


@pytest.mark.parametrize(
    "table, change, fault",
    [
        ("deadlines", ("gated-out", "gated-oot"), "Input should be 'consignment-registered'"),
        ("deadlines", ('"SV-05"', '"SV-99"'), "violation: Input should be 'SV-01'"),
        ("limits", ('"NC-12"', '"NC-99"'), "the catalogue has no reason NC-99"),
        ("deadlines", ('"20 h"', '"20 hrs"'), "'20 hrs' is no span"),
    ],
)
@pytest.mark.usefixtures("_copied")
def test_what_no_rulebook_can_say_is_named(
    table: str, change: tuple[str, str], fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = rulebooks.FOLDER / "2025-09" / f"{table}.json"
    file.write_text(file.read_text().replace(*change))
    assert rulebooks.main([]) == 1
    assert fault in capsys.readouterr().out


@pytest.fixture
def _copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check looks at a copy of the data, and reads it each time."""
    shutil.copytree(rulebooks.FOLDER, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(rulebooks, "FOLDER", tmp_path)
    monkeypatch.setattr(rulebook_loader, "folder", lambda: tmp_path)
    monkeypatch.setattr(rulebooks, "rulebook", rulebook.__wrapped__)


@given(st.lists(VALUES) | st.dictionaries(st.text(max_size=8), VALUES))
def test_a_layout_says_the_same(value: JsonValue) -> None:
    assert json.loads(laid_out(value)) == value


def test_a_long_row_shares_lines_among_its_plain_fields() -> None:
    row: JsonValue = {
        "id": "D01",
        "title": "x" * WIDTH,
        "opens": ["a"],
        "limit": 2,
        "clock": "ordinary",
    }
    title = "x" * WIDTH
    assert laid_out([row]).splitlines() == [
        "[",
        " {",
        '  "id": "D01",',
        f'  "title": "{title}",',
        '  "opens": ["a"],',
        '  "limit": 2, "clock": "ordinary"',
        " }",
        "]",
    ]
