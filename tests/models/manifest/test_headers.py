"""Headers as files have them: two languages, any spelling, the unit in brackets."""

import unicodedata
from collections import Counter
from decimal import Decimal

import pytest

from models.manifest.cell_parsers import BOX, CONSIGNMENT
from models.manifest.footers import TOTALS, is_total
from models.manifest.headers import ALIASES, Heading, heading, passed_over


def test_every_column_has_names_in_both_languages() -> None:
    assert list(ALIASES) == [*CONSIGNMENT, *BOX]
    for names in ALIASES.values():
        assert any(name.isascii() for name in names)
        assert any(not name.isascii() for name in names)


def test_no_name_means_two_columns() -> None:
    names = Counter(name for names in ALIASES.values() for name in names)
    assert names.most_common(1)[0][1] == 1
    for column, spellings in ALIASES.items():
        for name in (column, *spellings):
            found = heading(name)
            assert found is not None
            assert found.column == column


@pytest.mark.parametrize(
    "written, column, factor, unit",
    [
        ("净重(吨)", "net_weight_kg", 1000, "吨"),
        ("净重（千克）", "net_weight_kg", 1, "千克"),
        ("净重 KG", "net_weight_kg", 1, "kg"),
        ("Net weight (t)", "net_weight_kg", 1000, "t"),
        ("NET WEIGHT/MT", "net_weight_kg", 1000, "mt"),
        ("net_weight_kg", "net_weight_kg", 1, "kg"),
        ("净重", "net_weight_kg", 1, ""),
        ("箱净重[公斤]", "box_net_weight_kg", 1, "公斤"),
        ("货值（万元）", "value", 10_000, "万元"),
        ("ＨＳ编码", "code", 1, ""),
        ("* 箱号：", "box_no", 1, ""),
        ("B/L No.", "bill_no", 1, ""),
        ("船名/航次", "vessel", 1, ""),
        ("箱号 Container No.", "box_no", 1, ""),
        ("箱号\nContainer No.", "box_no", 1, ""),
        ("净重(吨)/Net weight (t)", "net_weight_kg", 1000, "t"),
        ("净重 Net weight (t)", "net_weight_kg", 1000, "t"),
    ],
)
def test_a_header_means_a_column_and_its_unit(
    written: str, column: str, factor: int, unit: str
) -> None:
    assert heading(written) == Heading(column, Decimal(factor), unit)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "netto",
        "净重(tons)",
        "净重(磅)",
        "箱号(吨)",
        "货值(kg)",
        "箱号 Seal No.",
        "净重(吨)/Net weight (kg)",
    ],
)
def test_what_is_not_known_or_contradicts_itself_is_not_guessed(written: str) -> None:
    assert heading(written) is None


def test_full_width_letters_are_letters() -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in "eta")
    assert unicodedata.normalize("NFKC", wide) == "eta"
    assert heading(wide) == heading("eta")


@pytest.mark.parametrize(
    "written", ["", "序号", "No.", "备注", "Remarks", "毛重", "毛重(吨)", "Gross weight (kg)"]
)
def test_columns_that_nobody_needs_are_passed_over(written: str) -> None:
    assert passed_over(written)
    assert not passed_over("皮重")


@pytest.mark.parametrize("text", [*TOTALS, "合计：", "TOTAL"])
def test_a_line_of_totals_is_recognised(text: str) -> None:
    assert is_total(text)
    assert not is_total("NB26-000001")
