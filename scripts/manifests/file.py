"""From a file to its rows: which reader, how large it may be, and what was decided on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.manifest import Row
from scripts.manifests import declaration, delimited, json_, words, workbook
from scripts.manifests.errors import Unreadable
from scripts.manifests.notes import Note
from scripts.manifests.table import MOST_ROWS

MOST_MB = 50
_MB = 1_000_000


@dataclass(frozen=True)
class File:
    """The rows of a manifest file, and what its reader decided."""

    path: Path
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()


def read_file(path: Path, *, sheet: str | None = None) -> File:
    """The rows of a manifest file, as text; `sheet` chooses one of a workbook.

    Raises:
        Unreadable: the file cannot be read, or is none of the formats that are known.
    """
    suffix = path.suffix.lower()
    if suffix == ".xls":
        raise Unreadable(words.OLD_EXCEL, file=path)
    if suffix not in READERS:
        raise Unreadable(words.OTHER_FORMAT, file=path, known=", ".join(READERS))
    if sheet is not None and suffix not in WORKBOOKS:
        raise Unreadable(words.NO_SHEETS, file=path, sheet=sheet)
    try:
        rows, notes = _read(READERS[suffix], _content(path), sheet)
    except OSError as error:
        raise Unreadable(words.CANNOT_READ, file=path, why=error.strerror) from error
    except Unreadable as error:
        raise Unreadable(words.NOT_UNDERSTOOD, file=path, why=error.why) from error
    return File(path, tuple(rows), tuple(notes))


def _read(reader: "_Reader", content: bytes, sheet: str | None) -> tuple[list[Row], list[Note]]:
    """What a reader makes of the content.

    Raises:
        Unreadable: with the reason, whatever the library below has raised.
    """
    try:
        rows, notes = reader(content, sheet)
    except (Unreadable, OSError):
        raise
    except Exception as error:  # a library that chokes on a file is no fault of ours to show
        raise Unreadable(words.UNEXPECTED, why=f"{type(error).__name__}: {error}") from error
    if len(rows) > MOST_ROWS:
        raise Unreadable(words.TOO_MANY_ROWS, most=MOST_ROWS)
    return rows, notes


def _content(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MOST_MB * _MB:
        raise Unreadable(words.TOO_LARGE, size=size // _MB, most=MOST_MB)
    return path.read_bytes()


_Reader = Callable[[bytes, str | None], tuple[list[Row], list[Note]]]

READERS: Mapping[str, _Reader] = {
    ".csv": delimited.read,
    ".tsv": delimited.read,
    ".txt": delimited.read,
    ".json": json_.read,
    ".xlsx": workbook.read,
    ".xlsm": workbook.read,
    ".xml": declaration.read,
}

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
"""Of these `sheet` chooses one sheet."""
