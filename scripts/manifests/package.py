"""What kind of file a workbook really is, and how large, before a library unpacks it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from models.kernel.language import Text
from scripts.manifests import texts
from scripts.manifests.errors import UnreadableFile

MOST_UNPACKED_MB = 300
MOST_CELLS = 3_000_000
"""More than a manifest of the most rows and of every known column has."""

_MB = 1_000_000
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The signature of the container of old workbooks, and of those with a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_BOOK = "xl/workbook.xml"

_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def require_readable(content: bytes) -> None:
    """A workbook that a library may open: whole, unlocked, of the usual kind, and not too large.

    Raises:
        Unreadable: it is something else; which, and what to do.
    """
    if content.startswith(_OLE):
        raise UnreadableFile(texts.LOCKED if _ENCRYPTED in content else texts.OLD_INSIDE)
    if not content.startswith(b"PK"):
        raise UnreadableFile(texts.REALLY_TEXT if _is_text(content) else texts.NOT_A_WORKBOOK)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _require_known(archive)
            _require_small(archive)
    except _DAMAGES as error:
        raise UnreadableFile(texts.DAMAGED, why=error) from error


def _is_text(content: bytes) -> bool:
    return bool(content.strip()) and b"\0" not in content


def _require_known(archive: zipfile.ZipFile) -> None:
    names = frozenset(archive.namelist())
    for text in _kinds(archive, names):
        raise UnreadableFile(text)


def _kinds(archive: zipfile.ZipFile, names: frozenset[str]) -> Iterator[Text]:
    """What else the archive may be."""
    if "xl/workbook.bin" in names:
        yield texts.BINARY
    elif "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        yield texts.OPEN_DOCUMENT
    elif "[Content_Types].xml" not in names:
        yield texts.NOT_A_WORKBOOK
    elif _BOOK in names and _STRICT in archive.read(_BOOK):
        yield texts.STRICT


def _require_small(archive: zipfile.ZipFile) -> None:
    """Counted in chunks: to load it first takes many times its size in memory."""
    size = sum(each.file_size for each in archive.infolist())
    if size > MOST_UNPACKED_MB * _MB:
        raise UnreadableFile(texts.ZIP_BOMB, size=size // _MB, most=MOST_UNPACKED_MB)
    cells = 0
    for each in archive.infolist():
        if each.filename.startswith("xl/worksheets/") and each.filename.endswith(".xml"):
            cells += _cells_in(archive, each)
    if cells > MOST_CELLS:
        raise UnreadableFile(texts.TOO_MANY_CELLS_IN_BOOK, cells=cells, most=MOST_CELLS)


def _cells_in(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    cells, rest = 0, b""
    with archive.open(part) as opened:
        while chunk := opened.read(_CHUNK):
            text = rest + chunk
            whole = text.rfind(b"<")
            cells += len(_CELL.findall(text, 0, whole))
            rest = text[whole:] if whole >= 0 else b""
    return cells + len(_CELL.findall(rest))
