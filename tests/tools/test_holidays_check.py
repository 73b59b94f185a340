"""The holidays of the rulebooks are those of a well-kept library, for every year they have."""

import json
from pathlib import Path

import pytest

from models.rules.rulebook import rulebook
from models.rules.rulebook_loader import versions
from tools.checks import holidays


@pytest.mark.parametrize("version", versions())
def test_the_pinned_days_are_those_of_the_library(version: str) -> None:
    calendar = rulebook(version).calendar
    years = sorted({day.year for day in calendar.holidays | calendar.make_up_days})
    assert years
    library = holidays.of_library(years)
    assert sorted(f"{day}" for day in calendar.holidays) == library["holidays"]
    assert sorted(f"{day}" for day in calendar.make_up_days) == library["make_up_days"]


def test_the_holiday_of_october_2025_lies_in_the_pilot() -> None:
    found = holidays.of_library([2025])
    assert "2025-10-08" in found["holidays"]
    assert "2025-10-11" in found["make_up_days"]
    # A Saturday and a Sunday in the holiday are weekends anyhow.
    assert "2025-10-04" not in found["holidays"]


def test_days_that_differ_are_said_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(holidays, "FOLDER", tmp_path)
    monkeypatch.setattr(holidays, "_stated", lambda _: {"holidays": [], "make_up_days": []})
    file = tmp_path / "2026-04" / "calendar.json"
    file.parent.mkdir()
    file.write_text('{"opens": "08:30"}')
    assert holidays.main(["2026-04"]) == 1
    assert "run with --write" in capsys.readouterr().out
    assert holidays.main(["2026-04", "--write"]) == 0
    assert json.loads(file.read_text()) == {"opens": "08:30", **holidays.of_library([2026])}


def test_it_asks_for_one_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert holidays.main([]) == 2
    assert "name one version" in capsys.readouterr().out
