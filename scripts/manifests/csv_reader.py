"""CSV files: commas, semicolons or tabs, in UTF-8 or GB18030."""

import csv
import io
from collections.abc import Iterable, Iterator

from models.manifest import ManifestRow
from models.manifest.headers import MANIFEST, Headings
from scripts.manifests import header_detection, texts
from scripts.manifests.encoding import decoded
from scripts.manifests.errors import UnreadableFile
from scripts.manifests.notes import ReaderNote

SEPARATORS = (",", ";", "\t", "，")
_ANNOUNCED = "sep="


def read(
    content: bytes, _: str | None, heads: Headings = MANIFEST
) -> tuple[list[ManifestRow], list[ReaderNote]]:
    """The rows, named by the lines in which they end.

    Raises:
        Unreadable: the encoding cannot be told, or a row does not fit the header.
    """
    text, encoding = decoded(content, heads)
    grid = _grid(text, heads)
    header = header_detection.header_of(grid) or _first_row(grid)
    notes = [] if encoding == "UTF-8" else [ReaderNote(texts.READ_AS, {"encoding": encoding})]
    return list(header_detection.rows_under(grid, header)), notes


def _grid(text: str, heads: Headings) -> header_detection.Grid:
    separator = _separator(text, heads)
    rows = list(_rows(text, separator))
    if rows and _is_announcement(rows[0][1], separator):
        rows = rows[1:]
    for number, cells in rows:
        if len(cells) > header_detection.MOST_COLUMNS:
            raise UnreadableFile(
                texts.TOO_MANY_COLUMNS, row=number, most=header_detection.MOST_COLUMNS
            )
    return header_detection.Grid(rows, heads=heads)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line in which it ends.

    Raises:
        Unreadable: a quotation mark is not closed, or stands in the middle of a text.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    begins = 1
    try:
        for cells in reader:
            yield reader.line_num, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(texts.OPEN_QUOTE, line=begins, why=error) from error


def _is_announcement(cells: list[str], separator: str) -> bool:
    """The line `sep=;` that some spreadsheets write, and cut in two themselves."""
    return separator.join(cells).strip().lower().startswith(_ANNOUNCED)


def _separator(text: str, heads: Headings) -> str:
    """The separator under which most columns of the header are known."""
    first = text[:10].lower()
    if first.startswith(_ANNOUNCED) and first[len(_ANNOUNCED) :][:1] in SEPARATORS:
        return first[len(_ANNOUNCED)]
    lines = text.split("\n", header_detection.HEADER_ROWS)[: header_detection.HEADER_ROWS]
    return max(SEPARATORS, key=lambda each: _known(lines, each, heads))


def _known(lines: Iterable[str], separator: str, heads: Headings) -> tuple[int, int]:
    cells = [line.split(separator) for line in lines]
    named = [sum(heads.heading(cell.strip(' "')) is not None for cell in row) for row in cells]
    return max(named, default=0), max(map(len, cells), default=0)


def _first_row(grid: header_detection.Grid) -> header_detection.Header:
    """Without a known column the first row is the header: what is wrong is then said by name."""
    return header_detection.Header(0, tuple(grid.rows[0][1]) if grid.rows else (), 1)
