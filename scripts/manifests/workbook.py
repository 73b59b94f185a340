"""XLSX workbooks: values as they are stored, merged headers, dates in either calendar."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from models.language import Text
from models.manifest import Flaw, Row
from models.manifest import words as cell_words
from models.manifest.headers import heading
from scripts.manifests import table, words
from scripts.manifests.errors import Unreadable
from scripts.manifests.notes import Note

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_UNPACKED_MB = 300
_MB = 1_000_000
_DATES = ("etd", "eta")
_SINCE_1904 = Decimal(1462)
_SERIALS = range(20_000, 80_000)

_Broken = (zipfile.BadZipFile, KeyError, OSError, ParseError, TypeError, IndexError)


def read(content: bytes, sheet: str | None) -> tuple[list[Row], list[Note]]:
    """The rows of the sheet that is asked for, or of the first visible one that has a header.

    Raises:
        Unreadable: it is no workbook, it is too large, or no sheet has a header.
    """
    _require_harmless(content)
    book, formulas = _opened(content)
    if sheet is not None and sheet not in book.sheetnames:
        names = ", ".join(book.sheetnames)
        raise Unreadable(words.NO_SUCH_SHEET, sheet=sheet, sheets=names)
    grids = {each.title: _grid(each, formulas) for each in book.worksheets}
    headers = {name: table.header_of(grid) for name, grid in grids.items()}
    visible = [each.title for each in book.worksheets if each.sheet_state == "visible"]
    chosen = sheet or next((name for name in visible if headers[name] is not None), None)
    header = None if chosen is None else headers[chosen]
    if chosen is None or header is None:
        raise Unreadable(words.NO_HEADER, rows=table.HEADER_ROWS)
    grid = grids[chosen]
    others = [name for name, found in headers.items() if found is not None and name != chosen]
    notes = [
        Note(words.READ_SHEET, {"sheet": chosen, "row": grid.rows[header.index][0]}),
        *(Note(_left_out(name in visible), {"sheet": name}, warning=True) for name in others),
    ]
    since_1904 = book.epoch.year == 1904  # noqa: PLR2004 - the calendar of old Macintoshes
    rows = (_with_dates(row) if since_1904 else row for row in table.rows_under(grid, header))
    return list(rows), notes


def _left_out(visible: bool) -> Text:
    return words.SHEET_LEFT_OUT if visible else words.HIDDEN_LEFT_OUT


def _require_harmless(content: bytes) -> None:
    """A workbook is a ZIP file: what it unpacks to is looked at before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(each.file_size for each in archive.infolist())
    except zipfile.BadZipFile as error:
        raise Unreadable(words.NOT_A_WORKBOOK, why=error) from error
    if size > MOST_UNPACKED_MB * _MB:
        raise Unreadable(words.ZIP_BOMB, size=size // _MB, most=MOST_UNPACKED_MB)


def _opened(content: bytes) -> "tuple[Workbook, Mapping[str, set[tuple[int, int]]]]":
    """The workbook with the values that were stored for formulas, and where formulas stand."""
    # Takes a third of a second to load: other formats do without.
    import openpyxl  # noqa: PLC0415

    try:
        book = openpyxl.load_workbook(io.BytesIO(content))
        _require_small(book)
        formulas = {each.title: set(_formulas(each)) for each in book.worksheets}
        if any(formulas.values()):
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except _Broken as error:
        raise Unreadable(words.NOT_A_WORKBOOK, why=error) from error
    return book, formulas


def _require_small(book: "Workbook") -> None:
    for sheet in book.worksheets:
        if sheet.max_column > table.MOST_COLUMNS:
            raise Unreadable(words.TOO_MANY_COLUMNS, row=1, most=table.MOST_COLUMNS)
        if sheet.max_row > table.MOST_ROWS:
            raise Unreadable(words.TOO_MANY_ROWS, most=table.MOST_ROWS)


def _formulas(sheet: "Worksheet") -> Iterator[tuple[int, int]]:
    for index, row in enumerate(sheet.iter_rows()):
        for column, cell in enumerate(row):
            if cell.data_type == "f":
                yield index, column


def _grid(sheet: "Worksheet", formulas: Mapping[str, set[tuple[int, int]]]) -> table.Grid:
    rows, flaws = [], {}
    for index, cells in enumerate(sheet.iter_rows()):
        rows.append((index + 1, [_text(cell.value) for cell in cells]))
        for column, cell in enumerate(cells):
            if cell.data_type == "e":
                flaws[index, column] = _FORMULA_ERROR
            elif cell.value is None and (index, column) in formulas[sheet.title]:
                flaws[index, column] = _NO_FORMULA_VALUE
    return table.Grid(rows, sheet.title, dict(_merged(sheet)), flaws)


def _merged(sheet: "Worksheet") -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for found in sheet.merged_cells.ranges:
        first = (found.min_row - 1, found.min_col - 1)
        # Only headers inherit what was merged; data below them is many rows.
        for row in range(found.min_row - 1, min(found.max_row, table.HEADER_ROWS + 1)):
            for column in range(found.min_col - 1, found.max_col):
                yield (row, column), first


def _text(value: object) -> str:
    """A value as it would be typed; a number with the fifteen digits that Excel keeps."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return f"{Decimal(f'{value:.15g}'):f}"
        case datetime():
            moment = (value + timedelta(milliseconds=500)).replace(microsecond=0)
            return moment.isoformat() if moment.time() != time(0) else moment.date().isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _with_dates(row: Row) -> Row:
    """Serial numbers count from 1900 everywhere but in such a workbook."""
    cells = {name: _since_1900(name, text) for name, text in row.cells.items()}
    return Row(row.number, cells, row.sheet, row.flaws)


def _since_1900(name: str, text: str) -> str:
    known = heading(name)
    if known is None or known.column not in _DATES or not text.replace(".", "", 1).isdecimal():
        return text
    days = Decimal(text)
    return f"{days + _SINCE_1904:f}" if int(days) in _SERIALS else text


_FORMULA_ERROR = Flaw(cell_words.FORMULA_ERROR, cell_words.PASTE_VALUES)
_NO_FORMULA_VALUE = Flaw(cell_words.NO_FORMULA_VALUE, cell_words.PASTE_VALUES)
