"""When the review of a quarter is due: on its first working day, once, if anything was assessed."""

from datetime import UTC, datetime

import pytest

from models.risk.events import AssessmentMade, ReviewScheduled
from models.risk.portfolio import Portfolio
from models.risk.reviews import TIME as TEN
from models.risk.reviews import first_working_day, to_schedule
from models.rules.rulebook import rulebook

CALENDAR = rulebook("2025-09").calendar
MADE = AssessmentMade(
    as_of=datetime(2025, 12, 30, 18, tzinfo=UTC),
    model="beta/1",
    rulebook="2025-09",
    input_sha256="",
    results_sha256="",
    batches=0,
    pairs=0,
    worsened=0,
    missed_ppm=0,
    portfolio=(),
)
ASSESSED = Portfolio(assessed=MADE)


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, tzinfo=UTC)


def test_new_year_is_no_working_day() -> None:
    """The first instant in China that is one."""
    assert first_working_day("2026Q1", CALENDAR).date() > at(1, 1).date()
    assert CALENDAR.is_working_day(first_working_day("2026Q1", CALENDAR).date())


def test_a_review_is_due_from_the_first_working_day_on_and_has_ten() -> None:
    first = first_working_day("2026Q1", CALENDAR)
    made = to_schedule(ASSESSED, CALENDAR, first)
    assert isinstance(made, ReviewScheduled)
    assert (made.quarter, made.due) == ("2026Q1", CALENDAR.after(first, TEN))


@pytest.mark.parametrize(
    "known, when",
    [
        (ASSESSED, at(1, 1)),
        (ASSESSED, at(2, 20)),
        (Portfolio(), at(1, 6)),
        (Portfolio(assessed=MADE, reviews={"2026Q1": at(1, 19)}), at(1, 6)),
    ],
    ids=["before it", "in the middle", "nothing assessed", "due already"],
)
def test_none_is_due(known: Portfolio, when: datetime) -> None:
    assert to_schedule(known, CALENDAR, when) is None
