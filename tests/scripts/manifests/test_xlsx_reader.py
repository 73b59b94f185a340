"""Workbooks as they come: hidden sheets, formulas, errors, traps."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from models.kernel.errors import ManifestError
from models.kernel.language import Language
from models.manifest.column_mapping import lines_of
from scripts.manifests import ManifestFile, package, read_file
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


def read(folder: Path, content: bytes, sheet: str | None = None) -> ManifestFile:
    return read_file(saved(folder, "m.xlsx", content), sheet=sheet)


def notes(file: ManifestFile) -> list[str]:
    return [note.said(Language.EN) for note in file.notes]


def replaced(content: bytes, changes: dict[bytes, bytes]) -> bytes:
    """A workbook with other bytes in its sheets, as other programs write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            text = old.read(item)
            for before, after in changes.items():
                text = text.replace(before, after)
            new.writestr(item, text)
    return out.getvalue()


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

    values = dict.fromkeys((b"<v></v>", b"<v/>", b"<v />"), b"<v>21550</v>")
    (row,) = read(tmp_path, replaced(book(computed), values)).rows
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


def test_two_columns_of_one_name_are_refused_if_they_are_needed(tmp_path: Path) -> None:
    def doubled(sheet: Worksheet) -> None:
        sheet.append([*HEAD, "封号"])

    def idle(sheet: Worksheet) -> None:
        sheet.append([*HEAD, "备注", "备注", "x", "x"])
        sheet.append(["NB26-000001", "", "", "", "", "a", "b", "c", "d"])

    with pytest.raises(ManifestError, match="two columns have the same name '封号'"):
        read(tmp_path, book(doubled))
    assert read(tmp_path, book(idle)).rows[0].cells["跟踪号"] == "NB26-000001"


def test_a_number_is_read_as_its_format_shows_it(tmp_path: Path) -> None:
    def filled(sheet: Worksheet) -> None:
        sheet.append(HEAD)
        sheet.append([12345, 7, 42, 21550, 46086])
        forms = ["0000000", '"NBD"000000', "00-00", "0", "General"]
        for cell, form in zip(sheet[2], forms, strict=True):
            cell.number_format = form

    (row,) = read(tmp_path, book(filled)).rows
    assert list(row.cells.values()) == ["0012345", "NBD000007", "00-42", "21550", "46086"]


def test_escapes_of_control_characters_are_undone_in_cells_and_headers(tmp_path: Path) -> None:
    def escaped(sheet: Worksheet) -> None:
        sheet.append(["跟踪号_x000D_", "箱号", "封号_x000A_"])
        sheet.append(["NB26-000001_x000D_", "CSQU3054383", "A_x0041_B_xD83D_"])

    (row,) = read(tmp_path, book(escaped)).rows
    (line,) = lines_of([row])
    assert line.text("tracking_no") == "NB26-000001"
    assert line.text("seal_no") == "AAB\ufffd"


def two_rows(sheet: Worksheet) -> None:
    manifest(sheet)
    sheet.append(["NB26-000002", "CSQU3054383", "S2", 21550, ""])


def test_rows_that_a_filter_hides_are_named_and_not_read(tmp_path: Path) -> None:
    def filtered(sheet: Worksheet) -> None:
        two_rows(sheet)
        sheet.row_dimensions[2].hidden = True

    file = read(tmp_path, book(filtered))
    assert [row.number for row in file.rows] == [3]
    assert "hidden rows, as by a filter, are not read: 2;" in notes(file)[1]
    assert file.notes[1].warning


def test_rows_that_are_struck_through_are_named_and_not_read(tmp_path: Path) -> None:
    def struck(sheet: Worksheet) -> None:
        two_rows(sheet)
        for cell in sheet[2]:
            cell.font = Font(strike=True)

    file = read(tmp_path, book(struck))
    assert [row.number for row in file.rows] == [3]
    assert "rows that are struck through are not read: 2;" in notes(file)[1]


def test_a_cell_that_is_struck_through_even_in_part_is_a_flaw(tmp_path: Path) -> None:
    def struck(sheet: Worksheet) -> None:
        two_rows(sheet)
        sheet["C2"].font = Font(strike=True)
        sheet["C3"] = CellRichText("S1", TextBlock(InlineFont(strike=True), "S2"))

    first, second = read(tmp_path, book(struck)).rows
    assert set(first.flaws) == set(second.flaws) == {"seal_no"}


def test_a_hidden_column_is_read_and_named(tmp_path: Path) -> None:
    def narrowed(sheet: Worksheet) -> None:
        manifest(sheet)
        sheet.column_dimensions["C"].hidden = True

    file = read(tmp_path, book(narrowed))
    assert file.rows[0].cells["封号"] == "S1"
    assert "the hidden columns C are read" in notes(file)


def test_a_format_far_out_is_no_cell(tmp_path: Path) -> None:
    def far(sheet: Worksheet) -> None:
        manifest(sheet)
        sheet["A1048576"].font = Font(bold=True)
        sheet["XFD2"].font = Font(bold=True)
        sheet["XFD1048576"].number_format = "0.00"

    assert [row.number for row in read(tmp_path, book(far)).rows] == [2]


def test_a_cell_far_to_the_right_is_one_column_too_many(tmp_path: Path) -> None:
    def far(sheet: Worksheet) -> None:
        manifest(sheet)
        sheet["XFD2"] = "x"

    with pytest.raises(ManifestError, match="row 2 has more than 200 columns"):
        read(tmp_path, book(far))


def test_a_prepared_row_whose_formula_gives_an_empty_text_is_no_row(tmp_path: Path) -> None:
    def prepared(sheet: Worksheet) -> None:
        manifest(sheet)
        sheet["A3"] = '=IF(B3="","","NB26-"&B3)'

    stored = {b'<c r="A3">': b'<c r="A3" t="str">'}
    content = replaced(book(prepared), stored)
    assert content != book(prepared)
    file = read(tmp_path, content)
    assert [line.row.number for line in lines_of(file.rows)] == [2]


def test_the_last_day_that_there_is_harms_nobody(tmp_path: Path) -> None:
    def endless(sheet: Worksheet) -> None:
        sheet.append([*HEAD, "备注"])
        moment = datetime(9999, 12, 31, 23, 59, 59, 999000)  # noqa: DTZ001 - as stored
        sheet.append(["NB26-000001", "CSQU3054383", "S1", 21550, "", moment])

    assert read(tmp_path, book(endless)).rows[0].cells["封号"] == "S1"


def test_a_chart_is_no_sheet(tmp_path: Path) -> None:
    made = Workbook()
    manifest(made.worksheets[0])
    chart = BarChart()
    chart.add_data(Reference(made.worksheets[0], min_col=4, min_row=1, max_row=2))
    made.create_chartsheet("Chart").add_chart(chart)
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(ManifestError, match="'Chart' is a chart and no sheet: choose one of Sheet"):
        read(tmp_path, out.getvalue(), "Chart")
    assert read(tmp_path, out.getvalue()).rows


def test_a_text_file_has_no_sheets(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="has no sheets: leave out --sheet x"):
        read_file(saved(tmp_path, "m.csv", b"a,b"), sheet="x")


def test_cells_are_counted_before_a_library_loads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loaded(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(package, "MOST_CELLS", 9)
    monkeypatch.setattr(package, "_CHUNK", 7)
    monkeypatch.setattr("openpyxl.load_workbook", loaded)
    with pytest.raises(ManifestError, match="it has 10 cells, at most 9 are read"):
        read(tmp_path, book(manifest))


def test_what_unpacks_to_too_much_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 3_000_000)
    monkeypatch.setattr(package, "MOST_UNPACKED_MB", 2)
    with pytest.raises(ManifestError, match="unpacks to 3 MB, at most 2"):
        read(tmp_path, bomb.getvalue())


def test_a_cell_far_out_does_not_make_the_sheet_endless(tmp_path: Path) -> None:
    def far(sheet: Worksheet) -> None:
        manifest(sheet)
        sheet["A1048576"] = "x"

    with pytest.raises(ManifestError, match="more than 100000 rows"):
        read(tmp_path, book(far))


ZIPPED = b"PK\x03\x04"
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def archive_of(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def strict() -> bytes:
    names = {"[Content_Types].xml": b"<Types/>"}
    names["xl/workbook.xml"] = (
        b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"></workbook>'
    )
    return archive_of(**names)


def torn() -> bytes:
    """A byte of a sheet has changed on the way."""
    content = bytearray(book(manifest))
    at = content.index(b"xl/worksheets/sheet1.xml") + 60
    content[at] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "it is no workbook"),
        (b"\0\1\2", "it is no workbook"),
        (b"not a workbook", r"it is text and no workbook: if it is CSV, name it \.csv"),
        (b"PK", "the workbook is damaged"),
        (book(manifest)[:-100], "the workbook is damaged"),
        (torn(), "the workbook is damaged"),
        (archive_of(**{"[Content_Types].xml": b"<Types/>"}), "the workbook is damaged"),
        (LOCKED, "locked with a password: open it in Excel, remove the password"),
        (LOCKED[:8], "of the old kind under a new name"),
        (strict(), r"'Strict Open XML Spreadsheet': save it as 'Excel Workbook"),
        (archive_of(**{"xl/workbook.bin": b""}), "a binary workbook"),
        (
            archive_of(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
            "an OpenDocument table",
        ),
    ],
)
def test_what_is_no_workbook_says_what_it_is_and_what_to_do(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(ManifestError, match=said) as raised:
        read(tmp_path, content)
    assert str(tmp_path / "m.xlsx") in str(raised.value)


@pytest.mark.parametrize("name", ["m.csv", "m.json", "m.txt"])
def test_a_workbook_under_the_name_of_a_text_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(ManifestError, match=r"it is a workbook and no text: name it \.xlsx"):
        read_file(saved(tmp_path, name, book(manifest)))


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(ManifestError, match="it is no workbook"):
        read(tmp_path, out.getvalue())
