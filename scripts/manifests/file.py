"""From a file to its rows: which reader, how large it may be, and what was decided on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.manifest import ManifestRow
from scripts.manifests import csv_reader, decmessage_reader, json_reader, texts, xlsx_reader
from scripts.manifests.errors import UnreadableFile
from scripts.manifests.header_detection import MOST_ROWS
from scripts.manifests.notes import ReaderNote

MOST_MB = 50
_MB = 1_000_000


@dataclass(frozen=True)
class ManifestFile:
    """The rows of a manifest file, and what its reader decided."""

    path: Path
    rows: tuple[ManifestRow, ...]
    notes: tuple[ReaderNote, ...] = ()


def read_file(path: Path, *, sheet: str | None = None) -> ManifestFile:
    """The rows of a manifest file, as text; `sheet` chooses one of a workbook.

    Raises:
        Unreadable: the file cannot be read, or is none of the formats that are known.
    """
    suffix = path.suffix.lower()
    if suffix == ".xls":
        raise UnreadableFile(texts.OLD_EXCEL, file=path)
    if suffix not in READERS:
        raise UnreadableFile(texts.OTHER_FORMAT, file=path, known=", ".join(READERS))
    if sheet is not None and suffix not in WORKBOOKS:
        raise UnreadableFile(texts.NO_SHEETS, file=path, sheet=sheet)
    try:
        rows, notes = _read(READERS[suffix], _content(path), sheet)
    except OSError as error:
        raise UnreadableFile(texts.CANNOT_READ, file=path, why=error.strerror) from error
    except UnreadableFile as error:
        raise UnreadableFile(texts.NOT_UNDERSTOOD, file=path, why=error.why) from error
    return ManifestFile(path, tuple(rows), tuple(notes))


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
