"""Event types and codes are symbols: what does not exist fails `make check`."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.kernel.codes import ReasonCode, ViolationCode
from models.kernel.event_types import EventType
from models.process.event_registry import BY_TYPE
from models.rules.rulebook import rulebook
from models.rules.rulebook_loader import versions
from tools.checks import symbols

ROOT = Path(__file__).parents[2]


def test_no_event_type_or_code_stands_as_a_bare_string() -> None:
    assert symbols.main() == 0


@pytest.mark.parametrize(
    "source",
    [
        'KINDS = ("lock-applied",)',
        'reason = "NC-99"',
        'code = "SV-01"',
        'suspected = base(reason) == "NC-09.FINES"',
        'state.marks.get("declared")',
        'state.marks["lock-aplied"]',
    ],
)
def test_a_bare_string_is_named_with_its_line(
    source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "decide.py").write_text(f'"""Speaks of lock-applied and NC-01."""\n{source}\n')
    assert symbols.main([tmp_path]) == 1
    assert "decide.py:2: " in capsys.readouterr().out


@pytest.mark.parametrize(
    "source", ['done = {"declared": at}', 'Text("", "NC-08")', "state.happened(EventType.HELD)"]
)
def test_words_and_texts_for_people_are_none(source: str, tmp_path: Path) -> None:
    (tmp_path / "decide.py").write_text(source)
    assert symbols.main([tmp_path]) == 0


def test_every_event_type_has_one_body_and_every_body_its_type() -> None:
    assert set(BY_TYPE) == set(EventType)


@pytest.mark.parametrize("version", versions())
def test_the_catalogues_of_every_version_are_the_codes(version: str) -> None:
    rules = rulebook(version)
    assert [row.code for row in rules.nonconformances] == list(ReasonCode)
    assert [row.name for row in rules.nonconformances] == [code.name for code in ReasonCode]
    assert [row.code for row in rules.violations] == list(ViolationCode)


@pytest.mark.timeout(600)
def test_a_symbol_that_does_not_exist_and_a_string_for_one_fail_the_type_check(
    tmp_path: Path,
) -> None:
    source = """
from models.consignment.state import State
from models.kernel.codes import ReasonCode
from models.kernel.event_types import EventType

def asked(state: State) -> bool:
    return state.happened("lock-applied")

EventType.LOCK_APLIED
ReasonCode.SOLID_WATSE
"""
    (tmp_path / "asked.py").write_text(source)
    command = [sys.executable, "-m", "mypy", str(tmp_path / "asked.py")]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    for error in ("[arg-type]", '"LOCK_APLIED"', '"SOLID_WATSE"'):
        assert error in checked.stdout
