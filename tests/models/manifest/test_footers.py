"""Lines under a table are told from boxes, and names that only look like them are not."""

import pytest

from models.kernel.language import Language
from models.manifest import ManifestRow, read_rows
from models.manifest.column_mapping import lines_of
from models.manifest.footers import is_footer, is_total
from models.rules.rulebook import rulebook


@pytest.mark.parametrize(
    "text",
    [
        *(
            "合计(Total)",
            "GRAND TOTAL",
            "Total:",
            "Sub-total",
            "合计：2票3箱",
            "总计 46,790",
            "ＴＯＴＡＬ",
        ),
        *(
            "TOTAL (3 containers)",
            "Totals",
            "本页小计".removeprefix("本页"),
            "累计",
            "Total net weight (kg)",
        ),
    ],
)
def test_a_total_in_any_spelling_is_no_box(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize(
    "text",
    [
        *("制表：张三", "制表人: 李四", "审核", "备注：以上为预报数据", "注：", "日期：2026-11-29"),
        *(
            "Prepared by: Zhang",
            "Remarks: none",
            "Signature",
            "Date: 29 Nov 2026",
            "第 1 页 共 2 页",
        ),
        *("联系电话：0574-88888888", "单位盖章", "Page 1 of 2"),
    ],
)
def test_a_signature_or_a_remark_is_no_box(text: str) -> None:
    assert is_footer(text)


@pytest.mark.parametrize(
    "text",
    [
        *("NB26-000001", "Total Metals Ltd", "TOTAL RECYCLING CO", "Notebook Recycling: Metz"),
        *("宁波合计金属有限公司", "CSQU3054383", "Summit Metals", "备件回收公司", ""),
    ],
)
def test_a_name_is_no_footer(text: str) -> None:
    assert not is_footer(text)


def row(number: int, *cells: str) -> ManifestRow:
    return ManifestRow(number, dict(zip(("跟踪号", "供应商", "箱号", "净重"), cells, strict=False)))


def test_what_stands_under_a_total_is_no_box() -> None:
    table = [
        row(2, "NB26-000001", "Total Metals Ltd", "CSQU3054383", "21550"),
        row(3, "合计(Total)", "", "", "21550"),
        row(4, "制表：张三", "", "", ""),
        row(5, "", "宁波甬江再生铜业有限公司", "", "2026-11-29"),
    ]
    assert [line.row.number for line in lines_of(table)] == [2]


def test_a_row_with_a_box_counts_however_it_begins() -> None:
    table = [
        row(2, "小计", "", "", "1"),
        row(3, "", "Total", "CSQU3054383", "21550"),
        row(4, "NB26-000002", "Metals", "", "21550"),
    ]
    assert [line.row.number for line in lines_of(table)] == [3, 4]


def test_a_table_of_footers_only_has_no_rows() -> None:
    found = read_rows([row(2, "NB26-000001", "a", "b", "c"), row(3, "合计")], rulebook("2025-09"))
    assert {problem.row for problem in found.errors} == {None}
    assert "missing column" in {problem.reason(Language.EN) for problem in found.errors}
