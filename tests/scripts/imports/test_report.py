"""The error report: complete, readable by Excel, and harmless in it."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.kernel.errors import ManifestError
from models.kernel.language import Language
from models.manifest import CellError, ManifestProblem, ManifestRow, texts
from scripts.imports import report

SOURCE = Path("来自报关行.xlsx")
ROW = ManifestRow(7, {"企业": "=cmd|' /C calc'!A0", "净重": "-5", "备注": "好"}, sheet="清单")
BAD = ManifestProblem(
    row=7,
    column="net_weight_kg",
    value="-5",
    flaw=CellError(texts.NOT_POSITIVE, texts.WRITE_PLAINLY, {"decimals": 3}),
    written="净重",
    original=ROW,
)
WHOLE = ManifestProblem(
    None, "eta", "", CellError(texts.UNKNOWN_COLUMN, texts.IGNORED), warning=True
)


def text(path: Path) -> io.StringIO:
    return io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")


def lines(path: Path, language: Language = Language.EN) -> list[list[str]]:
    report.write(path, SOURCE, (BAD, WHOLE), language)
    if path.suffix == ".csv":
        return list(csv.reader(text(path)))
    sheet = load_workbook(path).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]  # type: ignore[misc]


@pytest.mark.parametrize("name", ["errors.csv", "errors.xlsx"])
def test_a_problem_is_a_line_with_the_row_as_the_file_has_it(tmp_path: Path, name: str) -> None:
    head, bad, whole = lines(tmp_path / name)
    assert head[:6] == ["file", "sheet", "row", "column", "field", "value"]
    assert head[6:9] == ["grade", "reason", "fix"]
    assert head[9:] == ["企业", "净重", "备注"]
    assert bad[:5] == ["来自报关行.xlsx", "清单", "7", "净重", "net_weight_kg"]
    assert bad[6:8] == ["error", "is not a positive amount of at most 3 decimals"]
    assert whole[2:7] == ["", "", "eta", "", "warning"]


@pytest.mark.parametrize("name", ["errors.csv", "errors.xlsx"])
def test_no_cell_is_a_formula(tmp_path: Path, name: str) -> None:
    _, bad, _ = lines(tmp_path / name)
    assert bad[5] == "'-5"
    assert bad[9:] == ["'=cmd|' /C calc'!A0", "'-5", "好"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_every_way_to_begin_a_formula_is_neutralised(tmp_path: Path, start: str) -> None:
    row = ManifestRow(1, {"a": f"{start}1+1"})
    problem = ManifestProblem(1, "a", "", CellError(texts.MISSING, texts.WRITE_IT), original=row)
    file = tmp_path / "errors.csv"
    report.write(file, SOURCE, (problem,), Language.EN)
    (_, line) = csv.reader(text(file))
    assert line[-1] == f"'{start}1+1"


def test_excel_reads_the_chinese(tmp_path: Path) -> None:
    head, *_ = lines(tmp_path / "errors.csv", Language.ZH)
    assert (tmp_path / "errors.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert head[7:9] == ["原因", "处理"]


def test_another_format_or_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match=r"is \.csv or \.xlsx"):
        report.write(tmp_path / "errors.txt", SOURCE, (BAD,), Language.EN)
    with pytest.raises(ManifestError, match="cannot write"):
        report.write(tmp_path / "nowhere" / "errors.csv", SOURCE, (BAD,), Language.EN)
