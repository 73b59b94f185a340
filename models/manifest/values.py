"""Numbers and moments as people and spreadsheets write them; what can be read in two ways is not.

Text comes in normal form (NFKC): full-width digits, commas and colons are plain ones already.
"""

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from models.kernel.clock import CHINA
from models.manifest import texts
from models.manifest.rows import CellError

YEARS = range(2000, 2100)
DECIMALS = 3
SERIAL_START = datetime(1899, 12, 30, tzinfo=CHINA)
"""Day 0 of a spreadsheet that counts from 1900, for every day after February of that year."""

_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_POINTED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_SEPARATED = re.compile(r"[0-9][0-9., ]*[., ][0-9., ]*")
_PLAIN = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?")
_SERIAL = re.compile(r"[0-9]{5}(\.[0-9]+)?")
_COMPACT = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})\s?(?:年|/|\.|-)\s?(?P<month>[0-9]{1,2})\s?(?:月|/|\.|-)\s?"
    r"(?P<day>[0-9]{1,2})\s?日?"
    r"(?:[\sT]*(?P<hour>[0-9]{1,2})(?::|时|点)(?:(?P<minute>[0-9]{1,2})分?)?"
    r"(?::?(?P<second>[0-9]{2})秒?)?)?"
)
_DAY_OR_MONTH_FIRST = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}(\s.*)?")


def amount(text: str, factor: Decimal) -> Decimal | CellError:
    """A positive amount in our unit, of at most three decimals and without trailing zeros.

    `24,350` has a thousands separator; counted in tonnes it might as well be a decimal comma.
    `24.350` is 24 tonnes and 350 kg; counted in kilograms or yuan the point may part thousands.
    """
    plain = text
    if factor == 1 and _POINTED.fullmatch(text):
        return CellError(texts.AMBIGUOUS_NUMBER, texts.PLAIN_NUMBER)
    if _GROUPED.fullmatch(text):
        if factor > 1 and text.count(",") == 1 and "." not in text:
            return CellError(texts.AMBIGUOUS_NUMBER, texts.PLAIN_NUMBER)
        plain = text.replace(",", "")
    if _PLAIN.fullmatch(plain):
        number = Decimal(plain) * factor
        found = number.quantize(Decimal(10) ** -DECIMALS)
        if number == found > 0:
            return Decimal(f"{found:f}".rstrip("0").rstrip("."))
    elif not _is_decimal(plain):
        if _SEPARATED.fullmatch(plain):
            return CellError(texts.AMBIGUOUS_NUMBER, texts.PLAIN_NUMBER)
        return CellError(texts.NOT_NUMBER, texts.ONLY_DIGITS)
    return CellError(texts.NOT_POSITIVE, texts.WRITE_PLAINLY, {"decimals": DECIMALS})


def _is_decimal(text: str) -> bool:
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return True


def instant(text: str) -> datetime | CellError:
    """A date, or a date with a time; without a zone it is Chinese time."""
    if _DAY_OR_MONTH_FIRST.fullmatch(text):
        return CellError(texts.AMBIGUOUS_DATE, texts.YEAR_FIRST)
    found = _read(text)
    if isinstance(found, datetime) and found.year not in YEARS:
        return CellError(texts.WRONG_YEAR, texts.CORRECT_YEAR, {"year": found.year})
    return found.astimezone(CHINA) if isinstance(found, datetime) else found


def _read(text: str) -> datetime | CellError:
    if _SERIAL.fullmatch(text):
        return of_serial(Decimal(text))
    parts = _COMPACT.fullmatch(text) or _WRITTEN.fullmatch(text)
    if parts is None:
        return _iso(text)
    written = {name: int(part) for name, part in parts.groupdict().items() if part is not None}
    hour, minute, second = (written.get(name, 0) for name in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004 - as clocks count
        return CellError(texts.NO_TIME_OF_DAY, texts.LIKE_DATE)
    day = written["year"], written["month"], written["day"]
    try:
        return datetime(*day, hour, minute, second, tzinfo=CHINA)
    except ValueError:
        return CellError(texts.NOT_DATE, texts.LIKE_DATE)


def _iso(text: str) -> datetime | CellError:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return CellError(texts.NOT_DATE, texts.LIKE_DATE)
    if found.year not in YEARS:
        return CellError(texts.WRONG_YEAR, texts.CORRECT_YEAR, {"year": found.year})
    return found if found.tzinfo else found.replace(tzinfo=CHINA)


def of_serial(days: Decimal) -> datetime:
    """The moment of a spreadsheet's serial number, to the second, in Chinese time."""
    seconds = (days * 86_400).quantize(Decimal(1))
    return SERIAL_START + timedelta(seconds=int(seconds))
