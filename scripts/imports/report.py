"""The error report: a line a problem with its row as the file has it, for a spreadsheet to open.

CSV begins with a byte order mark, so that Excel reads Chinese; a cell that a spreadsheet would take
for a formula begins with an apostrophe (OWASP: CSV injection).
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from models.kernel.language import Language
from models.manifest import ManifestProblem
from scripts.imports import texts
from scripts.manifests import UnreadableFile

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDTHS = {7: 50, 8: 60}

_COLUMNS = (
    *(texts.FILE, texts.SHEET, texts.ROW, texts.COLUMN, texts.FIELD, texts.VALUE),
    *(texts.GRADE, texts.REASON, texts.FIX),
)

Cells = Sequence[str]


def require_other(path: Path, read: Sequence[Path]) -> None:
    """A report may not take the place of a file that is read.

    Raises:
        Unreadable: it is to be written over one, by whatever name.
    """
    for source in read:
        if path.resolve() == source.resolve() or (
            path.exists() and source.exists() and path.samefile(source)
        ):
            raise UnreadableFile(texts.REPORT_OVER_SOURCE, file=path)


def write(
    path: Path, source: Path, problems: Sequence[ManifestProblem], language: Language
) -> None:
    """All problems of a file, as `.csv` or `.xlsx`.

    Raises:
        Unreadable: the report is to be of another format, or cannot be written.
    """
    lines = [[_harmless(cell) for cell in line] for line in _lines(source, problems, language)]
    try:
        match path.suffix.lower():
            case ".csv":
                _write_csv(path, lines)
            case ".xlsx":
                _write_xlsx(path, lines, language)
            case _:
                raise UnreadableFile(texts.REPORT_FORMAT, file=path)
    except OSError as error:
        raise UnreadableFile(texts.CANNOT_WRITE, file=path, why=error.strerror) from error


def _lines(
    source: Path, problems: Sequence[ManifestProblem], language: Language
) -> Iterator[Cells]:
    rows = [problem.original for problem in problems if problem.original is not None]
    originals = list(dict.fromkeys(header for row in rows for header in row.cells))
    yield [*(name.said(language) for name in _COLUMNS), *originals]
    for problem in problems:
        grade = texts.WARNING_GRADE if problem.warning else texts.ERROR_GRADE
        row = {} if problem.original is None else problem.original.cells
        yield [
            *(source.name, problem.sheet, "" if problem.row is None else str(problem.row)),
            *(problem.written, problem.column, problem.value, grade.said(language)),
            *(problem.reason(language), problem.fix(language)),
            *(row.get(header, "") for header in originals),
        ]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell


def _write_csv(path: Path, lines: Sequence[Cells]) -> None:
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as out:
        csv.writer(out).writerows(lines)


def _write_xlsx(path: Path, lines: Sequence[Cells], language: Language) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = texts.REPORT_SHEET.said(language)
    for line in lines:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("\ufffd", cell) for cell in line])
    sheet.freeze_panes = "A2"
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    book.save(path)
