"""From bytes to text, so that no name is silently read as another.

UTF-8 in its strict form proves itself: Chinese text in another encoding is practically never valid
UTF-8. GB18030 does not: almost any bytes are valid in it, also Big5 or Shift-JIS. It is believed
when the text then has a Chinese header that is known, or when the detector agrees; else the file
is refused.
"""

import codecs

from charset_normalizer import from_bytes

from models.manifest.headers import heading
from scripts.manifests import words
from scripts.manifests.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RIVALS = ["gb18030", "big5", "cp932", "euc_jp", "cp949"]
_HEADER_LINES = 30
_SEPARATORS = str.maketrans(dict.fromkeys("\t;,\"'", "\n"))


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file, and the name of its encoding.

    Raises:
        Unreadable: the encoding cannot be told.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content, encoding), encoding.removesuffix("-sig").upper()
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        text = _as_gb18030(content)
        if text is None:
            raise Unreadable(words.UNKNOWN_ENCODING, byte=error.start) from error
        return text, "GB18030"


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(words.UNKNOWN_ENCODING, byte=error.start) from error


def _as_gb18030(content: bytes) -> str | None:
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return text if _has_chinese_header(text) or _detected(content) else None


def _has_chinese_header(text: str) -> bool:
    """Nobody writes a known Chinese column name by accident."""
    lines = text.split("\n", _HEADER_LINES)[:_HEADER_LINES]
    cells = (cell.strip() for line in lines for cell in line.translate(_SEPARATORS).split("\n"))
    return any(not cell.isascii() and heading(cell) is not None for cell in cells)


def _detected(content: bytes) -> bool:
    best = from_bytes(content, cp_isolation=_RIVALS).best()
    return best is not None and best.encoding == "gb18030"
