"""Keeps the calendar table of a rulebook equal to those of the library `chinesecalendar`.

`python -m tools.checks.holidays 2025-09` says whether they agree; with `--write` it makes it so,
which is meant for a version that is not released yet.
"""

import json
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
from chinese_calendar.constants import holidays

from models.rules.calendar import SATURDAY
from models.rules.rulebook import rulebook
from tools.documents.data_file import laid_out

FOLDER = Path(__file__).parents[2] / "models" / "rules" / "rulebooks"

Days = dict[str, list[str]]


def of_library(years: Sequence[int]) -> Days:
    """Free weekdays and worked weekends of these years, as a rulebook has them."""
    days = [day for year in years for day in _days(year)]
    weekend = {day: day.weekday() >= SATURDAY for day in days}
    works = {day: chinese_calendar.is_workday(day) for day in days}
    return {
        "holidays": [f"{day}" for day in days if not weekend[day] and not works[day]],
        "make_up_days": [f"{day}" for day in days if weekend[day] and works[day]],
    }


def known_years() -> range:
    """The years that the library knows."""
    years = [day.year for day in holidays]
    return range(min(years), max(years) + 1)


def main(arguments: list[str]) -> int:
    """Write the days, or say whether they agree (0) or not (1)."""
    versions = [each for each in arguments if not each.startswith("--")]
    if len(versions) != 1:
        print("name one version: python -m tools.checks.holidays 2025-09 [--write]")
        return 2
    stated = _stated(versions[0])
    first = int(min(stated["holidays"], default=versions[0])[:4])
    expected = of_library(range(first, known_years().stop))
    if stated == expected:
        return 0
    if "--write" in arguments:
        _write(versions[0], expected)
        return 0
    print(f"the calendar of {versions[0]} differs from the library: run with --write")
    return 1


def _days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


def _stated(version: str) -> Days:
    calendar = rulebook(version).calendar
    return {
        "holidays": sorted(f"{day}" for day in calendar.holidays),
        "make_up_days": sorted(f"{day}" for day in calendar.make_up_days),
    }


def _write(version: str, days: Days) -> None:
    file = FOLDER / version / "calendar.json"
    table = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    file.write_text(laid_out({**table, **days}), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
