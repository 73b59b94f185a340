"""Units in every usual spelling are one unit, and what is none is never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.kernel.units import factor, is_unit

MICROSIEVERTS = [
    *("µSv/h", "μSv/h", "uSv/h", "USV/H", "usv/hr", "µSv·h⁻¹", "uSv h-1", "uSv*h^-1", "(µSv/h)"),
    *(
        "µSv / h",
        "ＵＳｖ／ｈ",
        "microsievert per hour",
        "micro Sievert/hour",
        "微西弗/小时",
        "微西弗每小时",
    ),
    *("每小时微西弗", "µSv/hour", "uSv h^(-1)", "µSv/h."),
]
SAME = [
    *((unit, "µSv/h", "1") for unit in MICROSIEVERTS),
    *((unit, "µSv/h", "1000") for unit in ("mSv/h", "MSV/H", "毫西弗/时", "millisievert per hour")),
    *(("nSv/h", "µSv/h", "0.001"), ("Sv/h", "µSv/h", "1000000"), ("mrem/h", "µSv/h", "10")),
    *(("µSv/min", "µSv/h", "60"), ("mGy/h", "µGy/h", "1000"), ("mrad/h", "µGy/h", "10")),
    *(
        (unit, "Bq/cm²", "1")
        for unit in ("Bq/cm2", "bq/CM^2", "Bq·cm⁻²", "贝可/平方厘米", "Bq per cm2")
    ),
    *(("Bq/m2", "Bq/cm²", "0.0001"), ("kBq/m²", "Bq/cm²", "0.1"), ("60 dpm", "Bq", "x")),
    *(
        ("Bq/kg", "Bq/g", "0.001"),
        ("kBq/kg", "Bq/g", "1"),
        ("MBq/t", "Bq/g", "1"),
        ("pCi/g", "Bq/g", "0.037"),
    ),
    *((unit, "%", "1") for unit in ("％", "percent", "wt%", "% (w/w)", "百分比", "Percent")),
    *(("‰", "%", "0.1"), ("ppm", "%", "0.0001"), ("mg/kg", "%", "0.0001"), ("g/t", "%", "0.0001")),
    *((unit, "pieces", "1") for unit in ("pcs", "PCS", "piece", "件", "个", "枚")),
]


@pytest.mark.parametrize("unit, wanted, times", [row for row in SAME if row[2] != "x"])
def test_a_unit_counts_as_so_many_of_another(unit: str, wanted: str, times: str) -> None:
    assert factor(unit, wanted) == Decimal(times)


@pytest.mark.parametrize(
    "unit",
    [
        "",
        " ",
        "foo",
        "usv",
        "60 dpm",
        "MBQ/KG",
        "9**9**9",
        "h**99",
        "µSv/h" * 20,
        "__import__",
        "µSv//h",
        *("nan", "NaN", "NAN/h", "µSv/nan", "inf", "None"),
    ],
)
def test_what_is_no_rate_of_dose_is_not_guessed(unit: str) -> None:
    assert factor(unit, "µSv/h") is None


@pytest.mark.parametrize(
    "pair", [("µSv", "µSv/h"), ("Gy/h", "Sv/h"), ("%", "pieces"), ("Bq", "Bq/g")]
)
def test_different_quantities_are_never_converted(pair: tuple[str, str]) -> None:
    assert all(map(is_unit, pair))
    assert factor(*pair) is None


@given(st.text(max_size=30))
def test_whatever_is_written_is_a_unit_or_none(text: str) -> None:
    assert isinstance(factor(text, "%"), Decimal | None)
