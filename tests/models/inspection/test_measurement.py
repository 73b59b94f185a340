"""Readings are rounded as GB/T 8170 says and judged by the limits of their own day."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from models.inspection.events import Reading
from models.inspection.measurement import described, read, rounded
from models.kernel.measured import Measurement
from models.kernel.parameters import canonical
from models.kernel.terms import MetalKind, ReadingVerdict
from models.rules.rulebook import rulebook
from tests.history import START, sample_registration
from tests.models.stories import reads

RULES = rulebook("2025-09")
COPPER = sample_registration(1)
ROUNDED = [
    # What, with the digits of which limit, becomes what: the examples of the standard's clauses.
    ("12.1498", "0.1", "12.1"),
    ("12.1498", "1", "12"),
    ("1268", "1", "1268"),
    ("10.502", "1", "11"),
    ("1.050", "0.1", "1.0"),
    ("0.35", "0.1", "0.4"),
    ("0.325", "0.01", "0.32"),
    ("2.5", "1", "2"),
    ("3.5", "1", "4"),
    ("15.4546", "1", "15"),
    ("-0.25", "0.1", "-0.2"),
    ("0.85", "0.8", "0.8"),
    ("0.8500001", "0.8", "0.9"),
]
quantities = st.decimals(-(10**14), 10**14, allow_nan=False, places=8)


def one(taken: Measurement, **registered: object) -> Reading:
    (reading,) = read([taken], COPPER.model_copy(update=registered), START)
    return reading


@pytest.mark.parametrize("value, like, expected", ROUNDED)
def test_a_value_is_rounded_once_and_a_tie_goes_to_the_even_digit(
    value: str, like: str, expected: str
) -> None:
    assert str(rounded(Decimal(value), Decimal(like))) == expected


@for_any(quantities, st.integers(0, 6))
def test_rounding_moves_a_value_by_half_a_digit_at_the_most(value: Decimal, places: int) -> None:
    digit = Decimal(1).scaleb(-places)
    became = rounded(value, digit)
    assert abs(became - value) * 2 <= digit
    assert rounded(became, digit) == became
    assert rounded(-value, digit) == -became


@for_any(quantities, quantities)
def test_rounding_keeps_the_order_of_values(one_value: Decimal, other: Decimal) -> None:
    low, high = sorted((one_value, other))
    assert rounded(low, Decimal("0.1")) <= rounded(high, Decimal("0.1"))


@pytest.mark.parametrize(
    "parameter, value, unit, verdict",
    [
        ("inclusions", "0.8", "%", ReadingVerdict.WITHIN),
        ("inclusions", "0.84", "%", ReadingVerdict.WITHIN),
        ("inclusions", "0.85", "%", ReadingVerdict.WITHIN),
        ("inclusions", "0.86", "%", ReadingVerdict.OVER),
        ("inclusions", "1.21", "%", ReadingVerdict.OVER),
        ("fines", "0.1", "%", ReadingVerdict.WITHIN),
        ("fines", "0.16", "%", ReadingVerdict.OVER),
        ("swarf with cutting fluid", "0", "%", ReadingVerdict.WITHIN),
        ("swarf with cutting fluid", "1", "%", ReadingVerdict.OVER),
        ("coated share", "5.4", "%", ReadingVerdict.WITHIN),
        ("coated share", "5.6", "%", ReadingVerdict.OVER),
        ("moisture", "0.24", "%", ReadingVerdict.WITHIN),
        ("moisture", "0.3", "%", ReadingVerdict.OVER),
        ("total metal", "98.7", "%", ReadingVerdict.OVER),
        ("total metal", "98.8", "%", ReadingVerdict.WITHIN),
        ("copper content", "93.4", "%", ReadingVerdict.OVER),
        ("surface alpha", "0.04", "Bq/cm²", ReadingVerdict.WITHIN),
        ("surface beta", "0.5", "Bq/cm2", ReadingVerdict.OVER),
        ("specific activity Cs-137", "0.4", "Bq/g", ReadingVerdict.OVER),
        ("specific activity Ni-63", "2999", "Bq/g", ReadingVerdict.WITHIN),
        ("explosives", "1", "pieces", ReadingVerdict.OVER),
        ("sealed vessels", "0", "pieces", ReadingVerdict.WITHIN),
        ("metal recovery", "97", "%", ReadingVerdict.NO_LIMIT),
        ("surface alpha", "0.04", "counts", ReadingVerdict.NOT_COMPARABLE),
        ("dose rate", "0.0003", "mSv/h", ReadingVerdict.OVER),
        ("dose rate", "0.0002", "mGy/h", ReadingVerdict.WITHIN),
        ("dose rate", "0.1", "mrem/h", ReadingVerdict.OVER),
        ("dose rate", "0.02", "mrem/h", ReadingVerdict.WITHIN),
        ("dose rate", "1", "cps", ReadingVerdict.NOT_COMPARABLE),
        ("specific activity Cs-137", "0.4", "Bq", ReadingVerdict.NOT_COMPARABLE),
        ("surface alpha", "0.04", "", ReadingVerdict.NOT_COMPARABLE),
        ("radioactivity of some kind", "0", "µSv/h", ReadingVerdict.UNKNOWN_PARAMETER),
        ("inclusions", "100.1", "%", ReadingVerdict.IMPLAUSIBLE),
        ("copper content", "-97", "%", ReadingVerdict.IMPLAUSIBLE),
    ],
)
def test_a_reading_is_held_against_the_limit_of_its_parameter(
    parameter: str, value: str, unit: str, verdict: ReadingVerdict
) -> None:
    assert one(reads(parameter, value, unit)).verdict is verdict


@pytest.mark.parametrize("unit", ["µGy/h", "μGy/h", "uGy/h"])
def test_only_what_the_dose_rate_has_over_its_background_counts(unit: str) -> None:
    above = one(reads("dose rate", "0.34", unit, background="0.09"))
    assert (above.verdict, above.compared) == (ReadingVerdict.WITHIN, Decimal("0.25"))
    assert one(reads("dose rate", "0.36", unit, background="0.09")).verdict is ReadingVerdict.OVER
    # Without a background the whole reading counts.
    assert one(reads("dose rate", "0.34", unit)).verdict is ReadingVerdict.OVER


def test_sieverts_count_as_grays_as_a_declared_approximation() -> None:
    seen = one(reads("dose rate", "0.12", "µSv/h", background="0.09", instrument="FH40G"))
    assert seen.verdict is ReadingVerdict.WITHIN
    assert (seen.unit, seen.value, seen.instrument) == ("µSv/h", Decimal("0.12"), "FH40G")
    assert "declared approximation" in seen.approximation
    assert one(reads("dose rate", "0.03", "µGy/h")).approximation == ""


@pytest.mark.parametrize(
    "category, verdict",
    [
        ("1号紫铜线 bright wire", ReadingVerdict.WITHIN),
        ("铜米 granules", ReadingVerdict.OVER),
        ("", ReadingVerdict.WITHIN),
    ],
)
def test_a_category_with_a_limit_of_its_own_is_judged_by_that(
    category: str, verdict: ReadingVerdict
) -> None:
    assert one(reads("copper content", "97.4"), category=category).verdict is verdict


def test_a_box_with_a_category_of_its_own_is_judged_by_the_limit_of_that() -> None:
    goods = sample_registration(1, 2, category="1号紫铜线 bright wire")
    wire, granules = goods.boxes
    boxes = (wire, granules.model_copy(update={"category": "铜米 granules"}))
    mixed = goods.model_copy(update={"boxes": boxes})
    taken = [reads("copper content", "97.4", box=box.number) for box in mixed.boxes]
    whole = reads("copper content", "97.4")
    verdicts = [each.verdict for each in read([*taken, whole], mixed, START)]
    assert verdicts == [ReadingVerdict.WITHIN, ReadingVerdict.OVER, ReadingVerdict.WITHIN]


def test_a_limit_of_another_kind_is_none() -> None:
    assert (
        one(reads("moisture", "9"), kind=MetalKind.ALUMINIUM_CAST).verdict
        is ReadingVerdict.NO_LIMIT
    )


@pytest.mark.parametrize(
    "day, version, verdict",
    [
        ("2023-05-04T10:00", "2021-11", ReadingVerdict.WITHIN),
        ("2024-11-14T23:59:59", "2021-11", ReadingVerdict.WITHIN),
        ("2024-11-15T00:00", "2024-11", ReadingVerdict.OVER),
        ("2026-11-20T10:00", "2026-04", ReadingVerdict.OVER),
    ],
)
def test_a_reading_is_judged_by_the_rulebook_of_its_own_day_in_china(
    day: str, version: str, verdict: ReadingVerdict
) -> None:
    seen = one(reads("inclusions", "0.94", at=day))
    assert (seen.rulebook, seen.verdict) == (version, verdict)


def test_a_judged_reading_shows_its_limit_with_source_and_confidence() -> None:
    text = described(one(reads("inclusions", "1.21")))
    assert text == (
        "inclusions 1.21 %, limit <= 0.8 % (confidence M: Announcement 2024 No. 23 as read in F3),"
        " NC-09.TOTAL"
    )
    assert described(one(reads("dose rate", "0.1", "µGy/h", background="0.09"))).startswith(
        "dose rate 0.1 µGy/h (background 0.09), limit"
    )
    assert described(one(reads("metal recovery", "97"))).endswith("no limit known")


@for_any(
    quantities.map(abs).filter(lambda q: q <= 100),
    st.sampled_from(sorted({row.parameter for row in RULES.limits})),
)
def test_every_parameter_of_the_table_can_be_judged_in_its_own_unit(
    value: Decimal, parameter: str
) -> None:
    row = next(row for row in RULES.limits if row.parameter == parameter)
    taken = Measurement(parameter=parameter, value=value, unit=row.unit)
    seen = one(taken, kind=row.kinds[0])
    assert seen.verdict in (ReadingVerdict.WITHIN, ReadingVerdict.OVER)
    assert seen.value == value
    assert seen.limit is not None
    assert (seen.limit.source, seen.limit.confidence) == (row.source, row.confidence)


def test_the_longest_quantity_that_a_message_may_carry_can_be_judged() -> None:
    assert one(reads("dose rate", "9" * 15, "µSv/h")).verdict is ReadingVerdict.OVER
    assert one(reads("dose rate", "0." + "1" * 28, "µSv/h")).verdict is ReadingVerdict.WITHIN


def test_the_day_counts_in_china() -> None:
    evening = datetime(2024, 11, 14, 17, tzinfo=UTC)
    (seen,) = read([reads("inclusions", "0.94")], COPPER, evening)
    assert seen.rulebook == "2024-11"


@pytest.mark.parametrize("background, verdict", [("0.3", "OVER"), ("5.0", "OVER"), ("0.1", "OVER")])
def test_a_background_counts_as_a_natural_one_at_the_most(background: str, verdict: str) -> None:
    taken = reads("dose rate", "5.0", "µSv/h").model_copy(
        update={"background": Decimal(background)}
    )
    assert one(taken).verdict == verdict


def test_a_reading_keeps_what_was_written() -> None:
    seen = one(reads("γ剂量率", "0.1", "微西弗/小时"))
    assert (seen.parameter, seen.written, seen.unit) == ("dose rate", "γ剂量率", "微西弗/小时")
    assert one(reads("dose rate", "0.1", "µSv/h")).written == ""


def test_every_limit_and_every_section_has_a_parameter_of_one_name() -> None:
    named = {row.parameter for row in RULES.limits}
    named |= {each for section in RULES.sections for each in section.parameters}
    assert {name: canonical(name) for name in named} == {name: name for name in named}
