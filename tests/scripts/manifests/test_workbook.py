"""Workbooks as they come: hidden sheets, formulas, errors, traps."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.errors import ManifestError
from models.language import Language
from scripts.manifests import File, read_file, workbook
from tests.scripts.manifests.writers import saved

HEAD = ("跟踪号", "箱号", "封号", "箱净重(kg)", "预计到港")


def book(*fill: Callable[[Worksheet], None]) -> bytes:
    """A workbook with a sheet for each function that fills one."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for function in fill:
        function(made.create_sheet(function.__name__))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(folder: Path, content: bytes, sheet: str | None = None) -> File:
    return read_file(saved(folder, "m.xlsx", content), sheet=sheet)


def notes(file: File) -> list[str]:
    return [note.said(Language.EN) for note in file.notes]


def manifest(sheet: Worksheet) -> None:
    sheet.append(HEAD)
    sheet.append(["NB26-000001", "CSQU3054383", "S1", 21550, datetime(2026, 12, 1, 8, 30)])  # noqa: DTZ001 - as stored


def december(sheet: Worksheet) -> None:
    manifest(sheet)
    sheet["A2"] = "NB26-000002"


def remarks(sheet: Worksheet) -> None:
    sheet.append(["nothing to import here"])


def hidden(sheet: Worksheet) -> None:
    manifest(sheet)
    sheet.sheet_state = "hidden"


def test_the_first_visible_sheet_with_a_header_is_read_and_named(tmp_path: Path) -> None:
    file = read(tmp_path, book(hidden, remarks, manifest, december))
    assert [(row.sheet, row.number) for row in file.rows] == [("manifest", 2)]
    assert notes(file) == [
        "sheet 'manifest' is read, its header is row 1",
        "the hidden sheet 'hidden' looks like a manifest and is not read",
        "sheet 'december' looks like a manifest too and is not read: choose it with --sheet",
    ]


def test_another_sheet_can_be_chosen(tmp_path: Path) -> None:
    file = read(tmp_path, book(manifest, december), "december")
    assert [row.cells["跟踪号"] for row in file.rows] == ["NB26-000002"]
    with pytest.raises(ManifestError, match="no sheet 'March': there are manifest"):
        read(tmp_path, book(manifest), "March")


def test_values_are_those_that_are_stored(tmp_path: Path) -> None:
    def typed(sheet: Worksheet) -> None:
        sheet.append(HEAD)
        sheet.append(["NB26-000001", None, True, 0.1 + 0.2, datetime(2026, 12, 1)])  # noqa: DTZ001 - as stored

    (row,) = read(tmp_path, book(typed)).rows
    assert list(row.cells.values()) == ["NB26-000001", "", "TRUE", "0.3", "2026-12-01"]


def test_a_formula_without_a_stored_value_is_a_flaw_of_its_cell(tmp_path: Path) -> None:
    def computed(sheet: Worksheet) -> None:
        manifest(sheet)
        sheet["D2"] = "=21000+550"
        sheet["C2"] = "#N/A"

    (row,) = read(tmp_path, book(computed)).rows
    assert set(row.flaws) == {"box_net_weight_kg", "seal_no"}


def test_the_stored_value_of_a_formula_is_read(tmp_path: Path) -> None:
    def computed(sheet: Worksheet) -> None:
        manifest(sheet)
        sheet["D2"] = "=21000+550"

    content = book(computed)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            text = (
                old.read(item)
                .replace(b"<v></v>", b"<v>21550</v>")
                .replace(b"<v/>", b"<v>21550</v>")
                .replace(b"<v />", b"<v>21550</v>")
            )
            new.writestr(item, text)
    (row,) = read(tmp_path, out.getvalue()).rows
    assert row.cells["箱净重(kg)"] == "21550"


def test_a_header_over_two_columns_joins_what_stands_under_it(tmp_path: Path) -> None:
    def voyages(sheet: Worksheet) -> None:
        sheet.append([*HEAD, "船名航次", None])
        sheet.merge_cells("F1:G1")
        sheet.append(["NB26-000001", "", "", "", "", "BEILUN STAR", "2641W"])

    (row,) = read(tmp_path, book(voyages)).rows
    assert row.cells["船名航次"] == "BEILUN STAR 2641W"


def test_the_header_said_again_in_english_is_no_row(tmp_path: Path) -> None:
    def twice(sheet: Worksheet) -> None:
        sheet.append(HEAD)
        sheet.append(["Tracking No.", "Container No.", "Seal No.", "Box net weight (kg)", "ETA"])
        sheet.append(["NB26-000001", "CSQU3054383", "S1", 1, ""])

    assert [row.number for row in read(tmp_path, book(twice)).rows] == [3]


def test_a_workbook_without_a_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="no header is found"):
        read(tmp_path, book(remarks))


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    def doubled(sheet: Worksheet) -> None:
        sheet.append([*HEAD, "封号"])

    with pytest.raises(ManifestError, match="two columns have the same name '封号'"):
        read(tmp_path, book(doubled))


def test_what_unpacks_to_too_much_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 3_000_000)
    monkeypatch.setattr(workbook, "MOST_UNPACKED_MB", 2)
    with pytest.raises(ManifestError, match="unpacks to 3 MB, at most 2"):
        read(tmp_path, bomb.getvalue())


def test_a_cell_far_out_does_not_make_the_sheet_endless(tmp_path: Path) -> None:
    def far(sheet: Worksheet) -> None:
        manifest(sheet)
        sheet["A1048576"] = "x"

    with pytest.raises(ManifestError, match="more than 100000 rows"):
        read(tmp_path, book(far))


@pytest.mark.parametrize("content", [b"", b"PK", b"not a workbook"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ManifestError, match="it is no workbook"):
        read(tmp_path, content)


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(ManifestError, match="it is no workbook"):
        read(tmp_path, out.getvalue())
