"""Numbers that name something (bills, boxes, seals, codes): what a spreadsheet has made of them.

A spreadsheet that takes a name for a number, a date or a truth value changes it for good: such a
text is never read as a name. Guards against that (`="0012345"`, `'0012345`) are taken off.
"""

import re

from models.manifest import texts
from models.manifest.rows import CellError

KEPT_DIGITS = 15
"""So many digits of a number does a spreadsheet keep; the rest becomes zeros."""

_GUARDED = re.compile(r"""=\s*"(?P<formula>[^"]*)"|['\u2019`](?P<mark>.+)""", re.DOTALL)
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?E[+-]?[0-9]+", re.IGNORECASE)
_FRACTION = re.compile(r"[0-9]+\.[0-9]+")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}([T ].*)?"
    r"|([0-9]{4}年)?[0-9]{1,2}月([0-9]{1,2}日)?"
    rf"|[0-9]{{1,2}}-({_MONTHS})(-[0-9]{{2,4}})?"
    rf"|({_MONTHS})-[0-9]{{2,4}}"
    r"|[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?",
    re.IGNORECASE,
)
_TRUTHS = frozenset({"TRUE", "FALSE"})


def unguarded(text: str) -> str:
    """Without the guard that keeps a spreadsheet from taking a text for a number."""
    found = _GUARDED.fullmatch(text)
    if found is None:
        return text
    return found["mark"] if found["formula"] is None else found["formula"]


def misread(text: str) -> CellError | None:
    """Why a text cannot be the name that somebody wrote; None when it may be."""
    if _SCIENTIFIC.fullmatch(text):
        return CellError(texts.SCIENTIFIC, texts.FORMAT_AS_TEXT)
    if _FRACTION.fullmatch(text):
        return CellError(texts.A_FRACTION, texts.FORMAT_AS_TEXT)
    if _DATE.fullmatch(text):
        return CellError(texts.A_DATE, texts.FORMAT_AS_TEXT)
    if text.upper() in _TRUTHS:
        return CellError(texts.A_TRUTH_VALUE, texts.FORMAT_AS_TEXT)
    digits = text if text.isascii() and text.isdecimal() else ""
    if len(digits) > KEPT_DIGITS and not digits[KEPT_DIGITS:].strip("0"):
        return CellError(texts.LOST_DIGITS, texts.FORMAT_AS_TEXT, {"kept": KEPT_DIGITS})
    return None
