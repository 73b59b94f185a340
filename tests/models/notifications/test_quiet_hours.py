"""Quiet hours and digests, by the Chinese clock and the calendar of customs."""

from datetime import UTC, date, datetime, time

import pytest
from pydantic import ValidationError

from models.kernel.clock import CHINA
from models.kernel.terms import EscalationLevel
from models.notifications.quiet_hours import Digest, QuietHours
from models.rules.calendar import Calendar

CALENDAR = Calendar(
    opens=time(8, 30),
    closes=time(17),
    holidays=frozenset({date(2026, 5, 1)}),
    make_up_days=frozenset({date(2026, 5, 9)}),
)
NIGHT = QuietHours.model_validate({"from": "22:00", "until": "07:00"})
NOON = QuietHours.model_validate({"from": "12:00", "until": "13:30"})
RESTING = QuietHours.model_validate({"from": "22:00", "until": "07:00", "rest_days": True})


def china(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    "hours, at, end",
    [
        (NIGHT, "2026-03-04 21:59", None),
        (NIGHT, "2026-03-04 22:00", "2026-03-05 07:00"),
        (NIGHT, "2026-03-05 03:00", "2026-03-05 07:00"),
        (NIGHT, "2026-03-05 07:00", None),
        (NOON, "2026-03-04 11:59", None),
        (NOON, "2026-03-04 12:00", "2026-03-04 13:30"),
        (NOON, "2026-03-04 13:30", None),
        # A Saturday, and the night before it, last until Monday morning.
        (RESTING, "2026-03-07 11:00", "2026-03-09 07:00"),
        (RESTING, "2026-03-06 23:00", "2026-03-09 07:00"),
        (RESTING, "2026-03-06 12:00", None),
        # A holiday on a Friday joins its weekend; a Saturday to be worked is no rest day.
        (RESTING, "2026-04-30 23:00", "2026-05-04 07:00"),
        (RESTING, "2026-05-09 11:00", None),
        (NIGHT, "2026-03-07 11:00", None),
    ],
)
def test_quiet_hours_end_when_people_are_up_again(
    hours: QuietHours, at: str, end: str | None
) -> None:
    found = hours.end(china(at), CALENDAR)
    assert found == (china(end) if end else None)
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(
    "digest, after, next_one",
    [
        (Digest(at=(time(9), time(15))), "2026-03-04 08:59", "2026-03-04 09:00"),
        (Digest(at=(time(9), time(15))), "2026-03-04 09:00", "2026-03-04 15:00"),
        (Digest(at=(time(9), time(15))), "2026-03-04 15:01", "2026-03-05 09:00"),
        (Digest(every_minutes=30), "2026-03-04 10:00", "2026-03-04 10:30"),
        (Digest(every_minutes=30), "2026-03-04 10:29", "2026-03-04 10:30"),
        (Digest(every_minutes=45), "2026-03-04 23:50", "2026-03-05 00:00"),
        (Digest(every_minutes=1440), "2026-03-04 23:50", "2026-03-05 00:00"),
    ],
)
def test_a_digest_is_sent_at_its_next_time(digest: Digest, after: str, next_one: str) -> None:
    assert digest.next(china(after)) == china(next_one)


@pytest.mark.parametrize(
    "table, wrong, why",
    [
        (QuietHours, {"from": "22:00", "until": "22:00"}, "no hour would be left"),
        (QuietHours, {"from": "25:00", "until": "22:00"}, "hour"),
        (Digest, {}, "either at"),
        (Digest, {"at": ["09:00"], "every_minutes": 60}, "either at"),
        (Digest, {"every_minutes": 0}, "greater than"),
        (Digest, {"at": ["09:00"], "levels": ["L3"]}, "never wait"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    table: type[QuietHours | Digest], wrong: dict[str, object], why: str
) -> None:
    with pytest.raises(ValidationError, match=why):
        table.model_validate(wrong)


def test_levels_are_written_by_name() -> None:
    read = Digest.model_validate({"at": ["09:00"], "levels": ["L1", "L2"]})
    assert read.levels == (EscalationLevel.L1, EscalationLevel.L2)
