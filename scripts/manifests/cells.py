"""From a cell of a workbook to the text that a person sees in it."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from openpyxl.cell.cell import Cell, MergedCell

from models.manifest import CellError
from models.manifest import texts as cell_words
from scripts.manifests.encoding import whole

_HALF_SECOND = timedelta(milliseconds=500)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_FILLED = re.compile(r"""(?:0|[- /]|\\.|"[^"]*")+""")
_PIECES = re.compile(r"""0|\\(?P<escaped>.)|"(?P<quoted>[^"]*)"|(?P<plain>[- /])""")

FORMULA_ERROR = CellError(cell_words.FORMULA_ERROR, cell_words.PASTE_VALUES)
NO_FORMULA_VALUE = CellError(cell_words.NO_FORMULA_VALUE, cell_words.PASTE_VALUES)
STRUCK = CellError(cell_words.STRUCK_THROUGH, cell_words.WITHOUT_STRIKE)


def text_of(cell: "Cell | MergedCell") -> str:
    """A value as it is shown or would be typed; a number with the fifteen digits that Excel keeps.

    A format of zeros fills a number up: 12345 under `0000000` is shown as 0012345.
    """
    match cell.value:
        case None:
            return ""
        case bool() as truth:
            return str(truth).upper()
        case int() | float() as number:
            plain = str(number) if isinstance(number, int) else _plain(number)
            return _filled(plain, cell.number_format)
        case datetime() as moment:
            return _moment(moment)
        case date() | time() as moment:
            return moment.isoformat()
        case value:
            return whole(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), str(value)))


def flaw_of(cell: "Cell | MergedCell", *, formula: bool) -> CellError | None:
    """Why a cell holds no value that counts; None when it does, or is empty."""
    if cell.data_type == "e":
        return FORMULA_ERROR
    if cell.value is None:
        # A formula whose stored result is an empty text says so by its type.
        return NO_FORMULA_VALUE if formula and cell.data_type != "str" else None
    return STRUCK if is_struck(cell) else None


def is_struck(cell: "Cell | MergedCell") -> bool:
    """Whether a line is drawn through the text, or through a part of it."""
    parts = cell.value if isinstance(cell.value, list) else ()
    fonts = [getattr(part, "font", None) for part in parts]
    return bool(cell.font.strike) or any(font is not None and font.strike for font in fonts)


def _plain(number: float) -> str:
    return f"{Decimal(f'{number:.15g}'):f}"


def _moment(moment: datetime) -> str:
    """To the second; the last day that there is has no later one to be rounded to."""
    if moment.date() < date.max:
        moment = (moment + _HALF_SECOND).replace(microsecond=0)
    return moment.isoformat() if moment.time() != time(0) else moment.date().isoformat()


def _filled(digits: str, form: str) -> str:
    """A whole number as a format of zeros and fixed texts shows it; any other as it is."""
    zeros = len(re.findall("0", re.sub(r'"[^"]*"', "", form)))
    if zeros < 2 or not digits.isdecimal() or not _FILLED.fullmatch(form):  # noqa: PLR2004 - `0` is no filling
        return digits
    rest = digits.zfill(zeros)
    shown, rest = rest[: len(rest) - zeros], rest[len(rest) - zeros :]
    for piece in _PIECES.finditer(form):
        if piece[0] == "0":
            shown, rest = shown + rest[0], rest[1:]
        else:
            shown += next(text for text in piece.groups() if text is not None)
    return shown
