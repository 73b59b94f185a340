"""From bytes to text, so that no name is silently read as another.

UTF-8 in its strict form proves itself: Chinese text in another encoding is practically never valid
UTF-8. GB18030 does not: almost any bytes are valid in it, also Big5, Shift-JIS or the accents of a
Western encoding. It is believed when the text then has a Chinese header that is known, or when all
of it is common Chinese and the detector agrees; else the file is refused.
"""

import codecs

from charset_normalizer import from_bytes

from models.manifest.headers import MANIFEST, Headings
from scripts.manifests import texts
from scripts.manifests.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ARCHIVE = b"PK\x03\x04"
_UNMARKED = ("utf-16-le", "utf-16-be")
_RIVALS = ["gb18030", "big5", "cp932", "euc_jp", "cp949"]
_HEADER_LINES = 30
_SEPARATORS = str.maketrans(dict.fromkeys("\t;,\"'", "\n"))


def decoded(content: bytes, heads: Headings = MANIFEST) -> tuple[str, str]:
    """The text of a file, and the name of its encoding.

    Raises:
        Unreadable: the encoding cannot be told.
    """
    if content.startswith(_ARCHIVE):
        raise UnreadableFile(texts.REALLY_A_WORKBOOK)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content, encoding), encoding.removesuffix("-sig").upper()
    if b"\0" in content:
        # No text in an encoding of bytes has one; in UTF-16 every ASCII character has.
        return _without_mark(content)
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        text = _as_gb18030(content, heads)
        if text is None:
            raise UnreadableFile(texts.UNKNOWN_ENCODING, byte=error.start) from error
        return text, "GB18030"


def whole(text: str) -> str:
    """The same with each half of a surrogate pair as the sign for a lost character.

    An escape can write half a character (JSON, workbooks), which no file and no screen can hold.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(texts.UNKNOWN_ENCODING, byte=error.start) from error


def _without_mark(content: bytes) -> tuple[str, str]:
    """UTF-16 whose byte order shows by where the zeros of its ASCII characters stand."""
    high, low = content[1::2].count(0), content[::2].count(0)
    encoding = _UNMARKED[0] if high > low else _UNMARKED[1]
    text = _strict(content, encoding)
    if "\0" in text:
        raise UnreadableFile(texts.UNKNOWN_ENCODING, byte=content.index(b"\0"))
    return text, encoding.upper()


def _as_gb18030(content: bytes, heads: Headings) -> str | None:
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return text if _has_chinese_header(text, heads) or _is_common_chinese(text, content) else None


def _has_chinese_header(text: str, heads: Headings) -> bool:
    """Nobody writes a known Chinese column name by accident."""
    lines = text.split("\n", _HEADER_LINES)[:_HEADER_LINES]
    cells = (cell.strip() for line in lines for cell in line.translate(_SEPARATORS).split("\n"))
    return any(not cell.isascii() and heads.heading(cell) is not None for cell in cells)


def _is_common_chinese(text: str, content: bytes) -> bool:
    """Accents before Latin letters decode to rare signs, which the older GB2312 does not have."""
    beyond_ascii = "".join(sign for sign in text if not sign.isascii())
    try:
        beyond_ascii.encode("gb2312")
    except UnicodeEncodeError:
        return False
    best = from_bytes(content, cp_isolation=_RIVALS).best()
    return best is not None and best.encoding == "gb18030"
