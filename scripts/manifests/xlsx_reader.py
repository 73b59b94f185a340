"""XLSX workbooks: values as they are shown, merged headers, dates in either calendar."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.kernel.language import Text
from models.manifest import CellError, ManifestRow
from models.manifest.headers import MANIFEST, Headings
from scripts.manifests import header_detection, package, texts
from scripts.manifests.cells import flaw_of, is_struck, text_of
from scripts.manifests.errors import UnreadableFile
from scripts.manifests.notes import ReaderNote

_SINCE_1904 = Decimal(1462)
_SERIALS = range(20_000, 80_000)
_NAMED_ROWS = 10

_Place = tuple[int, int]
_Cells = Mapping[_Place, "Cell | MergedCell"]


def read(
    content: bytes, sheet: str | None, heads: Headings = MANIFEST
) -> tuple[list[ManifestRow], list[ReaderNote]]:
    """The rows of the sheet that is asked for, or of the first visible one that has a header.

    Raises:
        Unreadable: it is no workbook, it is too large, or no sheet has a header.
    """
    package.require_readable(content)
    book, formulas = _opened(content)
    _require_sheet(book, sheet)
    grids = {each.title: _grid(each, formulas[each.title], heads) for each in book.worksheets}
    headers = {name: header_detection.header_of(grid) for name, grid in grids.items()}
    visible = [each.title for each in book.worksheets if each.sheet_state == "visible"]
    chosen = sheet or next((name for name in visible if headers[name] is not None), None)
    header = None if chosen is None else headers[chosen]
    if chosen is None or header is None:
        raise UnreadableFile(texts.NO_HEADER, rows=header_detection.HEADER_ROWS)
    grid = grids[chosen]
    others = [name for name, found in headers.items() if found is not None and name != chosen]
    crossed_out = _LeftOut(book[chosen], grid, header)
    notes = [
        ReaderNote(texts.READ_SHEET, {"sheet": chosen, "row": grid.rows[header.index][0]}),
        *(ReaderNote(_left_out(name in visible), {"sheet": name}, warning=True) for name in others),
        *crossed_out.notes(),
    ]
    since_1904 = book.epoch.year == 1904  # noqa: PLR2004 - the calendar of old Macintoshes
    rows = (_with_dates(row, heads) if since_1904 else row for row in crossed_out.kept())
    return list(rows), notes


def _left_out(visible: bool) -> Text:
    return texts.SHEET_LEFT_OUT if visible else texts.HIDDEN_LEFT_OUT


def _require_sheet(book: "Workbook", sheet: str | None) -> None:
    """A sheet of that name; charts have names as well."""
    names = [each.title for each in book.worksheets]
    if sheet is None or sheet in names:
        return
    text = texts.A_CHART if sheet in book.sheetnames else texts.NO_SUCH_SHEET
    raise UnreadableFile(text, sheet=sheet, sheets=", ".join(names))


def _opened(content: bytes) -> "tuple[Workbook, Mapping[str, frozenset[_Place]]]":
    """The workbook with the values that were stored for formulas, and where formulas stand."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
        formulas = {each.title: frozenset(_formulas(each)) for each in book.worksheets}
        if any(formulas.values()):
            book = openpyxl.load_workbook(io.BytesIO(content), rich_text=True, data_only=True)
    except Exception as error:
        # Whatever the library stumbles over, the file is not as Excel writes it.
        raise UnreadableFile(texts.DAMAGED, why=f"{type(error).__name__}: {error}") from error
    return book, formulas


def _stored(sheet: "Worksheet") -> _Cells:
    """The cells that the file has; asked for its rows, the library makes those between as well."""
    return sheet._cells  # noqa: SLF001 - iter_rows() makes a billion cells of one at XFD1048576


def _formulas(sheet: "Worksheet") -> Iterator[_Place]:
    return (place for place, cell in _stored(sheet).items() if cell.data_type == "f")


def _grid(
    sheet: "Worksheet", formulas: frozenset[_Place], heads: Headings
) -> header_detection.Grid:
    """The rows down to the last filled one; a cell that has a format only is not filled."""
    filled: dict[int, dict[int, str]] = {}
    flaws: dict[_Place, CellError] = {}
    for (row, column), cell in _stored(sheet).items():
        flaw = flaw_of(cell, formula=(row, column) in formulas)
        if flaw is not None:
            flaws[row - 1, column - 1] = flaw
        if flaw is not None or cell.value is not None:
            filled.setdefault(row, {})[column] = text_of(cell)
    _require_small(filled)
    width = max((max(cells) for cells in filled.values()), default=0)
    rows = [
        (number, _row(filled.get(number, {}), width))
        for number in range(1, max(filled, default=0) + 1)
    ]
    return header_detection.Grid(rows, sheet.title, dict(_merged(sheet, len(rows))), flaws, heads)


def _row(cells: Mapping[int, str], width: int) -> Sequence[str]:
    return [cells.get(column, "") for column in range(1, width + 1)]


def _require_small(filled: Mapping[int, Mapping[int, str]]) -> None:
    for row, cells in filled.items():
        if max(cells) > header_detection.MOST_COLUMNS:
            raise UnreadableFile(
                texts.TOO_MANY_COLUMNS, row=row, most=header_detection.MOST_COLUMNS
            )
        if row > header_detection.MOST_ROWS:
            raise UnreadableFile(texts.TOO_MANY_ROWS, most=header_detection.MOST_ROWS)


def _merged(sheet: "Worksheet", rows: int) -> Iterator[tuple[_Place, _Place]]:
    for found in sheet.merged_cells.ranges:
        first = (found.min_row - 1, found.min_col - 1)
        # Only headers inherit what was merged; data below them is many rows.
        for row in range(
            found.min_row - 1, min(found.max_row, header_detection.HEADER_ROWS + 1, rows)
        ):
            for column in range(
                found.min_col - 1, min(found.max_col, header_detection.MOST_COLUMNS)
            ):
                yield (row, column), first


class _LeftOut:
    """Rows that somebody has hidden or struck through: they are named, and not read."""

    def __init__(
        self, sheet: "Worksheet", grid: header_detection.Grid, header: header_detection.Header
    ) -> None:
        self._sheet = sheet
        self._rows = list(header_detection.rows_under(grid, header))
        filled = [row for row in self._rows if any(text.strip() for text in row.cells.values())]
        self._hidden = [row.number for row in filled if self._is_hidden(row.number)]
        self._struck = [
            row.number
            for row in filled
            if row.number not in self._hidden and self._is_struck(row.number)
        ]

    def kept(self) -> Iterator[ManifestRow]:
        """The rows that count."""
        out = {*self._hidden, *self._struck}
        return (row for row in self._rows if row.number not in out)

    def notes(self) -> Iterator[ReaderNote]:
        """What was left out, and the columns that are read although nobody sees them."""
        told = (
            (texts.HIDDEN_ROWS_LEFT_OUT, self._hidden),
            (texts.STRUCK_ROWS_LEFT_OUT, self._struck),
        )
        for text, rows in told:
            if rows:
                yield ReaderNote(text, {"rows": _listed(rows)}, warning=True)
        if columns := list(self._hidden_columns()):
            yield ReaderNote(
                texts.HIDDEN_COLUMNS_READ, {"columns": ", ".join(columns)}, warning=True
            )

    def _is_hidden(self, number: int) -> bool:
        height = self._sheet.row_dimensions[number]
        return bool(height.hidden) or height.height == 0

    def _is_struck(self, number: int) -> bool:
        cells = [cell for (row, _), cell in self._by_row(number) if cell.value is not None]
        return bool(cells) and all(map(is_struck, cells))

    def _by_row(self, number: int) -> Iterator[tuple[_Place, "Cell | MergedCell"]]:
        last = self._sheet.max_column
        stored = _stored(self._sheet)
        places = (
            (number, column) for column in range(1, min(last, header_detection.MOST_COLUMNS) + 1)
        )
        return ((place, stored[place]) for place in places if place in stored)

    def _hidden_columns(self) -> Iterator[str]:
        known = {row.number for row in self._rows}
        for letter, column in self._sheet.column_dimensions.items():
            if column.hidden and known:
                yield letter


def _listed(rows: Sequence[int]) -> str:
    named = ", ".join(map(str, rows[:_NAMED_ROWS]))
    return named if len(rows) <= _NAMED_ROWS else f"{named}, … ({len(rows)})"


def _with_dates(row: ManifestRow, heads: Headings) -> ManifestRow:
    """Serial numbers count from 1900 everywhere but in such a workbook."""
    cells = {name: _since_1900(name, text, heads) for name, text in row.cells.items()}
    return replace(row, cells=cells)


def _since_1900(name: str, text: str, heads: Headings) -> str:
    known = heads.heading(name)
    if known is None or known.column not in heads.dates or not text.replace(".", "", 1).isdecimal():
        return text
    days = Decimal(text)
    return f"{days + _SINCE_1904:f}" if int(days) in _SERIALS else text
