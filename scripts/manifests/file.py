"""From a file to its rows: which reader, how large it may be, and what was decided on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from models.manifest import ManifestRow
from models.manifest.headers import Headings
from scripts.manifests import csv_reader, decmessage_reader, json_reader, texts, xlsx_reader
from scripts.manifests.errors import UnreadableFile
from scripts.manifests.header_detection import MOST_ROWS
from scripts.manifests.notes import ReaderNote

MOST_MB = 50
_MB = 1_000_000


@dataclass(frozen=True)
class ManifestFile:
    """The rows of a manifest file, what its reader decided, and the digest of its bytes."""

    path: Path
    rows: tuple[ManifestRow, ...]
    notes: tuple[ReaderNote, ...] = ()
    sha256: str = ""


def read_file(path: Path, *, sheet: str | None = None) -> ManifestFile:
    """The rows of a manifest file, as text; `sheet` chooses one of a workbook.

    Raises:
        Unreadable: the file cannot be read, or is none of the formats that are known.
    """
    return _file(path, sheet, READERS)


def read_table(path: Path, heads: Headings, *, sheet: str | None = None) -> ManifestFile:
    """The rows of a table with other columns than a manifest: CSV or a workbook.

    Raises:
        Unreadable: the file cannot be read, or is none of these.
    """
    return _file(path, sheet, {suffix: _told(read, heads) for suffix, read in TABLES.items()})


def _told(read: "_TableReader", heads: Headings) -> "_Reader":
    return lambda content, sheet: read(content, sheet, heads)


def _file(path: Path, sheet: str | None, readers: Mapping[str, "_Reader"]) -> ManifestFile:
    suffix = path.suffix.lower()
    if suffix == ".xls":
        raise UnreadableFile(texts.OLD_EXCEL, file=path)
    if suffix not in readers:
        raise UnreadableFile(texts.OTHER_FORMAT, file=path, known=", ".join(readers))
    if sheet is not None and suffix not in WORKBOOKS:
        raise UnreadableFile(texts.NO_SHEETS, file=path, sheet=sheet)
    try:
        content = _content(path)
        rows, notes = _read(readers[suffix], content, sheet)
    except OSError as error:
        raise UnreadableFile(texts.CANNOT_READ, file=path, why=error.strerror) from error
    except UnreadableFile as error:
        raise UnreadableFile(texts.NOT_UNDERSTOOD, file=path, why=error.why) from error
    return ManifestFile(path, tuple(rows), tuple(notes), sha256(content).hexdigest())


def _read(
    reader: "_Reader", content: bytes, sheet: str | None
) -> tuple[list[ManifestRow], list[ReaderNote]]:
    """What a reader makes of the content.

    Raises:
        Unreadable: with the reason, whatever the library below has raised.
    """
    try:
        rows, notes = reader(content, sheet)
    except (UnreadableFile, OSError):
        raise
    except Exception as error:  # a library that chokes on a file is no fault of ours to show
        raise UnreadableFile(texts.UNEXPECTED, why=f"{type(error).__name__}: {error}") from error
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(texts.TOO_MANY_ROWS, most=MOST_ROWS)
    return rows, notes


def _content(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MOST_MB * _MB:
        raise UnreadableFile(texts.TOO_LARGE, size=size // _MB, most=MOST_MB)
    return path.read_bytes()


_Reader = Callable[[bytes, str | None], tuple[list[ManifestRow], list[ReaderNote]]]
_TableReader = Callable[[bytes, str | None, Headings], tuple[list[ManifestRow], list[ReaderNote]]]

TABLES: Mapping[str, _TableReader] = {
    ".csv": csv_reader.read,
    ".tsv": csv_reader.read,
    ".txt": csv_reader.read,
    ".xlsx": xlsx_reader.read,
    ".xlsm": xlsx_reader.read,
}
"""Readers that can be told of other columns than those of a manifest."""

READERS: Mapping[str, _Reader] = {
    ".csv": csv_reader.read,
    ".tsv": csv_reader.read,
    ".txt": csv_reader.read,
    ".json": json_reader.read,
    ".xlsx": xlsx_reader.read,
    ".xlsm": xlsx_reader.read,
    ".xml": decmessage_reader.read,
}

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
"""Of these `sheet` chooses one sheet."""
