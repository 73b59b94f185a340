"""Numbers and dates as people and spreadsheets write them."""

import unicodedata
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.kernel.clock import CHINA
from models.kernel.language import Language
from models.manifest import CellError
from models.manifest.values import amount, instant

ONE, THOUSAND = Decimal(1), Decimal(1000)
MARCH = datetime(2026, 3, 5, tzinfo=CHINA)
AFTERNOON = MARCH.replace(hour=14, minute=30)


def reason(found: object) -> str:
    assert isinstance(found, CellError)
    return found.reason.said(Language.EN, **found.fields)


@pytest.mark.parametrize(
    "text, factor, found",
    [
        ("24350", ONE, "24350"),
        ("24350.50", ONE, "24350.5"),
        ("24,350", ONE, "24350"),
        ("1,234,567.5", ONE, "1234567.5"),
        ("24.35", THOUSAND, "24350"),
        ("23.4705", THOUSAND, "23470.5"),
        ("1,024.5", THOUSAND, "1024500"),
    ],
)
def test_an_amount_comes_in_our_unit(text: str, factor: Decimal, found: str) -> None:
    assert str(amount(text, factor)) == found


@pytest.mark.parametrize("text", ["24.350,5", "24,35", "2,43,50", "1.234.567", "24 350", "1,23.4"])
def test_separators_that_can_be_read_in_two_ways_are_refused(text: str) -> None:
    assert "two ways" in reason(amount(text, ONE))


def test_a_lone_comma_in_tonnes_may_be_a_decimal_comma() -> None:
    assert "two ways" in reason(amount("24,350", THOUSAND))


@pytest.mark.parametrize("text", ["0", "-1", "1e9", "NaN", "0.0005", "Infinity"])
def test_an_amount_is_positive_and_has_three_decimals_at_most(text: str) -> None:
    assert "positive" in reason(amount(text, ONE))


@pytest.mark.parametrize("text", ["22.780", "1.000", "999.999"])
def test_a_point_before_three_digits_may_part_thousands_of_kilograms(text: str) -> None:
    assert "two ways" in reason(amount(text, ONE))
    assert amount(text, THOUSAND) == Decimal(text) * 1000


@given(st.decimals("1000", "999999999", places=3) | st.decimals("0.001", "0.999", places=3))
def test_thousands_separators_change_no_amount(number: Decimal) -> None:
    assert amount(f"{number:,f}", ONE) == amount(f"{number:f}", ONE) == number


@pytest.mark.parametrize(
    "text",
    [
        *("2026年3月5日", "2026年03月05日", "2026/3/5", "2026-3-5", "2026.03.05", "20260305"),
        *("2026-03-05", "2026-03-05T00:00+08:00", "2026-03-04T16:00Z", "46086", "46086.0"),
    ],
)
def test_a_day_is_read_however_it_is_usually_written(text: str) -> None:
    assert instant(text) == MARCH


@pytest.mark.parametrize(
    "text",
    [
        *("2026年3月5日14时30分", "2026年3月5日 14:30", "2026/3/5 14:30", "2026.03.05 14:30"),
        *(
            "2026-03-05T14:30",
            "2026-03-05 14:30:00",
            "2026-03-05T06:30:00Z",
            "2026年3月5日14点30分",
        ),
        *("46086.604166666664", "2026-3-5T14:30"),
    ],
)
def test_a_moment_is_read_however_it_is_usually_written(text: str) -> None:
    assert instant(text) == AFTERNOON


@pytest.mark.parametrize("text", ["5/3/2026", "03-05-2026", "5.3.26", "12/11/2026 08:00"])
def test_day_and_month_are_not_guessed(text: str) -> None:
    assert "other way round" in reason(instant(text))


@pytest.mark.parametrize(
    "text, said",
    [
        ("2026-02-30", "is not a date"),
        ("2026年13月1日", "is not a date"),
        ("2026/3/5 25:00", "time of day"),
        ("2026/3/5 14:61", "time of day"),
        ("1926-03-05", "year 1926"),
        ("99999", "year 2173"),
        ("next week", "is not a date"),
    ],
)
def test_a_date_that_does_not_exist_is_refused(text: str, said: str) -> None:
    assert said in reason(instant(text))


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)), st.sampled_from(range(4)))  # noqa: DTZ001 - written without a zone
def test_every_moment_survives_each_way_of_writing_it(moment: datetime, way: int) -> None:
    moment = moment.replace(second=0, microsecond=0, tzinfo=CHINA)
    written = (
        moment.isoformat(),
        f"{moment.year}年{moment.month}月{moment.day}日{moment.hour}时{moment.minute}分",
        f"{moment.year}/{moment.month}/{moment.day} {moment:%H:%M}",
        unicodedata.normalize("NFKC", f"{moment:%Y.%m.%d %H}：{moment:%M}"),
    )
    assert instant(written[way]) == moment


@given(st.text(max_size=20), st.sampled_from([ONE, THOUSAND]))
def test_whatever_is_written_is_a_value_or_a_flaw(text: str, factor: Decimal) -> None:
    normal = unicodedata.normalize("NFKC", text)
    assert isinstance(amount(normal, factor), Decimal | CellError)
    assert isinstance(instant(normal), datetime | CellError)
